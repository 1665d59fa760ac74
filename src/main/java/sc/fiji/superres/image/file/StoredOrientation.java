package sc.fiji.superres.image.file;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ImageProcessor;

/**
 * Restores the orientation of images that, by TIFF or EXIF, were stored rotated
 * or mirrored.
 */
final class StoredOrientation {

	private StoredOrientation() {
		// Static methods only.
	}

	/**
	 * Returns a plane in its display orientation.
	 *
	 * @param orientation 1 to 8 as in TIFF; 5 and above change width and height
	 */
	static ImageProcessor apply(final ImageProcessor plane,
		final int orientation)
	{
		ImageProcessor turned = plane;
		switch (orientation) {
			case 5, 6 -> turned = plane.rotateRight();
			case 7, 8 -> turned = plane.rotateLeft();
			case 3 -> {
				plane.flipVertical();
				plane.flipHorizontal();
			}
			case 4 -> plane.flipVertical();
			default -> {
				// Unchanged, or mirrored below.
			}
		}
		if (orientation == 2 || orientation == 5 || orientation == 7) turned
			.flipHorizontal();
		return turned;
	}

	/** Turns all planes of an image. */
	static void apply(final ImagePlus image, final int orientation) {
		if (orientation < 2 || orientation > 8) return;
		final ImageStack stack = image.getStack();
		final Calibration calibration = image.getCalibration();
		final boolean turned = orientation > 4;
		final ImageStack all = turned ? new ImageStack(image.getHeight(), image
			.getWidth()) : new ImageStack(image.getWidth(), image.getHeight());
		for (int i = 1; i <= stack.size(); i++)
			all.addSlice(stack.getSliceLabel(i), apply(stack.getProcessor(i),
				orientation));
		image.setStack(all);
		if (!turned) return;
		final double width = calibration.pixelWidth;
		calibration.pixelWidth = calibration.pixelHeight;
		calibration.pixelHeight = width;
	}
}
