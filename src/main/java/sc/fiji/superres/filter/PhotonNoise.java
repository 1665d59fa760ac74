package sc.fiji.superres.filter;

import sc.fiji.superres.block.WrongUsage;

/**
 * The noise of a camera: with u the signal as a share of the intensity range,
 * the variance of a pixel is u / photons + read^2.
 * <p>
 * The generalized Anscombe transform makes noise of unit deviation of it,
 * whatever the signal: with x = photons u and s = photons read,
 * </p>
 *
 * <pre>
 * z(u) = 2 sqrt(x + 3/8 + s^2) - 2 sqrt(3/8 + s^2)
 * </pre>
 * <p>
 * so that 0 becomes 0. Its {@link #signal inverse} is the closed form of the
 * exact unbiased one: of the mean of many z it gives the mean of u, which the
 * algebraic inverse does not. Results are not clipped: means slightly below 0
 * are kept.
 * </p>
 * <p>
 * Reference: M. Makitalo and A. Foi, Optimal inversion of the generalized
 * Anscombe transformation for Poisson-Gaussian noise, IEEE Transactions on Image
 * Processing 2013.
 * </p>
 *
 * @param photons that the high end of the range stands for, above 0; infinite for
 *          noise that does not depend on the signal
 * @param read standard deviation of the read noise, as a share of the range, at
 *          least 0
 */
public record PhotonNoise(double photons, double read) {

	/** No noise at all. */
	public static final PhotonNoise NONE = new PhotonNoise(
		Double.POSITIVE_INFINITY, 0);

	/** Where the inverse is 0 without read noise; its terms blow up below. */
	private static final double LEAST = 2 * Math.sqrt(3.0 / 8);

	/** Checks both numbers. */
	public PhotonNoise {
		if (!(photons > 0)) throw new WrongUsage("photons=" +
			photons + ": choose a number above 0");
		if (!(read >= 0 && read < Double.POSITIVE_INFINITY))
			throw new WrongUsage("noise=" + read +
				": choose a number of at least 0");
	}

	/** Returns whether there is none. */
	public boolean isNone() {
		return read == 0 && Double.isInfinite(photons);
	}

	/** Returns the variance at a signal. */
	public double variance(final double signal) {
		return Math.max(0, signal) / photons + read * read;
	}

	/** Returns the signal in units of its noise, 0 for 0. */
	public double stabilized(final double signal) {
		if (Double.isInfinite(photons)) return signal / read;
		final double zero = zero();
		final double x = photons * signal;
		return 2 * x / (Math.sqrt(Math.max(0, x + zero * zero)) + zero);
	}

	/** Returns the signal whose stabilized values have a mean. */
	public double signal(final double stabilized) {
		if (Double.isInfinite(photons)) return stabilized * read;
		final double zero = zero();
		final double d = Math.max(LEAST, stabilized + 2 * zero);
		final double root = Math.sqrt(1.5);
		return (stabilized * (stabilized / 4 + zero) + 0.25 + root / 4 / d - 11.0 /
			8 / (d * d) + 5.0 / 8 * root / (d * d * d)) / photons;
	}

	/** Returns half of the transform of a signal of 0, before it is shifted. */
	private double zero() {
		return Math.sqrt(3.0 / 8 + Math.pow(photons * read, 2));
	}
}
