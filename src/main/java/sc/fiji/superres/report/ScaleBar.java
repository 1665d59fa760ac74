package sc.fiji.superres.report;

import ij.measure.Calibration;

import java.util.Locale;
import java.util.Set;

/**
 * A bar that tells a length.
 *
 * @param pixels its length in pixels of the image
 * @param label its length with its unit
 */
record ScaleBar(double pixels, String label) {

	/** The longest bar, as part of the width. */
	private static final double SHARE = 0.35;

	/** Units that tell of paper or screens, not of what is seen. */
	private static final Set<String> MEANINGLESS = Set.of("pixel", "pixels",
		"inch", "inches", "");

	/**
	 * Finds a round length, 1, 2 or 5 times a power of 10.
	 *
	 * @param width width of what is shown in pixels
	 * @return the bar, or null if the image has no physical pixel size
	 */
	static ScaleBar of(final Calibration calibration, final int width) {
		if (!(calibration.pixelWidth > 0) || MEANINGLESS.contains(calibration
			.getUnit())) return null;
		final double most = SHARE * width * calibration.pixelWidth;
		final double power = Math.pow(10, Math.floor(Math.log10(most)));
		final double length = power * (most >= 5 * power ? 5 : most >= 2 *
			power ? 2 : 1);
		final String number = length >= 1 ? String.format(Locale.ROOT, "%.0f",
			length) : String.format(Locale.ROOT, "%.1g", length);
		return new ScaleBar(length / calibration.pixelWidth, number + " " +
			calibration.getUnit());
	}
}
