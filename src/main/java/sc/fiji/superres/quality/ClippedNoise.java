package sc.fiji.superres.quality;

/**
 * Gaussian noise whose low values are clipped, as a camera without an offset does
 * in the dark, in units of its standard deviation before clipping.
 *
 * @param mean of what is left, above the level at which it is clipped
 * @param variance of what is left
 * @param signal mean before clipping, above that level
 */
record ClippedNoise(double mean, double variance, double signal) {

	private static final double STEP = 1e-3;
	private static final double FIRST = -8;

	/**
	 * Returns the noise of which a share is clipped.
	 *
	 * @param share above 0, below 1
	 */
	static ClippedNoise of(final double share) {
		double level = FIRST;
		for (double below = 0; below < share; level += STEP)
			below += STEP * density(level + STEP / 2);
		final double mean = level * share + density(level);
		return new ClippedNoise(mean - level, level * level * share + 1 - share +
			level * density(level) - mean * mean, -level);
	}

	private static double density(final double x) {
		return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
	}
}
