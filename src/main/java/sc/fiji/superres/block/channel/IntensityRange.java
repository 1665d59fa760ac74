package sc.fiji.superres.block.channel;

import java.util.Optional;

import sc.fiji.superres.block.Decimal;
import sc.fiji.superres.block.WrongUsage;

/**
 * The values of black and white that the user chose.
 * <p>
 * They are the values that ImageJ shows: in an image with density calibration
 * (signed 16-bit, for one) the calibrated ones.
 * </p>
 *
 * @param low the value that stands for black
 * @param high the value that stands for white, above {@code low}
 */
public record IntensityRange(double low, double high) {

	public IntensityRange {
		if (!Double.isFinite(low) || !Double.isFinite(high) || low >= high)
			throw new WrongUsage("range=" + low + "," + high +
				": low must be a number below high, as in range=0,4095");
	}

	/**
	 * Parses a range as written in commands and macros.
	 *
	 * @param text {@code low,high}, with decimal points; null or blank for the
	 *          image's own range
	 * @throws IllegalArgumentException if it is anything else
	 */
	public static Optional<IntensityRange> parse(final String text) {
		if (text == null || text.isBlank()) return Optional.empty();
		final String[] parts = text.split(",", -1);
		if (parts.length != 2) throw malformed(text);
		try {
			return Optional.of(new IntensityRange(Decimal.parse(parts[0].strip())
				.doubleValue(), Decimal.parse(parts[1].strip()).doubleValue()));
		}
		catch (final NumberFormatException e) {
			throw malformed(text);
		}
	}

	private static IllegalArgumentException malformed(final String text) {
		return new WrongUsage("range=" + text +
			": two numbers with a comma between them are expected, as in" +
			" range=0,4095 (decimals with a point)");
	}
}
