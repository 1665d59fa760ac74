package sc.fiji.superres.filter;

import net.imglib2.Dimensions;

import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Intensities;

/**
 * Blurs planes by a Gaussian, at the same size.
 * <p>
 * Every channel on its own, linear in the values, which are neither scaled nor
 * clipped; any finite floats. Each sample becomes the sum of its neighbors
 * times exp(-d^2 / (2 sigma^2)), along x and along y, normalized to a sum of 1
 * and cut off at 5 sigma (rounded up), which changes the result by less than
 * 1e-6 of the range of values. Outside, the plane is mirrored about the outer
 * edge of its border pixels (c b a | a b c: {@code BORDER_REFLECT} of OpenCV,
 * {@code reflect} of SciPy), as often as the kernel needs. Weights are computed
 * in double and used in float, so that a constant stays within 1e-6 of itself.
 * </p>
 *
 * <pre>
 * float[] blurred = GaussianBlur.of(1.5).plane(samples, width, height);
 * </pre>
 */
public final class GaussianBlur implements PlaneFilter {

	private final Taps x;
	private final Taps y;

	private GaussianBlur(final Taps x, final Taps y) {
		this.x = x;
		this.y = y;
	}

	/**
	 * Returns the same blur along both axes.
	 *
	 * @param sigma standard deviation in pixels; 0 changes nothing
	 * @throws IllegalArgumentException if it is not from 0 to 100
	 */
	public static GaussianBlur of(final double sigma) {
		return of(sigma, sigma);
	}

	/**
	 * Returns a blur with different widths along x and y.
	 *
	 * @param x standard deviation along x in pixels; 0 leaves x unchanged
	 * @param y the same along y
	 * @throws IllegalArgumentException if one is not from 0 to 100
	 */
	public static GaussianBlur of(final double x, final double y) {
		Taps.check("sigma", x, 0);
		Taps.check("sigma", y, 0);
		return new GaussianBlur(Taps.gaussian(x), Taps.gaussian(y));
	}

	@Override
	public long halo(final int axis) {
		return axis == 2 ? 0 : (axis == 0 ? x : y).radius();
	}

	@Override
	public PreparedOperation prepare(final Dimensions size,
		final Intensities... intensities)
	{
		return Taps.sums(x, y, size);
	}
}
