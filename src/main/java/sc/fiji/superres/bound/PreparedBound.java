package sc.fiji.superres.bound;

import net.imglib2.Dimensions;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.RowBands;
import sc.fiji.superres.bound.PixelFeatures.Part;

/**
 * An {@link ErrorBound} prepared for planes of one size, which computes the bounds
 * of a tile from the parts of the planes that it depends on. Any number of
 * threads may use it.
 */
public final class PreparedBound {

	/** Fewer rows than this are not worth a thread. */
	private static final int ROWS = 16;

	private final ErrorBound bound;
	private final int row;
	private final PixelFeatures features;

	/**
	 * Prepares a bound.
	 *
	 * @param level one of {@link ErrorBound#LEVELS}
	 * @param low size of the planes that are enlarged
	 * @param result size of the enlarged planes
	 * @throws IllegalArgumentException if there is no such level
	 */
	public PreparedBound(final ErrorBound bound, final int level,
		final Dimensions low, final Dimensions result)
	{
		ErrorBound.check(level);
		this.bound = bound;
		row = ErrorBound.LEVELS.indexOf(level) + 1;
		features = new PixelFeatures(low, result);
	}

	/** Returns the part of the enlarged plane that a tile of it depends on. */
	public Interval result(final Interval tile) {
		return features.result(tile);
	}

	/** Returns the part of the plane that is enlarged that a tile depends on. */
	public Interval low(final Interval tile) {
		return features.low(tile);
	}

	/**
	 * Computes the bounds of a tile.
	 *
	 * @param low samples of {@link #low(Interval)}, all finite
	 * @param result samples of {@link #result(Interval)}, all finite
	 * @param intensities whose low and high are black and white
	 * @param tile a part of the enlarged plane
	 * @return its bounds, x fastest
	 */
	public float[] of(final float[] low, final float[] result,
		final Intensities intensities, final Interval tile)
	{
		final float[] bounds = new float[Math.toIntExact(Intervals.numElements(
			tile))];
		fill(new Part(low, low(tile)), new Part(result, result(tile)), intensities,
			tile, bounds, 0, (int) tile.dimension(0));
		return bounds;
	}

	/**
	 * Computes the bounds of a tile.
	 *
	 * @param bounds where they go
	 * @param start index of the first of them
	 * @param step from one row to the next
	 */
	void fill(final Part low, final Part result, final Intensities intensities,
		final Interval tile, final float[] bounds, final int start, final int step)
	{
		final float[][] found = features.of(low, result, intensities.low(), tile);
		final double range = intensities.high() - intensities.low();
		final int width = (int) tile.dimension(0);
		RowBands.forEach((int) tile.dimension(1), ROWS, (first, end) -> {
			final float[] scores = new float[width];
			for (int y = first; y < end; y++) {
				bound.score(found, y * width, range, scores);
				bound.bounds(scores, row, range, bounds, start + y * step);
			}
		});
	}
}
