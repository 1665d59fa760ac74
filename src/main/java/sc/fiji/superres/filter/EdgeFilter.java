package sc.fiji.superres.filter;

import java.util.List;

import net.imglib2.Dimensions;

import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.WrongUsage;

/**
 * Sharpens planes or finds their edges, at the same size.
 * <p>
 * Every channel on its own; any finite floats, neither scaled nor clipped; x
 * fastest, then y. Outside, the plane is mirrored about the outer edge of its
 * border pixels (c b a | a b c: {@code BORDER_REFLECT} of OpenCV,
 * {@code reflect} of SciPy and scikit-image). G(s) is a {@link GaussianBlur} of
 * standard deviation s, d/dx and d/dy the central difference, (next - previous)
 * / 2. The result for a constant plane is exactly 0, or exactly itself if it is
 * sharpened. Results equal those of float64 within 1e-5 of the range of values.
 * </p>
 * <ul>
 * <li><b>unsharp mask</b>: I + amount (I - G(sigma) I), where |I - G(sigma) I|
 * is above the threshold; I elsewhere.</li>
 * <li><b>Laplacian sharpening</b>: I - amount L, with L the sum of the four
 * neighbors minus 4 I.</li>
 * <li><b>difference of Gaussians</b>: G(sigma) I - G(wider) I; signed, bright
 * structures positive.</li>
 * <li><b>Laplacian of Gaussian</b>: the sum of the second derivatives of
 * G(sigma) I, by sampled derivatives of the Gaussian; signed, bright spots
 * negative.</li>
 * <li><b>Sobel</b>, <b>Scharr</b>: the magnitude of the gradient in values per
 * pixel, with derivatives smoothed across by (1 2 1) / 4 or (3 10 3) / 16. A
 * slope of 1 has the magnitude 1: OpenCV's with the scale 1/8 or 1/32,
 * scikit-image's by the square root of 2.</li>
 * <li><b>derivative</b>: correlation with (-1 0 1) or (1 0 -2 0 1) along one
 * axis, not divided; signed. The features of J. Yang et al., Image
 * super-resolution via sparse representation, 2010, and of R. Timofte et al.,
 * Anchored neighborhood regression, 2013.</li>
 * </ul>
 *
 * <pre>
 * float[] sharp = EdgeFilter.unsharp(1.5, 0.8, 0).plane(samples, width, height);
 * </pre>
 */
public final class EdgeFilter implements PlaneFilter {

	private static final Taps DIFFERENCE = new Taps(-0.5, 0, 0.5);
	private static final Taps SECOND_DIFFERENCE = new Taps(1, -2, 1);
	private static final Taps FIRST_FEATURE = new Taps(-1, 0, 1);
	private static final Taps SECOND_FEATURE = new Taps(1, 0, -2, 0, 1);

	/**
	 * The narrowest Gaussian that has an effect, and the narrowest that has a
	 * curvature.
	 */
	private static final double MIN_SIGMA = 0.1;
	private static final double MIN_CURVED = 0.5;

	/** Prepares the filter for planes of one size. */
	@FunctionalInterface
	private interface Plan {

		PreparedOperation prepare(Dimensions size);
	}

	private final Plan plan;
	private final int haloX;
	private final int haloY;

	private EdgeFilter(final int haloX, final int haloY, final Plan plan) {
		this.haloX = haloX;
		this.haloY = haloY;
		this.plan = plan;
	}

	/**
	 * Sharpens by adding what a blur removes.
	 *
	 * @param sigma standard deviation of the blur in pixels, 0.1 to 100
	 * @param amount how much of it is added, at least 0
	 * @param threshold differences up to this are ignored; in values, at least 0
	 * @throws IllegalArgumentException if one is out of range
	 */
	public static EdgeFilter unsharp(final double sigma, final double amount,
		final double threshold)
	{
		Taps.check("sigma", sigma, MIN_SIGMA);
		check("amount", amount);
		check("threshold", threshold);
		final Taps gaussian = Taps.gaussian(sigma);
		final float gain = (float) amount;
		final float least = (float) threshold;
		return new EdgeFilter(gaussian.radius(), gaussian.radius(),
			size -> new Combination(List.of(Taps.sums(gaussian, gaussian, size)), (samples, from, pivot, sums, target,
				to, count) -> {
			final float[] blurred = sums[0];
			for (int i = 0; i < count; i++) {
				final float sample = samples[from + i];
				final float detail = sample - pivot - blurred[to + i];
				target[to + i] = Math.abs(detail) > least ? sample + gain * detail
					: sample;
			}
		}));
	}

