package sc.fiji.superres.image;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Roi;

import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

import net.imglib2.Dimensions;

import sc.fiji.superres.block.BlockOperation;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Memory;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.PlaneByPlane;
import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Tiles;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.block.channel.GrayAsColor;
import sc.fiji.superres.block.channel.IntensityRange;
import sc.fiji.superres.image.EnlargeSettings.Region;

/**
 * Enlarges all planes of an image by any {@link BlockOperation}.
 * <p>
 * Takes 8-bit (with any LUT), 16-bit, 32-bit and RGB images, stacks,
 * hyperstacks and composites, in memory or virtual; the result is in memory and
 * has the same type, or is 32-bit if the settings say so. Indexed color
 * ({@link ImagePlus#COLOR_256}) becomes RGB. The source is not changed. Filters
 * are methods of scale 1.
 * </p>
 * <ul>
 * <li>Samples are the stored values, as floats. Results are rounded half up and
 * clipped to the type; 32-bit results are stored as they are.</li>
 * <li>A 32-bit result of 8-bit or 16-bit samples with density calibration
 * (signed 16-bit, for one) is made from their calibrated values, as after Image
 * > Type > 32-bit, and has no calibration function. For RGB, it is made from
 * the luma. Its display range is the minimum to maximum of each channel.</li>
 * <li>Intensities are those of a channel over the whole stack, even if only a
 * selection is enlarged: 0 to 255 for 8-bit and RGB (of calibrated values, what
 * these stand for), minimum to maximum of the finite values otherwise, or the range
 * of the settings. They are equal in a constant channel.</li>
 * <li>A method of three channels enlarges RGB, or the channels of images that
 * have three, together. Any other channel it enlarges as all three, and returns
 * their mean. A method of one channel enlarges RGB by luma (full-range BT.601),
 * with the color differences by bicubic interpolation, or channel by
 * channel.</li>
 * <li>A 32-bit sample that is NaN or infinite is restored at the target pixels
 * whose centers fall into its pixel, and where the image shrinks at that which its
 * own center falls into. The method sees the mean of its finite neighbors
 * instead.</li>
 * <li>A selection is cropped before it is enlarged: the method does not see
 * anything outside its bounding box.</li>
 * <li>Methods of planes keep the slices. A method along z may change their
 * number; they then have no labels. Results are rounded once, at the end.</li>
 * <li>Pixel size and origin follow the method's scale, so that everything keeps
 * its physical position; if the size was rounded up, the right and bottom edges
 * lie up to a pixel further out. All other metadata is kept, overlay and
 * selection are scaled, and the Info property names the method.</li>
 * </ul>
 * <p>
 * Example: {@code ImageEnlarger.enlarge(image, upscaler,
 * EnlargeSettings.of("bicubic x2"), Progress.NONE)}.
 * </p>
 */
public final class ImageEnlarger {

	private ImageEnlarger() {
		// Static methods only.
	}

	/**
	 * Enlarges an image.
	 *
	 * @param image the source; not changed
	 * @param operation the method, of one channel, or of three for RGB and images
	 *          of three channels
	 * @param progress updated after each tile; checked before each tile, and
	 *          before each plane whose intensities are measured
	 * @return a new image, not shown
	 * @throws IllegalArgumentException if the image cannot be enlarged this way;
	 *           the message says why
	 * @throws IllegalStateException if there is not enough memory; nothing was
	 *           computed
	 * @throws java.util.concurrent.CancellationException if the user stopped it
	 */
	public static ImagePlus enlarge(final ImagePlus image,
		final BlockOperation operation, final EnlargeSettings settings,
		final Progress progress)
	{
		return enlarge(image, List.of(operation), settings, progress);
	}

