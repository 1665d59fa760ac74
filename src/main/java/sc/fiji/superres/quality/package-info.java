/**
 * Measures on planes of floats: PSNR, SSIM, Fourier ring correlation,
 * consistency and the noise level.
 * <p>
 * Measures of an ImagePlus live in {@code measure}. Begin reading at {@link
 * sc.fiji.superres.quality.Quality}.
 * </p>
 */
package sc.fiji.superres.quality;
