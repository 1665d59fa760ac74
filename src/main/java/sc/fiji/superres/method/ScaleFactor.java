package sc.fiji.superres.method;

import sc.fiji.superres.block.Decimal;
import sc.fiji.superres.block.WrongUsage;

/** Parses and formats scale factors, independent of the locale. */
public final class ScaleFactor {

	private ScaleFactor() {
		// Static methods only.
	}

	/**
	 * Parses a scale factor.
	 *
	 * @param text a decimal number with a point
	 * @throws IllegalArgumentException if it is not a number, or not positive and
	 *           finite
	 */
	public static double parse(final String text) {
		try {
			final double scale = Decimal.parse(text.strip()).doubleValue();
			if (scale > 0 && !Double.isInfinite(scale)) return scale;
		}
		catch (final NumberFormatException e) {
			// Reported below.
		}
		throw new WrongUsage("The scale is '" + text +
			"': enter a number above 0, with a decimal point, such as 2 or 1.5");
	}

	/** Formats a scale factor, a whole number without a decimal point. */
	public static String format(final double scale) {
		return scale == Math.rint(scale) ? Long.toString((long) scale) : Double
			.toString(scale);
	}

	/**
	 * Parses the scale factors of two axes. A comma is not accepted as a
	 * separator, because many locales use it as the decimal point.
	 *
	 * @param text one number for both axes, or two as in {@code 2x0.5}
	 * @return the factors along x and y
	 * @throws IllegalArgumentException as {@link #parse} does
	 */
	public static double[] parsePair(final String text) {
		if (text.contains(",")) throw new WrongUsage("The scale is '" +
			text + "': write " + text.replace(',', 'x') + " for factors along x and " +
			"y, or a decimal point in a number, such as 1.5");
		final String[] factors = text.split("x", 2);
		return new double[] { parse(factors[0]), parse(factors[factors.length -
			1]) };
	}
}
