package sc.fiji.superres.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.file.Tensor;
import sc.fiji.superres.model.About;
import sc.fiji.superres.model.ModelDescription;
import sc.fiji.superres.model.ModelDescription.Input;
import sc.fiji.superres.model.ModelDescription.Output;
import sc.fiji.superres.model.ModelDescription.Size;
import sc.fiji.superres.model.ModelDescription.Weights;
import sc.fiji.superres.model.ModelPackage;
import sc.fiji.superres.model.Processing;

/** Packages of small networks. */
public final class TestPackages {

	private TestPackages() {
		// Static methods only.
	}

	/** A halo of -1 is not stated. */
	static ModelDescription describe(final int channels, final int minimum,
		final int step, final double scale, final int halo,
		final List<Processing> before, final List<Processing> after)
	{
		final Size size = new Size(minimum, step);
		return new ModelDescription(new About("Small network", "A network to test with.",
			List.of("Ada Lovelace"), "CC0-1.0", About.CARD, List.of(
				new About.Citation("Test", "", "https://example.org")), List.of(
					"test"), "2026-01-02T03:04:05Z"), new Input("input", channels, size,
						size, Optional.empty(), before, Optional.empty()), new Output(
							"output", scale, 0, halo < 0 ? OptionalInt.empty() : OptionalInt
								.of(halo), after, Optional.empty()), new Weights(
									ModelDescription.WEIGHTS, Optional.empty(), "1.13.1"), Map
										.of());
	}

	/** Writes a package. */
	static void write(final Path folder, final Path weights,
		final ModelDescription description, final Tensor input,
		final Tensor output) throws IOException
	{
		ModelPackage.write(folder, false, new ModelPackage.Content(description,
			weights, input, output, "# Test\n", "file,original,author,licence\n", Map
				.of()));
	}

	/** Writes a package of x2 for the tests of other rooms. */
	public static void writeSmall(final Path folder) throws IOException {
		write(folder, TestNetworks.writeSmall(folder.getParent()), 2, 6);
	}

	/** Writes a package that repeats pixels, of any scale. */
	public static void writeMagnifier(final Path folder, final int scale)
		throws IOException
	{
		write(folder, TestNetworks.write(folder.getParent(), TestNetworks.ending(
			"torch.upsample_nearest2d(x, None, [" + scale + "., " + scale + ".])")),
			scale, scale);
	}

	private static void write(final Path folder, final Path weights,
		final int scale, final int halo) throws IOException
	{
		final Tensor input = ramp(1, 1, 16, 16);
		try (TorchNetwork network = TorchNetwork.open(weights, Progress.NONE)) {
			write(folder, weights, describe(1, 16, 1, scale, halo, List.of(), List
				.of()), input, network.forward(input));
		}
	}

	/** 0 to 1. */
	static Tensor ramp(final int... shape) {
		int length = 1;
		for (final int n : shape)
			length *= n;
		final float[] data = new float[length];
		for (int i = 0; i < length; i++)
			data[i] = (float) i / length;
		return new Tensor(shape, data);
	}
}
