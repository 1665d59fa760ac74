package sc.fiji.superres.image;

import ij.ImagePlus;
import ij.measure.Calibration;

import java.awt.Rectangle;
import java.util.Locale;

import net.imglib2.FinalDimensions;

import sc.fiji.superres.block.BlockOperation;
import sc.fiji.superres.block.PlaneByPlane;
import sc.fiji.superres.block.PreparedOperation;

/**
 * The size of a result before it is made.
 *
 * @param width width in pixels
 * @param height height in pixels
 * @param slices number of slices
 * @param calibration pixel size and unit
 */
public record Outline(int width, int height, int slices,
	Calibration calibration)
{

	/**
	 * Predicts the result without reading pixels.
	 *
	 * @param operation a method that ignores intensities, such as an
	 *          interpolation
	 * @param region as in {@link EnlargeSettings}
	 * @throws IllegalArgumentException if the image cannot be enlarged this way
	 */
	public static Outline of(final ImagePlus image,
		final BlockOperation operation, final EnlargeSettings.Region region)
	{
		final Rectangle box = ImageEnlarger.box(image, region);
		final BlockOperation volume = PlaneByPlane.of(operation);
		final PreparedOperation prepared = volume.prepare(new FinalDimensions(
			box.width, box.height, image.getNSlices()));
		final Placement placement = ImageEnlarger.placement(box, volume, prepared);
		final Slices slices = ImageEnlarger.slices(image, volume, prepared);
		return new Outline(placement.width(), placement.height(), slices.length(),
			placement.calibration(image.getCalibration(), image.getHeight(), slices
				.scale()));
	}

	/**
	 * Returns one line, with the size of a pixel, or of a voxel in a stack, if
	 * its unit is known.
	 */
	public String describe() {
		final String unit = calibration.getUnits();
		final String plane = String.format(Locale.ROOT, "%d x %d", width, height);
		if (unit.startsWith("pixel")) return slices == 1 ? plane + " pixels" : plane +
			" x " + slices + " voxels";
		final String pixel = String.format(Locale.ROOT, "%.4g x %.4g",
			calibration.pixelWidth, calibration.pixelHeight);
		return slices == 1 ? plane + " pixels of " + pixel + " " + unit : plane +
			" x " + slices + " voxels of " + pixel + String.format(Locale.ROOT,
				" x %.4g ", calibration.pixelDepth) + unit;
	}
}
