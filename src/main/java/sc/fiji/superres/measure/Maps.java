package sc.fiji.superres.measure;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.plugin.LutLoader;
import ij.process.LUT;

import java.awt.Color;

/** Makes images from maps of another image's planes. */
final class Maps {

	/** Black to white. */
	static final LUT GREY = LUT.createLutFromColor(Color.WHITE);

	/** From black through red and yellow to white: large values stand out. */
	static final LUT FIRE = new LUT(LutLoader.getLut("fire"), 0, 255);

	/** Blue below 0, white at 0, orange above; safe for color-blind readers. */
	static final LUT SIGNED = signed();

	private Maps() {
		// Static methods only.
	}

	/**
	 * Returns the image.
	 *
	 * @param planes as many as the source has, or any other number for a plain
	 *          stack
	 * @param source image whose calibration and dimensions the map gets
	 * @param low value shown in the first color of the LUT
	 * @param high value shown in its last color
	 */
	static ImagePlus image(final String title, final ImageStack planes,
		final ImagePlus source, final LUT lut, final double low,
		final double high)
	{
		ImagePlus image = new ImagePlus(title, planes);
		if (planes.getSize() == source.getStackSize()) {
			image.setDimensions(source.getNChannels(), source.getNSlices(), source
				.getNFrames());
			if (source.getNChannels() > 1) image = new CompositeImage(image,
				CompositeImage.GRAYSCALE);
			image.setOpenAsHyperStack(source.isHyperStack());
		}
		image.setCalibration(source.getCalibration().copy());
		image.getCalibration().disableDensityCalibration();
		image.setIgnoreGlobalCalibration(true);
		final LUT shown = (LUT) lut.clone();
		shown.min = low;
		shown.max = high;
		if (image instanceof final CompositeImage composite) {
			for (int c = 1; c <= composite.getNChannels(); c++)
				composite.setChannelLut((LUT) shown.clone(), c);
		}
		else image.setLut(shown);
		image.setDisplayRange(low, high);
		// Files hold the label of a single plane only as this property.
		if (planes.getSize() == 1) image.setProp("Slice_Label", planes.getSliceLabel(
			1));
		return image;
	}

	private static LUT signed() {
		final byte[][] colors = new byte[3][256];
		final int[] blue = { 0, 60, 150 };
		final int[] orange = { 190, 75, 0 };
		for (int i = 0; i < 256; i++) {
			final double share = Math.abs(i - 127.5) / 127.5;
			final int[] end = i < 128 ? blue : orange;
			for (int c = 0; c < 3; c++)
				colors[c][i] = (byte) Math.round(255 + share * (end[c] - 255));
		}
		return new LUT(colors[0], colors[1], colors[2]);
	}
}
