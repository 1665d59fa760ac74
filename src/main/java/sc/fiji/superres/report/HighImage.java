package sc.fiji.superres.report;

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.ImageProcessor;

import java.util.ArrayList;
import java.util.List;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.degrade.Plane;
import sc.fiji.superres.quality.PublishedProtocol;

/**
 * The planes of a high-resolution image as they are compared: RGB (and indexed
 * color) as rounded luma of studio range, everything else by its stored values.
 * <p>
 * Planes are counted from 0 in ImageJ's order: channel, then slice, then frame.
 * They are read one at a time, so that a virtual stack is never held.
 * </p>
 */
final class HighImage {

	private final ImagePlus image;
	private final ChannelValues[] channels;

	/**
	 * Looks at an image.
	 *
	 * @param progress asked before each plane that intensities are taken from
	 */
	HighImage(final ImagePlus image, final Progress progress) {
		this.image = image;
		channels = new ChannelValues[image.getNChannels()];
		for (int c = 0; c < channels.length; c++)
			channels[c] = new ChannelValues(this, c, progress);
	}

	int count() {
		return image.getStackSize();
	}

	/** Gives the number of channels; RGB is one. */
	int channels() {
		return channels.length;
	}

	/** Tells whether samples are 0 to 255. */
	boolean bytes() {
		return color() || image.getType() == ImagePlus.GRAY8;
	}

	boolean color() {
		return image.getType() == ImagePlus.COLOR_RGB || image
			.getType() == ImagePlus.COLOR_256;
	}

	Calibration calibration() {
		return image.getCalibration();
	}

	/** Gives the values of the channel that a plane belongs to. */
	ChannelValues values(final int index) {
		return channels[index % channels.length];
	}

	/**
	 * Reads a plane.
	 *
	 * @throws IllegalArgumentException if samples are NaN or infinite
	 */
	Plane plane(final int index) {
		final float[] samples = samples(index);
		for (final float sample : samples) {
			if (!Float.isFinite(sample)) throw new IllegalArgumentException(
				"it holds " + sample + ", which has no error: replace NaN and " +
					"infinite pixels, or leave the image out");
		}
		return new Plane(samples, image.getWidth(), image.getHeight());
	}

	/** Reads a plane, whatever its samples. */
	float[] samples(final int index) {
		final ImageProcessor pixels = processor(index);
		if (color()) return PublishedProtocol.luma(rgb(pixels));
		final float[] samples = new float[pixels.getPixelCount()];
		for (int i = 0; i < samples.length; i++)
			samples[i] = pixels.getf(i);
		return samples;
	}

	/** Reads red, green and blue of a plane of colors. */
	List<Plane> colors(final int index) {
		final int[] rgb = rgb(processor(index));
		final List<Plane> colors = new ArrayList<>();
		for (int shift = 16; shift >= 0; shift -= 8) {
			final float[] samples = new float[rgb.length];
			for (int i = 0; i < rgb.length; i++)
				samples[i] = rgb[i] >> shift & 0xff;
			colors.add(new Plane(samples, image.getWidth(), image.getHeight()));
		}
		return colors;
	}

	/** Brings samples into the range of the image's type. */
	Plane round(final Plane plane) {
		if (image.getType() == ImagePlus.GRAY32) return plane;
		final int max = bytes() ? 255 : 65535;
		final float[] rounded = new float[plane.samples().length];
		for (int i = 0; i < rounded.length; i++) {
			rounded[i] = (float) Math.floor(Math.max(0, Math.min(max, plane
				.samples()[i])) + 0.5);
		}
		return new Plane(rounded, plane.width(), plane.height());
	}

	private ImageProcessor processor(final int index) {
		return image.hasImageStack() ? image.getImageStack().getProcessor(index +
			1) : image.getProcessor();
	}

	private static int[] rgb(final ImageProcessor pixels) {
		return (int[]) pixels.convertToRGB().getPixels();
	}
}
