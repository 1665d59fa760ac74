package sc.fiji.superres.image;

import ij.ImagePlus;
import ij.measure.Calibration;

import java.util.Locale;

/**
 * The size of an image's pixels in nanometers.
 *
 * @param width of a pixel
 * @param height of a pixel
 */
public record PhysicalPixel(double width, double height) {

	/**
	 * Returns the pixel size of an image.
	 *
	 * @throws IllegalArgumentException if it is not calibrated in a unit of
	 *           length
	 */
	public static PhysicalPixel of(final ImagePlus image) {
		final Calibration calibration = image.getCalibration();
		return new PhysicalPixel(calibration.pixelWidth * nanometres(calibration
			.getXUnit(), image.getTitle()), calibration.pixelHeight * nanometres(
				calibration.getYUnit(), image.getTitle()));
	}

	private static double nanometres(final String unit, final String title) {
		return switch (unit.toLowerCase(Locale.ROOT)) {
			case "nm", "nanometer", "nanometre" -> 1;
			case "\u00b5m", "\u03bcm", "um", "micron", "microns", "micrometer",
					"micrometre" -> 1e3;
			case "mm" -> 1e6;
			case "cm" -> 1e7;
			case "m" -> 1e9;
			default -> throw new IllegalArgumentException("The pixel size of \"" +
				title + "\" is in " + unit + ", not in a unit of length: set it in " +
				"Image > Properties, to micron for example, or set sigma in pixels");
		};
	}
}