	/**
	 * Enlarges an image, each channel by a method of its own.
	 *
	 * @param operations one for all channels, or one of one channel for each, which
	 *          enlarge alike
	 * @see #enlarge(ImagePlus, BlockOperation, EnlargeSettings, Progress)
	 */
	public static ImagePlus enlarge(final ImagePlus image,
		final List<BlockOperation> operations, final EnlargeSettings settings,
		final Progress progress)
	{
		if (isGray(image, operations.get(0))) progress.note(
			GrayAsColor.NOTE);
		return enlarge(image, operations, settings, Optional.empty(), progress);
	}

	/**
	 * Enlarges a gray plane of a larger image, whose intensities are known.
	 *
	 * @param channels the plane by channel, as many as the operation takes; the
	 *          arrays are not changed
	 * @param intensities of each channel over the whole image
	 * @return the channels of the result, neither rounded nor clipped
	 * @see #enlarge(ImagePlus, BlockOperation, EnlargeSettings, Progress)
	 */
	public static List<Plane> enlarge(final List<Plane> channels,
		final BlockOperation operation, final EnlargeSettings settings,
		final Intensities[] intensities, final Progress progress)
	{
		final Plane first = channels.get(0);
		final ImageStack stack = new ImageStack(first.width(), first.height());
		channels.forEach(channel -> stack.addSlice(null, channel.samples()));
		final ImagePlus image = new ImagePlus("plane", stack);
		image.setDimensions(channels.size(), 1, 1);
		final Intensities[] known = new Intensities[intensities.length];
		Arrays.setAll(known, c -> new PlaneIntensities(intensities[c], channels.get(
			c)));
		final ImageStack result = enlarge(image, List.of(operation), settings,
			Optional.of(known), progress).getStack();
		return IntStream.rangeClosed(1, result.size()).mapToObj(i -> new Plane(
			(float[]) result.getPixels(i), result.getWidth(), result.getHeight()))
			.toList();
	}

	/** Returns whether the Info property tells that an image was enlarged. */
	public static boolean isEnlarged(final ImagePlus image) {
		return Metadata.isEnlarged(image.getInfoProperty());
	}

	// -- Helper methods --

	/** Returns whether each channel alone is to go through a method of three. */
	private static boolean isGray(final ImagePlus image,
		final BlockOperation operation)
	{
		return operation.channels() == 3 && image != null && image
			.getNChannels() != 3 && image.getType() != ImagePlus.COLOR_RGB && image
				.getType() != ImagePlus.COLOR_256;
	}

