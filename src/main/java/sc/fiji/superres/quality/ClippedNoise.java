package sc.fiji.superres.quality;

/**
 * The mean and the variance of the pixels of a camera that clips them to black and
 * white. A pixel of the signal u, of which one photon is a and the variance of the
 * read noise is b, is
 *
 * <pre>
 * min(1, max(0, a Poisson(u / a) + N(0, b)))
 * </pre>
 * <p>
 * Reference: A. Foi, Clipped noisy images: heteroskedastic modeling and practical
 * denoising, Signal Processing 2009, with counts of photons in place of their normal
 * approximation where they are few.
 * </p>
 */
final class ClippedNoise {

	private static final int STEPS = 128;
	/** Above this mean count, counts are taken for normally distributed. */
	private static final double MANY = 30;
	private static final double NOTHING = 1e-12;

	/** By signal from 0 to 1, dense at either end. */
	private final double[] signals = new double[STEPS + 1];
	private final double[] means = new double[STEPS + 1];
	/** Variance of the clipped pixels as a part of that of the others. */
	private final double[] shares = new double[STEPS + 1];

	/** Share of the pixels that are black. */
	private final double[] blacks = new double[STEPS + 1];
	private final double rise;
	private final double floor;
	private final double darkest;

	/**
	 * @param rise a, variance per signal
	 * @param floor b, variance in the dark
	 * @param darkest the value up to which pixels are rounded to black
	 */
	ClippedNoise(final double rise, final double floor, final double darkest) {
		this.rise = rise;
		this.floor = floor;
		this.darkest = darkest;
		for (int i = 0; i <= STEPS; i++) {
			signals[i] = (1 - Math.cos(Math.PI * i / STEPS)) / 2;
			tabulate(i, rise, floor + NOTHING);
		}
	}

	/** Returns the signal, 0 to 1, of pixels with a mean. */
	double signal(final double mean) {
		return at(mean, signals);
	}

	/** Returns the part of the variance that pixels with a mean have left. */
	double share(final double mean) {
		return at(mean, shares);
	}

	/** Returns the variance of pixels with a mean. */
	double variance(final double mean) {
		return share(mean) * (rise * signal(mean) + floor);
	}

	/** Returns the share of black pixels among those with a mean. */
	double black(final double mean) {
		return at(mean, blacks);
	}

	// -- Helper methods --

	private double at(final double mean, final double[] values) {
		int low = 0;
		int high = STEPS;
		while (high - low > 1) {
			final int middle = (low + high) / 2;
			if (means[middle] <= mean) low = middle;
			else high = middle;
		}
		final double part = Math.max(0, Math.min(1, (mean - means[low]) /
			(means[high] - means[low])));
		return values[low] + part * (values[high] - values[low]);
	}

	private void tabulate(final int i, final double rise, final double floor) {
		final double signal = signals[i];
		final double[] moments = new double[3];
		if (rise == 0 || signal > MANY * rise) add(1, signal, rise * signal + floor, moments);
		else {
			final double counts = signal / rise;
			double weight = Math.exp(-counts);
			final int last = (int) (counts + 6 * Math.sqrt(counts) + 6);
			for (int k = 0; k <= last; k++) {
				add(weight, k * rise, floor, moments);
				weight *= counts / (k + 1);
			}
		}
		means[i] = moments[0];
		blacks[i] = moments[2];
		shares[i] = (moments[1] - moments[0] * moments[0]) / (rise * signal + floor);
	}

	/** Adds the first and second moment of a clipped normal distribution. */
	private void add(final double weight, final double mean,
		final double variance, final double[] moments)
	{
		// x from 0 to 1 is max(0, x) - max(0, x - 1).
		final double[] black = positive(mean, variance);
		final double[] white = positive(mean - 1, variance);
		moments[0] += weight * (black[0] - white[0]);
		moments[1] += weight * (black[1] - white[1] - 2 * white[0]);
		moments[2] += weight * above((darkest - mean) / Math.sqrt(variance));
	}

	/** Returns the moments of max(0, x) for a normally distributed x. */
	private static double[] positive(final double mean, final double variance) {
		final double sigma = Math.sqrt(variance);
		final double density = density(mean / sigma);
		final double above = above(mean / sigma);
		return new double[] { mean * above + sigma * density, (mean * mean +
			variance) * above + mean * sigma * density };
	}

	private static double density(final double x) {
		return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
	}

	/**
	 * Returns the standard normal distribution function within 1e-7 (M. Abramowitz
	 * and I. Stegun, Handbook of Mathematical Functions, 26.2.17).
	 */
	private static double above(final double x) {
		if (x < 0) return 1 - above(-x);
		final double t = 1 / (1 + 0.2316419 * x);
		return 1 - density(x) * t * (0.319381530 + t * (-0.356563782 + t *
			(1.781477937 + t * (-1.821255978 + t * 1.330274429))));
	}
}
