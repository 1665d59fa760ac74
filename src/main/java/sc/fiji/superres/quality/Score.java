package sc.fiji.superres.quality;

import sc.fiji.superres.block.Plane;

/**
 * How close a plane is to the original.
 *
 * @param psnr peak signal-to-noise ratio in decibel; infinite if identical
 * @param ssim {@link Ssim} by the 11 x 11 Gaussian, at most 1
 */
public record Score(double psnr, double ssim) {

	/** Rounding error of an interpolation, relative to the value. */
	private static final double ROUNDING = 1e-6;

	/**
	 * Compares two planes. In a channel that is constant over its whole stack,
	 * whose peak is 0, a result within 1e-6 of the value counts as identical; the
	 * error of any other cannot be measured.
	 *
	 * @param high the original
	 * @param result a plane of the same size
	 * @param border number of pixels to leave out at each side
	 * @param peak peak of PSNR and data range of SSIM; 0 for a constant channel
	 * @throws IllegalArgumentException if the sizes differ, the result is not
	 *           finite, no window fits inside the border, or it differs from a
	 *           constant channel
	 */
	public static Score of(final Plane high, final Plane result,
		final int border, final double peak)
	{
		if (high.width() != result.width() || high.height() != result.height())
			throw new IllegalArgumentException("Cannot compare " + high + " with " +
				result + ": they must have the same size");
		for (final float value : result.samples()) {
			if (!Float.isFinite(value)) throw new IllegalArgumentException(
				"the result holds " + value + ", which has no error");
		}
		if (peak == 0) return ofConstant(high.samples()[0], result, border);
		return new Score(Psnr.of(high.samples(), result.samples(), high.width(),
			high.height(), border, peak), //
			Ssim.gaussian(peak).of(high.samples(), result.samples(), high.width(),
				high.height(), border));
	}

	private static Score ofConstant(final float wanted, final Plane result,
		final int border)
	{
		for (int y = border; y < result.height() - border; y++) {
			for (int x = border; x < result.width() - border; x++) {
				final float value = result.samples()[y * result.width() + x];
				if (Math.abs(value - wanted) > ROUNDING * Math.abs(wanted))
					throw new IllegalArgumentException("the channel is " + wanted +
						" everywhere, but the result holds " + value +
						", an error that cannot be measured without a peak");
			}
		}
		return new Score(Double.POSITIVE_INFINITY, 1);
	}
}