	private static ImagePlus enlarge(final ImagePlus image,
		final List<BlockOperation> operations, final EnlargeSettings settings,
		final Optional<Intensities[]> known, final Progress progress)
	{
		check(image);
		final List<BlockOperation> fitting = isGray(image, operations.get(0))
			? operations.stream().map(GrayAsColor::of).toList()
			: operations;
		final BlockOperation operation = fitting.get(0);
		final StoredPlanes planes = new StoredPlanes(image, box(image, settings
			.region()), settings.floats());
		check(planes, operation, settings);
		final List<BlockOperation> volumes = fitting.stream().map(
			PlaneByPlane::of).toList();
		final BlockOperation volume = volumes.get(0);
		final Optional<IntensityRange> range = settings.range().map(
			planes::stored);
		final List<ChannelPasses> channels = new ArrayList<>();
		final List<List<Pass>> passes = new ArrayList<>();
		for (int c = 0; c < planes.channels(); c++)
			channels.add(new ChannelPasses(planes, c, known.map(
				intensities -> intensities[channels.size()]), range, progress));
		// Channels of the result that are computed together.
		final int group = planes.color() ? 1 : operation.channels();
		if (group > 1) passes.add(ChannelPasses.together(channels, volume));
		else for (int c = 0; c < channels.size(); c++)
			passes.add(channels.get(c).prepare(volumes.get(c % volumes.size()),
				settings));
		final PreparedOperation first = passes.get(0).get(0).operation();
		final Placement placement = placement(planes.box(), volume, first);
		final Slices slices = slices(image, volume, first);
		checkMemory(planes, slices, placement, passes, group, settings.tile());

		final int frames = image.getNFrames();
		final List<TargetSlices> results = new ArrayList<>();
		for (int i = 0; i < frames * planes.channels(); i++)
			results.add(new TargetSlices(slices.length(), () -> planes.target(
				placement), slices));
		final int groups = planes.channels() / group;
		for (int i = 0; i < frames * groups; i++) {
			final int frame = i / groups;
			final List<ChannelSlices> sources = new ArrayList<>();
			final List<TargetSlices> targets = new ArrayList<>();
			for (int k = i % groups * group; k < (i % groups + 1) * group; k++) {
				sources.add(planes.slices(k, frame, channels.get(k)::low));
				targets.add(results.get(frame * planes.channels() + k));
			}
			final Progress part = progress.part(i, frames * groups);
			final List<Pass> runs = passes.get(i % groups);
			// Planes are counted as in the stack; each pass fills its own.
			final long plane = (long) frame * slices.length() * groups + i % groups;
			for (int p = 0; p < runs.size(); p++)
				runs.get(p).run(plane * runs.size() + p, (long) groups * runs.size(),
					sources, targets, settings.tile(), part.part(p, runs.size()));
		}
		final ImageStack stack = new ImageStack(placement.width(), placement
			.height());
		for (int i = 0; i < Math.multiplyExact(frames * planes.channels(), slices.length()); i++) {
			final int channel = i % planes.channels();
			final int z = i / planes.channels() % slices.length();
			final int frame = i / planes.channels() / slices.length();
			final int nearest = frame * slices.source() + (int) slices.nearest(z);
			stack.addSlice(planes.label(nearest * planes.channels() + channel), results
				.get(frame * planes.channels() + channel).plane(z).pixels());
		}
		return new Metadata(image, placement, slices).apply(stack, settings);
	}

	/**
	 * Returns where the slices of the result lie.
	 *
	 * @throws IllegalArgumentException if there is only one slice to resample
	 */
	static Slices slices(final ImagePlus image, final BlockOperation volume,
		final PreparedOperation prepared)
	{
		final double scale = volume.scale(2);
		if (scale != 1 && image.getNSlices() == 1)
			throw new WrongUsage("z=" + scale + ", but \"" + image
				.getTitle() + "\" has one slice: choose z=1, or set which planes are " +
					"slices in Image > Properties");
		return new Slices(image.getNSlices(), (int) prepared.target().dimension(2),
			scale);
	}

	private static void check(final ImagePlus image) {
		if (image == null) throw new IllegalArgumentException(
			"No image is open: open an image first");
		final String title = "\"" + image.getTitle() + "\"";
		if (image.getWidth() < 1 || image.getHeight() < 1 || image
			.getProcessor() == null) throw new IllegalArgumentException("Image " +
				title + " is empty (" + image.getWidth() + " x " + image.getHeight() +
				" pixels): open an image first");
		if (image.getProperty("FHT") != null || complex(image))
			throw new IllegalArgumentException("Image " + title +
				" is a Fourier transform, not an image: run Process > FFT > " +
				"Inverse FFT first, and enlarge its result");
	}

	/** Recognizes the stack that Process > FFT makes of a complex transform. */
	private static boolean complex(final ImagePlus image) {
		return image.getStackSize() == 2 && image.getBitDepth() == 32 && "Real"
			.equals(image.getImageStack().getSliceLabel(1)) && "Imaginary".equals(
				image.getImageStack().getSliceLabel(2));
	}

	private static void check(final StoredPlanes planes,
		final BlockOperation operation, final EnlargeSettings settings)
	{
		final int channels = operation.channels();
		if (channels != 1 && channels != 3) throw new IllegalArgumentException(
			"The method enlarges " + channels + " channels together: " +
				"only methods for one channel or for three can run");
		if (channels == 3 && planes.color() && settings.floats())
			throw new WrongUsage(
				"The method returns red, green and blue, which a 32-bit image cannot " +
				"hold: choose depth=" + EnlargeSettings.SAME);
	}

