package sc.fiji.superres.bound;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import sc.fiji.superres.block.Plane;

/**
 * What a square patch of an image looks like, in {@value #COUNT} numbers.
 * <p>
 * Values are rounded to 1/255 of the intensity range, so that bit depths agree,
 * and counted in these. With log(v) short for the logarithm of v + 1/16:
 * </p>
 * <ul>
 * <li>{@code level}: log of the mean;</li>
 * <li>{@code contrast}: log of the standard deviation;</li>
 * <li>{@code noise}: log of the mean of |a - b - c + d| / 2 over all 2 x 2
 * pixels, which sees noise and the finest detail;</li>
 * <li>{@code texture}: the same of every second pixel, so that an image that was
 * enlarged before has less noise than its texture lets expect;</li>
 * <li>{@code edges 1}, {@code edges 2}, {@code edges 4}: log of the mean of
 * |dx| + |dy| over 1, 2 and 4 pixels, which follow the slope of the
 * spectrum;</li>
 * <li>{@code direction}: coherence of the gradients, 0 if all directions are
 * alike, 1 if all are parallel;</li>
 * <li>{@code sparsity}: log of the mean square of the gradient less twice the
 * log of its mean;</li>
 * <li>{@code saturation}: logarithm of the share of pixels that have the largest
 * value of the patch, plus 1/1024;</li>
 * <li>{@code grid}: the largest difference between the logs of that of
 * {@code noise} over every second pixel along x and y, from each of the four
 * first ones. An image that was enlarged before by an even factor has more or
 * less detail in every second row and column, and so have colors that a camera
 * interpolated.</li>
 * </ul>
 */
final class PatchStatistics {

	/** Their names, in order. */
	static final List<String> NAMES = List.of("level", "contrast", "noise",
		"texture", "edges 1", "edges 2", "edges 4", "direction", "sparsity",
		"saturation", "grid");

	/** Side of a patch in pixels. */
	static final int SIDE = 32;

	static final int COUNT = 11;

	private static final int GRAYS = 255;

	/** Patches of a smaller standard deviation show nothing. */
	private static final double FLAT = 3;

	/** Added before a logarithm is taken. */
	private static final double LEAST = 1.0 / 16;

	/** Patches along an axis of a plane that is sampled. */
	private static final int ALONG = 16;

	private final float[] grays;
	private final int width;
	private final int height;

	/**
	 * @param plane values as shares of the range: 0 is black, 1 white
	 */
	PatchStatistics(final Plane plane) {
		width = plane.width();
		height = plane.height();
		grays = new float[plane.samples().length];
		for (int i = 0; i < grays.length; i++)
			grays[i] = (float) Math.rint(GRAYS * plane.samples()[i]);
	}

	/**
	 * Returns the statistics of at most {@value #ALONG} x {@value #ALONG} patches,
	 * spread over the plane; those that show nothing are left out.
	 */
	List<double[]> spread() {
		return places(height).boxed().flatMap(y -> places(width).mapToObj(x -> of(x,
			y))).flatMap(Optional::stream).toList();
	}

	/**
	 * Returns the statistics of a patch.
	 *
	 * @param x0 its left side, such that it lies within the plane
	 * @param y0 its upper side, likewise
	 * @return empty if it shows nothing
	 */
	Optional<double[]> of(final int x0, final int y0) {
		final double mean = mean(1, 1, (x, y) -> at(x0 + x, y0 + y));
		final double deviation = Math.sqrt(mean(1, 1, (x, y) -> Math.pow(at(x0 + x,
			y0 + y) - mean, 2)));
		if (!(deviation >= FLAT)) return Optional.empty();
		final Gradients gradients = new Gradients();
		double most = Double.NEGATIVE_INFINITY;
		for (int y = y0; y < y0 + SIDE; y++)
			for (int x = x0; x < x0 + SIDE; x++)
				most = Math.max(most, at(x, y));
		final double white = most;
		for (int y = y0; y + 1 < y0 + SIDE; y++)
			for (int x = x0; x + 1 < x0 + SIDE; x++)
				gradients.add(at(x + 1, y) - at(x, y), at(x, y + 1) - at(x, y));
		return Optional.of(new double[] { log(mean), log(deviation), log(corners(x0,
			y0, 1)), log(corners(x0, y0, 2)), log(edges(x0, y0, 1)), log(edges(x0, y0,
				2)), log(edges(x0, y0, 4)), gradients.coherence(), gradients.sparsity(),
			Math.log(mean(1, 1, (x, y) -> at(x0 + x, y0 + y) == white ? 1 : 0) + 1.0 /
				(SIDE * SIDE)), grid(x0, y0) });
	}

	// -- Helper methods --

	private interface Sample {

		double at(int x, int y);
	}

	/** Sums over the gradients of a patch. */
	private static final class Gradients {

		private double xx;
		private double yy;
		private double xy;
		private double length;
		private int count;

		void add(final double dx, final double dy) {
			xx += dx * dx;
			yy += dy * dy;
			xy += dx * dy;
			length += Math.sqrt(dx * dx + dy * dy);
			count++;
		}

		double coherence() {
			return Math.hypot(xx - yy, 2 * xy) / (xx + yy + count * LEAST * LEAST);
		}

		double sparsity() {
			return Math.log((xx + yy) / count + LEAST * LEAST) - 2 * log(length /
				count);
		}
	}

	private float at(final int x, final int y) {
		return grays[y * width + x];
	}

	private static double log(final double value) {
		return Math.log(Math.max(0, value) + LEAST);
	}

	private double corners(final int x0, final int y0, final int step) {
		return mean(1 + step, 1 + step, (x, y) -> corner(x0 + x, y0 + y, step));
	}

	private double corner(final int x, final int y, final int step) {
		return Math.abs(at(x, y) - at(x + step, y) - at(x, y + step) + at(x + step, y +
			step)) / 2;
	}

	private double grid(final int x0, final int y0) {
		final double[] logs = IntStream.range(0, 4).mapToDouble(i -> log(mean(3, 3, (
			x, y) -> x % 2 == i % 2 && y % 2 == i / 2 ? 4 * corner(x0 + x, y0 + y, 1)
				: 0))).sorted().toArray();
		return logs[3] - logs[0];
	}

	private double edges(final int x0, final int y0, final int step) {
		return mean(1 + step, 1, (x, y) -> Math.abs(at(x0 + x + step, y0 + y) - at(
			x0 + x, y0 + y))) + mean(1, 1 + step, (x, y) -> Math.abs(at(x0 + x, y0 + y +
				step) - at(x0 + x, y0 + y)));
	}

	/** Returns the mean over a patch, without its last columns and rows. */
	private static double mean(final int wide, final int high,
		final Sample sample)
	{
		double sum = 0;
		for (int y = 0; y + high <= SIDE; y++)
			for (int x = 0; x + wide <= SIDE; x++)
				sum += sample.at(x, y);
		return sum / ((SIDE + 1 - wide) * (SIDE + 1 - high));
	}

	/** Returns where patches begin along an axis; none if it is too short. */
	private static IntStream places(final int length) {
		if (length < SIDE) return IntStream.empty();
		final int count = Math.min(ALONG, 2 * length / SIDE - 1);
		return IntStream.range(0, count).map(i -> count == 1 ? (length - SIDE) / 2
			: (int) ((long) i * (length - SIDE) / (count - 1)));
	}
}
