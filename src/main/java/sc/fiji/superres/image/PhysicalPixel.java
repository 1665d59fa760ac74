package sc.fiji.superres.image;

import ij.ImagePlus;
import ij.measure.Calibration;

import sc.fiji.superres.volume.LengthUnit;

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
		return new PhysicalPixel(calibration.pixelWidth * nanometers(calibration
			.getXUnit(), image.getTitle()), calibration.pixelHeight * nanometers(
				calibration.getYUnit(), image.getTitle()));
	}

	private static double nanometers(final String unit, final String title) {
		return LengthUnit.named(unit).map(LengthUnit::nanometers).orElseThrow(
			() -> new IllegalArgumentException("The pixel size of \"" + title +
				"\" is in " + unit + ", not in a unit of length: set it in " +
				"Image > Properties, to micron for example, or set sigma in pixels"));
	}
}
