package sc.fiji.superres.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.file.Tensor;
import sc.fiji.superres.model.ModelPackage;
import sc.fiji.superres.network.values.TensorIntensities;
import sc.fiji.superres.network.values.ValueMap;

/** Checks that a network reproduces the test output of its package. */
final class TestTensors {

	/** Allowed difference as a fraction of the range of the test output. */
	private static final double TOLERANCE = 1e-3;

	private TestTensors() {
		// Static methods only.
	}

	/**
	 * Runs a network on the test input, if its package has both tensors.
	 *
	 * @param values pre- and postprocessing of the package
	 * @throws IOException if the result differs from the test output; the message
	 *           says by how much
	 */
	static void verify(final ModelPackage model, final ImageNetwork network,
		final Function<Intensities, ValueMap> values) throws IOException
	{
		final Optional<Tensor> in = model.testInput();
		final Optional<Tensor> out = model.testOutput();
		if (in.isEmpty() || out.isEmpty()) return;
		final int[] shape = in.get().shape();
		if (shape.length != 4 || in.get().values().length == 0)
			throw new IOException(model.path() + " has a test input of shape " +
				Arrays.toString(shape) +
				", but it must be of batch, channel, y, x: get the package again");
		final double scaleX = model.description().output().scaleX();
		final double scaleY = model.description().output().scaleY();
		final int[] stated = out.get().shape();
		if (model.description().output().offset() == 0 && stated.length == 4 &&
			(stated[2] != shape[2] * scaleY || stated[3] != shape[3] * scaleX))
			throw new IOException(model.path() + " enlarges by " + scaleX + " x " +
				scaleY +
				" as its description says, but its test input is " + Arrays
					.toString(shape) + " and its test output " + Arrays.toString(stated) +
				": get the package again");
		finite(model.path(), "input", in.get().values());
		finite(model.path(), "output", out.get().values());
		final boolean raw = !model.description().input().preprocessing().isEmpty();
		final float[] samples = in.get().values().clone();
		final ValueMap[] maps = new ValueMap[shape[0] * shape[1]];
		final int size = samples.length / maps.length;
		for (int p = 0; p < maps.length; p++) {
			maps[p] = values.apply(raw ? new TensorIntensities(Arrays.copyOfRange(
				samples, p * size, (p + 1) * size)) : Intensities.unit());
			maps[p].toNetwork(samples, p * size, (p + 1) * size);
		}
		final Tensor output = network.forward(new Tensor(shape, samples));
		if (!Arrays.equals(output.shape(), out.get().shape()))
			throw new IOException(model.path() + " makes " + Arrays.toString(output
				.shape()) + " of its own test input, but its test output is " + Arrays
					.toString(out.get().shape()) + ": get the package again");
		final int enlarged = output.values().length / maps.length;
		for (int p = 0; p < maps.length; p++)
			maps[p].fromNetwork(output.values(), p * enlarged, (p + 1) * enlarged);
		compare(model.path(), output.values(), out.get().values());
	}

	/** An infinity would allow any difference. */
	private static void finite(final Path path, final String which,
		final float[] values) throws IOException
	{
		for (final float value : values)
			if (!Float.isFinite(value)) throw new IOException(path + " has a test " +
				which + " with the value " + value +
				", but all must be finite: get the package again");
	}

	private static void compare(final Path path, final float[] output,
		final float[] expected) throws IOException
	{
		double range = 1;
		double difference = 0;
		for (int i = 0; i < output.length; i++) {
			range = Math.max(range, Math.abs(expected[i]));
			difference = Math.max(difference, Math.abs(output[i] - expected[i]));
		}
		if (!(difference <= TOLERANCE * range)) throw new IOException(path +
			" does not reproduce its own test output (it is off by " + difference +
			"): the package is damaged, or made for another program: get it again");
	}
}
