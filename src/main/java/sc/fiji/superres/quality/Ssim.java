package sc.fiji.superres.quality;

import java.util.List;

import net.imglib2.FinalDimensions;
import net.imglib2.Interval;
import net.imglib2.parallel.Parallelization;

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
 * where means m, variances v and the covariance c are weighted by a window of
 * 11 x 11 pixels, a Gaussian of sigma 1.5 with the sum 1, K1 = 0.01, K2 = 0.03
 * and L is the data range. Computed in double; the result does not depend on
 * the number of threads. Nothing outside of the plane is made up: 5 pixels at each
 * side are not the centre of a window. scikit-image leaves out the same 5
 * pixels, and agrees.
 * <p>
 * Reference: Z. Wang, A. Bovik, H. Sheikh, E. Simoncelli, Image quality
 * assessment: from error visibility to structural similarity, 2004.
 * </p>
 */
public final class Ssim {

	private static final int SIDE = 11;
	private static final double SIGMA = 1.5;
	private static final double K1 = 0.01;
	private static final double K2 = 0.03;

	/** Window centres that are worked on together fit the cache. */
	private static final int BLOCK_WIDTH = 256;
	private static final int BLOCK_HEIGHT = 32;

	private static final double[] WINDOW = window();

	private final float[] a;
	private final float[] b;
	private final int width;
	private final double c1;
	private final double c2;

	private Ssim(final float[] a, final float[] b, final int width,
		final double range)
	{
		this.a = a;
		this.b = b;
		this.width = width;
		c1 = K1 * range * K1 * range;
		c2 = K2 * range * K2 * range;
	}

	/**
	 * Compares two planes.
	 *
	 * @param a a plane, x fastest
	 * @param b a plane of the same size
	 * @param width their width
	 * @param height their height
	 * @param border number of pixels to leave out at each side
	 * @param range the difference of the highest and the lowest value that the
	 *          pixels could have
	 * @throws IllegalArgumentException if the border leaves less than a window,
	 *           the planes are not of that size, or the range is not above 0
	 */
	public static double of(final float[] a, final float[] b, final int width,
		final int height, final int border, final double range)
	{
		Planes.check(a, b, width, height, border, SIDE);
		if (!(range > 0)) throw new IllegalArgumentException(
			"Cannot compare by a data range of " + range +
				": give a number above 0, such as 255");
		final int columns = width - 2 * border - SIDE + 1;
		final int rows = height - 2 * border - SIDE + 1;
		final Ssim ssim = new Ssim(a, b, width, range);
		final List<Double> sums = Parallelization.getTaskExecutor().forEachApply(
			Tiles.grid(new FinalDimensions(columns, rows), BLOCK_WIDTH,
				BLOCK_HEIGHT), block -> ssim.sum(block, border));
		double sum = 0;
		for (final double part : sums) {
			sum += part;
		}
		return sum / columns / rows;
	}

	/** Sums the similarity of the windows that start in a block. */
	private double sum(final Interval block, final int border) {
		final int columns = (int) block.dimension(0);
		final int rows = (int) block.dimension(1);
		final int inColumns = columns + SIDE - 1;
		final int inRows = rows + SIDE - 1;
		final double[] p = new double[inRows * inColumns];
		final double[] q = new double[p.length];
		final double[] squares = new double[p.length];
		final double[] products = new double[p.length];
		for (int y = 0; y < inRows; y++) {
			int from = (int) (border + block.min(1) + y) * width + (int) (border +
				block.min(0));
			for (int i = y * inColumns; i < (y + 1) * inColumns; i++) {
				p[i] = a[from];
				q[i] = b[from++];
				squares[i] = p[i] * p[i] + q[i] * q[i];
				products[i] = p[i] * q[i];
			}
		}
		final double[] buffer = new double[rows * inColumns];
		for (final double[] values : new double[][] { p, q, squares, products }) {
			blur(values, 0, inColumns, buffer, 0, rows * inColumns);
			for (int y = 0; y < rows; y++) {
				blur(buffer, y * inColumns, 1, values, y * columns, columns);
			}
		}
		return similarity(p, q, squares, products, rows * columns);
	}

	private double similarity(final double[] meanA, final double[] meanB,
		final double[] squares, final double[] products, final int count)
	{
		double sum = 0;
		for (int i = 0; i < count; i++) {
			final double product = meanA[i] * meanB[i];
			final double square = meanA[i] * meanA[i] + meanB[i] * meanB[i];
			sum += (2 * product + c1) * (2 * (products[i] - product) + c2) / //
				((square + c1) * (squares[i] - square + c2));
		}
		return sum;
	}

	/** Weights 11 values, {@code stride} apart, for each of some results. */
	private static void blur(final double[] in, final int from,
		final int stride, final double[] out, final int to, final int count)
	{
		final double w0 = WINDOW[0];
		final double w1 = WINDOW[1];
		final double w2 = WINDOW[2];
		final double w3 = WINDOW[3];
		final double w4 = WINDOW[4];
		final double w5 = WINDOW[5];
		final int s1 = from + stride;
		final int s2 = from + 2 * stride;
		final int s3 = from + 3 * stride;
		final int s4 = from + 4 * stride;
		final int s5 = from + 5 * stride;
		final int s6 = from + 6 * stride;
		final int s7 = from + 7 * stride;
		final int s8 = from + 8 * stride;
		final int s9 = from + 9 * stride;
		final int s10 = from + 10 * stride;
		for (int i = 0; i < count; i++) {
			out[to + i] = w0 * (in[from + i] + in[s10 + i]) + //
				w1 * (in[s1 + i] + in[s9 + i]) + w2 * (in[s2 + i] + in[s8 + i]) + //
				w3 * (in[s3 + i] + in[s7 + i]) + w4 * (in[s4 + i] + in[s6 + i]) + //
				w5 * in[s5 + i];
		}
	}

	private static double[] window() {
		final double[] window = new double[SIDE];
		double sum = 0;
		for (int i = 0; i < SIDE; i++) {
			final double d = i - SIDE / 2;
			window[i] = Math.exp(-d * d / (2 * SIGMA * SIGMA));
			sum += window[i];
		}
		for (int i = 0; i < SIDE; i++) {
			window[i] /= sum;
		}
		return window;
	}
}
