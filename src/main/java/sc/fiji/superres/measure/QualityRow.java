package sc.fiji.superres.measure;

import sc.fiji.superres.quality.Quality;

/**
 * How close one plane of an image is to the original.
 *
 * @param image title of the image
 * @param slice number of the plane in the stack, from 1
 * @param channel what was compared: gray, luma, red, green or blue
 * @param peak peak of PSNR and data range of SSIM
 * @param quality the measures
 */
record QualityRow(String image, int slice, String channel, double peak,
	Quality quality)
{}
