package sc.fiji.superres.measure;

import java.awt.Rectangle;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;

import sc.fiji.superres.block.Memory;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.filter.PowerSpectrum;
import sc.fiji.superres.image.EnlargeSettings;
import sc.fiji.superres.image.ImageEnlarger;
import sc.fiji.superres.image.ImagePlanes;

/**
 * The {@link PowerSpectrum} of every plane of an image, as a 32-bit image of the
 * same size and dimensions.
 * <p>
 * Its pixel size is the step of the frequencies, its unit the inverse of the
 * image's, and its origin the frequency 0, so that ImageJ shows the frequency
 * under the cursor. The spectrum of RGB is that of its luma, the spectrum of
 * 8-bit and 16-bit that of stored values; NaN and infinite samples are replaced
 * by the mean of their neighbors.
 * </p>
 */
public final class SpectrumImage {

	/** Buffers for one spectrum: real and complex samples. */
	private static final int BUFFERS = 3;

	private SpectrumImage() {
		// Static methods only.
	}

	/**
	 * Returns the spectrum of each plane.
	 *
	 * @param image not changed
	 * @param region {@link EnlargeSettings#IMAGE} or
	 *          {@link EnlargeSettings#SELECTION}: whose spectrum
	 * @param method the command line, written to the Info property
	 * @param progress updated after each plane, checked before each
	 * @return a new image, not shown
	 * @throws IllegalStateException if there is not enough memory; nothing was
	 *           computed
	 * @throws java.util.concurrent.CancellationException if the user stopped it
	 */
	public static ImagePlus of(final ImagePlus image,
		final EnlargeSettings.Region region,
		final String method, final Progress progress)
	{
		final Rectangle box = ImageEnlarger.box(image, region);
		final ImagePlanes planes = ImagePlanes.of(image, progress);
		Memory.require("The spectrum of " + planes.count() + " planes", (BUFFERS +
			(long) planes.count()) * image.getWidth() * image.getHeight() *
			Float.BYTES, 0);
		final ImageStack stack = new ImageStack(box.width, box.height);
		for (int i = 0; i < planes.count(); i++) {
			progress.check();
			stack.addSlice(image.getStackSize() == 1 ? null : image.getImageStack()
				.getSliceLabel(i + 1), PowerSpectrum.of(crop(planes.finite(i), image
					.getWidth(), box), box.width, box.height));
			progress.update((i + 1.0) / planes.count(), "plane " + (i + 1) + " of " +
				planes.count());
		}
		final ImagePlus spectrum = new ImagePlus("Power spectrum of " + image
			.getTitle(), stack);
		spectrum.setDimensions(image.getNChannels(), image.getNSlices(), image
			.getNFrames());
		spectrum.setOpenAsHyperStack(image.isHyperStack());
		spectrum.setProperty("Info", "SuperRes: " + method + "\n");
		spectrum.setCalibration(calibration(image.getCalibration(), box.width,
			box.height));
		spectrum.setIgnoreGlobalCalibration(true);
		return spectrum;
	}

	private static float[] crop(final float[] plane, final int width,
		final Rectangle box)
	{
		final float[] part = new float[box.width * box.height];
		for (int y = 0; y < box.height; y++) {
			System.arraycopy(plane, (box.y + y) * width + box.x, part, y * box.width,
				box.width);
		}
		return part;
	}

	private static Calibration calibration(final Calibration source,
		final int width, final int height)
	{
		final Calibration result = new Calibration();
		result.pixelWidth = 1 / (width * source.pixelWidth);
		result.pixelHeight = 1 / (height * source.pixelHeight);
		result.pixelDepth = source.pixelDepth;
		result.frameInterval = source.frameInterval;
		result.setTimeUnit(source.getTimeUnit());
		result.setXUnit("1/" + source.getXUnit());
		result.setYUnit("1/" + source.getYUnit());
		result.setZUnit(source.getZUnit());
		result.xOrigin = width / 2;
		result.yOrigin = height / 2;
		return result;
	}
}
