package sc.fiji.superres.filter;

import sc.fiji.superres.block.EnumNames;
import sc.fiji.superres.block.WrongUsage;

/**
 * The transfer function of a {@link FourierFilter}.
 * <p>
 * With L(c) the low-pass of a cut-off c, the filter F is L(cutoff), 1 -
 * L(cutoff), or L(upper) - L(cutoff): a low-pass, the band above and the
 * high-pass beyond add up to the image. Frequencies are in cycles per unit of
 * the pixel size, the same in all directions.
 * </p>
 *
 * @param pass the passband
 * @param rolloff how the low-passes roll off
 * @param cutoff the cut-off; for a band, the lower one
 * @param upper the upper cut-off of a band, otherwise ignored
 * @param pixel the pixel size in the unit of frequencies
 * @param mean whether the result has the mean of the plane, regardless of the
 *          filter; otherwise a high-pass or band without gain has mean 0
 * @param gain 0 for the filtered plane, otherwise the plane plus gain times the
 *          filtered plane
 */
public record FourierSettings(Pass pass, Rolloff rolloff, double cutoff,
	double upper, PixelSize pixel, boolean mean, double gain)
{

	/** The passband. */
	public enum Pass {
			LOW, HIGH, BAND;

		/**
		 * Returns a pass by its name in lower case.
		 *
		 * @throws IllegalArgumentException if there is none; the message lists the
		 *           names
		 */
		public static Pass named(final String name) {
			return EnumNames.find(Pass.class, "pass", name);
		}
	}

	/** Tolerance by which a cut-off may exceed the limit. */
	static final double ROUNDING = 1e-9;

	public FourierSettings {
		require("cut-off", cutoff, pixel);
		if (pass == Pass.BAND) {
			require("upper cut-off", upper, pixel);
			if (cutoff >= upper) throw new WrongUsage("A band from " +
				cutoff + " to " + upper + " cycles per unit is empty: the lower " +
				"cut-off must be below the upper one");
		}
		if (!(gain >= 0 && gain < Double.POSITIVE_INFINITY))
			throw new WrongUsage("gain=" + gain +
				": it must be 0 for the filtered frequencies alone, or a positive " +
				"number to add them to the image");
	}

	/** Keeps what is above a cut-off, in cycles per pixel. */
	public static FourierSettings high(final Rolloff rolloff,
		final double cutoff)
	{
		return new FourierSettings(Pass.HIGH, rolloff, cutoff, Double.NaN,
			PixelSize.ONE, false, 0);
	}

	private static void require(final String what, final double frequency,
		final PixelSize pixel)
	{
		if (!(frequency > 0 && frequency <= pixel.nyquist() * (1 + ROUNDING)))
			throw new WrongUsage("The " + what + " of " + frequency +
				" cycles per unit is not possible: it must be above 0 and at most " +
				pixel.nyquist() + " (the Nyquist frequency of the pixels)");
	}
}
