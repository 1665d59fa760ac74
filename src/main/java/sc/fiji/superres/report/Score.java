package sc.fiji.superres.report;

import sc.fiji.superres.degrade.Plane;
import sc.fiji.superres.quality.Psnr;
import sc.fiji.superres.quality.Ssim;

/**
 * How near an enlarged plane is to the original.
 *
 * @param psnr in decibel; infinite if identical
 * @param ssim at most 1
 */
record Score(double psnr, double ssim) {

	/** What an interpolation may be off by rounding, as part of the value. */
	private static final double ROUNDING = 1e-6;

	/**
	 * Compares two planes of one size.
	 *
	 * @param high the original
	 * @param result the enlarged plane
	 * @param border number of pixels to leave out at each side
	 * @param peak peak of PSNR and data range of SSIM; 0 for a constant channel
	 * @throws IllegalArgumentException if they cannot be compared
	 */
	static Score of(final Plane high, final Plane result, final int border,
		final double peak)
	{
		for (final float value : result.samples()) {
			if (!Float.isFinite(value)) throw new IllegalArgumentException(
				"the result holds " + value + ", which has no error");
		}
		if (peak == 0) return ofConstant(high.samples()[0], result, border);
		return new Score(Psnr.of(high.samples(), result.samples(), high.width(),
			high.height(), border, peak), //
			Ssim.of(high.samples(), result.samples(), high.width(), high.height(),
				border, peak));
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
						", an error that has no peak to be measured by");
			}
		}
		return new Score(Double.POSITIVE_INFINITY, 1);
	}
}
