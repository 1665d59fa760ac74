package sc.fiji.superres.compare;

import java.util.Optional;

import sc.fiji.superres.bound.Reliability;

/**
 * How well one method enlarged one plane.
 *
 * @param image file name or title of the image
 * @param slice number of the plane in the stack, from 1; every channel, slice
 *          and frame of a hyperstack is a plane
 * @param method name of the method
 * @param scale the scale factor
 * @param psnr peak signal-to-noise ratio in decibels; infinite if identical
 * @param ssim structural similarity, at most 1
 * @param seconds time of the enlargement alone
 * @param megapixels size of the enlarged plane in millions of pixels
 * @param bounds how well the bounds of its errors hold; empty if that was not
 *          asked, or the method has none
 */
public record ComparisonRow(String image, int slice, String method, int scale,
	double psnr, double ssim, double seconds, double megapixels,
	Optional<Reliability> bounds)
{

	/** Scores without bounds. */
	public ComparisonRow(final String image, final int slice,
		final String method, final int scale, final double psnr, final double ssim,
		final double seconds, final double megapixels)
	{
		this(image, slice, method, scale, psnr, ssim, seconds, megapixels, Optional
			.empty());
	}

	/** Returns whether the enlarged plane equals the original. */
	boolean identical() {
		return Double.isInfinite(psnr);
	}
}
