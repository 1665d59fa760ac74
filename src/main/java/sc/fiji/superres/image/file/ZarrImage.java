package sc.fiji.superres.image.file;

import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.FloatProcessor;
import ij.process.LUT;

import net.imglib2.Interval;
import net.imglib2.util.Intervals;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.volume.LengthUnit;
import sc.fiji.superres.volume.zarr.OmeMetadata;
import sc.fiji.superres.volume.zarr.OmeMetadata.Channel;
import sc.fiji.superres.volume.zarr.OmeMetadata.Window;
import sc.fiji.superres.volume.zarr.OmeZarr;
import sc.fiji.superres.volume.zarr.SampleType;

/**
 * OME-Zarr images as ImageJ's: a virtual hyperstack of one level, with pixel
 * sizes, origin, and the names, colors and display ranges of channels. A channel
 * without a display range gets that of the samples in the middle. Positions in
 * OME-Zarr are those of pixel centers; ImageJ counts from the edge of the first pixel.
 */
public final class ZarrImage {

	/** Units of time in seconds. */
	private static final Map<String, Double> SECONDS = Map.of("second", 1.0,
		"millisecond", 1e-3, "microsecond", 1e-6, "nanosecond", 1e-9, "minute", 60.0,
		"hour", 3600.0, "day", 86400.0);

	/** Channels that ImageJ can show in one color image. */
	private static final int MOST_CHANNELS = 7;

	private ZarrImage() {
		// Static methods only.
	}

	/**
	 * Returns the finest level whose planes fit into a window.
	 *
	 * @param width of the window; 0 for none, in which all fit
	 * @return the coarsest level if none fits
	 */
	public static int fitting(final OmeZarr image, final int width,
		final int height)
	{
		if (width == 0) return 0;
		for (int level = 0; level < image.levels(); level++) {
			final long[] size = image.size(level);
			if (size[0] <= width && size[1] <= height) return level;
		}
		return image.levels() - 1;
	}

	/**
	 * Opens a level.
	 *
	 * @param level 0 for full resolution
	 * @throws IOException if its first planes cannot be read, or are too large for
	 *           ImageJ; planes that cannot be read later are an {@link
	 *           UncheckedIOException}
	 * @throws WrongUsage if there is no such level
	 */
	public static ImagePlus open(final OmeZarr image, final int level)
		throws IOException
	{
		if (level < 0 || level >= image.levels()) throw new WrongUsage("level=" +
			level + ": choose one from 0 to " + (image.levels() - 1));
		final long[] size = image.size(level);
		return open(image, level, Intervals.createMinSize(0, 0, size[0], size[1]),
			true);
	}

	/**
	 * Opens the middle of an image in full resolution, in all planes, to be measured:
	 * without colors and display ranges.
	 *
	 * @param side width and height of the middle, which smaller planes are less than
	 * @throws IOException if its first planes cannot be read
	 */
	public static ImagePlus middle(final OmeZarr image, final int side)
		throws IOException
	{
		final long[] size = image.size();
		final long width = Math.min(side, size[0]);
		final long height = Math.min(side, size[1]);
		return open(image, 0, Intervals.createMinSize((size[0] - width) / 2, (size[1] -
			height) / 2, width, height), false);
	}

	// -- Helper methods --

	private static ImagePlus open(final OmeZarr image, final int level,
		final Interval box, final boolean shown) throws IOException
	{
		final long[] size = image.size(level);
		final long planes = size[2] * size[3] * size[4];
		if (Intervals.numElements(box) > Integer.MAX_VALUE - 8 ||
			planes > Integer.MAX_VALUE) throw new IOException("Level " + level + " of " +
				image + " has " + planes + " planes of " + box.dimension(0) + " x " + box
					.dimension(1) + " pixels, too large for ImageJ: choose a coarser level");
		try {
			final ImagePlus result = virtual(image, level, box);
			if (shown) color(result, image, image.metadata(level).channels());
			return result;
		}
		catch (final UncheckedIOException e) {
			throw e.getCause();
		}
	}

