package sc.fiji.superres.resample;

import java.util.Locale;

import net.imglib2.Dimensions;
import net.imglib2.FinalDimensions;

import sc.fiji.superres.block.AlongZ;
import sc.fiji.superres.block.Chain;
import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.PlaneByPlane;
import sc.fiji.superres.block.Separable;
import sc.fiji.superres.block.Tiles;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.block.Weights;
import sc.fiji.superres.block.WrongUsage;

/**
 * Enlarges or shrinks planes and volumes by interpolation, separably along x, y
 * and z.
 * <p>
 * Every channel on its own, linear in the values, which are neither scaled nor
 * clipped. Target pixel x is centered at (x + 0.5) / scale - 0.5 in source
 * pixels, so that the field of view is kept; the kernel's weights are
 * normalized to a sum of 1 and, with antialiasing, stretched by 1 / scale if
 * that is above 1. For a given scale, the target has size times scale pixels,
 * rounded up (as in MATLAB's {@code imresize}); for a given size, the scale of
 * an axis is the target size divided by the source size. Weights are computed
 * in double and used in float: results differ from double arithmetic by less
 * than 1e-6 of the largest value.
 * </p>
 *
 * <pre>
 * Resampler twice = Resampler.by(Sampling.of(Kernel.named("bicubic")), 2, 2);
 * float[] enlarged = twice.plane(samples, width, height);
 * </pre>
 */
public final class Resampler implements Upscaler {

	/**
	 * Below this, one target pixel depends on more samples than can be summed.
	 */
	private static final double MIN_SCALE = 1.0 / (1 << 16);

	/**
	 * Products this close to a whole number are taken as whole, because of
	 * rounding.
	 */
	private static final double ROUNDING = 1e-9;

	private final Sampling sampling;
	private final double[] scales;

	/** The target size along x and y if it is given; otherwise null. */
	private final Dimensions target;

	private Resampler(final Sampling sampling, final Dimensions target,
		final double... scales)
	{
		this.sampling = sampling;
		this.scales = scales;
		this.target = target;
	}

	/**
	 * Returns a resampler of planes by a scale.
	 *
	 * @param sampling the interpolation
	 * @param x target pixels per source pixel along x
	 * @param y the same along y
	 * @throws IllegalArgumentException if a scale is below 1/65536 or not finite
	 */
	public static Resampler by(final Sampling sampling, final double x,
		final double y)
	{
		return by(sampling, null, x, y);
	}

	/**
	 * Returns a resampler of planes from one size to another.
	 *
	 * @param sampling the interpolation
	 * @param source width and height of the source planes
	 * @param width width of the target planes
	 * @param height height of the target planes
	 * @throws IllegalArgumentException if a size is below 1
	 */
	public static Resampler to(final Sampling sampling, final Dimensions source,
		final long width, final long height)
	{
		if (width < 1 || height < 1) throw new WrongUsage(
			"Cannot resample to " + width + " x " + height +
				" pixels: choose at least 1 x 1");
		return by(sampling, new FinalDimensions(width, height), (double) width /
			source.dimension(0), (double) height / source.dimension(1));
	}

	/**
	 * Returns this interpolation for volumes, with the slices resampled, too.
	 *
	 * @param z target slices per source slice; 1 keeps them unchanged, regardless
	 *          of the interpolation
	 * @throws IllegalArgumentException if the scale is below 1/65536 or not finite
	 */
	public Resampler withSlices(final double z) {
		return z == 1 ? this : by(sampling, target, scales[0], scales[1], z);
	}

	@Override
	public int channels() {
		return 1;
	}

	@Override
	public int axes() {
		return scales.length;
	}

	@Override
	public double scale(final int axis) {
		return axis < scales.length ? scales[axis] : 1;
	}

	@Override
	public long halo(final int axis) {
		return axis < scales.length ? sampling.halo(1 / scales[axis]) : 0;
	}

