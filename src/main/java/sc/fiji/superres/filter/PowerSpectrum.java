package sc.fiji.superres.filter;

/**
 * The power of each frequency of a plane: log10(|F|^2 / (width height)), with F
 * the discrete Fourier transform of the plane itself, neither windowed nor
 * mirrored, so that directions are distinguished; edges that do not match
 * across the border appear as a cross. White noise has the logarithm of its
 * variance on average.
 * <p>
 * The frequency 0 is at (width / 2, height / 2), rounded down; the step between
 * pixels is 1 / width or 1 / height cycles per pixel. Kept in float after the
 * mean has been subtracted: powers below 1e-14 of the largest are rounding
 * errors, and are set to that; the spectrum of a plane of zeros is zero.
 * </p>
 */
public final class PowerSpectrum {

	private static final int DECADES = 14;

	private PowerSpectrum() {
		// Static methods only.
	}

	/**
	 * Computes the spectrum of a plane.
	 *
	 * @param samples the plane, x fastest, all finite; not changed
	 * @return the spectrum, x fastest, of the same size
	 * @throws IllegalArgumentException if the plane has 2^30 pixels or more
	 */
	public static float[] of(final float[] samples, final int width,
		final int height)
	{
		final float mean = Means.of(samples, width, height);
		final float[] complex = HalfTransform.of(samples, width, height,
			mean);
		final float[] powers = new float[samples.length];
		for (int y = 0; y < height; y++) {
			for (int x = 0; x <= width / 2; x++) {
				final int at = 2 * (y * width + x);
				final double re = complex[at];
				final double im = complex[at + 1];
				final float power = (float) Math.log10((re * re + im * im) /
					samples.length);
				powers[index(x, y, width, height)] = power;
				powers[index(-x, -y, width, height)] = power;
			}
		}
		powers[index(0, 0, width, height)] = (float) Math.log10((double) mean *
			mean * samples.length);
		floor(powers);
		return powers;
	}

	private static void floor(final float[] logarithms) {
		float most = Float.NEGATIVE_INFINITY;
		for (final float value : logarithms)
			most = Math.max(most, value);
		final float least = most == Float.NEGATIVE_INFINITY ? 0 : most - DECADES;
		for (int i = 0; i < logarithms.length; i++)
			logarithms[i] = Math.max(least, logarithms[i]);
	}

	/** Returns the pixel of a frequency. */
	private static int index(final int x, final int y, final int width,
		final int height)
	{
		return Math.floorMod(y + height / 2, height) * width + Math.floorMod(x +
			width / 2, width);
	}
}
