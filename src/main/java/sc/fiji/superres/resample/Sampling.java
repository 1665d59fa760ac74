package sc.fiji.superres.resample;

import sc.fiji.superres.block.Border;
import sc.fiji.superres.block.Weights;

/**
 * The interpolation of a {@link Resampler}.
 *
 * @param kernel the interpolation
 * @param antialias whether the kernel is stretched by the step when shrinking
 * @param border what lies outside of the plane
 */
public record Sampling(Kernel kernel, boolean antialias, Border border) {

	/** Positions are rounded by less than this. */
	private static final double ROUNDING = 1e-6;

	/** Returns MATLAB's sampling: antialiased, symmetric border. */
	public static Sampling of(final Kernel kernel) {
		return new Sampling(kernel, true, Border.SYMMETRIC);
	}

	/**
	 * Returns the number of source samples with a weight beyond those that a
	 * target sample covers.
	 *
	 * @param step source samples per target sample
	 */
	long halo(final double step) {
		final double reach = kernel.radius(step, antialias) + (1 - step) / 2;
		return (long) Math.max(0, Math.floor(reach + ROUNDING));
	}

	/**
	 * Returns the weights around a position, normalized to a sum of 1.
	 *
	 * @param at the position in source samples
	 * @param step source samples per target sample
	 */
	Weights.Window window(final double at, final double step) {
		final double radius = kernel.radius(step, antialias);
		final long start = (long) Math.floor(at - radius) + 1;
		final double[] values = new double[(int) Math.ceil(2 * radius)];
		double sum = 0;
		for (int k = 0; k < values.length; k++) {
			values[k] = kernel.weight(at - (start + k), step, antialias);
			sum += values[k];
		}
		for (int k = 0; k < values.length; k++)
			values[k] /= sum;
		return new Weights.Window(start, values);
	}
}