	/**
	 * Sharpens by the Laplacian of the four neighbors.
	 *
	 * @param amount how much of it is subtracted, at least 0
	 * @throws IllegalArgumentException if it is negative or not finite
	 */
	public static EdgeFilter laplacian(final double amount) {
		check("amount", amount);
		final float gain = (float) amount;
		return of(SECOND_DIFFERENCE, Taps.NONE, Taps.NONE, SECOND_DIFFERENCE,
			(samples, from, pivot, sums, target, to, count) -> {
				final float[] x = sums[0];
				final float[] y = sums[1];
				for (int i = 0; i < count; i++)
					target[to + i] = samples[from + i] - gain * (x[to + i] + y[to + i]);
			});
	}

	/**
	 * Keeps structures between two sizes.
	 *
	 * @param sigma the narrower standard deviation in pixels, 0 to 100
	 * @param wider the wider one
	 * @throws IllegalArgumentException if they are out of range or not in this
	 *           order
	 */
	public static EdgeFilter differenceOfGaussians(final double sigma,
		final double wider)
	{
		Taps.check("sigma", sigma, 0);
		Taps.check("wider", wider, MIN_SIGMA);
		if (sigma >= wider) throw new WrongUsage("wider=" + wider +
			": the wider Gaussian must be wider than sigma=" + sigma);
		final Taps narrow = Taps.gaussian(sigma);
		final Taps wide = Taps.gaussian(wider);
		return of(narrow, narrow, wide, wide, (samples, from, pivot, sums, target,
			to, count) -> {
			final float[] a = sums[0];
			final float[] b = sums[1];
			for (int i = to; i < to + count; i++)
				target[i] = a[i] - b[i];
		});
	}

	/**
	 * Finds spots and edges of one size.
	 *
	 * @param sigma standard deviation in pixels, 0.5 to 100
	 * @throws IllegalArgumentException if it is out of range
	 */
	public static EdgeFilter laplacianOfGaussian(final double sigma) {
		Taps.check("sigma", sigma, MIN_CURVED);
		final Taps gaussian = Taps.gaussian(sigma);
		final Taps curvature = Taps.curvature(sigma);
		return of(curvature, gaussian, gaussian, curvature, (samples, from, pivot,
			sums, target, to, count) -> {
			final float[] a = sums[0];
			final float[] b = sums[1];
			for (int i = to; i < to + count; i++)
				target[i] = a[i] + b[i];
		});
	}

	/** Returns the magnitude of Sobel's gradient. */
	public static EdgeFilter sobel() {
		return gradient(new Taps(0.25, 0.5, 0.25));
	}

	/** Returns the magnitude of Scharr's gradient. */
	public static EdgeFilter scharr() {
		return gradient(new Taps(3.0 / 16, 10.0 / 16, 3.0 / 16));
	}

	/**
	 * Returns a feature map of the dictionary.
	 *
	 * @param axis 0 for x, 1 for y
	 * @param order 1 for (-1 0 1), 2 for (1 0 -2 0 1)
	 * @throws IllegalArgumentException if it is another axis or order
	 */
	public static EdgeFilter derivative(final int axis, final int order) {
		if (axis < 0 || axis > 1 || order < 1 || order > 2)
			throw new IllegalArgumentException("There is no derivative of axis " +
				axis + " and order " + order + ": choose axis 0 or 1, order 1 or 2");
		final Taps taps = order == 1 ? FIRST_FEATURE : SECOND_FEATURE;
		final Taps x = axis == 0 ? taps : Taps.NONE;
		final Taps y = axis == 0 ? Taps.NONE : taps;
		return new EdgeFilter(x.radius(), y.radius(), size -> Taps.sums(x, y,
			size));
	}

	@Override
	public long halo(final int axis) {
		return axis == 2 ? 0 : axis == 0 ? haloX : haloY;
	}

	@Override
	public PreparedOperation prepare(final Dimensions size,
		final Intensities... intensities)
	{
		return plan.prepare(size);
	}

	private static EdgeFilter gradient(final Taps smooth) {
		return of(DIFFERENCE, smooth, smooth, DIFFERENCE, (samples, from, pivot,
			sums, target, to, count) -> {
			final float[] a = sums[0];
			final float[] b = sums[1];
			for (int i = to; i < to + count; i++)
				target[i] = (float) Math.sqrt((double) a[i] * a[i] + (double) b[i] *
					b[i]);
		});
	}

	/** Joins two sums: taps along x and y of the first, then of the second. */
	private static EdgeFilter of(final Taps x1, final Taps y1, final Taps x2,
		final Taps y2, final Combination.Rule rule)
	{
		return new EdgeFilter(Math.max(x1.radius(), x2.radius()), Math.max(y1
			.radius(), y2.radius()), size -> new Combination(List.of( //
				Taps.sums(x1, y1, size), //
				Taps.sums(x2, y2, size)), rule));
	}

	private static void check(final String name, final double value) {
		if (!(value >= 0 && value <= Float.MAX_VALUE))
			throw new WrongUsage(name + "=" + value +
				": choose a number of at least 0");
	}
}
