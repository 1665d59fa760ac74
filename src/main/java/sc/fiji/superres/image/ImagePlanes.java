package sc.fiji.superres.image;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.LUT;

import java.awt.Rectangle;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

import net.imglib2.Interval;
import net.imglib2.util.Intervals;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.channel.IntensityRange;
import sc.fiji.superres.file.Sha256;

/**
 * The planes of an image as floats, one at a time, with the intensities of
 * their channels: gray values, calibrated if the image is, or a luma of RGB and
 * indexed color.
 * <p>
 * Planes are counted from 0 in ImageJ's order: channel, then slice, then frame.
 * Planes are read whole, x fastest; a virtual stack is never held in memory.
 * Intensities follow the intensity rule: 0 to 255 for 8-bit and RGB, or what these
 * stand for if the image is calibrated, otherwise the smallest to the largest finite
 * value of the channel over the whole stack.
 * </p>
 */
public final class ImagePlanes {

	private final StoredPlanes planes;
	private final Interval all;
	/** The samples to read from each stored plane, each a plane of its own. */
	private final List<Samples> samples;
	private final List<Intensities> channels = new ArrayList<>();

	private ImagePlanes(final ImagePlus image, final List<Samples> colors,
		final Optional<IntensityRange> range, final Progress progress)
	{
		planes = new StoredPlanes(image, new Rectangle(image.getWidth(), image
			.getHeight()), image.getCalibration().calibrated());
		all = Intervals.createMinSize(0, 0, planes.width(), planes.height());
		samples = planes.color() ? colors : List.of(Component.GREY);
		for (int c = 0; c < planes.channels(); c++) {
			for (final Samples taken : samples)
				channels.add(planes.intensities(c, taken, range, progress));
		}
	}

	/**
	 * Returns the planes of an image; its luma is full-range BT.601.
	 *
	 * @param image not changed
	 * @param progress checked before each plane whose intensities are measured
	 */
	public static ImagePlanes of(final ImagePlus image,
		final Progress progress)
	{
		return of(image, Optional.empty(), progress);
	}

	/**
	 * Returns the planes of an image.
	 *
	 * @param range as in {@link #ofChannels(ImagePlus, Optional, Progress)}
	 * @see #of(ImagePlus, Progress)
	 */
	public static ImagePlanes of(final ImagePlus image,
		final Optional<IntensityRange> range, final Progress progress)
	{
		return new ImagePlanes(image, List.of(Component.LUMA), range, progress);
	}

	/**
	 * Returns the planes of an image; red, green and blue are planes of their
	 * own, like channels.
	 *
	 * @see #of(ImagePlus, Progress)
	 */
	public static ImagePlanes ofChannels(final ImagePlus image,
		final Progress progress)
	{
		return ofChannels(image, Optional.empty(), progress);
	}

	/**
	 * Returns the planes of an image, channel by channel.
	 *
	 * @param range the values that stand for black and white, calibrated if the
	 *          image is; empty for the channel's own
	 * @see #ofChannels(ImagePlus, Progress)
	 */
	public static ImagePlanes ofChannels(final ImagePlus image,
		final Optional<IntensityRange> range, final Progress progress)
	{
		return new ImagePlanes(image, List.of(Component.RED, Component.GREEN,
			Component.BLUE), range, progress);
	}

	/**
	 * Returns the planes of an image.
	 *
	 * @param luma converts 0xRRGGBB to a sample; higher bits are to be ignored
	 * @param range as in {@link #ofChannels(ImagePlus, Optional, Progress)}
	 * @see #of(ImagePlus, Progress)
	 */
	public static ImagePlanes of(final ImagePlus image,
		final IntToDoubleFunction luma, final Optional<IntensityRange> range,
		final Progress progress)
	{
		return new ImagePlanes(image, List.of(Samples.of(luma)), range, progress);
	}

	/**
	 * Returns the checksum of the type, the dimensions, all stored samples and the
	 * colors of a palette.
	 *
	 * @param progress checked before each plane
	 * @return SHA-256 in hexadecimal digits
	 * @throws java.util.concurrent.CancellationException if the user stopped it
	 */
	public static String checksum(final ImagePlus image,
		final Progress progress)
	{
		final MessageDigest digest = Sha256.digest();
		digest.update((image.getType() + " " + image.getWidth() + " " + image
			.getHeight() + " " + image.getNChannels() + " " + image.getNSlices() +
			" " + image.getNFrames()).getBytes(StandardCharsets.UTF_8));
		if (image.getBitDepth() == Byte.SIZE) update(digest, image.getProcessor()
			.getLut());
		final ImageStack stack = image.getStack();
		for (int i = 1; i <= stack.size(); i++) {
			progress.check();
			digest.update(bytes(stack.getPixels(i)));
		}
		return Sha256.hex(digest);
	}

	/** Adds the colors of a palette, of any length. */
	private static void update(final MessageDigest digest, final LUT palette) {
		final byte[] shades = new byte[palette.getMapSize()];
		palette.getReds(shades);
		digest.update(shades);
		palette.getGreens(shades);
		digest.update(shades);
		palette.getBlues(shades);
		digest.update(shades);
	}

	public int count() {
		return planes.count() * samples.size();
	}

	/** Returns the number of channels, which follow each other. */
	public int channels() {
		return channels.size();
	}

	/** Returns whether the image is in color. */
	public boolean color() {
		return planes.color();
	}

	/** Returns the intensities of the channel that a plane belongs to. */
	public Intensities intensities(final int index) {
		return channels.get(index % channels.size());
	}

	/**
	 * Returns the mean difference between neighboring values that samples of a plane
	 * can have: 1, or as the calibration has it; 0 for 32-bit samples.
	 */
	public double step(final int index) {
		return planes.step(intensities(index));
	}

	/** Reads a plane; NaN and infinite samples are kept. */
	public float[] read(final int index) {
		final float[] plane = new float[planes.width() * planes.height()];
		taken(index).read(planes.pixels(index / samples.size()), 0, plane, 0,
			plane.length);
		return plane;
	}

	/**
	 * Reads a plane with NaN and infinite samples replaced by the mean of their
	 * neighbors.
	 */
	public float[] finite(final int index) {
		final float[] plane = new float[planes.width() * planes.height()];
		planes.source(index / samples.size(), intensities(index)::low).read(taken(
			index), all, plane, 0);
		return plane;
	}

	/**
	 * Reads a plane for training: low to high of its channel become 0 to 1, and
	 * NaN and infinite samples become the mean of their neighbors.
	 */
	public float[] unit(final int index) {
		final Intensities range = intensities(index);
		final float[] plane = finite(index);
		final double low = range.low();
		final double width = range.high() > low ? range.high() - low : 1;
		for (int i = 0; i < plane.length; i++)
			plane[i] = (float) ((plane[i] - low) / width);
		return plane;
	}

	private Samples taken(final int index) {
		return samples.get(index % samples.size());
	}

	private static ByteBuffer bytes(final Object samples) {
		if (samples instanceof byte[] bytes) return ByteBuffer.wrap(bytes);
		if (samples instanceof short[] shorts) {
			final ByteBuffer bytes = ByteBuffer.allocate(Short.BYTES * shorts.length);
			bytes.asShortBuffer().put(shorts);
			return bytes;
		}
		if (samples instanceof int[] ints) {
			final ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * ints.length);
			bytes.asIntBuffer().put(ints);
			return bytes;
		}
		final float[] floats = (float[]) samples;
		final ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * floats.length);
		bytes.asFloatBuffer().put(floats);
		return bytes;
	}
}
