package sc.fiji.superres.filter;

import org.jtransforms.fft.DoubleFFT_1D;

/**
 * The discrete Fourier transform of a plane of real samples, not normalized:
 * complex numbers, as real and imaginary part, row by row, with rows as wide as
 * the plane. Frequency x, y is at 2 (y width + x); only the columns 0 to width /
 * 2 are filled, as the others are the conjugates of those. Lines are transformed
 * in double and kept in float.
 */
public final class HalfTransform {

	private HalfTransform() {
		// Static methods only.
	}

	/**
	 * Transforms a plane.
	 *
	 * @param samples the plane, x fastest, all finite; not changed
	 * @param minus is subtracted from each sample
	 * @return the complex numbers
	 * @throws IllegalArgumentException if the plane has 2^30 pixels or more
	 */
	public static float[] of(final float[] samples, final int width,
		final int height, final float minus)
	{
		if (samples.length >= 1 << 30) throw new IllegalArgumentException(
			"Cannot compute the spectrum of " + width + " x " + height +
				" pixels: it must have fewer than 2^30; crop the image");
		final float[] complex = new float[2 * samples.length];
		final DoubleFFT_1D alongX = new DoubleFFT_1D(width);
		final DoubleFFT_1D alongY = new DoubleFFT_1D(height);
		final Lines lines = new Lines(complex, width, height, 2);
		lines.rows((from, to) -> {
			final double[] line = new double[2 * width];
			for (int y = from; y < to; y++) {
				for (int x = 0; x < width; x++)
					line[x] = samples[y * width + x] - minus;
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

	/** Returns the bytes of a transform, including its workspace. */
	public static long memory(final int width, final int height) {
		return 2L * width * height * Float.BYTES + Lines.workspace(height, 2);
	}

	private static void store(final double[] line, final float[] samples,
		final int start)
	{
		for (int i = 0; i < line.length; i++)
			samples[start + i] = (float) line[i];
	}
}
