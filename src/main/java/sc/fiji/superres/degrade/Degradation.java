package sc.fiji.superres.degrade;

import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Sampling;

/**
 * How a low-resolution image comes about from a high-resolution one:
 * down-sampling with antialiasing and a symmetric border. The values are not
 * rounded and not clipped, whatever their range.
 *
 * @param scale high-resolution pixels per low-resolution pixel along an axis
 * @param kernel the interpolation
 */
public record Degradation(int scale, Kernel kernel) {

	/**
	 * Checks the scale.
	 *
	 * @throws IllegalArgumentException if it is below 1
	 */
	public Degradation {
		if (scale < 1) throw new IllegalArgumentException(
			"Cannot degrade by a scale of " + scale +
				": choose a whole number of at least 1");
	}

	/** Gives the degradation of most publications, MATLAB's bicubic. */
	public static Degradation bicubic(final int scale) {
		return new Degradation(scale, Kernel.named("bicubic"));
	}

	/**
	 * Cuts a plane, at its right and lower side, to a multiple of the scale.
	 *
	 * @throws IllegalArgumentException if it is smaller than the scale
	 */
	public Plane crop(final Plane high) {
		if (high.width() < scale || high.height() < scale)
			throw new IllegalArgumentException("Cannot degrade " + high +
				" by a scale of " + scale + ": choose a larger image");
		return high.crop(high.width() - high.width() % scale, //
			high.height() - high.height() % scale);
	}

	/**
	 * Makes the low-resolution twin of a plane.
	 *
	 * @param high the plane; not changed; what {@link #crop} cuts is left out
	 * @return a plane smaller by the scale
	 * @throws IllegalArgumentException if it is smaller than the scale
	 */
	public Plane apply(final Plane high) {
		return crop(high).resampled(Sampling.of(kernel), high.width() / scale, high
			.height() / scale);
	}
}
