package sc.fiji.superres.method;

/** Reads scale factors, the same on every machine. */
public final class ScaleFactor {

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
		double scale;
		try {
			scale = Double.parseDouble(text.strip());
		}
		catch (final NumberFormatException exc) {
			scale = Double.NaN;
		}
		if (!(scale > 0) || Double.isInfinite(scale))
			throw new IllegalArgumentException("The scale is '" + text +
				"': give a number over 0, with a decimal point, such as 2 or 1.5");
		return scale;
	}
}
