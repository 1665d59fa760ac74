package sc.fiji.superres.filter;

/** The mean of a plane. */
public final class Means {

	private Means() {
		// Static methods only.
	}

	/**
	 * Computes the mean in double; the mean of equal samples is exactly their
	 * value.
	 */
	public static float of(final float[] plane, final int width, final int height) {
		double sum = 0;
		for (int y = 0; y < height; y++) {
			double row = 0;
			for (int i = y * width; i < (y + 1) * width; i++)
				row += plane[i];
			sum += row;
		}
		return (float) (sum / ((double) width * height));
	}
}
