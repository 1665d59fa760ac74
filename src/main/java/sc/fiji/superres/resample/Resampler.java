package sc.fiji.superres.resample;

import java.util.Locale;

import net.imglib2.Dimensions;

import sc.fiji.superres.block.Enlargement;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Separable;
import sc.fiji.superres.block.Tiles;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.block.Weights;

/**
 * Enlarges or shrinks planes by interpolation, separably along x and y.
 * <p>
 * Every channel on its own, linear in the values, which are neither scaled nor
 * clipped. Target pixel x is centred at (x + 0.5) / scale - 0.5 in source
 * pixels, so that the field of view stays; the kernel's weights are normalised
 * to a sum of 1 and, with antialiasing, stretched by 1 / scale where that is
 * above 1. By a scale, the target has size times scale pixels, rounded up (as
 * MATLAB's {@code imresize}); to a size, the scale of an axis is the target
 * size by the source size. Weights are computed in double and used in float:
 * results differ from double arithmetic by less than 1e-6 of the largest value.
 * </p>
 *
 * <pre>
 * Resampler twice = Resampler.by(Sampling.of(Kernel.named("bicubic")), 2, 2);
 * float[] enlarged = twice.plane(samples, width, height);
 * </pre>
 */
public final class Resampler implements Upscaler {

	/** Below it, one target pixel is made of more samples than can be summed. */
	private static final double MIN_SCALE = 1.0 / (1 << 16);

	/** Products this near to a whole number are one, but for rounding. */
	private static final double ROUNDING = 1e-9;

	private final Sampling sampling;
	private final boolean scaled;
	private final double horizontal;
	private final double vertical;

	private Resampler(final Sampling sampling, final boolean scaled,
		final double horizontal, final double vertical)
	{
		this.sampling = sampling;
		this.scaled = scaled;
		this.horizontal = horizontal;
		this.vertical = vertical;
	}

	/**
	 * Resamples by a scale.
	 *
	 * @param sampling the interpolation
	 * @param x target pixels per source pixel along x
	 * @param y the same along y
	 * @throws IllegalArgumentException if a scale is below 1/65536 or not finite
	 */
	public static Resampler by(final Sampling sampling, final double x,
		final double y)
	{
		for (final double scale : new double[] { x, y }) {
			if (!(scale >= MIN_SCALE && scale < Double.POSITIVE_INFINITY))
				throw new IllegalArgumentException("Cannot resample by a scale of " +
					scale + ": choose a number such as 2 or 0.5, at least 1/65536");
		}
		return new Resampler(sampling, true, x, y);
	}

	/**
	 * Returns the weights along a single axis, for other axes than x and y.
	 *
	 * @param size number of source samples
	 * @param scale target samples per source sample
	 * @throws IllegalArgumentException if the scale is below 1/65536 or not
	 *           finite, or makes more than 2^31 - 1 samples
	 */
	public static Weights axis(final Sampling sampling, final int size,
		final double scale)
	{
		final Resampler resampler = by(sampling, scale, 1);
		final double length = resampler.length(size, scale);
		if (length > Integer.MAX_VALUE) throw resampler.tooLarge(size, 1, length,
			1);
		return resampler.weights(size, (int) length, scale);
	}

	/**
	 * Resamples to a size.
	 *
	 * @param sampling the interpolation
	 * @param width width of the target plane
	 * @param height height of the target plane
	 * @throws IllegalArgumentException if a size is below 1
	 */
	public static Resampler to(final Sampling sampling, final long width,
		final long height)
	{
		if (width < 1 || height < 1) throw new IllegalArgumentException(
			"Cannot resample to " + width + " x " + height +
				" pixels: choose at least 1 x 1");
		return new Resampler(sampling, false, width, height);
	}

	@Override
	public int channels() {
		return 1;
	}

	/**
	 * {@inheritDoc}
	 *
	 * @throws IllegalArgumentException if the target plane has more than 2^31 - 1
	 *           pixels, or the source plane none
	 */
	@Override
	public Enlargement prepare(final long width, final long height,
		final Intensities... intensities)
	{
		if (width < 1 || height < 1) throw new IllegalArgumentException(
			"Cannot resample an image of " + width + " x " + height +
				" pixels: it needs at least 1 x 1");
		final double w = length(width, horizontal);
		final double h = length(height, vertical);
		if (w * h > Integer.MAX_VALUE || width > Integer.MAX_VALUE ||
			height > Integer.MAX_VALUE) throw tooLarge(width, height, w, h);
		return new Separable(weights(width, (int) w, horizontal), //
			weights(height, (int) h, vertical));
	}

	/**
	 * Resamples one whole plane.
	 *
	 * @param samples the plane, x fastest; not changed
	 * @param width its width
	 * @param height its height
	 * @return the target plane, x fastest
	 */
	public float[] plane(final float[] samples, final int width,
		final int height)
	{
		return Tiles.plane(prepare(width, height), samples, width, height);
	}

	/** Resamples one whole plane; the source is not changed. */
	public Plane plane(final Plane source) {
		final Dimensions size = prepare(source.width(), source.height()).target();
		return new Plane(plane(source.samples(), source.width(), source.height()),
			(int) size.dimension(0), (int) size.dimension(1));
	}

	@Override
	public void close() {
		// Holds nothing.
	}

	private IllegalArgumentException tooLarge(final long width,
		final long height, final double w, final double h)
	{
		return new IllegalArgumentException(String.format(Locale.ROOT,
			"Resampling %d x %d pixels%s makes %.0f x %.0f pixels, over the limit " +
				"of %d: choose a smaller one, or a part of the image " +
				"(region=selection)", width, height, scaled ? " by a scale of " +
					horizontal + " x " + vertical : "", w, h, Integer.MAX_VALUE));
	}

	private double length(final long size, final double wished) {
		if (!scaled) return wished;
		final double product = size * wished;
		final double whole = Math.rint(product);
		return Math.abs(product - whole) <= ROUNDING * product ? Math.max(1,
			whole) : Math.ceil(product);
	}

	private Weights weights(final long size, final int length,
		final double wished)
	{
		final double scale = scaled ? wished : wished / size;
		return Weights.of(at -> sampling.window(at, 1 / scale), sampling.border(),
			(int) size, length, scale);
	}
}
