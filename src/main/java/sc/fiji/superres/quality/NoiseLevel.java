package sc.fiji.superres.quality;

import java.util.Arrays;

/**
 * The standard deviation of the noise of a plane, estimated from the plane
 * alone: the median of |L| / (6 0.6745), where L is the plane convolved by
 *
 * <pre>
 *  1 -2  1
 * -2  4 -2
 *  1 -2  1
 * </pre>
 *
 * which removes smooth structure and makes white noise 6 times as strong.
 * The median is used instead of the mean of the reference, so that edges do not
 * count as noise; 0.6745 is the median of the absolute value of a normal
 * distribution.
 * <p>
 * Reference: J. Immerkaer, Fast noise variance estimation, Computer Vision and
 * Image Understanding 1996.
 * </p>
 */
public final class NoiseLevel {

	private static final double GAIN = 6;
	private static final double MEDIAN = 0.6744897501960817;

	private NoiseLevel() {
		// Static methods only.
	}

	/**
	 * Estimates the noise.
	 *
	 * @param samples the plane, x fastest, all finite
	 * @return the standard deviation; 0 for planes below 3 x 3 pixels
	 */
	public static double of(final float[] samples, final int width,
		final int height)
	{
		if (width < 3 || height < 3) return 0;
		final float[] details = new float[(width - 2) * (height - 2)];
		int to = 0;
		for (int y = 1; y < height - 1; y++) {
			for (int i = y * width + 1; i < (y + 1) * width - 1; i++)
				details[to++] = (float) Math.abs(second(samples, i - width) - 2 *
					second(samples, i) + second(samples, i + width));
		}
		Arrays.sort(details);
		final int half = details.length / 2;
		final double median = details.length % 2 == 1 ? details[half]
			: ((double) details[half - 1] + details[half]) / 2;
		return median / GAIN / MEDIAN;
	}

	/** Returns the second difference along x. */
	private static double second(final float[] samples, final int i) {
		return (double) samples[i - 1] - 2.0 * samples[i] + samples[i + 1];
	}
}
