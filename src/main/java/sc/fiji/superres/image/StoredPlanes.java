package sc.fiji.superres.image;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ImageProcessor;

import java.awt.Rectangle;
import java.awt.image.ColorModel;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import net.imglib2.Dimensions;
import net.imglib2.FinalDimensions;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.channel.ChannelIntensities;
import sc.fiji.superres.block.channel.IntensityRange;

/**
 * The planes of an image, one pixel array at a time.
 * <p>
 * Planes are counted from 0 in ImageJ's order: channel, then slice, then frame.
 * A virtual stack is read one plane at a time and never held in memory. Indexed
 * color, an 8-bit image with a palette that is not a ramp, is returned as RGB,
 * as displayed; other 8-bit images are values, regardless of their LUT. If the
 * result is to be 32-bit, 8-bit and 16-bit samples with density calibration are
 * returned as 32-bit calibrated values, as by Image > Type > 32-bit.
 * </p>
 */
final class StoredPlanes {

	private final ImagePlus image;

	/** Null for a single image that never had a stack. */
	private final ImageStack stack;
	private final Rectangle box;

	/** RGB of each index; null if the image is not indexed color. */
	private final int[] palette;

	/** Whether the result is 32-bit. */
	private final boolean floats;

	/** Calibrated value of each sample; null if samples are given as stored. */
	private final float[] values;

	/**
	 * Wraps an image.
	 *
	 * @param box the part of each plane to enlarge
	 * @param floats whether the result is 32-bit, regardless of the image
	 */
	StoredPlanes(final ImagePlus image, final Rectangle box, final boolean floats) {
		this.image = image;
		this.stack = image.hasImageStack() ? image.getImageStack() : null;
		this.box = box;
		this.palette = indexed(image) ? palette(image.getProcessor()
			.getCurrentColorModel()) : null;
		this.floats = floats;
		this.values = floats && palette == null ? values(image) : null;
	}

	/**
	 * Returns whether samples are indices of colors. ImageJ opens a palette file
	 * as an 8-bit image with that palette as its LUT; a LUT that is a ramp, as
	 * for a fluorescence channel, displays values, and so does a threshold.
	 */
	static boolean indexed(final ImagePlus image) {
		if (image.getType() == ImagePlus.COLOR_256) return true;
		if (image.getType() != ImagePlus.GRAY8 || image.isComposite()) return false;
		final ImageProcessor plane = image.getProcessor();
		return plane.getMinThreshold() == ImageProcessor.NO_THRESHOLD && plane
			.isColorLut() && !plane.isPseudoColorLut();
	}

	int count() {
		return stack == null ? 1 : stack.getSize();
	}

	/** Returns the number of channels; RGB is one. */
	int channels() {
		return image.getNChannels();
	}

	boolean color() {
		return palette != null || image.getType() == ImagePlus.COLOR_RGB;
	}

	/** Returns whether samples are 0 to 255. */
	boolean bytes() {
		return color() || image.getType() == ImagePlus.GRAY8 && !calibrated();
	}

	/** Returns whether planes are given as 32-bit calibrated values. */
	boolean calibrated() {
		return values != null;
	}

	/** Returns whether samples are whole numbers from 0 to 65535. */
	boolean whole(final Samples samples) {
		if (samples == Component.GREY) return image.getType() != ImagePlus.GRAY32 &&
			!calibrated();
		return samples == Component.RED || samples == Component.GREEN ||
			samples == Component.BLUE;
	}

	int width() {
		return image.getWidth();
	}

	int height() {
		return image.getHeight();
	}

	/** Returns the size of the part of a channel and frame that is computed. */
	Dimensions size() {
		return new FinalDimensions(box.width, box.height, image.getNSlices());
	}

	/**
	 * Passes on all samples of a channel, row by row.
	 *
	 * @param progress checked before each plane
	 */
	void scan(final int channel, final Samples samples,
		final Consumer<float[]> rows, final Progress progress)
	{
		final float[] row = new float[width()];
		for (int i = channel; i < count(); i += channels()) {
			progress.check();
			final Object pixels = pixels(i);
			for (int y = 0; y < height(); y++) {
				samples.read(pixels, y * row.length, row, 0, row.length);
				rows.accept(row);
			}
		}
	}

	/**
	 * Reads the middles of a few planes of a channel.
	 *
	 * @param low gives the channel's low
	 * @param progress checked before each plane
	 */
	List<Plane> middles(final int channel, final Samples samples,
		final DoubleSupplier low, final Progress progress)
	{
		final Rectangle whole = new Rectangle(width(), height());
		return SourcePlane.middles(count() / channels(), i -> {
			progress.check();
			return new SourcePlane(pixels(i * channels() + channel), width(), whole,
				low);
		}, samples);
	}

	/**
	 * Returns the intensities of a channel, or of one component of its RGB, without
	 * reading it.
	 *
	 * @param range the user's range, in stored values
	 * @param progress checked before each plane
	 */
	Intensities intensities(final int channel, final Samples samples,
		final Optional<IntensityRange> range, final Progress progress)
	{
		return new ChannelIntensities(rows -> scan(channel, samples, rows, progress),
			low -> middles(channel, samples, low, progress), bytes(), whole(samples),
			range.or(this::calibratedBytes));
	}

