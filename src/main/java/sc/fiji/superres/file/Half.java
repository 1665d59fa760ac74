package sc.fiji.superres.file;

/**
 * 16-bit floating-point numbers, IEEE 754 binary16: 1 bit for the sign, 5 bits
 * for the exponent, 10 bits for the fraction. All of them can be represented as
 * float.
 */
public final class Half {

	/** The largest finite number. */
	public static final float MAX = 65504;

	/** Smaller numbers are multiples of 2^-24. */
	private static final float NORMAL = 0x1p-14f;

	private Half() {
		// Static methods only.
	}

	/** Rounds numbers in place to the nearest 16-bit ones, ties to even. */
	public static void round(final float[] values) {
		for (int i = 0; i < values.length; i++)
			values[i] = value(bits(values[i]));
	}

	/** Returns whether 16 bits represent all numbers exactly. */
	public static boolean fits(final float[] values) {
		for (final float value : values) {
			if (Float.floatToIntBits(value) != Float.floatToIntBits(value(bits(
				value)))) return false;
		}
		return true;
	}

	/** Returns the bits of the nearest number; too large ones become infinite. */
	public static short bits(final float value) {
		final int sign = Float.floatToRawIntBits(value) >>> 16 & 0x8000;
		final float size = Math.abs(value);
		if (Float.isNaN(value)) return (short) (sign | 0x7e00);
		if (size >= MAX + 16) return (short) (sign | 0x7c00);
		if (size < NORMAL) return (short) (sign | (int) Math.rint(size * 0x1p24));
		final int bits = Float.floatToRawIntBits(size);
		final int even = bits + 0xfff + (bits >> 13 & 1);
		return (short) (sign | (even >> 13) - (112 << 10));
	}

	/** Returns the number that the bits represent. */
	public static float value(final short bits) {
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