	/**
	 * {@inheritDoc}
	 *
	 * @throws IllegalArgumentException if a target plane has more than 2^31 - 1
	 *           pixels, a source plane none, or the target more than 2^31 - 1
	 *           slices
	 */
	@Override
	public PreparedOperation prepare(final Dimensions size,
		final Intensities... intensities)
	{
		final long width = size.dimension(0);
		final long height = size.dimension(1);
		if (width < 1 || height < 1) throw new IllegalArgumentException(
			"Cannot resample an image of " + width + " x " + height +
				" pixels: it needs at least 1 x 1");
		final double w = length(size, 0);
		final double h = length(size, 1);
		final double planes = axes() == 3 ? length(size, 2) : 1;
		if (w * h > Integer.MAX_VALUE || width > Integer.MAX_VALUE ||
			height > Integer.MAX_VALUE || planes > Integer.MAX_VALUE)
			throw tooLarge(size, w, h, planes);
		if (axes() == 2) return new Separable(weights(width, (int) w, 0), weights(
			height, (int) h, 1));
		return new Chain(alongZ(size), PlaneByPlane.of(by(sampling, target, scales[0],
				scales[1])).prepare(new FinalDimensions(width, height, (long) planes)));
	}

	/** Prepares what this does to the slices of volumes; nothing to x and y. */
	public AlongZ alongZ(final Dimensions size) {
		final Resampler z = axes() == 3 ? this : by(sampling, target, scales[0],
			scales[1], 1);
		return new AlongZ(size.dimension(0), size.dimension(1), z.weights(size
			.dimension(2), (int) z.length(size, 2), 2));
	}

	/**
	 * Resamples a plane to another size.
	 *
	 * @param source not changed
	 * @throws IllegalArgumentException if a size is below 1
	 */
	public static Plane resized(final Sampling sampling, final Plane source,
		final int width, final int height)
	{
		return to(sampling, source.size(), width, height).plane(source);
	}

	/**
	 * Moves the content of a plane, at the same size: target pixel x shows what
	 * the source has at x - {@code right}.
	 *
	 * @param source not changed; its border decides what moves in
	 * @param right pixels towards larger x
	 * @param down pixels towards larger y
	 */
	public static Plane moved(final Sampling sampling, final Plane source,
		final double right, final double down)
	{
		final Separable move = new Separable(moved(sampling, source.width(), right),
			moved(sampling, source.height(), down));
		return new Plane(Tiles.plane(move, source.samples(), source.width(), source
			.height()), source.width(), source.height());
	}

	/** Resamples one whole plane; the source is not changed. */
	public Plane plane(final Plane source) {
		final Dimensions size = prepare(source.size()).target();
		return new Plane(plane(source.samples(), source.width(), source.height()),
			(int) size.dimension(0), (int) size.dimension(1));
	}

	// -- Helper methods --

	private static Resampler by(final Sampling sampling, final Dimensions target,
		final double... scales)
	{
		for (final double scale : scales) {
			if (!(scale >= MIN_SCALE && scale < Double.POSITIVE_INFINITY))
				throw new WrongUsage("Cannot resample by a scale of " +
					scale + ": choose a number such as 2 or 0.5, at least 1/65536");
		}
		return new Resampler(sampling, target, scales);
	}

	private static Weights moved(final Sampling sampling, final int size,
		final double by)
	{
		return Weights.of(at -> sampling.window(at - by, 1), sampling.border(), size,
			size, 1);
	}

	private IllegalArgumentException tooLarge(final Dimensions size,
		final double width, final double height, final double planes)
	{
		return new WrongUsage(String.format(Locale.ROOT,
			"Resampling %d x %d pixels%s makes %.0f x %.0f pixels%s, over the limit " +
				"of %d: choose a smaller one, or a part of the image " +
				"(region=selection)", size.dimension(0), size.dimension(1),
			target == null ? " by a scale of " + scales[0] + " x " + scales[1] : "",
			width, height, planes > 1 ? String.format(Locale.ROOT, " in %.0f slices",
				planes) : "", Integer.MAX_VALUE));
	}

	private double length(final Dimensions size, final int axis) {
		if (target != null && axis < 2) return target.dimension(axis);
		final double product = size.dimension(axis) * scales[axis];
		final double whole = Math.rint(product);
		return Math.abs(product - whole) <= ROUNDING * product ? Math.max(1,
			whole) : Math.ceil(product);
	}

	private Weights weights(final long size, final int length, final int axis) {
		final double scale = scales[axis];
		return Weights.of(at -> sampling.window(at, 1 / scale), sampling.border(),
			(int) size, length, scale);
	}
}
