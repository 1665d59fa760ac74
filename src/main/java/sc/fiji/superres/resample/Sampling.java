package sc.fiji.superres.resample;

/**
 * How a {@link Resampler} interpolates.
 *
 * @param kernel the interpolation
 * @param antialias whether the kernel is stretched by the step where it shrinks
 * @param border what lies outside of the plane
 */
public record Sampling(Kernel kernel, boolean antialias, Border border) {

	/** Gives MATLAB's way: antialiased, symmetric border. */
	public static Sampling of(final Kernel kernel) {
		return new Sampling(kernel, true, Border.SYMMETRIC);
	}
}
