package sc.fiji.superres.measure;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.measure.Calibration;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

import java.awt.Rectangle;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.image.ImagePlanes;
import sc.fiji.superres.block.channel.IntensityRange;
import sc.fiji.superres.quality.StudioLuma;

/**
 * The planes of a high-resolution image as compared: RGB (and indexed color) as
 * rounded luma in studio range, everything else as calibrated values. A method
 * of three channels receives red, green and blue.
 */
public final class HighImage {

	private static final int COLORS = 3;

	private final ImagePlus image;
	private final ImagePlanes planes;
	/** The same planes with red, green and blue as separate channels. */
	private final ImagePlanes channels;

	/**
	 * Prepares an image.
	 *
	 * @param range the values that stand for black and white; empty for the
	 *          image's own
	 * @param progress checked before each plane that intensities are taken from
	 */
	public HighImage(final ImagePlus image, final Optional<IntensityRange> range,
		final Progress progress)
	{
		this.image = image;
		planes = ImagePlanes.of(image, StudioLuma::of, range, progress);
		channels = ImagePlanes.ofChannels(image, range, progress);
	}

	public int count() {
		return planes.count();
	}

	public boolean color() {
		return planes.color();
	}

	public Calibration calibration() {
		return image.getCalibration();
	}

	/** Returns the bounding box of the selected area, or null. */
	public Rectangle selection() {
		final Roi roi = image.getRoi();
		return roi == null || !roi.isArea() ? null : roi.getBounds();
	}

	/** Returns the intensities of the channel that a plane belongs to. */
	public Intensities intensities(final int index) {
		return planes.intensities(index);
	}

	/** Returns the peak of PSNR, which is also the data range of SSIM. */
	public double peak(final int index) {
		return intensities(index).high() - intensities(index).low();
	}

	/**
	 * Reads a plane.
	 *
	 * @throws IllegalArgumentException if samples are NaN or infinite
	 */
	public Plane plane(final int index) {
		final float[] samples = planes.read(index);
		for (final float sample : samples) {
			if (!Float.isFinite(sample)) throw new IllegalArgumentException(
				"it contains " + sample + ", which has no error: replace NaN and " +
					"infinite pixels, or leave the image out");
		}
		return plane(samples);
	}

	/** Reads red, green and blue of a plane of an image of colors. */
	public List<Plane> colors(final int index) {
		return each(index).mapToObj(i -> plane(channels.read(i))).toList();
	}

	/**
	 * Returns the intensities of each channel of a method's input.
	 *
	 * @param count 1, or 3 for red, green and blue
	 */
	public Intensities[] intensities(final int index, final int count) {
		return count == 1 ? new Intensities[] { intensities(index) } : each(index)
			.mapToObj(channels::intensities).toArray(Intensities[]::new);
	}

	/**
	 * Returns the plane to compare.
	 *
	 * @param enlarged what a method made: one channel, or red, green and blue
	 */
	public Plane result(final List<Plane> enlarged) {
		final List<Plane> rounded = enlarged.stream().map(this::round).toList();
		return rounded.size() == 1 ? rounded.get(0) : round(luma(rounded));
	}

	/**
	 * Returns a plane as an image of the image's type, so that its colors and its
	 * intensity range are taken as those of the image are.
	 *
	 * @param planes one channel, or red, green and blue; they are rounded and clipped
	 */
	public ImagePlus image(final String title, final List<Plane> planes) {
		final List<ImageProcessor> channels = planes.stream().map(
			plane -> (ImageProcessor) new FloatProcessor(plane.width(), plane.height(),
				round(plane).samples().clone())).toList();
		final ImageProcessor first = channels.get(0);
		if (planes.size() == COLORS) {
			final ColorProcessor colors = new ColorProcessor(first.getWidth(), first
				.getHeight());
			for (int c = 0; c < COLORS; c++)
				colors.setChannel(c + 1, channels.get(c).convertToByteProcessor(false));
			return new ImagePlus(title, colors);
		}
		return new ImagePlus(title, calibration().calibrated() ? first : switch (image
			.getType()) {
			case ImagePlus.GRAY32 -> first;
			case ImagePlus.GRAY16 -> first.convertToShortProcessor(false);
			default -> first.convertToByteProcessor(false);
		});
	}

	/** Returns the luma of red, green and blue, not rounded. */
	public static Plane luma(final List<Plane> colors) {
		final float[][] rgb = colors.stream().map(Plane::samples).toArray(
			float[][]::new);
		final float[] luma = new float[rgb[0].length];
		for (int i = 0; i < luma.length; i++)
			luma[i] = (float) StudioLuma.of(rgb[0][i], rgb[1][i], rgb[2][i]);
		return new Plane(luma, colors.get(0).width(), colors.get(0).height());
	}

	private static IntStream each(final int index) {
		return IntStream.range(COLORS * index, COLORS * (index + 1));
	}

	/** Rounds and clips samples to the image's type. */
	private Plane round(final Plane plane) {
		if (calibration().calibrated()) return plane;
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