	/**
	 * Returns the mean difference between the calibrated values of neighboring stored
	 * ones, within the intensities of a channel; 1 where samples are as stored, 0
	 * where they are 32-bit.
	 */
	double step(final Intensities within) {
		if (!calibrated()) return image.getType() == ImagePlus.GRAY32 ? 0 : 1;
		final boolean constant = within.low() == within.high();
		final DoubleSummaryStatistics found = calibratedValues().filter(
			value -> constant || value >= within.low() && value <= within.high())
			.summaryStatistics();
		return found.getCount() < 2 ? 1 : (found.getMax() - found.getMin()) / (found
			.getCount() - 1);
	}

	/**
	 * Returns what 0 and 255 stand for in 8-bit samples with a linear calibration;
	 * other functions may have poles there.
	 */
	private Optional<IntensityRange> calibratedBytes() {
		if (!calibrated() || image.getType() != ImagePlus.GRAY8 || image
			.getCalibration().getFunction() != Calibration.STRAIGHT_LINE) return Optional
				.empty();
		final DoubleSummaryStatistics all = calibratedValues().summaryStatistics();
		return all.getMin() < all.getMax() ? Optional.of(new IntensityRange(all
			.getMin(), all.getMax())) : Optional.empty();
	}

	/** Returns the values that samples can have, if they are calibrated. */
	private DoubleStream calibratedValues() {
		return IntStream.range(0, values.length).mapToDouble(i -> values[i]).filter(
			Double::isFinite).distinct();
	}

	/** Returns a user's range in stored values. */
	IntensityRange stored(final IntensityRange range) {
		final Calibration calibration = image.getCalibration();
		if (calibrated() || !calibration.calibrated()) return range;
		// A copy, because the table of values is created when it is first
		// requested.
		final Calibration copy = calibration.copy();
		final double a = copy.getRawValue(range.low());
		final double b = copy.getRawValue(range.high());
		return new IntensityRange(Math.min(a, b), Math.max(a, b));
	}

	/** Returns the slices of a channel and frame. */
	ChannelSlices slices(final int channel, final int frame,
		final DoubleSupplier low)
	{
		return new ChannelSlices(z -> source(image.getStackIndex(channel + 1,
			(int) z + 1, frame + 1) - 1, low));
	}

	Rectangle box() {
		return box;
	}

	String label(final int index) {
		return stack == null ? image.getProp("Slice_Label") : stack.getSliceLabel(
			index + 1);
	}

	/**
	 * Returns the part of a plane that is enlarged.
	 *
	 * @param low returns the low of the plane's channel
	 */
	SourcePlane source(final int index, final DoubleSupplier low) {
		return new SourcePlane(pixels(index), width(), box, low);
	}

	/** Returns an empty plane of the result's type. */
	TargetPlane target(final Placement placement) {
		final int size = placement.width() * placement.height();
		if (floats) return new TargetPlane(new float[size], placement);
		if (color()) return new TargetPlane(new int[size], placement);
		return new TargetPlane(switch (image.getType()) {
			case ImagePlus.GRAY8 -> new byte[size];
			case ImagePlus.GRAY16 -> new short[size];
			default -> new float[size];
		}, placement);
	}

	/** Returns bytes per pixel of the result. */
	int depth() {
		if (floats) return Float.BYTES;
		return color() ? Integer.BYTES : image.getBytesPerPixel();
	}

	/** Returns the bytes that a plane needs in addition to the image. */
	long buffer() {
		return calibrated() || palette != null ? (long) Integer.BYTES * width() *
			height() : 0;
	}

	/** Returns a whole plane: byte[], short[], float[], or int[] of RGB. */
	Object pixels(final int index) {
		final Object pixels = stack == null ? image.getProcessor().getPixels()
			: stack.getPixels(index + 1);
		final int size = width() * height();
		final boolean right = switch (image.getType()) {
			case ImagePlus.GRAY8, ImagePlus.COLOR_256 -> pixels instanceof //
			final byte[] bytes && bytes.length == size;
			case ImagePlus.GRAY16 -> pixels instanceof final short[] shorts &&
				shorts.length == size;
			case ImagePlus.COLOR_RGB -> pixels instanceof final int[] colors &&
				colors.length == size;
			default -> pixels instanceof final float[] floats &&
				floats.length == size;
		};
		if (!right) throw new IllegalStateException("Plane " + (index + 1) +
			" of \"" + image.getTitle() + "\" is not a " + image.getBitDepth() +
			"-bit plane of " + width() + " x " + height() +
			" pixels like the first: open the stack again, or convert it");
		if (calibrated()) return values(pixels);
		return palette == null ? pixels : colors((byte[]) pixels);
	}

	private float[] values(final Object stored) {
		final float[] calibrated = new float[width() * height()];
		Samples.grey(stored, 0, calibrated, 0, calibrated.length);
		for (int i = 0; i < calibrated.length; i++)
			calibrated[i] = values[(int) calibrated[i]];
		return calibrated;
	}

	/** Returns the calibrated values; null if there are none. */
	private static float[] values(final ImagePlus image) {
		final boolean whole = image.getType() == ImagePlus.GRAY8 || image
			.getType() == ImagePlus.GRAY16;
		final Calibration calibration = image.getCalibration();
		if (!whole || !calibration.calibrated()) return null;
		// A copy, because the table is created when it is first requested.
		return calibration.copy().getCTable();
	}

	private int[] colors(final byte[] indices) {
		final int[] colors = new int[indices.length];
		for (int i = 0; i < colors.length; i++)
			colors[i] = palette[indices[i] & 0xff];
		return colors;
	}

	private static int[] palette(final ColorModel model) {
		final int[] palette = new int[256];
		for (int i = 0; i < palette.length; i++)
			palette[i] = model.getRGB(i);
		return palette;
	}
}
