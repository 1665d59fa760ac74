package sc.fiji.superres.method;

import java.util.regex.Pattern;

/** Reads scale factors, the same on every machine. */
public final class ScaleFactor {

	private static final Pattern NUMBER = Pattern.compile(
		"[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

	private ScaleFactor() {
		// Static methods only.
	}

	/**
	 * Reads a scale factor.
	 *
	 * @param text a decimal number with a point
	 * @throws IllegalArgumentException if it is no number, or not positive and
	 *           finite; the message holds it
	 */
	public static double parse(final String text) {
		// Java's own parser also takes 2d, 0x2p1 and words.
		final double scale = NUMBER.matcher(text.strip()).matches() ? Double
			.parseDouble(text.strip()) : Double.NaN;
		if (!(scale > 0) || Double.isInfinite(scale))
			throw new IllegalArgumentException("The scale is '" + text +
				"': give a number over 0, with a decimal point, such as 2 or 1.5");
		return scale;
	}
}
