package sc.fiji.superres.filter;

import org.jtransforms.fft.DoubleFFT_1D;

/**
 * How strong each frequency is in a plane: log10(|F|^2 / (width height)), with
 * F the discrete Fourier transform of the plane as it is, neither windowed nor
 * mirrored, so that directions are told apart; edges that don't match across
 * the border show as a cross. White noise has the logarithm of its variance on
 * average.
 * <p>
 * The frequency 0 is at (width / 2, height / 2), rounded down; one pixel further
 * on is 1 / width or 1 / height cycles per pixel. Kept in float after the
 * mean was taken off: powers below 1e-14 of the largest are rounding, and are
 * set to that; a plane of zeros gives zeros.
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
		if (samples.length >= 1 << 30) throw new IllegalArgumentException(
			"Cannot compute the spectrum of " + width + " x " + height +
				" pixels: fewer than 2^30 are possible; crop the image");
		final float mean = Means.of(samples, width, height);
		final float[] complex = transform(samples, width, height, mean);
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

	/** Gives the bytes that are needed beside the plane and its spectrum. */
	public static long workspace(final int width, final int height) {
		return 2L * width * height * Float.BYTES + Lines.workspace(height, 2);
	}

	/** Gives complex numbers, in the columns 0 to width / 2. */
	private static float[] transform(final float[] samples, final int width,
		final int height, final float mean)
	{
		final float[] complex = new float[2 * samples.length];
		final DoubleFFT_1D alongX = new DoubleFFT_1D(width);
		final DoubleFFT_1D alongY = new DoubleFFT_1D(height);
		final Lines lines = new Lines(complex, width, height, 2);
		lines.rows((from, to) -> {
			final double[] line = new double[2 * width];
			for (int y = from; y < to; y++) {
				for (int x = 0; x < width; x++)
					line[x] = samples[y * width + x] - mean;
				alongX.realForwardFull(line);
				store(line, complex, 2 * y * width);
			}
		});
		lines.columns(width / 2 + 1, (from, to, columns, stride) -> {
			final double[] line = new double[2 * height];
			for (int start = 0; start < (to - from) * stride; start += stride) {
				for (int i = 0; i < line.length; i++)
					line[i] = columns[start + i];
				alongY.complexForward(line);
				store(line, columns, start);
			}
		});
		return complex;
	}

	private static void store(final double[] line, final float[] samples,
		final int start)
	{
		for (int i = 0; i < line.length; i++)
			samples[start + i] = (float) line[i];
	}

	private static void floor(final float[] logarithms) {
		float most = Float.NEGATIVE_INFINITY;
		for (final float value : logarithms)
			most = Math.max(most, value);
		final float least = most == Float.NEGATIVE_INFINITY ? 0 : most - DECADES;
		for (int i = 0; i < logarithms.length; i++)
			logarithms[i] = Math.max(least, logarithms[i]);
	}

	/** Gives where a frequency is shown. */
	private static int index(final int x, final int y, final int width,
		final int height)
	{
		return Math.floorMod(y + height / 2, height) * width + Math.floorMod(x +
			width / 2, width);
	}
}
