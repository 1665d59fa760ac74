package sc.fiji.superres.quality;

/**
 * Structural similarity over five scales: the product of the mean contrast and
 * structure of the four finer scales and the mean {@link Ssim} of the coarsest,
 * each to the power of its weight. A mean below 0 counts as 0.
 * <p>
 * Each scale consists of the means of 2 x 2 pixels of the finer one; if the
 * number of rows or columns is odd, the last is repeated. The window is the 11
 * x 11 Gaussian, so that a plane needs 176 pixels along each side.
 * </p>
 * <p>
 * Reference: Z. Wang, E. Simoncelli, A. Bovik, Multi-scale structural
 * similarity for image quality assessment, 2003.
 * </p>
 */
final class MultiScaleSsim {

	/** The smallest width and height inside the border. */
	public static final int LEAST = 11 << 4;

	private static final double[] WEIGHTS = { 0.0448, 0.2856, 0.3001, 0.2363,
		0.1333 };

	private MultiScaleSsim() {
		// Static methods only.
	}

	/**
	 * Compares two planes.
	 *
	 * @param a a plane, x fastest
	 * @param b a plane of the same size
	 * @param border number of pixels to leave out at each side
	 * @param range data range, above 0
	 * @return 0 to 1
	 * @throws IllegalArgumentException if less than 176 x 176 pixels are left
	 *           inside the border
	 */
	public static double of(final float[] a, final float[] b, final int width,
		final int height, final int border, final double range)
	{
		PlaneSizes.check(a, b, width, height, border, LEAST);
		final Ssim ssim = Ssim.gaussian(range);
		double product = 1;
		int w = width - 2 * border;
		int h = height - 2 * border;
		float[] p = inner(a, width, border, w, h);
		float[] q = inner(b, width, border, w, h);
		for (int scale = 0;; scale++) {
			final Ssim.Means means = ssim.means(p, q, w, h, 0, null);
			final boolean last = scale == WEIGHTS.length - 1;
			product *= Math.pow(Math.max(0, last ? means.similarity() : means
				.structure()), WEIGHTS[scale]);
			if (last) return product;
			p = half(p, w, h);
			q = half(q, w, h);
			w = (w + 1) / 2;
			h = (h + 1) / 2;
		}
	}

	private static float[] inner(final float[] plane, final int width,
		final int border, final int w, final int h)
	{
		if (border == 0) return plane;
		final float[] inner = new float[w * h];
		for (int y = 0; y < h; y++)
			System.arraycopy(plane, (border + y) * width + border, inner, y * w, w);
		return inner;
	}

	private static float[] half(final float[] plane, final int width,
		final int height)
	{
		final int w = (width + 1) / 2;
		final int h = (height + 1) / 2;
		final float[] half = new float[w * h];
		for (int y = 0; y < h; y++) {
			final int upper = 2 * y * width;
			final int lower = Math.min(2 * y + 1, height - 1) * width;
			for (int x = 0; x < w; x++) {
				final int left = 2 * x;
				final int right = Math.min(left + 1, width - 1);
				half[y * w + x] = (plane[upper + left] + plane[upper + right] +
					plane[lower + left] + plane[lower + right]) / 4;
			}
		}
		return half;
	}
}
