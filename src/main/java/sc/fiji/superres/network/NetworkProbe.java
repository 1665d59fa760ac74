package sc.fiji.superres.network;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SplittableRandom;

import sc.fiji.superres.network.TorchNetwork.Tensor;

/**
 * Measures the {@link NetworkGeometry} of a network of which nothing is known,
 * by running it on noise.
 * <p>
 * The halo is found by changing all pixels on one side of a line and seeing how
 * far beyond the line the output changes; a change of any size counts. A
 * network that changes everywhere in a probe of 256 pixels is unbounded.
 * </p>
 */
final class NetworkProbe {

	private static final int[] SIZES = { 64, 128, 256 };
	private static final int[] STEPS = { 1, 2, 3, 4, 8, 16, 32, 64 };
	private static final int[] MINIMA = { 1, 2, 3, 4, 8, 16, 24, 32, 48, 64, 128,
		256 };

	private final TorchNetwork network;
	private int channels;
	private int scale;
	private final Set<String> failures = new LinkedHashSet<>();

	private NetworkProbe(final TorchNetwork network) {
		this.network = network;
	}

	/**
	 * Measures a network.
	 *
	 * @throws IllegalArgumentException if it does not make one enlarged image of
	 *           one image with 1 or 3 channels; the message says what it does
	 */
	static NetworkGeometry measure(final TorchNetwork network) {
		return new NetworkProbe(network).measure();
	}

	private NetworkGeometry measure() {
		final int size = anySize();
		int step = 0;
		for (int i = 0; i < STEPS.length && step == 0; i++)
			if (runs(size + STEPS[i])) step = STEPS[i];
		if (step == 0) // Nothing but this very size.
			return new NetworkGeometry(channels, scale, halo(size, 1), size, 0);
		int minimum = size;
		for (final int candidate : MINIMA) {
			if (candidate < size && (size - candidate) % step == 0 &&
				runs(candidate))
			{
				minimum = candidate;
				break;
			}
		}
		int halo = NetworkGeometry.UNBOUNDED;
		for (int i = 0; i < SIZES.length && halo == NetworkGeometry.UNBOUNDED; i++)
			if (SIZES[i] >= minimum && runs(SIZES[i])) halo = halo(SIZES[i], step);
		return new NetworkGeometry(channels, scale, halo, minimum, step);
	}

	/** Finds a size and the number of channels on which the network runs. */
	private int anySize() {
		for (final int size : SIZES) {
			for (final int c : new int[] { 1, 3 }) {
				channels = c;
				final Tensor output = run(noise(size, 1));
				if (output == null) continue;
				final int[] shape = output.shape();
				if (shape.length != 4 || shape[0] != 1 || shape[1] != c ||
					shape[2] != shape[3] || shape[2] < size || shape[2] % size != 0)
					throw new IllegalArgumentException("The network makes " + text(
						shape) + " of an image of shape " + text(1, c, size, size) +
						": it must make one image with as many channels, enlarged by a " +
						"whole number");
				scale = shape[2] / size;
				return size;
			}
		}
		throw new IllegalArgumentException("The network takes no image of 1 or 3 " +
			"channels and 64, 128 or 256 pixels a side: " + String.join("; ",
				failures));
	}

	private boolean runs(final int size) {
		final Tensor output = run(noise(size, 1));
		return output != null && output.shape()[2] == size * scale;
	}

	private Tensor run(final Tensor input) {
		try {
			return network.forward(input);
		}
		catch (final IllegalArgumentException exc) {
			failures.add(exc.getMessage());
			return null;
		}
	}

	private Tensor noise(final int size, final long seed) {
		final SplittableRandom random = new SplittableRandom(seed);
		final float[] values = new float[channels * size * size];
		for (int i = 0; i < values.length; i++)
			values[i] = (float) random.nextDouble();
		return new Tensor(new int[] { 1, channels, size, size }, values);
	}

	private int halo(final int size, final int step) {
		final Tensor input = noise(size, 1);
		final float[] before = network.forward(input).values();
		final int line = size / 2 / step * step;
		int reach = 0;
		for (int side = 0; side < 4; side++) {
			final Tensor changed = noise(size, 2);
			for (int i = 0; i < input.values().length; i++)
				if (distance(i, size, line, side) >= 0) changed.values()[i] = input
					.values()[i];
			final float[] after = network.forward(changed).values();
			for (int i = 0; i < after.length; i++)
				if (after[i] != before[i]) reach = Math.max(reach, (distance(i, size *
					scale, line * scale, side) + scale) / scale);
		}
		// A network with strides looks further at some places than at others.
		final int halo = reach + step - 1;
		return 2 * halo >= size ? NetworkGeometry.UNBOUNDED : halo;
	}

	/**
	 * Gives how far a sample lies beyond a line: 0 for the first beyond, negative
	 * for those before.
	 *
	 * @param side 0 right, 1 left, 2 below, 3 above
	 */
	private static int distance(final int index, final int size, final int line,
		final int side)
	{
		final int position = side < 2 ? index % size : index / size % size;
		return side % 2 == 0 ? position - line : line - 1 - position;
	}

	private static String text(final int... shape) {
		return java.util.Arrays.toString(shape);
	}
}
