package sc.fiji.superres.bound;

/**
 * The natural logarithm in float, several times as fast as {@link Math#log}.
 * <p>
 * A value is split into m 2^e, m from sqrt(1/2) to sqrt(2). With s = (m - 1) / (m
 * + 1), log m = 2 (s + s^3 / 3 + s^5 / 5 + s^7 / 7 + ...), whose other terms are
 * below 3e-8.
 * </p>
 */
final class FastLogarithm {

	private static final float LOG_2 = (float) Math.log(2);

	/** The bits of sqrt(1/2). */
	private static final int ROOT = 0x3f3504f3;

	private static final int MANTISSA_BITS = 23;

	private FastLogarithm() {
		// Static methods only.
	}

	/**
	 * Returns the logarithm.
	 *
	 * @param value a positive normal number
	 * @return within 2e-6 of the logarithm for values from 1e-6 to 1e6
	 */
	static float of(final float value) {
		final int bits = Float.floatToRawIntBits(value);
		final int exponent = bits - ROOT >> MANTISSA_BITS;
		final float m = Float.intBitsToFloat(bits - (exponent << MANTISSA_BITS));
		final float s = (m - 1) / (m + 1);
		final float q = s * s;
		return exponent * LOG_2 + 2 * s * (1 + q * (1 / 3f + q * (1 / 5f + q / 7f)));
	}
}
