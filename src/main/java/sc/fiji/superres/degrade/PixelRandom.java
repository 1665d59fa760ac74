package sc.fiji.superres.degrade;

/**
 * Random numbers of the pixels of one plane: a short sequence for each pixel,
 * independent of the order of the pixels.
 * <p>
 * A sequence is SplitMix64, started at a hash of seed, plane and pixel (G.
 * Steele, D. Lea, C. Flood, Fast splittable pseudorandom number generators,
 * OOPSLA 2014). Used by one thread.
 * </p>
 */
final class PixelRandom {

	private static final long GAMMA = 0x9e3779b97f4a7c15L;
	private static final double UNIT = 0x1p-53;

	/** Poisson numbers with this mean or larger are drawn by rejection. */
	private static final double LARGE = 10;

	/** Below LARGE, the probability of a count above this underflows a double. */
	private static final int MOST = 64;

	/** From here on Stirling's series is exact to 1e-12. */
	private static final int STIRLING = 10;
	private static final double LOG_SQRT_TWO_PI = 0.5 * Math.log(2 * Math.PI);

	private final long key;
	private long state;

	PixelRandom(final long seed, final long plane) {
		key = mix(mix(seed + GAMMA) + (plane + 1) * GAMMA);
	}

	/** Begins the sequence of a pixel. */
	void at(final long pixel) {
		state = mix(key + pixel * GAMMA);
	}

	/** Draws uniformly from 0 (inclusive) to 1 (exclusive). */
	double uniform() {
		state += GAMMA;
		return (mix(state) >>> 11) * UNIT;
	}

	/** Draws from the normal distribution (Box and Muller). */
	double gaussian() {
		final double radius = Math.sqrt(-2 * Math.log(1 - uniform()));
		return radius * Math.cos(2 * Math.PI * uniform());
	}

	/**
	 * Draws from the Poisson distribution: by inversion, and from a mean of 10 on
	 * by transformed rejection (PTRS: W. Hoermann, The transformed rejection
	 * method for generating Poisson random variables, Insurance: Mathematics and
	 * Economics 1993). Both are exact.
	 */
	double poisson(final double mean) {
		return mean < LARGE ? inversion(mean) : rejection(mean);
	}

	private double inversion(final double mean) {
		double rest = uniform();
		double probability = Math.exp(-mean);
		int count = 0;
		while (rest >= probability && count < MOST) {
			rest -= probability;
			count++;
			probability *= mean / count;
		}
		return count;
	}

	private double rejection(final double mean) {
		final double b = 0.931 + 2.53 * Math.sqrt(mean);
		final double a = -0.059 + 0.02483 * b;
		final double scale = 1.1239 + 1.1328 / (b - 3.4);
		final double inner = 0.9277 - 3.6224 / (b - 2);
		while (true) {
			final double u = uniform() - 0.5;
			final double v = uniform();
			final double us = 0.5 - Math.abs(u);
			final double k = Math.floor((2 * a / us + b) * u + mean + 0.43);
			if (us >= 0.07 && v <= inner) return k;
			if (k < 0 || us < 0.013 && v > us) continue;
			if (Math.log(v * scale / (a / (us * us) + b)) <= k * Math.log(mean) -
				mean - logFactorial(k)) return k;
		}
	}

	private static double logFactorial(final double k) {
		if (k < STIRLING) {
			double product = 1;
			for (int i = 2; i <= k; i++)
				product *= i;
			return Math.log(product);
		}
		final double x = k + 1;
		final double square = x * x;
		return (x - 0.5) * Math.log(x) - x + LOG_SQRT_TWO_PI + (1.0 / 12 - (1.0 /
			360 - 1.0 / 1260 / square) / square) / x;
	}

	private static long mix(final long value) {
		long z = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
		z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
		return z ^ z >>> 31;
	}
}
