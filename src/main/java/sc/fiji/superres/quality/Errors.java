package sc.fiji.superres.quality;

/**
 * Pixelwise differences of two planes, computed in double.
 *
 * @param squared mean of the squared differences
 * @param absolute mean of the absolute differences
 * @param relative root of the mean squared difference by the root of the mean
 *          square of the first plane (NRMSE, normalized as by scikit-image's
 *          default); 0 if nothing differs, infinite if only the first plane is
 *          0 everywhere
 * @param correlation Pearson's; NaN if a plane is constant
 */
public record Errors(double squared, double absolute, double relative,
	double correlation)
{

	/**
	 * Compares two planes.
	 *
	 * @param a the original plane, x fastest
	 * @param b a plane of the same size
	 * @param border number of pixels to leave out at each side
	 * @throws IllegalArgumentException if the border leaves nothing, or the
	 *           planes are not of that size
	 */
	public static Errors of(final float[] a, final float[] b, final int width,
		final int height, final int border)
	{
		PlaneSizes.check(a, b, width, height, border, 1);
		// Subtracted from each value, to keep precision in the sums of squares.
		final double a0 = a[border * width + border];
		final double b0 = b[border * width + border];
		final double[] sums = new double[8];
		for (int y = border; y < height - border; y++)
			add(a, b, y * width + border, (y + 1) * width - border, a0, b0, sums);
		final double n = (double) (width - 2 * border) * (height - 2 * border);
		final double squared = sums[0] / n;
		final double varianceA = sums[4] - sums[2] * sums[2] / n;
		final double varianceB = sums[5] - sums[3] * sums[3] / n;
		final double covariance = sums[6] - sums[2] * sums[3] / n;
		return new Errors(squared, sums[1] / n, squared == 0 ? 0 : Math.sqrt(
			sums[0] / sums[7]), varianceA > 0 && varianceB > 0 ? Math.max(-1, Math
				.min(1, covariance / Math.sqrt(varianceA * varianceB))) : Double.NaN);
	}

	/** Adds a row to the sums. */
	private static void add(final float[] a, final float[] b, final int from,
		final int to, final double a0, final double b0, final double[] sums)
	{
		final double[] row = new double[sums.length];
		for (int i = from; i < to; i++) {
			final double difference = (double) a[i] - b[i];
			final double p = a[i] - a0;
			final double q = b[i] - b0;
			row[0] += difference * difference;
			row[1] += Math.abs(difference);
			row[2] += p;
			row[3] += q;
			row[4] += p * p;
			row[5] += q * q;
			row[6] += p * q;
			row[7] += (double) a[i] * a[i];
		}
		for (int k = 0; k < sums.length; k++)
			sums[k] += row[k];
	}
}
