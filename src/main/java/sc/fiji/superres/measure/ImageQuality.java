package sc.fiji.superres.measure;

import ij.ImagePlus;
import ij.ImageStack;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import sc.fiji.superres.block.Memory;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.image.EnlargeSettings.Colors;
import sc.fiji.superres.quality.Quality;
import sc.fiji.superres.quality.Ssim;

/**
 * Measures how close an image is to the original, plane by plane, by all
 * measures of {@link Quality}.
 * <p>
 * Calibrated values are compared; for RGB, the rounded luma of BT.601 in studio
 * range (16 to 235), or each channel. The peak, which is also the data range of
 * SSIM, is 255 for 8-bit and RGB, otherwise the maximum minus the minimum of
 * the original's channel over the whole stack. Means leave out planes that are
 * identical to the original, whose PSNR is infinite, and values that are NaN.
 * </p>
 */
public final class ImageQuality {

	private static final String[] CHANNELS = { "red", "green", "blue" };

	/** Colors of differences span this many root mean squares. */
	private static final double SHOWN = 4;

	private final HighImage original;
	private final HighImage result;
	private final ImagePair images;
	private final int border;
	private final boolean channels;
	private final List<QualityRow> rows = new ArrayList<>();
	private final ImageStack similarities;
	private final ImageStack differences;

	private ImageQuality(final ImagePair images, final int border,
		final Colors color, final boolean maps, final Progress progress)
	{
		this.images = images;
		this.border = border;
		original = new HighImage(images.first(), Optional.empty(),
			progress);
		result = new HighImage(images.second(), Optional.empty(), progress);
		channels = original.color() && color == Colors.CHANNELS;
		final int width = images.first().getWidth();
		final int height = images.first().getHeight();
		similarities = maps ? new ImageStack(width, height) : null;
		differences = maps ? new ImageStack(width, height) : null;
		if (maps) Memory.require("Maps of " + original.count() + " planes", 2L *
			Float.BYTES * width * height * original.count() * (channels ? 3 : 1), 0);
	}

	/**
	 * Compares an image with the original.
	 *
	 * @param original the image as it should be; not changed
	 * @param image an image of the same size, type and dimensions; not changed
	 * @param border number of pixels to leave out at each side
	 * @param color what is compared of RGB
	 * @param view the planes to compare
	 * @param maps whether to make maps
	 * @param progress updated after each plane, checked before each
	 * @throws IllegalArgumentException if the images cannot be compared; the
	 *           message says why
	 * @throws CancellationException if the user stopped it
	 */
	public static ImageQuality of(final ImagePlus original,
		final ImagePlus image, final int border, final Colors color,
		final StackPlanes view, final boolean maps, final Progress progress)
	{
		if (border < 0) throw new WrongUsage("border=" + border +
			": choose a number of pixels, 0 or more");
		new ImagePair(original, image); // Described as they are, not turned.
		final ImageQuality quality = new ImageQuality(new ImagePair(view.of(
			original), view.of(image)), border, color, maps, progress);
		final int count = quality.original.count();
		for (int i = 0; i < count; i++) {
			progress.check();
			quality.compare(i);
			progress.update((i + 1.0) / count, "plane " + (i + 1) + " of " + count);
		}
		return quality;
	}

	/** Returns the measures of each plane and channel, and their means. */
	public QualityTable table() {
		final String color = !original.color() ? "" : channels
			? ", RGB by channels" : ", RGB as luma 16-235";
		return new QualityTable(images.second().getTitle(), List.copyOf(rows),
			"border " + border + color +
				", peak 255 (8-bit, RGB) or max-min of the original's channel");
	}

	/**
	 * Returns the {@link Ssim} around each pixel, NaN if the window does not
	 * fit, or null if no maps were requested.
	 */
	public ImagePlus similarity() {
		return similarities == null ? null : Maps.image("SSIM of " + images.second()
			.getTitle(), similarities, images.first(), Maps.GREY, 0, 1);
	}

	/**
	 * Returns the image minus the original, or null if no maps were requested.
	 * The colors span four times the root mean square, so that single pixels do
	 * not dominate the scale.
	 */
	public ImagePlus difference() {
		if (differences == null) return null;
		double largest = 0;
		double squares = 0;
		for (int i = 1; i <= differences.getSize(); i++)
			for (final float value : (float[]) differences.getPixels(i)) {
				largest = Math.max(largest, Math.abs(value));
				squares += (double) value * value;
			}
		final double most = Math.min(largest, SHOWN * Math.sqrt(squares /
			differences.getSize() / differences.getWidth() / differences
				.getHeight()));
		return Maps.image("Difference of " + images.second().getTitle(),
			differences, images.first(), Maps.SIGNED, -most, most);
	}

	// -- Helper methods --

	private void compare(final int index) {
		if (!channels) {
			compare(index, original.color() ? "luma" : "gray", plane(original,
				images.first(), index), plane(result, images.second(), index), original
					.peak(index));
			return;
		}
		final List<Plane> wanted = original.colors(index);
		final List<Plane> found = result.colors(index);
		for (int c = 0; c < wanted.size(); c++)
			compare(index, CHANNELS[c], wanted.get(c), found.get(c), 255);
	}

	private void compare(final int index, final String channel,
		final Plane wanted, final Plane found, final double peak)
	{
		rows.add(new QualityRow(images.second().getTitle(), index + 1, channel,
			peak, Quality.of(wanted, found, border, peak)));
		if (similarities == null) return;
		final String label = "slice " + (index + 1) + ", " + channel;
		final float[] map = new float[wanted.samples().length];
		// A constant channel at this point is identical.
		Ssim.gaussian(peak == 0 ? 1 : peak).map(wanted.samples(), found.samples(),
			wanted.width(), wanted.height(), border, map);
		similarities.addSlice(label, map);
		final float[] difference = new float[map.length];
		for (int i = 0; i < map.length; i++)
			difference[i] = found.samples()[i] - wanted.samples()[i];
		differences.addSlice(label, difference);
	}

	private static Plane plane(final HighImage image, final ImagePlus named,
		final int index)
	{
		try {
			return image.plane(index);
		}
		catch (final IllegalArgumentException exc) {
			throw new IllegalArgumentException("Cannot compare slice " + (index + 1) +
				" of \"" + named.getTitle() + "\": " + exc.getMessage(), exc);
		}
	}
}
