package sc.fiji.superres.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import sc.fiji.superres.file.SafeYaml;
import sc.fiji.superres.model.ModelDescription.Input;
import sc.fiji.superres.model.ModelDescription.Output;
import sc.fiji.superres.model.ModelDescription.Size;
import sc.fiji.superres.model.ModelDescription.Weights;

/**
 * Writes a description twice: {@code bioimageio.yaml} in format 0.5, and
 * {@code rdf.yaml} in format 0.4, which older readers understand.
 */
final class RdfWriter {

	private static final int LARGEST_HALO = 1 << 16;

	private RdfWriter() {
		// Static methods only.
	}

	static void write(final ModelDescription description, final Path folder)
		throws IOException
	{
		Files.writeString(folder.resolve(Rdf.FILE_5), text(description,
			Rdf5.VERSION, Rdf5.tensors(description)));
		Files.writeString(folder.resolve(Rdf.FILE_4), text(description,
			Rdf4.VERSION, Rdf4.tensors(description)));
	}

	/**
	 * Returns a description that obeys the specification: the halo is rounded up
	 * until {@code halo / scale} is even, and the smallest input size is raised
	 * until its output is larger than the halo on both sides.
	 *
	 * @throws IllegalArgumentException if that is impossible; the message says
	 *           why
	 */
	static ModelDescription valid(final ModelDescription description) {
		final About about = description.about();
		AboutYaml.check(about);
		AboutYaml.require(!description.weights().pytorch().isBlank(), "PyTorch version",
			description.weights().pytorch(), "the oldest one that loads the weights");
		final Input in = description.input();
		final Output out = description.output();
		for (final String name : List.of(in.name(), out.name())) {
			AboutYaml.require(Rdf.TENSOR.matcher(name).matches(), "tensor name", name,
				"small letters, digits and _");
		}
		if (out.halo().isEmpty()) return description;
		final int halo = halo(out.halo().getAsInt(), out.scaleY());
		final int smallest = (int) Math.ceil((1 + 2 * halo - out.offset()) / out
			.scaleY());
		return new ModelDescription(about, new Input(in.name(), in.channels(),
			raised(in.height(), smallest), raised(in.width(), smallest), in.range(), in
				.preprocessing(), in.test()), new Output(out.name(), out.scaleX(), out.scaleY(), out
					.offset(), OptionalInt.of(halo), out.postprocessing(), out.test()),
			description.weights(), description.config());
	}

	// -- Helper methods --

	private static int halo(final int halo, final double scale) {
		for (int valid = halo; valid <= halo + LARGEST_HALO; valid++) {
			final double even = valid / scale / 2;
			if (Math.abs(even - Math.rint(even)) < 1e-9) return valid;
		}
		throw new IllegalArgumentException("No halo from " + halo +
			" on is an even multiple of the scale " + scale);
	}

	private static Size raised(final Size size, final int smallest) {
		final int min = size.atLeast(smallest);
		AboutYaml.require(min >= smallest, "fixed size", size.min(), "at least " +
			"" + smallest +
			", so that something is left without the halo");
		return new Size(min, size.step());
	}

	private static String text(final ModelDescription description,
		final String version, final Map<String, Object> tensors)
	{
		final Map<String, Object> map = new LinkedHashMap<>();
		map.put("format_version", version);
		map.put("type", "model");
		map.putAll(AboutYaml.toMap(description.about()));
		map.putAll(tensors);
		final Weights weights = description.weights();
		final Map<String, Object> torchscript = new LinkedHashMap<>();
		torchscript.put("source", weights.source());
		weights.sha256().ifPresent(sum -> torchscript.put("sha256", sum));
		torchscript.put("pytorch_version", weights.pytorch());
		map.put("weights", Map.of("torchscript", torchscript));
		map.put("config", description.config());
		return SafeYaml.toText(map);
	}
}
