package sc.fiji.superres.dictionary;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.degrade.PairSampler.Pair;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Sampling;

/**
 * The training patches of a dictionary: LR windows, and the differences between
 * HR patches and bicubic interpolation. They are drawn from all places in all
 * planes and shuffled, so that the first ones are a sample of all.
 */
final class TrainingPatches {

	private final PatchShape shape;
	private final List<Plane> lows = new ArrayList<>();
	private final List<Plane> residuals = new ArrayList<>();
	private final int[] planes;
	/** Upper left pixel of the window. */
	private final int[] places;

	/**
	 * Draws patches.
	 *
	 * @param pairs LR/HR pairs
	 * @param most largest number of patches
	 * @param seed seed of the random numbers
	 * @throws IllegalArgumentException if a plane is smaller than a window
	 */
	TrainingPatches(final List<Pair> pairs, final PatchShape shape,
		final int most, final long seed, final Progress progress)
	{
		this.shape = shape;
		final long[] ends = new long[pairs.size()];
		for (int i = 0; i < ends.length; i++) {
			progress.check();
			final Pair pair = pairs.get(i);
			ends[i] = (i == 0 ? 0 : ends[i - 1]) + places(pair, i, shape);
			lows.add(pair.low());
			residuals.add(residual(pair));
		}
		final long total = ends[ends.length - 1];
		final int count = (int) Math.min(most, total);
		planes = new int[count];
		places = new int[count];
		draw(ends, new SplittableRandom(seed));
	}

	/** Returns the number of places of a window in an LR plane. */
	static long places(final Pair pair, final int number,
		final PatchShape shape)
	{
		final Plane low = pair.low();
		final int side = shape.window();
		if (Math.min(low.width(), low.height()) < side)
			throw new IllegalArgumentException("Image " + (number + 1) + " has " + low +
				" at low resolution, less than the " + side + " x " + side +
				" that a patch of " + shape.patch() + " with its surroundings takes: " +
				"leave it out, or choose smaller patches");
		return (long) (low.width() - side + 1) * (low.height() - side + 1);
	}

	int count() {
		return planes.length;
	}

	/** Copies the low-resolution window of a patch. */
	void window(final int i, final double[] target, final int at) {
		final Plane low = lows.get(planes[i]);
		final int side = shape.window();
		for (int y = 0; y < side; y++) {
			for (int x = 0; x < side; x++)
				target[at + y * side + x] = low.samples()[places[i] + y * low.width() +
					x];
		}
	}

	/**
	 * Copies the low-resolution window of a patch.
	 *
	 * @param step distance of its samples in the target
	 */
	void window(final int i, final float[] target, final int at,
		final int step)
	{
		final Plane low = lows.get(planes[i]);
		final int side = shape.window();
		for (int y = 0; y < side; y++) {
			for (int x = 0; x < side; x++)
				target[at + (y * side + x) * step] = low.samples()[places[i] + y * low
					.width() + x];
		}
	}

	/** Copies the difference between the HR patch and interpolation. */
	void high(final int i, final double[] target, final int at,
		final double factor)
	{
		final Plane residual = residuals.get(planes[i]);
		final int width = lows.get(planes[i]).width();
		final int scale = shape.scale();
		final int left = (places[i] % width + shape.halo()) * scale;
		final int top = (places[i] / width + shape.halo()) * scale;
		final int side = shape.high();
		for (int y = 0; y < side; y++) {
			final int row = (top + y) * residual.width() + left;
			for (int x = 0; x < side; x++)
				target[at + y * side + x] = factor * residual.samples()[row + x];
		}
	}

	private void draw(final long[] ends, final SplittableRandom random) {
		final double step = (double) ends[ends.length - 1] / planes.length;
		int plane = 0;
		for (int i = 0; i < planes.length; i++) {
			// One of each interval of equal length: a place can be drawn twice only
			// if two intervals meet within it.
			final long place = Math.min((long) ((i + random.nextDouble()) * step),
				ends[ends.length - 1] - 1);
			while (place >= ends[plane])
				plane++;
			final Plane low = lows.get(plane);
			final int columns = low.width() - shape.window() + 1;
			final int inside = (int) (plane == 0 ? place : place - ends[plane - 1]);
			planes[i] = plane;
			places[i] = inside / columns * low.width() + inside % columns;
		}
		for (int i = planes.length - 1; i > 0; i--) {
			final int other = random.nextInt(i + 1);
			swap(planes, i, other);
			swap(places, i, other);
		}
	}

	private static void swap(final int[] values, final int a, final int b) {
		final int value = values[a];
		values[a] = values[b];
		values[b] = value;
	}

	private static Plane residual(final Pair pair) {
		final Plane high = pair.high();
		final float[] residual = Resampler.resized(Sampling.of(Kernel.named(
			"bicubic")), pair.low(), high.width(), high.height()).samples();
		for (int i = 0; i < residual.length; i++)
			residual[i] = high.samples()[i] - residual[i];
		return new Plane(residual, high.width(), high.height());
	}
}