	/**
	 * Returns the part of an image to process, with its title and, so that everything
	 * keeps its physical position, its own origin.
	 *
	 * @return the image itself, or a copy of the part
	 * @see #box(ImagePlus, Region)
	 */
	public static ImagePlus part(final ImagePlus image, final Region region) {
		if (region == Region.IMAGE) return image;
		final Rectangle box = box(image, region);
		final ImagePlus part = image.crop("stack");
		part.setTitle(image.getTitle());
		part.setCalibration(new Placement(box, box.width, box.height, 1, 1)
			.calibration(image.getCalibration(), image.getHeight(), 1));
		return part;
	}

	/**
	 * Returns the part of each plane to process.
	 *
	 * @param region {@link EnlargeSettings#IMAGE} or
	 *          {@link EnlargeSettings#SELECTION}
	 * @throws IllegalArgumentException if it is neither, or nothing is selected
	 */
	public static Rectangle box(final ImagePlus image, final Region region) {
		final Rectangle all = new Rectangle(image.getWidth(), image.getHeight());
		if (region == Region.IMAGE) return all;
		final Roi roi = image.getRoi();
		final String remedy = ": select a part of the image, or choose region=" +
			EnlargeSettings.IMAGE;
		if (roi == null) throw new WrongUsage("region=" + region.word() +
			", but \"" + image.getTitle() + "\" has no selection" + remedy);
		if (!roi.isArea()) throw new WrongUsage("region=" + region.word() +
			", but the selection of \"" + image.getTitle() + "\" is a " + roi
				.getTypeAsString().toLowerCase(Locale.ROOT) + ", not an area" + remedy);
		final Rectangle box = roi.getBounds().intersection(all);
		if (box.isEmpty()) throw new WrongUsage("region=" + region.word() +
			", but the selection of \"" + image.getTitle() + "\" is outside it" +
			remedy);
		return box;
	}

	/** Returns the placement of the result, in which all passes must agree. */
	static Placement placement(final Rectangle box,
		final BlockOperation operation, final PreparedOperation prepared)
	{
		final Dimensions target = prepared.target();
		final long width = target.dimension(0);
		final long height = target.dimension(1);
		if (width > Integer.MAX_VALUE || height > Integer.MAX_VALUE || width *
			height > Integer.MAX_VALUE) throw new WrongUsage(
				"The result would be " + width + " x " + height +
					" pixels, but ImageJ's planes hold " + Integer.MAX_VALUE +
					": choose a smaller scale, or a part of the image (region=" +
					EnlargeSettings.SELECTION + ")");
		return new Placement(box, (int) width, (int) height, operation
			.scale(0), operation.scale(1));
	}

	private static void checkMemory(final StoredPlanes planes, final Slices slices,
		final Placement placement, final List<List<Pass>> passes, final int group,
		final int tile)
	{
		long tiles = 0;
		long outside = 0;
		long taps = 1;
		for (final List<Pass> runs : passes) {
			for (final Pass pass : runs) {
				final PreparedOperation run = pass.operation();
				tiles = Math.max(tiles, Tiles.blocks(run, pass.blocks(), tile) + Tiles
					.workspace(run, tile));
				outside = Math.max(outside, Tiles.outside(run, tile));
				taps = Math.max(taps, run.source(run.tiles(tile).get(0)).dimension(2));
			}
		}
		final long count = (long) slices.length() * planes.count() / slices.source();
		final long result = (long) placement.width() * placement.height() * planes
			.depth() * count;
		Memory.require("Enlarging to " + placement.width() + " x " + placement
			.height() + " pixels in " + count + " planes", result + tiles + planes
				.buffer() * taps * group, outside);
	}
}
