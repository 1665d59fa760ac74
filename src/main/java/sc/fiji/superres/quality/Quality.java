package sc.fiji.superres.quality;

import sc.fiji.superres.block.Plane;

/**
 * All measures of the similarity of two planes.
 *
 * @param psnr peak signal-to-noise ratio in decibel; infinite if identical
 * @param ssim {@link Ssim} by the 11 x 11 Gaussian
 * @param uniform {@link Ssim} with the window of 8 x 8 pixels
 * @param multi {@link MultiScaleSsim}; NaN for less than 176 x 176 pixels
 *          are inside the border
 * @param mae mean absolute error
 * @param nrmse root mean squared error by the root mean square of the original
 * @param pearson correlation; NaN if a plane is constant
 */
public record Quality(double psnr, double ssim, double uniform, double multi,
	double mae, double nrmse, double pearson)
{

	/**
	 * Compares two planes.
	 *
	 * @param high the original
	 * @param result a plane of the same size
	 * @param border number of pixels to leave out at each side
	 * @param peak peak of PSNR and data range of SSIM; 0 for a constant channel
	 * @throws IllegalArgumentException if they cannot be compared, as by
	 *           {@link Score#of}
	 */
	public static Quality of(final Plane high, final Plane result,
		final int border, final double peak)
	{
		final Score score = Score.of(high, result, border, peak);
		final float[] a = high.samples();
		final float[] b = result.samples();
		final int width = high.width();
		final int height = high.height();
		final Errors errors = Errors.of(a, b, width, height, border);
		final boolean large = Math.min(width, height) - 2 * border >= //
			MultiScaleSsim.LEAST;
		return new Quality(score.psnr(), score.ssim(), //
			peak == 0 ? 1 : Ssim.uniform(peak).of(a, b, width, height, border), //
			!large ? Double.NaN : peak == 0 ? 1 : MultiScaleSsim.of(a, b, width,
				height, border, peak), //
			errors.absolute(), errors.relative(), errors.correlation());
	}

	/** Returns whether the planes are equal. */
	public boolean identical() {
		return Double.isInfinite(psnr);
	}
}
