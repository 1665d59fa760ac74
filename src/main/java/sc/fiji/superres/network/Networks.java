package sc.fiji.superres.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.model.ModelDescription;
import sc.fiji.superres.model.ModelPackage;
import sc.fiji.superres.model.NpyArray;
import sc.fiji.superres.network.TorchNetwork.Tensor;

/**
 * Opens networks, whoever made them: a BioImage.IO package or a bare TorchScript
 * file with one image in and one enlarged image out.
 * <p>
 * A package's sizes, scale and halo are taken from its description; what it does
 * not state, and a bare file's, is measured by running the network on noise. A
 * halo of 0 counts as not stated. TorchScript is a program, not data: open only
 * what you trust.
 * </p>
 */
public final class Networks {

	/** Allowed difference to the test output, as a share of its range. */
	private static final double TOLERANCE = 1e-3;

	private Networks() {
		// Static methods only.
	}

	/**
	 * Opens a network.
	 *
	 * @param path a package (folder or zip) or a TorchScript file
	 * @return the network, to be closed
	 * @throws IOException if it cannot be read, is damaged, or does not give the
	 *           test output of its package; the message says why
	 * @throws IllegalArgumentException if it is not a network that enlarges one
	 *           image; the message says why
	 */
	public static Upscaler open(final Path path) throws IOException {
		if (!ModelPackage.isPackage(path)) return bare(path);
		try (ModelPackage model = ModelPackage.open(path)) {
			return packaged(model);
		}
	}

	private static Upscaler bare(final Path file) throws IOException {
		final TorchNetwork network = TorchNetwork.open(file);
		try {
			return new NetworkUpscaler(network, NetworkProbe.measure(network),
				ValueMap::range);
		}
		catch (final RuntimeException exc) {
			network.close();
			throw new IllegalArgumentException(file + ": " + exc.getMessage(), exc);
		}
	}

	private static Upscaler packaged(final ModelPackage model)
		throws IOException
	{
		final ModelDescription description = model.description();
		final Function<Intensities, ValueMap> values = PackageValues.of(
			description);
		final TorchNetwork network = TorchNetwork.open(model.weights());
		try {
			verify(model, network, values);
			return new NetworkUpscaler(network, geometry(description, network),
				values);
		}
		catch (final IOException | RuntimeException exc) {
			network.close();
			throw exc;
		}
	}

	private static NetworkGeometry geometry(final ModelDescription description,
		final TorchNetwork network)
	{
		final ModelDescription.Output output = description.output();
		final int scale = (int) Math.round(output.scale());
		if (scale != output.scale() || output.offset() != 0)
			throw new IllegalArgumentException("The package enlarges by " + output
				.scale() + " and adds " + output.offset() +
				" pixels: only whole scales without an offset can be run");
		final ModelDescription.Size height = description.input().height();
		final ModelDescription.Size width = description.input().width();
		if (!height.equals(width)) throw new IllegalArgumentException(
			"The package takes heights of " + height + " and widths of " + width +
				": only networks with the same sizes on both axes can be run");
		final int halo = output.halo().orElse(0) > 0 ? (output.halo().getAsInt() +
			scale - 1) / scale : NetworkProbe.measure(network).halo();
		return new NetworkGeometry(description.input().channels(), scale, halo,
			width.min(), width.step());
	}

	private static void verify(final ModelPackage model,
		final TorchNetwork network, final Function<Intensities, ValueMap> values)
		throws IOException
	{
		final Optional<NpyArray> in = model.testInput();
		final Optional<NpyArray> out = model.testOutput();
		if (in.isEmpty() || out.isEmpty()) return;
		final Tensor input = new Tensor(in.get().shape(), in.get().data().clone());
		final ValueMap map = model.description().input().preprocessing().isEmpty()
			? values.apply(Intensities.unit()) : values.apply(new TensorIntensities(
				input.values()));
		map.toNetwork(input.values(), 0, input.values().length);
		final float[] output = network.forward(input).values();
		map.fromNetwork(output, 0, output.length);
		compare(model.path(), output, out.get().data());
	}

	private static void compare(final Path path, final float[] output,
		final float[] expected) throws IOException
	{
		double range = 1;
		double difference = output.length == expected.length ? 0
			: Double.POSITIVE_INFINITY;
		for (int i = 0; i < Math.min(output.length, expected.length); i++) {
			range = Math.max(range, Math.abs(expected[i]));
			difference = Math.max(difference, Math.abs(output[i] - expected[i]));
		}
		if (!(difference <= TOLERANCE * range)) throw new IOException(path +
			" does not give its own test output (it is off by " + difference +
			"): the package is damaged, or made for another program; get it again");
	}
}
