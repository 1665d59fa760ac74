package sc.fiji.superres.report;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.measure.Calibration;

import java.awt.Rectangle;
import java.util.List;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.degrade.Plane;
import sc.fiji.superres.image.ImagePlanes;
import sc.fiji.superres.quality.PublishedProtocol;

/**
 * The planes of a high-resolution image as they are compared: RGB (and indexed
 * color) as rounded luma of studio range, everything else by its stored values.
 */
final class HighImage {

	private final ImagePlus image;
	private final ImagePlanes planes;

	/**
	 * Looks at an image.
	 *
	 * @param progress asked before each plane that intensities are taken from
	 */
	HighImage(final ImagePlus image, final Progress progress) {
		this.image = image;
		planes = ImagePlanes.of(image, PublishedProtocol::luma, progress);
	}

	int count() {
		return planes.count();
	}

	boolean color() {
		return planes.color();
	}

	Calibration calibration() {
		return image.getCalibration();
	}

	/** Gives the bounding box of the selected area, or null. */
	Rectangle selection() {
		final Roi roi = image.getRoi();
		return roi == null || !roi.isArea() ? null : roi.getBounds();
	}

	/** Gives the intensities of the channel that a plane belongs to. */
	Intensities intensities(final int index) {
		return planes.intensities(index);
	}

	/** Gives the peak of PSNR, which is the data range of SSIM too. */
	double peak(final int index) {
		return intensities(index).high() - intensities(index).low();
	}

	/**
	 * Reads a plane.
	 *
	 * @throws IllegalArgumentException if samples are NaN or infinite
	 */
	Plane plane(final int index) {
		final float[] samples = planes.read(index);
		for (final float sample : samples) {
			if (!Float.isFinite(sample)) throw new IllegalArgumentException(
				"it holds " + sample + ", which has no error: replace NaN and " +
					"infinite pixels, or leave the image out");
		}
		return plane(samples);
	}

	/** Reads red, green and blue of a plane of colors. */
	List<Plane> colors(final int index) {
		return planes.colors(index).stream().map(this::plane).toList();
	}

	/** Brings samples into the range of the image's type. */
	Plane round(final Plane plane) {
		return switch (image.getType()) {
			case ImagePlus.GRAY32 -> plane;
			case ImagePlus.GRAY16 -> plane.rounded(65535);
			default -> plane.rounded(255);
		};
	}

	private Plane plane(final float[] samples) {
		return new Plane(samples, image.getWidth(), image.getHeight());
	}
}
