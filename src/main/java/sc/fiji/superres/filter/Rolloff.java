package sc.fiji.superres.filter;

import sc.fiji.superres.block.WrongUsage;

/**
 * The roll-off of a low-pass with the frequency f and the cut-off c (Gonzalez
 * and Woods, Digital Image Processing, 4th edition, section 4.8).
 * <ul>
 * <li>ideal: 1 up to and including the cut-off, 0 beyond; rings;</li>
 * <li>gaussian: exp(-(f / c)^2 / 2), 0.607 at the cut-off, never rings;</li>
 * <li>butterworth: 1 / (1 + (f / c)^(2 order)), 0.5 at the cut-off, the steeper
 * the higher the order.</li>
 * </ul>
 */
public final class Rolloff {

	/** The gains of a low-pass along lines of frequencies. */
	@FunctionalInterface
	interface Line {

		/**
		 * Computes the gains of a line.
		 *
		 * @param other squared relative frequency across the line
		 * @param gains where they go
		 */
		void fill(double other, double[] gains);
	}

	private interface Shape {

		Line line(double[] squares);
	}

	private static final Rolloff IDEAL = new Rolloff(Rolloff::ideal);
	private static final Rolloff GAUSSIAN = new Rolloff(Rolloff::gaussian);

	private final Shape shape;

	private Rolloff(final Shape shape) {
		this.shape = shape;
	}

	public static Rolloff gaussian() {
		return GAUSSIAN;
	}

	/**
	 * Returns a Butterworth roll-off.
	 *
	 * @throws IllegalArgumentException if the order is below 1
	 */
	public static Rolloff butterworth(final int order) {
		if (order < 1) throw new WrongUsage("order=" + order +
			": the order of a Butterworth filter is at least 1");
		return new Rolloff(squares -> butterworth(squares, order));
	}

	/**
	 * Returns a roll-off by its name.
	 *
	 * @param order used only by butterworth
	 * @throws IllegalArgumentException if there is none; the message lists the
	 *           names
	 */
	public static Rolloff named(final String name, final int order) {
		return switch (name) {
			case "ideal" -> IDEAL;
			case "gaussian" -> GAUSSIAN;
			case "butterworth" -> butterworth(order);
			default -> throw new WrongUsage("There is no filter shape '" +
				name + "': choose ideal, gaussian or butterworth");
		};
	}

	/**
	 * Prepares lines.
	 *
	 * @param squares squared frequencies along each line, relative to the cut-off
	 */
	Line line(final double[] squares) {
		return shape.line(squares);
	}

	private static Line ideal(final double[] squares) {
		return (other, gains) -> {
			for (int i = 0; i < squares.length; i++)
				gains[i] = squares[i] + other <= 1 ? 1 : 0;
		};
	}

	private static Line gaussian(final double[] squares) {
		final double[] along = new double[squares.length];
		for (int i = 0; i < along.length; i++)
			along[i] = Math.exp(-squares[i] / 2);
		return (other, gains) -> {
			final double across = Math.exp(-other / 2);
			for (int i = 0; i < along.length; i++)
				gains[i] = across * along[i];
		};
	}

	private static Line butterworth(final double[] squares, final int order) {
		return (other, gains) -> {
			for (int i = 0; i < squares.length; i++)
				gains[i] = 1 / (1 + power(squares[i] + other, order));
		};
	}

	/** Raises to an integer power; too large results become infinite. */
	private static double power(final double value, final int exponent) {
		double result = 1;
		double base = value;
		for (int n = exponent; n > 0; n >>= 1) {
			if ((n & 1) == 1) result *= base;
			base *= base;
		}
		return result;
	}
}