	private static ImagePlus virtual(final OmeZarr image, final int level,
		final Interval box)
	{
		final long[] size = image.size(level);
		final OmeMetadata metadata = image.metadata(level);
		final ImagePlus plain = new ImagePlus(title(image, level), new ZarrStack(
			image, level, box));
		plain.setDimensions((int) size[3], (int) size[2], (int) size[4]);
		final ImagePlus result = size[3] > 1 ? new CompositeImage(plain,
			size[3] > MOST_CHANNELS ? CompositeImage.COLOR
				: CompositeImage.COMPOSITE) : plain;
		result.setOpenAsHyperStack(result.getStackSize() > 1);
		calibrate(result, metadata);
		if (image.type() == SampleType.INT16) result.getCalibration()
			.setSigned16BitCalibration();
		result.setProperty("Info", "OME-Zarr: " + image + ", level " + level +
			" of 0 to " + (image.levels() - 1) + "\n");
		return result;
	}

	private static String title(final OmeZarr image, final int level) {
		final String name = image.metadata().name().isBlank() ? image.toString()
			.replaceFirst(".*[/\\\\]", "").replaceFirst("(\\.ome)?\\.zarr$", "") : image
				.metadata().name();
		return level == 0 ? name : name + "-level" + level;
	}

	private static void calibrate(final ImagePlus result,
		final OmeMetadata metadata)
	{
		final List<Double> scale = metadata.scale();
		final List<Double> translation = metadata.translation();
		final Calibration calibration = result.getCalibration();
		calibration.pixelWidth = scale.get(0);
		calibration.pixelHeight = scale.get(1);
		calibration.pixelDepth = scale.get(2);
		calibration.xOrigin = 0.5 - translation.get(0) / scale.get(0);
		calibration.yOrigin = 0.5 - translation.get(1) / scale.get(1);
		if (metadata.axes().contains("z")) calibration.zOrigin = 0.5 - translation.get(
			2) / scale.get(2);
		calibration.setXUnit(unit(metadata.units().get(0)));
		calibration.setYUnit(unit(metadata.units().get(1)));
		calibration.setZUnit(unit(metadata.units().get(2)));
		final String time = metadata.units().get(4);
		if (time.isEmpty()) return;
		calibration.frameInterval = scale.get(4) * SECONDS.getOrDefault(time, 1.0);
		calibration.setTimeUnit(SECONDS.containsKey(time) ? "sec" : time);
	}

	private static String unit(final String unit) {
		return unit.isEmpty() ? "pixel" : LengthUnit.named(unit).map(
			LengthUnit::symbol).orElse(unit);
	}

	private static void color(final ImagePlus result, final OmeZarr image,
		final List<Channel> channels)
	{
		final int offset = image.type() == SampleType.INT16 ? Short.MIN_VALUE : 0;
		final StringBuilder active = new StringBuilder();
		for (int c = 0; c < result.getNChannels(); c++) {
			final Optional<Channel> channel = channels.isEmpty() ? Optional.empty()
				: Optional.of(channels.get(c));
			final Window window = channel.flatMap(Channel::window).orElse(null);
			final double[] range = window == null ? range(image, c) : new double[] {
				window.start(), window.end() };
			final CompositeImage composite = result instanceof CompositeImage
				? (CompositeImage) result : null;
			final LUT own = composite == null ? result.getProcessor().getLut()
				: composite.getChannelLut(c + 1);
			final LUT lut = channel.flatMap(Channel::color).map(color -> LUT
				.createLutFromColor(new Color(color))).orElse(own);
			lut.min = range[0] - offset;
			lut.max = range[1] - offset;
			active.append(channel.map(Channel::active).orElse(true) ? '1' : '0');
			if (composite != null) composite.setChannelLut(lut, c + 1);
			else result.setLut(lut);
		}
		if (result instanceof CompositeImage && active.indexOf("1") >= 0 && active
			.length() <= MOST_CHANNELS) ((CompositeImage) result).setActiveChannels(
				active.toString());
	}

	/** Returns the range of the middle plane of the coarsest level. */
	private static double[] range(final OmeZarr image, final int channel) {
		if (image.type() == SampleType.UINT8) return new double[] { 0, 255 };
		final int level = image.levels() - 1;
		final long[] size = image.size(level);
		final FloatProcessor plane = new FloatProcessor((int) size[0],
			(int) size[1]);
		image.source(level, channel, (int) size[4] / 2).read(Intervals.createMinMax(
			0, 0, size[2] / 2, size[0] - 1, size[1] - 1, size[2] / 2),
			(float[]) plane.getPixels());
		plane.resetMinAndMax();
		return new double[] { plane.getMin(), plane.getMax() };
	}
}
