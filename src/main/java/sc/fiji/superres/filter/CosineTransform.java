package sc.fiji.superres.filter;

import org.jtransforms.fft.DoubleFFT_1D;

/**
 * The cosine transform (DCT-II) of lines, two at a time, and its inverse.
 * <p>
 * X[k] is the sum of x[i] cos(pi k (2 i + 1) / (2 n)). By Makhoul (1980): the
 * even samples followed by the odd ones backwards have a Fourier transform V
 * with exp(-i pi k / (2 n)) V[k] = X[k] - i X[n - k]. Two lines are the real and
 * the imaginary part of one complex line. In double, because JTransforms' floats
 * lose up to 5e-5 of the range if a length has a prime factor of 50 to 210.
 * </p>
 * <p>
 * A pair is a {@code double[2 n]}: sample or cosine k of the first line at 2 k,
 * of the second at 2 k + 1. Used by many threads at once.
 * </p>
 */
final class CosineTransform {

	private final int n;
	private final DoubleFFT_1D fft;
	private final double[] cosines;
	private final double[] sines;

	CosineTransform(final int n) {
		this.n = n;
		fft = new DoubleFFT_1D(n);
		cosines = new double[n / 2 + 1];
		sines = new double[n / 2 + 1];
		for (int k = 0; k < cosines.length; k++) {
			cosines[k] = Math.cos(Math.PI * k / (2.0 * n));
			sines[k] = Math.sin(Math.PI * k / (2.0 * n));
		}
	}

	/** Returns a buffer for two lines. */
	double[] pair() {
		return new double[2 * n];
	}

	/**
	 * Transforms two lines of samples.
	 *
	 * @param samples holds the lines
	 * @param first where the first starts
	 * @param second where the second starts
	 * @param minus is subtracted from each sample
	 * @param pair where the cosines go
	 */
	void forward(final float[] samples, final int first, final int second,
		final float minus, final double[] pair)
	{
		for (int i = 0; i < n; i++) {
			final int at = 2 * place(i);
			pair[at] = samples[first + i] - minus;
			pair[at + 1] = samples[second + i] - minus;
		}
		fft.complexForward(pair);
		for (int k = 1; k <= n / 2; k++) {
			final int a = 2 * k;
			final int b = 2 * (n - k);
			final double c = cosines[k] / 2;
			final double s = sines[k] / 2;
			final double re1 = pair[a] + pair[b];
			final double im1 = pair[a + 1] - pair[b + 1];
			final double re2 = pair[a + 1] + pair[b + 1];
			final double im2 = pair[b] - pair[a];
			pair[a] = c * re1 + s * im1;
			pair[b] = s * re1 - c * im1;
			pair[a + 1] = c * re2 + s * im2;
			pair[b + 1] = s * re2 - c * im2;
		}
	}

	/**
	 * Applies the inverse transform.
	 *
	 * @param pair the cosines; is overwritten
	 * @param plus is added to each sample
	 * @param samples where the lines go
	 */
	void inverse(final double[] pair, final float plus, final float[] samples,
		final int first, final int second)
	{
		for (int k = 1; k <= n / 2; k++) {
			final int a = 2 * k;
			final int b = 2 * (n - k);
			final double c = cosines[k];
			final double s = sines[k];
			final double re1 = c * pair[a] + s * pair[b];
			final double im1 = s * pair[a] - c * pair[b];
			final double re2 = c * pair[a + 1] + s * pair[b + 1];
			final double im2 = s * pair[a + 1] - c * pair[b + 1];
			pair[a] = re1 - im2;
			pair[b] = re1 + im2;
			pair[a + 1] = re2 + im1;
			pair[b + 1] = re2 - im1;
		}
		fft.complexInverse(pair, true);
		for (int i = 0; i < n; i++) {
			final int at = 2 * place(i);
			samples[first + i] = (float) (pair[at] + plus);
			samples[second + i] = (float) (pair[at + 1] + plus);
		}
	}

	/**
	 * Returns the place of a sample: even ones forwards, then odd ones backwards.
	 */
	private int place(final int i) {
		return (i & 1) == 0 ? i / 2 : n - 1 - i / 2;
	}
}
