package sc.fiji.superres.degrade;

import java.util.SplittableRandom;

import sc.fiji.superres.block.Decimal;
import sc.fiji.superres.block.WrongUsage;

/**
 * A number, or the range from which a number is drawn.
 *
 * @param low smallest value, finite and not negative
 * @param high largest value, at least {@code low}
 */
public record ValueRange(double low, double high) {

	/** The value 0. */
	public static final ValueRange ZERO = new ValueRange(0, 0);

	/**
	 * Checks the limits.
	 *
	 * @throws IllegalArgumentException if they are negative, not finite or
	 *           reversed
	 */
	public ValueRange {
		if (!(low >= 0 && Double.isFinite(high)) || low > high)
			throw new WrongUsage("The range " + low + "-" + high +
				" is not valid: choose numbers of at least 0, the lower one first");
	}

	/**
	 * Parses a number or a range.
	 *
	 * @param name what the value is, for the message
	 * @param text such as {@code 1.5} or {@code 0.5-2}
	 * @throws IllegalArgumentException if it is neither; the message quotes name
	 *           and text
	 */
	public static ValueRange parse(final String name, final String text) {
		final String[] parts = text.strip().split("(?<=[0-9.])\\s*-\\s*", -1);
		try {
			if (parts.length > 2) throw new NumberFormatException(text);
			final double low = Decimal.parse(parts[0]).doubleValue();
			return new ValueRange(low, parts.length == 1 ? low : Decimal.parse(
				parts[1]).doubleValue());
		}
		catch (final IllegalArgumentException e) {
			throw new WrongUsage(name + "=" + text +
				" is not valid: enter a number such as 1.5, or a range such as " +
				"0.5-2, from 0 upwards, the lower end first", e);
		}
	}

	/** Returns whether this is a single value. */
	public boolean isFixed() {
		return low == high;
	}

	/** Returns whether this is the value 0. */
	public boolean isZero() {
		return high == 0;
	}

	/** Draws a value; all are equally likely. */
	double uniform(final SplittableRandom random) {
		return isFixed() ? low : low + (high - low) * random.nextDouble();
	}

	/** Draws a value; the logarithms of all are equally likely. */
	double logarithmic(final SplittableRandom random) {
		return isFixed() ? low : low * Math.pow(high / low, random.nextDouble());
	}

	/** Returns the text that {@link #parse} accepts. */
	@Override
	public String toString() {
		return isFixed() ? Noise.text(low) : Noise.text(low) + "-" + Noise.text(
			high);
	}
}
