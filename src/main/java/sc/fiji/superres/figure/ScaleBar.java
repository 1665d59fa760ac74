package sc.fiji.superres.figure;

import ij.measure.Calibration;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.util.Locale;
import java.util.Set;

/**
 * A bar that shows a length.
 *
 * @param pixels its length in pixels of the image
 * @param label its length with its unit
 */
public record ScaleBar(double pixels, String label) {

	/** Longest bar as a fraction of the width. */
	private static final double SHARE = 0.35;

	private static final int HEIGHT = 6;
	private static final int GAP = 16;
	private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 20);

	/** Units of paper or screens, not of the object. */
	private static final Set<String> MEANINGLESS = Set.of("pixel", "pixels",
		"inch", "inches", "");

	/**
	 * Chooses a round length: 1, 2 or 5 times a power of 10.
	 *
	 * @param width width of the shown part in pixels
	 * @return the bar, or null if the image has no physical pixel size
	 */
	public static ScaleBar of(final Calibration calibration, final int width) {
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

	/**
	 * Draws the bar in the lower right corner of a picture, in white with a dark
	 * outline.
	 *
	 * @param place where the picture is
	 * @param zoom how much the picture is magnified
	 */
	public void draw(final Rectangle place, final double zoom, final Graphics2D pen) {
		final int length = (int) Math.round(pixels * zoom);
		final int x = place.x + place.width - GAP - length;
		final int y = place.y + place.height - GAP - HEIGHT;
		pen.setColor(Color.BLACK);
		pen.fillRect(x - 1, y - 1, length + 2, HEIGHT + 2);
		pen.setColor(Color.WHITE);
		pen.fillRect(x, y, length, HEIGHT);
		pen.setFont(FONT);
		final int left = x + (length - pen.getFontMetrics().stringWidth(label)) / 2;
		pen.setColor(Color.BLACK);
		for (int i = 0; i < 9; i++)
			pen.drawString(label, left + i % 3 - 1, y - 8 + i / 3);
		pen.setColor(Color.WHITE);
		pen.drawString(label, left, y - 7);
	}
}
