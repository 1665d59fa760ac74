package sc.fiji.superres.bound;

import java.util.Arrays;
import java.util.List;

import net.imglib2.Dimensions;
import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.RowBands;
import sc.fiji.superres.filter.GaussianBlur;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;

/**
 * What the bound of a pixel's error is computed from: local means, in the units
 * of the image, all at least 0.
 * <ul>
 * <li>{@code detail}: |result - bicubic|;</li>
 * <li>{@code gradient}: |dx| + |dy| of the result, between neighbors;</li>
 * <li>{@code curvature}: |4 r - the four neighbors| of the result;</li>
 * <li>{@code noise}: |a - b - c + d| / 2 of 2 x 2 pixels of the source, which
 * sees noise and fine texture;</li>
 * <li>{@code level}: |result - black|, which photon noise grows with.</li>
 * </ul>
 * <p>
 * Means are Gaussian, of {@value #SMOOTH} pixels of the result, for noise of
 * {@value #WIDE} pixels of the source. A tile depends only on the pixels within
 * the halo of these.
 * </p>
 */
final class PixelFeatures {

	/** Their names, in order. */
	static final List<String> NAMES = List.of("detail", "gradient", "curvature",
		"noise", "level");

	private static final double SMOOTH = 2;
	private static final double WIDE = 3;

	/** Fewer rows than this are not worth a thread. */
	private static final int ROWS = 16;

	private final Dimensions low;
	private final Dimensions result;
	private final PreparedOperation bicubic;
	private final PreparedOperation smooth;
	private final PreparedOperation linear;
	private final PreparedOperation wide;

	/**
	 * A part of a plane.
	 *
	 * @param samples x fastest
	 * @param at where they lie in the plane
	 */
	record Part(float[] samples, Interval at) {

		/** Returns a whole plane. */
		static Part of(final Plane plane) {
			return new Part(plane.samples(), new FinalInterval(plane.size()));
		}
	}

	/**
	 * Prepares the features of planes of one size.
	 *
	 * @param low size of the plane that was enlarged
	 * @param result size of the enlarged plane, larger or the same
	 */
	PixelFeatures(final Dimensions low, final Dimensions result) {
		this.low = low;
		this.result = result;
		bicubic = enlarged(Kernel.BICUBIC);
		linear = enlarged(Kernel.BILINEAR);
		smooth = GaussianBlur.of(SMOOTH).prepare(result);
		wide = GaussianBlur.of(WIDE).prepare(low);
	}

	/** Returns the part of the enlarged plane that a tile depends on. */
	Interval result(final Interval to) {
		return grown(smooth.source(to), result);
	}

	/** Returns the part of the source that a tile depends on. */
	Interval low(final Interval to) {
		return Intervals.union(bicubic.source(smooth.source(to)), grown(wide.source(
			linear.source(to)), low));
	}

	/**
	 * Computes the features of a tile.
	 *
	 * @param source at least its {@link #low(Interval)}
	 * @param enlarged at least its {@link #result(Interval)}
	 * @param black value of black
	 * @param to the tile, a part of the result
	 * @return each feature of {@link #NAMES}, x fastest
	 */
	float[][] of(final Part source, final Part enlarged, final double black,
		final Interval to)
	{
		final Interval around = smooth.source(to);
		final float[] interpolated = filled(bicubic, source, around);
		final int x = (int) around.min(0);
		final int width = (int) around.dimension(0);
		final float[][] local = new float[NAMES.size() - 1][interpolated.length];
		RowBands.forEach((int) around.dimension(1), ROWS, (first, end) -> {
			final float[] expected = new float[width];
			final float[] here = new float[width];
			final float[] right = new float[width];
			final float[] below = new float[width];
			final float[] left = new float[width];
			final float[] above = new float[width];
			final float[] found = new float[width];
			for (int row = first; row < end; row++) {
				final int y = (int) around.min(1) + row;
				final int at = row * width;
				System.arraycopy(interpolated, at, expected, 0, width);
				read(enlarged, x, y, here);
				read(enlarged, x + 1, y, right);
				read(enlarged, x, y + 1, below);
				read(enlarged, x - 1, y, left);
				read(enlarged, x, y - 1, above);
				detail(here, expected, found);
				System.arraycopy(found, 0, local[0], at, width);
				gradient(here, right, below, found);
				System.arraycopy(found, 0, local[1], at, width);
				curvature(here, right, below, left, above, found);
				System.arraycopy(found, 0, local[2], at, width);
				level(here, (float) black, found);
				System.arraycopy(found, 0, local[3], at, width);
			}
		});
		return new float[][] { mean(local[0], around, to), mean(local[1], around, to),
			mean(local[2], around, to), noise(source, to), mean(local[3], around, to) };
	}

