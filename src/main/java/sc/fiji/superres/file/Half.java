package sc.fiji.superres.file;

/**
 * Numbers of 16 bits, IEEE 754 binary16: 1 bit sign, 5 bits exponent, 10 bits
 * fraction. All of them are floats as well.
 */
public final class Half {

	/** The largest finite number. */
	public static final float MAX = 65504;

	/** Below, numbers are multiples of 2^-24. */
	private static final float NORMAL = 0x1p-14f;

	private Half() {
		// Static methods only.
	}

	/** Rounds numbers in place to the nearest that 16 bits hold, ties to even. */
	public static void round(final float[] values) {
		for (int i = 0; i < values.length; i++)
			values[i] = value(bits(values[i]));
	}

	/** Returns whether 16 bits hold all numbers as they are. */
	public static boolean fits(final float[] values) {
		for (final float value : values) {
			if (Float.floatToIntBits(value) != Float.floatToIntBits(value(bits(
				value)))) return false;
		}
		return true;
	}

	/** Returns the bits of the nearest number; what is too large is infinite. */
	static short bits(final float value) {
		final int sign = Float.floatToRawIntBits(value) >>> 16 & 0x8000;
		final float size = Math.abs(value);
		if (Float.isNaN(value)) return (short) (sign | 0x7e00);
		if (size >= MAX + 16) return (short) (sign | 0x7c00);
		if (size < NORMAL) return (short) (sign | (int) Math.rint(size * 0x1p24));
		final int bits = Float.floatToRawIntBits(size);
		final int even = bits + 0xfff + (bits >> 13 & 1);
		return (short) (sign | (even >> 13) - (112 << 10));
	}

	/** Returns the number of bits. */
	static float value(final short bits) {
		final int exponent = bits >> 10 & 0x1f;
		final int fraction = bits & 0x3ff;
		final float value;
		if (exponent == 0x1f) value = fraction == 0 ? Float.POSITIVE_INFINITY
			: Float.NaN;
		else if (exponent == 0) value = Math.scalb((float) fraction, -24);
		else value = Math.scalb((float) (fraction | 0x400), exponent - 25);
		return bits < 0 ? -value : value;
	}
}
