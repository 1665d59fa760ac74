package sc.fiji.superres.bound;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.RowBands;
import sc.fiji.superres.block.Tiles;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.file.Tensor;

/**
 * Bounds the error of each pixel of an enlarged plane: the true value lies
 * within the bound of the result in a given share of the pixels, its level,
 * averaged over images like those it was calibrated on.
 * <p>
 * The score of a pixel is a weighted sum of the logarithms of its
 * {@link PixelFeatures}, as shares of the intensity range r:
 * </p>
 *
 * <pre>
 * score = sum of weight * log(feature / r + 1/4096)
 * </pre>
 * <p>
 * A table holds, for scores in rising order, the bound of each level, as a share
 * of r; between two scores it is interpolated linearly, beyond the first and the
 * last it is that of these. Bounds never fall with the score. The table is
 * fitted by {@link BoundFit}.
 * </p>
 * <p>
 * The bound says nothing of detail finer than the acquisition of the source
 * that looks like that of the calibration images, and does not hold on images of
 * another kind ({@link ImageKind}).
 * </p>
 *
 * @param weights of the features, in the order of {@link #features()}
 * @param table rows x scores: the scores, then the bounds of each of
 *          {@link #LEVELS}
 * @param images number of images that it was calibrated on
 */
public record ErrorBound(List<Double> weights, Tensor table, int images) {

	/** Levels in percent. */
	public static final List<Integer> LEVELS = List.of(50, 60, 70, 80, 90, 95);

	/** The default level. */
	public static final int USUAL = 90;

	/** Features below this share of the range do not matter. */
	private static final double LEAST = 1.0 / 4096;

	private static final int TILE = 512;
	private static final int ROWS = 16;

	/**
	 * Checks the table.
	 *
	 * @throws IllegalArgumentException if its size is another, scores or bounds
	 *           fall, or a value is negative or not finite
	 */
	public ErrorBound {
		weights = List.copyOf(weights);
		final int[] shape = table.shape();
		if (weights.size() != PixelFeatures.NAMES.size() || shape.length != 2 ||
			shape[0] != LEVELS.size() + 1 || shape[1] < 1)
			throw new IllegalArgumentException("A table of errors has a score, and " +
				"the bounds of " + LEVELS.size() + " levels, for each column, and " +
				PixelFeatures.NAMES.size() + " weights, but this has the shape " +
				Arrays.toString(shape) + " and " + weights.size() + " weights");
		for (int i = 0; i < table.values().length; i++) {
			final float value = table.values()[i];
			if (!Float.isFinite(value) || i >= shape[1] && value < 0 || i % shape[1] > 0 &&
				value < table.values()[i - 1]) throw new IllegalArgumentException(
					"The table of errors is damaged: its value " + i + " is " + value);
		}
	}

	/** Returns the names of the features. */
	public static List<String> features() {
		return PixelFeatures.NAMES;
	}

	/**
	 * Checks a level.
	 *
	 * @throws IllegalArgumentException if it is not one of {@link #LEVELS}
	 */
	public static void check(final int level) {
		if (!LEVELS.contains(level)) throw new WrongUsage("level=" + level +
			": choose one of " + LEVELS.stream().map(String::valueOf).collect(
				Collectors.joining(", ")));
	}

	/**
	 * Returns the bound of each pixel.
	 *
	 * @param low the plane that was enlarged, all finite
	 * @param result the enlarged plane, all finite
	 * @param range width of the intensity range of the channel
	 * @param level one of {@link #LEVELS}
	 * @param progress checked before each tile
	 * @return a plane of the size of the result, in its units
	 * @throws java.util.concurrent.CancellationException if the user stopped it
	 */
	public Plane of(final Plane low, final Plane result, final double range,
		final int level, final Progress progress)
	{
		return of(low, result, range, level, TILE, progress);
	}

	/** Does the same with tiles of another side. */
	Plane of(final Plane low, final Plane result, final double range,
		final int level, final int side, final Progress progress)
	{
		check(level);
		final PixelFeatures features = new PixelFeatures(low, result);
		final float[] bounds = new float[result.samples().length];
		final int row = LEVELS.indexOf(level) + 1;
		for (final Interval tile : Tiles.grid(result.size(), side, side)) {
			progress.check();
			final float[][] found = features.of(tile);
			final int width = (int) tile.dimension(0);
			RowBands.forEach((int) tile.dimension(1), ROWS, (first, end) -> {
				for (int y = first; y < end; y++) {
					final int to = (int) ((tile.min(1) + y) * result.width() + tile.min(
						0));
					for (int x = 0; x < width; x++)
						bounds[to + x] = (float) (range * bound(score(found, y * width +
							x, range), row));
				}
			});
		}
		return new Plane(bounds, result.width(), result.height());
	}

	/** Returns the logarithms of the features of a whole plane, by feature. */
	static float[][] logarithms(final Plane low, final Plane result,
		final double range)
	{
		final float[][] features = new PixelFeatures(low, result).of(
			new FinalInterval(result.size()));
		for (final float[] feature : features)
			for (int i = 0; i < feature.length; i++)
				feature[i] = (float) logarithm(feature[i], range);
		return features;
	}

	/** Returns the logarithm of a value with the units of the image. */
	static double logarithm(final double value, final double range) {
		return Math.log(value / (range > 0 ? range : 1) + LEAST);
	}

	/**
	 * Returns the bound of a score, as a share of the range.
	 *
	 * @param row of the table
	 */
	double bound(final double score, final int row) {
		final int columns = table.shape()[1];
		final float[] values = table.values();
		final int found = Arrays.binarySearch(values, 0, columns, (float) score);
		final int start = row * columns;
		if (found >= 0) return values[start + found];
		final int above = -found - 1;
		if (above == 0) return values[start];
		if (above == columns) return values[start + columns - 1];
		final double share = (score - values[above - 1]) / (values[above] -
			values[above - 1]);
		return values[start + above - 1] + share * (values[start + above] -
			values[start + above - 1]);
	}

	// -- Helper methods --

	private double score(final float[][] features, final int pixel,
		final double range)
	{
		double score = 0;
		for (int k = 0; k < features.length; k++)
			score += weights.get(k) * logarithm(features[k][pixel], range);
		return score;
	}
}
