package sc.fiji.superres.network;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SplittableRandom;

import sc.fiji.superres.file.Tensor;

/**
 * Measures the {@link NetworkGeometry} of a network by running it on noise.
 * <p>
 * The halo is found by changing all pixels on one side of a line and seeing how
 * far beyond the line the output changes; a change of any size counts. The
 * steps at which tiles may start are found by shifting the noise: the output
 * has to shift with it. A network whose output changes everywhere in a probe of
 * 256 pixels, or shifts with no step, is unbounded.
 * </p>
 */
final class NetworkProbe {

	private static final int[] SIZES = { 64, 128, 256 };
	private static final int[] STEPS = { 1, 2, 3, 4, 8, 16, 32, 64 };
	private static final int[] MINIMA = { 1, 2, 3, 4, 8, 16, 24, 32, 48, 64, 128,
		256 };

	/**
	 * Relative to the largest output: more than the rounding error of deep
	 * networks.
	 */
	private static final float TOLERANCE = 1e-4f;

	private final ImageNetwork network;
	private int channels;
	private int scaleX;
	private int scaleY;
	private final Set<String> failures = new LinkedHashSet<>();

	private NetworkProbe(final ImageNetwork network) {
		this.network = network;
	}

	/**
	 * Measures a network.
	 *
	 * @throws IllegalArgumentException if it does not make one image of one image
	 *           with 1 or 3 channels, enlarged along both axes or y alone; the
	 *           message says what it does
	 */
	static NetworkGeometry measure(final ImageNetwork network) {
		return new NetworkProbe(network).measure();
	}

	/**
	 * Measures the halo of a network whose sizes are known.
	 *
	 * @throws IllegalArgumentException if it does not run on these sizes
	 */
	static NetworkGeometry measure(final ImageNetwork network,
		final int channels, final int scaleX, final int scaleY, final int minimum,
		final int step)
	{
		final NetworkProbe probe = new NetworkProbe(network);
		probe.channels = channels;
		probe.scaleX = scaleX;
		probe.scaleY = scaleY;
		return probe.look(minimum, step);
	}

	private NetworkGeometry measure() {
		final int size = anySize();
		int step = 0;
		for (int i = 0; i < STEPS.length && step == 0; i++)
			if (runs(size + STEPS[i])) step = STEPS[i];
		if (step == 0) return look(size, 0); // Only this size is valid.
		for (final int minimum : MINIMA) {
			if (minimum < size && (size - minimum) % step == 0 && runs(minimum))
				return look(minimum, step);
		}
		return look(size, step);
	}

	/** Finds the halo of the network, and where tiles may start. */
	private NetworkGeometry look(final int minimum, final int step) {
		final int unit = Math.max(step, 1);
		final NetworkGeometry whole = new NetworkGeometry(channels, scaleX, scaleY,
			NetworkGeometry.UNBOUNDED, minimum, step, unit);
		boolean ran = false;
		for (final int least : step == 0 ? new int[] { minimum } : SIZES) {
			final int size = (int) whole.valid(least);
			if (!runs(size)) continue;
			ran = true;
			final int reach = reach(size, size / 2 / unit * unit);
			for (final int times : STEPS) {
				final int align = times * unit;
				// The halo of a network with strides differs from place to place.
				final int halo = reach + align - 1;
				if (2 * halo + align < size && moves(size, halo, align))
					return new NetworkGeometry(channels, scaleX, scaleY, halo, minimum,
						step, align);
			}
		}
		if (!ran) throw new IllegalArgumentException("The network does not " +
			"enlarge images of " + channels + " channels and " + minimum + " + k * " +
			step + " pixels a side by " + scaleX + " x " + scaleY + ": " + String.join("; ", failures));
		return whole;
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
					shape[3] != size && shape[2] != shape[3] || shape[2] < size ||
					shape[2] % size != 0) throw new IllegalArgumentException("The network makes " + text(
						shape) + " of an image of shape " + text(1, c, size, size) +
						": it must make one image with as many channels, enlarged by a " +
						"whole number along both axes, or along y alone");
				scaleX = shape[3] / size;
				scaleY = shape[2] / size;
				return size;
			}
		}
		throw new IllegalArgumentException("The network takes no image of 1 or 3 " +
			"channels and 64, 128 or 256 pixels a side: " + String.join("; ",
				failures));
	}

	private boolean runs(final int size) {
		final Tensor input = noise(size, 1);
		final Tensor output = run(input);
		if (output == null) return false;
		final int[] wanted = { 1, channels, size * scaleY, size * scaleX };
		if (Arrays.equals(output.shape(), wanted)) return true;
		failures.add("it makes " + text(output.shape()) + " of " + text(input
			.shape()));
		return false;
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

	/** Returns how far beyond a line a change on its other side has an effect. */
	private int reach(final int size, final int line) {
		final Tensor input = noise(size, 1);
		final float[] before = network.forward(input).values();
		int reach = 0;
		for (int side = 0; side < 4; side++) {
			final Tensor changed = noise(size, 2);
			for (int i = 0; i < input.values().length; i++)
				if (distance(i % size, i / size % size, line, line, side) >= 0) changed
					.values()[i] = input.values()[i];
			final float[] after = network.forward(changed).values();
			final int width = size * scaleX;
			final int scale = side < 2 ? scaleX : scaleY;
			for (int i = 0; i < after.length; i++)
				if (after[i] != before[i]) reach = Math.max(reach, (distance(i % width,
					i / width % (size * scaleY), line * scaleX, line * scaleY, side) +
						scale) / scale);
		}
		return reach;
	}

	/**
	 * Returns whether the output shifts with the input, excluding the borders.
	 */
	private boolean moves(final int size, final int halo, final int by) {
		final Tensor input = noise(size, 1);
		final Tensor moved = noise(size, 2);
		for (int i = 0; i < input.values().length; i++)
			if (i % size >= by && i / size % size >= by) moved.values()[i - by *
				size - by] = input.values()[i];
		final float[] before = network.forward(input).values();
		final float[] after = network.forward(moved).values();
		final int width = size * scaleX;
		final int low = halo + by;
		final int high = size - halo;
		float highest = 0;
		float difference = 0;
		for (int i = 0; i < before.length; i++) {
			final int x = i % width / scaleX;
			final int y = i / width % (size * scaleY) / scaleY;
			if (x < low || y < low || x >= high || y >= high) continue;
			highest = Math.max(highest, Math.abs(before[i]));
			difference = Math.max(difference, Math.abs(before[i] - after[i - by *
				(scaleY * width + scaleX)]));
		}
		return difference <= TOLERANCE * highest;
	}

	/**
	 * Returns how far a sample lies beyond a line: 0 for the first beyond, negative
	 * for those before.
	 *
	 * @param lineX where the line crosses x, for the sides to the right and left
	 * @param lineY where it crosses y, for those below and above
	 * @param side 0 right, 1 left, 2 below, 3 above
	 */
	private static int distance(final int x, final int y, final int lineX,
		final int lineY, final int side)
	{
		final int position = side < 2 ? x : y;
		final int line = side < 2 ? lineX : lineY;
		return side % 2 == 0 ? position - line : line - 1 - position;
	}

	private static String text(final int... shape) {
		return Arrays.toString(shape);
	}
}
