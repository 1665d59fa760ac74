package sc.fiji.superres.network;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

import sc.fiji.superres.file.Tensor;

/**
 * Measures how far from a change of the input the output of a network changes,
 * and by how much.
 * <p>
 * One half of a strip of noise is replaced by other noise; the difference of the
 * outputs is taken by its distance from the boundary. Beyond the halo of the
 * network it is 0. Networks of many layers have a halo of hundreds of pixels, but
 * far pixels hardly count: a shorter halo then leaves a small difference, which
 * this states. It misses what depends on the whole image, such as a mean, where
 * the strip is shorter than the image.
 * </p>
 */
public final class TileHalo {

	/** The largest difference that counts as none, relative to the output. */
	public static final double TOLERANCE = 1e-4;

	/** Distances that are measured, in pixels of the input. */
	public static final int LONGEST = 128;

	private static final int HEIGHT = 32;

	/** The largest difference at least so far from the boundary, in pixels. */
	private final double[] differences;

	private TileHalo(final double[] differences) {
		this.differences = differences;
	}

	/**
	 * Measures a network, or another method.
	 *
	 * @param network makes (1, channels, scale x height, scale x width) of (1,
	 *          channels, height, width)
	 * @param channels of its input
	 * @param scaleX output pixels per input pixel along x
	 * @param step width and height must be multiples of it, at most 64
	 * @throws IllegalArgumentException if it does not run on such a strip
	 */
	public static TileHalo measure(final UnaryOperator<Tensor> network,
		final int channels, final int scaleX, final int step)
	{
		final int half = (LONGEST + step - 1) / step * step;
		final int width = 2 * half;
		final int height = (HEIGHT + step - 1) / step * step;
		final Tensor input = noise(channels, height, width, 1);
		final Tensor changed = noise(channels, height, width, 2);
		for (int i = 0; i < input.values().length; i++)
			if (i % width >= half) changed.values()[i] = input.values()[i];
		final float[] before = network.apply(input).values();
		final float[] after = network.apply(changed).values();
		final double[] differences = new double[half];
		float largest = 0;
		for (int i = 0; i < before.length; i++) {
			largest = Math.max(largest, Math.abs(before[i]));
			final int distance = i % (width * scaleX) / scaleX - half;
			if (distance >= 0) differences[distance] = Math.max(differences[distance],
				Math.abs(before[i] - after[i]));
		}
		for (int d = half - 2; d >= 0; d--)
			differences[d] = Math.max(differences[d], differences[d + 1]);
		final double range = largest;
		return new TileHalo(Arrays.stream(differences).map(d -> range == 0 ? 0 : d /
			range).toArray());
	}

	/**
	 * Returns the largest difference that a halo leaves, relative to the largest
	 * value of the output.
	 *
	 * @param halo in pixels of the input, below 128
	 */
	public double difference(final int halo) {
		return differences[halo];
	}

	/**
	 * Returns the smallest halo that leaves at most a difference, in pixels of the
	 * input; empty if 127 pixels do not suffice.
	 */
	public OptionalInt halo(final double difference) {
		for (int d = 0; d < differences.length; d++)
			if (differences[d] <= difference) return OptionalInt.of(d);
		return OptionalInt.empty();
	}

	private static Tensor noise(final int channels, final int height,
		final int width, final long seed)
	{
		final SplittableRandom random = new SplittableRandom(seed);
		final float[] values = new float[channels * height * width];
		for (int i = 0; i < values.length; i++)
			values[i] = (float) random.nextDouble();
		return new Tensor(new int[] { 1, channels, height, width }, values);
	}
}
