package sc.fiji.superres.block;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * The only parser of typed decimal numbers, independent of the locale:
 * {@code 2.5}, {@code .5} or {@code 1e-3}, never {@code 2,5}, {@code 2.5f},
 * {@code 0x1p2} or {@code NaN}, some of which Java's own parsers accept.
 */
public final class Decimal {

	private static final Pattern NUMBER = Pattern.compile(
		"[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]{1,9})?");

	private Decimal() {
		// Static methods only.
	}

	/**
	 * Parses a number.
	 *
	 * @throws NumberFormatException if it is not a number
	 */
	public static BigDecimal parse(final String text) {
		if (!NUMBER.matcher(text).matches()) throw new NumberFormatException("'" +
			text + "' is not a number like 2.5");
		return new BigDecimal(text);
	}
}
