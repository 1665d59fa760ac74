package sc.fiji.superres.quality;

/** The weights of the samples of a window, along either axis. */
interface SsimWindow {

	/** 11 samples weighted by a Gaussian of sigma 1.5 with the sum 1. */
	SsimWindow GAUSSIAN = new Gaussian();

	/** Returns equal weights with the sum 1. */
	static SsimWindow uniform(final int side) {
		return new Uniform(side);
	}

	/** Returns the number of samples. */
	int side();

	/**
	 * Weights the samples of some windows.
	 *
	 * @param in the samples
	 * @param from the first sample of the first window; the next window starts
	 *          one later
	 * @param stride from one sample of a window to the next
	 * @param out where the results go, another array
	 * @param to where the first of them goes
	 * @param count number of windows
	 */
	void weigh(double[] in, int from, int stride, double[] out, int to,
		int count);

	/** The symmetric window, written out so that it is vectorized. */
	final class Gaussian implements SsimWindow {

		private static final int SIDE = 11;
		private static final double SIGMA = 1.5;

		private final double[] weights = new double[SIDE / 2 + 1];

		private Gaussian() {
			double sum = 0;
			for (int d = -(SIDE / 2); d <= SIDE / 2; d++)
				sum += Math.exp(-d * d / (2 * SIGMA * SIGMA));
			for (int i = 0; i < weights.length; i++) {
				final int d = i - SIDE / 2;
				weights[i] = Math.exp(-d * d / (2 * SIGMA * SIGMA)) / sum;
			}
		}

		@Override
		public int side() {
			return SIDE;
		}

		@Override
		public void weigh(final double[] in, final int from, final int stride,
			final double[] out, final int to, final int count)
		{
			final double w0 = weights[0];
			final double w1 = weights[1];
			final double w2 = weights[2];
			final double w3 = weights[3];
			final double w4 = weights[4];
			final double w5 = weights[5];
			final int s1 = from + stride;
			final int s2 = from + 2 * stride;
			final int s3 = from + 3 * stride;
			final int s4 = from + 4 * stride;
			final int s5 = from + 5 * stride;
			final int s6 = from + 6 * stride;
			final int s7 = from + 7 * stride;
			final int s8 = from + 8 * stride;
			final int s9 = from + 9 * stride;
			final int s10 = from + 10 * stride;
			for (int i = 0; i < count; i++) {
				out[to + i] = w0 * (in[from + i] + in[s10 + i]) + //
					w1 * (in[s1 + i] + in[s9 + i]) + w2 * (in[s2 + i] + in[s8 + i]) + //
					w3 * (in[s3 + i] + in[s7 + i]) + w4 * (in[s4 + i] + in[s6 + i]) + //
					w5 * in[s5 + i];
			}
		}
	}

	/** The mean. */
	record Uniform(int side) implements SsimWindow {

		@Override
		public void weigh(final double[] in, final int from, final int stride,
			final double[] out, final int to, final int count)
		{
			System.arraycopy(in, from, out, to, count);
			for (int k = 1; k < side; k++) {
				final int start = from + k * stride;
				for (int i = 0; i < count; i++)
					out[to + i] += in[start + i];
			}
			for (int i = 0; i < count; i++)
				out[to + i] /= side;
		}
	}
}
