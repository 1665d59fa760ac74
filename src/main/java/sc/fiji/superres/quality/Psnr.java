package sc.fiji.superres.quality;

/**
 * Peak signal-to-noise ratio: 10 log10(peak^2 / mean squared error), in
 * decibel, computed in double. It is infinite for identical planes.
 */
public final class Psnr {

	private Psnr() {
		// Static methods only.
	}

	/**
	 * Compares two planes.
	 *
	 * @param a a plane, x fastest
	 * @param b a plane of the same size
	 * @param width their width
	 * @param height their height
	 * @param border number of pixels to leave out at each side
	 * @param peak the highest value that the pixels could have
	 * @throws IllegalArgumentException if the border leaves nothing, or the
	 *           planes are not of that size
	 */
	public static double of(final float[] a, final float[] b, final int width,
		final int height, final int border, final double peak)
	{
		return of(Errors.of(a, b, width, height, border).squared(), peak);
	}

	/**
	 * Computes the PSNR from a known error, such as that of several planes.
	 *
	 * @param squared mean of the squared differences
	 * @param peak the highest value that the pixels could have
	 */
	public static double of(final double squared, final double peak) {
		return 10 * Math.log10(peak * peak / squared);
	}
}