	/** Returns the local mean of the samples of a whole plane, as of a feature. */
	static float[] smoothed(final Plane plane) {
		return GaussianBlur.of(SMOOTH).plane(plane.samples(), plane.width(), plane
			.height());
	}

	// -- Helper methods --

	private PreparedOperation enlarged(final String kernel) {
		return Resampler.to(Sampling.of(Kernel.named(kernel)), low, result.dimension(
			0), result.dimension(1)).prepare(low);
	}

	private static Interval grown(final Interval part, final Dimensions plane) {
		return Intervals.intersect(Intervals.expand(part, 1), new FinalInterval(
			plane));
	}

	private float[] noise(final Part source, final Interval to) {
		final Interval pixels = linear.source(to);
		final Interval around = wide.source(pixels);
		final int x = (int) around.min(0);
		final int width = (int) around.dimension(0);
		final float[] local = new float[Math.toIntExact(Intervals.numElements(
			around))];
		RowBands.forEach((int) around.dimension(1), ROWS, (first, end) -> {
			final float[] here = new float[width];
			final float[] right = new float[width];
			final float[] below = new float[width];
			final float[] diagonal = new float[width];
			final float[] found = new float[width];
			for (int row = first; row < end; row++) {
				// The last row and the last pixel repeat those before them.
				final int y = (int) Math.min(around.min(1) + row, Math.max(0, low
					.dimension(1) - 2));
				read(source, x, y, here);
				read(source, x + 1, y, right);
				read(source, x, y + 1, below);
				read(source, x + 1, y + 1, diagonal);
				noise(here, right, below, diagonal, found);
				if (x + width == low.dimension(0) && width > 1) found[width - 1] =
					found[width - 2];
				System.arraycopy(found, 0, local, row * width, width);
			}
		});
		return filled(linear, new Part(filled(wide, new Part(local, around), pixels),
			pixels), to);
	}

	private float[] mean(final float[] local, final Interval around,
		final Interval to)
	{
		return filled(smooth, new Part(local, around), to);
	}

	/**
	 * Copies a part of a row; outside of the plane, border pixels are repeated.
	 * Loops over such copies read and write all arrays at the same index: only
	 * those are vectorized.
	 */
	private static void read(final Part plane, final long x, final long y,
		final float[] row)
	{
		final Interval at = plane.at;
		final int width = (int) at.dimension(0);
		final int start = (int) (Math.max(0, Math.min(y - at.min(1), at.dimension(1) -
			1)) * width);
		final int left = (int) (x - at.min(0));
		final int first = Math.max(0, -left);
		final int end = Math.min(row.length, width - left);
		System.arraycopy(plane.samples, start + left + first, row, first, end - first);
		Arrays.fill(row, 0, first, plane.samples[start]);
		Arrays.fill(row, end, row.length, plane.samples[start + width - 1]);
	}

	private static void detail(final float[] here, final float[] expected,
		final float[] found)
	{
		for (int i = 0; i < found.length; i++)
			found[i] = Math.abs(here[i] - expected[i]);
	}

	private static void gradient(final float[] here, final float[] right,
		final float[] below, final float[] found)
	{
		for (int i = 0; i < found.length; i++)
			found[i] = Math.abs(right[i] - here[i]) + Math.abs(below[i] - here[i]);
	}

	private static void curvature(final float[] here, final float[] right,
		final float[] below, final float[] left, final float[] above,
		final float[] found)
	{
		for (int i = 0; i < found.length; i++)
			found[i] = Math.abs(4 * here[i] - left[i] - right[i] - above[i] -
				below[i]);
	}

	private static void level(final float[] here, final float black,
		final float[] found)
	{
		for (int i = 0; i < found.length; i++)
			found[i] = Math.abs(here[i] - black);
	}

	private static void noise(final float[] here, final float[] right,
		final float[] below, final float[] diagonal, final float[] found)
	{
		for (int i = 0; i < found.length; i++)
			found[i] = Math.abs(here[i] - right[i] - below[i] + diagonal[i]) / 2;
	}

	private static float[] filled(final PreparedOperation operation,
		final Part source, final Interval to)
	{
		final float[] target = new float[Math.toIntExact(Intervals.numElements(
			to))];
		operation.fill(source.samples, source.at, target, to);
		return target;
	}
}
