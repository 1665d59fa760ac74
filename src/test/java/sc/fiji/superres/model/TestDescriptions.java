package sc.fiji.superres.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import sc.fiji.superres.file.Tensor;
import sc.fiji.superres.model.About.Citation;
import sc.fiji.superres.model.ModelDescription.Input;
import sc.fiji.superres.model.ModelDescription.Output;
import sc.fiji.superres.model.ModelDescription.Range;
import sc.fiji.superres.model.ModelDescription.Size;
import sc.fiji.superres.model.ModelDescription.Weights;
import sc.fiji.superres.model.Provenance.Figure;

/** Descriptions and packages that several tests start from. */
final class TestDescriptions {

	private TestDescriptions() {
		// Static methods only.
	}

	static About about() {
		return new About("SRCNN natural x2", "Enlarges photographs: x2.", List.of(
			"Ada Lovelace", "Grace Hopper"), "CC-BY-4.0", About.CARD, List.of(
				new Citation("Dong et al. 2015", "10.1109/TPAMI.2015.2439281", "")), List
					.of("super-resolution", "2d"), "2026-01-02T03:04:05Z");
	}

	static Provenance provenance() {
		return new Provenance("superres train-network --images photos --seed 7",
			4_000_000_000L, "photos", "antialiased bicubic", Map.of("steps", 20_000),
			List.of(new Figure("Set5", "PSNR (dB)", 33.66, 36.5)));
	}

	static ModelDescription description() {
		return ModelDescription.of(about(), 1, 32, 2, 2, OptionalInt.of(
			12), "1.13.1", provenance());
	}

	/** Every field set, none to its default. */
	static ModelDescription full(final double scale, final Size height,
		final Size width)
	{
		final List<Processing> before = List.of(new Processing("scale_linear", Map
			.of("gain", List.of(0.5, 0.25, 2.0), "offset", 0.1, "axis", "channel")),
			new Processing("scale_range", Map.of("axes", List.of("channel", "y", "x"),
				"min_percentile", 1.0, "max_percentile", 99.8, "eps", 1e-6)),
			new Processing("zero_mean_unit_variance", Map.of("axes", List.of("batch",
				"y", "x"))), new Processing("fixed_zero_mean_unit_variance", Map.of(
					"mean", 0.4, "std", 0.2)));
		final List<Processing> after = List.of(new Processing("clip", Map.of("min",
			0.0, "max", 1.0)));
		return new ModelDescription(about(), new Input("low", 3, height, width,
			Optional.of(new Range(0, Double.POSITIVE_INFINITY)), before, Optional.of(
				"test_input.npy")), new Output("high", scale, -4, OptionalInt.of(12),
					after, Optional.of("test_output.npy")), new Weights("weights.pt",
						Optional.of("ab".repeat(32)), "1.13.1"), Map.of(Provenance.KEY,
							provenance().toMap(), "other", Map.of("note", "yes", "list", List
								.of(1, 2.5, "2026-01-02", true))));
	}

	/** Returns the content of a package for {@link #description()}. */
	static ModelPackage.Content content(final Path scratch)
		throws IOException
	{
		final Path weights = scratch.resolve("some.pt");
		Files.writeString(weights, "not really TorchScript");
		return new ModelPackage.Content(description(), weights, ramp(1, 1, 32, 40),
			ramp(1, 1, 64, 80), "# Card\n", "file,original,author,licence\n", Map
				.of());
	}

	/** Writes a package for {@link #description()}. */
	static Path write(final Path scratch) throws IOException {
		final Path folder = scratch.resolve("srcnn-natural-x2");
		ModelPackage.write(folder, false, content(scratch));
		return folder;
	}

	static Tensor ramp(final int... shape) {
		final float[] data = new float[(int) Tensor.size(shape)];
		for (int i = 0; i < data.length; i++) {
			data[i] = i / 7f;
		}
		return new Tensor(shape, data);
	}
}
