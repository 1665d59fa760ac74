package sc.fiji.superres.image;

import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Sampling;

/**
 * How the slices of a stack are resampled.
 *
 * @param sampling the interpolation along z
 * @param scale slices of the result per slice; 1 leaves them alone, whatever
 *          the interpolation
 */
public record SliceScale(Sampling sampling, double scale) {

	/** Leaves slices alone. */
	public static final SliceScale KEEP = new SliceScale(Sampling.of(Kernel.named(
		"nearest")), 1);

	/** Returns whether slices are left alone. */
	boolean keeps() {
		return scale == 1;
	}
}
