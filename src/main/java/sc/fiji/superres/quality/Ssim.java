package sc.fiji.superres.quality;

import java.util.Arrays;
import java.util.List;

import net.imglib2.FinalDimensions;
import net.imglib2.Interval;
import net.imglib2.parallel.Parallelization;
import net.imglib2.util.Intervals;

import sc.fiji.superres.block.Tiles;

/**
 * Structural similarity of two planes: the mean over all pixels whose window
 * lies inside of
 *
 * <pre>
 * (2 ma mb + (K1 L)^2) (2 cab + (K2 L)^2)
 * ---------------------------------------------------
 * (ma^2 + mb^2 + (K1 L)^2) (va + vb + (K2 L)^2)
 * </pre>
 *
 * where means m, variances v and the covariance c are weighted by a window,
 * K1 = 0.01, K2 = 0.03 and L is the data range. The window has 11 x 11 pixels, a
 * Gaussian of sigma 1.5 with the sum 1, or 8 x 8 pixels of equal weights.
 * Computed in double; the result does not depend on the number of threads.
 * Nothing is assumed about pixels outside the plane: 5 pixels on each side are
 * not the center of a Gaussian window. scikit-image leaves out the same 5
 * pixels, and agrees.
 * <p>
 * Reference: Z. Wang, A. Bovik, H. Sheikh, E. Simoncelli, Image quality
 * assessment: from error visibility to structural similarity, 2004.
 * </p>
 *
 * <pre>
 * double ssim = Ssim.gaussian(255).of(a, b, width, height, 0);
 * </pre>
 */
public final class Ssim {

	private static final double K1 = 0.01;
	private static final double K2 = 0.03;

	/** Side of the window of equal weights. */
	private static final int UNIFORM = 8;

	/**
	 * Number of window centers that are processed together, to fit into the
	 * cache.
	 */
	private static final int BLOCK_WIDTH = 256;
	private static final int BLOCK_HEIGHT = 32;

	private final SsimWindow window;
	private final int side;
	private final double c1;
	private final double c2;

	private Ssim(final SsimWindow window, final double range) {
		if (!(range > 0)) throw new IllegalArgumentException(
			"Cannot compare by a data range of " + range +
				": choose a number above 0, such as 255");
		this.window = window;
		side = window.side();
		c1 = K1 * range * K1 * range;
		c2 = K2 * range * K2 * range;
	}

	/**
	 * Means over all windows.
	 *
	 * @param similarity the full similarity
	 * @param structure its second factor, of contrast and structure alone
	 */
	record Means(double similarity, double structure) {}

	/**
	 * Returns the similarity with the 11 x 11 Gaussian window.
	 *
	 * @param range the difference of the highest and the lowest value that the
	 *          pixels could have
	 * @throws IllegalArgumentException if the range is not above 0
	 */
	public static Ssim gaussian(final double range) {
		return new Ssim(SsimWindow.GAUSSIAN, range);
	}

	/**
	 * Returns the similarity with the window of 8 x 8 pixels.
	 *
	 * @see #gaussian
	 */
	public static Ssim uniform(final double range) {
		return uniform(UNIFORM, range);
	}

	/** Returns the similarity with a square window of equal weights. */
	static Ssim uniform(final int side, final double range) {
		return new Ssim(SsimWindow.uniform(side), range);
	}

	/**
	 * Compares two planes.
	 *
	 * @param a a plane, x fastest
	 * @param b a plane of the same size
	 * @param width their width
	 * @param height their height
	 * @param border number of pixels to leave out at each side
	 * @return at most 1
	 * @throws IllegalArgumentException if the border leaves less than a window,
	 *           or the planes are not of that size
	 */
	public double of(final float[] a, final float[] b, final int width,
		final int height, final int border)
	{
		return means(a, b, width, height, border, null).similarity;
	}

	/**
	 * Compares two planes pixel by pixel.
	 *
	 * @param map where the similarity of the window around each pixel goes; NaN
	 *          where it does not fit
	 * @return the mean of the map
	 * @see #of
	 */
	public double map(final float[] a, final float[] b, final int width,
		final int height, final int border, final float[] map)
	{
		Arrays.fill(map, Float.NaN);
		return means(a, b, width, height, border, map).similarity;
	}

	/** Returns the means; fills a map unless it is null. */
	Means means(final float[] a, final float[] b, final int width,
		final int height, final int border, final float[] map)
	{
		PlaneSizes.check(a, b, width, height, border, side);
		final int columns = width - 2 * border - side + 1;
		final int rows = height - 2 * border - side + 1;
		final List<Means> sums = Parallelization.getTaskExecutor().forEachApply(
			Tiles.grid(new FinalDimensions(columns, rows), BLOCK_WIDTH,
				BLOCK_HEIGHT), block -> sum(a, b, width, Intervals.translate(block,
					new long[] { border, border }), map));
		double similarity = 0;
		double structure = 0;
		for (final Means part : sums) {
			similarity += part.similarity;
			structure += part.structure;
		}
		return new Means(similarity / columns / rows, structure / columns / rows);
	}

	/** Sums over the windows that start in a block of the plane. */
	private Means sum(final float[] a, final float[] b, final int width,
		final Interval block, final float[] map)
	{
		final int columns = (int) block.dimension(0);
		final int rows = (int) block.dimension(1);
		final int inColumns = columns + side - 1;
		final int inRows = rows + side - 1;
		final double[] p = new double[inRows * inColumns];
		final double[] q = new double[p.length];
		final double[] squares = new double[p.length];
		final double[] products = new double[p.length];
		for (int y = 0; y < inRows; y++) {
			int from = (int) (block.min(1) + y) * width + (int) block.min(0);
			for (int i = y * inColumns; i < (y + 1) * inColumns; i++) {
				p[i] = a[from];
				q[i] = b[from++];
				squares[i] = p[i] * p[i] + q[i] * q[i];
				products[i] = p[i] * q[i];
			}
		}
		final double[] buffer = new double[rows * inColumns];
		for (final double[] values : new double[][] { p, q, squares, products }) {
			window.weigh(values, 0, inColumns, buffer, 0, rows * inColumns);
			for (int y = 0; y < rows; y++)
				window.weigh(buffer, y * inColumns, 1, values, y * columns, columns);
		}
		final Means sums = similarities(p, q, squares, products, rows * columns);
		if (map != null) for (int y = 0; y < rows; y++) {
			final int to = (int) (block.min(1) + y + side / 2) * width + (int) block
				.min(0) + side / 2;
			for (int x = 0; x < columns; x++)
				map[to + x] = (float) p[y * columns + x];
		}
		return sums;
	}

	/** Writes the similarities to the first array, and sums them. */
	private Means similarities(final double[] meanA, final double[] meanB,
		final double[] squares, final double[] products, final int count)
	{
		double similarities = 0;
		double structures = 0;
		for (int i = 0; i < count; i++) {
			final double product = meanA[i] * meanB[i];
			final double square = meanA[i] * meanA[i] + meanB[i] * meanB[i];
			final double structure = (2 * (products[i] - product) + c2) / //
				(squares[i] - square + c2);
			meanA[i] = (2 * product + c1) / (square + c1) * structure;
			similarities += meanA[i];
			structures += structure;
		}
		return new Means(similarities, structures);
	}
}
