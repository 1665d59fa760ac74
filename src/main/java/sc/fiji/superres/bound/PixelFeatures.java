package sc.fiji.superres.bound;

import java.util.List;

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

	private final Plane low;
	private final Plane result;
	private final double black;
	private final PreparedOperation bicubic;
	private final PreparedOperation smooth;
	private final PreparedOperation linear;
	private final PreparedOperation wide;

	/** A sample of a feature before it is averaged. */
	private interface Sample {

		float at(int x, int y, int index);
	}

	/**
	 * Prepares the features of one plane.
	 *
	 * @param low the plane that was enlarged
	 * @param result the enlarged plane, of any larger or the same size
	 * @param black value of black
	 */
	PixelFeatures(final Plane low, final Plane result, final double black) {
		this.low = low;
		this.result = result;
		this.black = black;
		bicubic = enlarged(Kernel.BICUBIC);
		linear = enlarged(Kernel.BILINEAR);
		smooth = GaussianBlur.of(SMOOTH).prepare(result.size());
		wide = GaussianBlur.of(WIDE).prepare(low.size());
	}

	/**
	 * Computes the features of a tile.
	 *
	 * @param to part of the result
	 * @return each feature of {@link #NAMES}, x fastest
	 */
	float[][] of(final Interval to) {
		final Interval around = smooth.source(to);
		final float[] interpolated = filled(bicubic, low, around);
		final float[] samples = result.samples();
		final int width = result.width();
		final int height = result.height();
		return new float[][] { mean(around, to, (x, y, i) -> Math.abs(samples[y *
			width + x] - interpolated[i])), mean(around, to, (x, y, i) -> {
				final int at = y * width + x;
				return Math.abs(samples[x + 1 < width ? at + 1 : at] - samples[at]) +
					Math.abs(samples[y + 1 < height ? at + width : at] - samples[at]);
			}), mean(around, to, (x, y, i) -> {
				final int at = y * width + x;
				return Math.abs(4 * samples[at] - samples[x > 0 ? at - 1 : at] -
					samples[x + 1 < width ? at + 1 : at] - samples[y > 0 ? at - width
						: at] - samples[y + 1 < height ? at + width : at]);
			}), noise(to), mean(around, to, (x, y, i) -> (float) Math.abs(samples[y *
				width + x] - black)) };
	}

	/** Returns the local mean of the samples of a whole plane, as of a feature. */
	static float[] smoothed(final Plane plane) {
		return GaussianBlur.of(SMOOTH).plane(plane.samples(), plane.width(), plane
			.height());
	}

	// -- Helper methods --

	private PreparedOperation enlarged(final String kernel) {
		return Resampler.to(Sampling.of(Kernel.named(kernel)), low.size(), result
			.width(), result.height()).prepare(low.size());
	}

	private float[] noise(final Interval to) {
		final Interval pixels = linear.source(to);
		final Interval around = wide.source(pixels);
		final float[] samples = low.samples();
		final int width = low.width();
		final int height = low.height();
		final float[] detail = each(around, (x, y, i) -> {
			final int at = Math.min(y, Math.max(0, height - 2)) * width + Math.min(x,
				Math.max(0, width - 2));
			final int right = width > 1 ? 1 : 0;
			final int down = height > 1 ? width : 0;
			return Math.abs(samples[at] - samples[at + right] - samples[at + down] +
				samples[at + right + down]) / 2;
		});
		final float[] mean = filled(wide, detail, around, pixels);
		return filled(linear, mean, pixels, to);
	}

	private float[] mean(final Interval around, final Interval to,
		final Sample sample)
	{
		return filled(smooth, each(around, sample), around, to);
	}

	private static float[] each(final Interval part, final Sample sample) {
		final int width = (int) part.dimension(0);
		final float[] samples = new float[Math.toIntExact(Intervals.numElements(
			part))];
		RowBands.forEach((int) part.dimension(1), ROWS, (first, end) -> {
			for (int y = first; y < end; y++)
				for (int x = 0; x < width; x++)
					samples[y * width + x] = sample.at((int) part.min(0) + x, (int) part
						.min(1) + y, y * width + x);
		});
		return samples;
	}

	private static float[] filled(final PreparedOperation operation,
		final Plane source, final Interval to)
	{
		return filled(operation, source.samples(), new FinalInterval(source.size()),
			to);
	}

	/** Fills a part from a block that holds at least what it needs. */
	private static float[] filled(final PreparedOperation operation,
		final float[] source, final Interval from, final Interval to)
	{
		final float[] target = new float[Math.toIntExact(Intervals.numElements(
			to))];
		operation.fill(source, from, target, to);
		return target;
	}
}
