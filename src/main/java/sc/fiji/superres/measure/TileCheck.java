package sc.fiji.superres.measure;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.ResultsTable;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;

import sc.fiji.superres.block.BlockOperation;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Tiles;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.block.channel.IntensityRange;
import sc.fiji.superres.file.Tensor;
import sc.fiji.superres.image.EnlargeSettings.Colors;
import sc.fiji.superres.image.EnlargeSettings.Depth;
import sc.fiji.superres.image.EnlargeSettings.Region;
import sc.fiji.superres.image.EnlargeSettings;
import sc.fiji.superres.image.ImageEnlarger;
import sc.fiji.superres.network.TileHalo;

/**
 * Checks whether a method enlarges an image in tiles as it does at once.
 * <p>
 * On noise, and on the middle of a sample image: the image is enlarged at once
 * and in small tiles, and the results subtracted. A method that looks at the whole
 * image runs untiled; for it, parts of the image are enlarged as if they were
 * tiles that overlap by {@value #OVERLAP} pixels, one at a multiple of 64 pixels
 * and one a pixel further, and their inner pixels are compared. How far a change
 * of the input reaches is measured by {@link TileHalo}. Differences are fractions
 * of the range of the result.
 * </p>
 */
public final class TileCheck {

	/** Side of the images in pixels. */
	private static final int SIDE = 256;

	/** Side of the tiles in pixels of the input. */
	private static final int TILE = 64;

	/** Overlap of tiles of methods that are not tiled. */
	private static final int OVERLAP = 32;

	/** Larger differences than those of rounding, in float and in other orders. */
	private static final double ROUNDING = 2e-5;

	private final Upscaler method;
	private final int scale;
	private final List<Row> rows = new ArrayList<>();
	private final TileHalo reach;

	/** The difference on one image. */
	private record Row(String image, String tiles, double largest, double mean) {}

	private TileCheck(final Upscaler method) {
		this.method = method;
		scale = (int) method.scale(0);
		if (method.axes() != 2 || scale != method.scale(0) || scale != method.scale(
			1)) throw new WrongUsage("Tiles are checked of models that enlarge x and y " +
				"alike by a whole number, but this one enlarges by " + method.scale(0) +
				" x " + method.scale(1) + " x " + method.scale(2));
		reach = TileHalo.measure(this::whole, method.channels(), scale, 1);
	}

	/**
	 * Checks a method.
	 *
	 * @param sample an image besides noise, of which the middle 256 x 256 pixels of
	 *          the plane that is shown are taken; not changed
	 * @throws IllegalArgumentException if it does not enlarge x and y alike by a
	 *           whole number
	 * @throws java.util.concurrent.CancellationException if the user stopped it
	 */
	public static TileCheck of(final Upscaler method,
		final Optional<ImagePlus> sample, final Progress progress)
	{
		final TileCheck check = new TileCheck(method);
		check.compare("noise", check.noise(), Optional.of(new IntensityRange(0, 1)),
			progress.part(0, sample.isPresent() ? 2 : 1));
		if (sample.isPresent()) check.compare(sample.get().getTitle(), check.middle(
			sample.get()), Optional.empty(), progress.part(1, 2));
		return check;
	}

	/** Returns a row for each image. */
	public ResultsTable table() {
		final ResultsTable table = new ResultsTable();
		table.showRowNumbers(false);
		for (final Row row : rows) {
			table.addRow();
			table.addValue("Image", row.image);
			table.addValue("Tiles", row.tiles);
			table.addValue("Halo (pixels)", isWhole() ? "whole image" : Long.toString(
				method.halo(0)));
			table.addValue("A change reaches (pixels)", reach(0));
			table.addValue("... to 1e-4 (pixels)", reach(TileHalo.TOLERANCE));
			table.addValue("Largest difference", number(row.largest));
			table.addValue("Mean difference", number(row.mean));
		}
		return table;
	}

	/** Returns what the differences mean, as a sentence. */
	public String verdict() {
		final double largest = rows.stream().mapToDouble(Row::largest).max()
			.orElse(0);
		final String size = number(largest) + " of the range";
		if (!isWhole()) return largest <= ROUNDING
			? "Tiles equal the whole image: the largest difference is " + size +
				", which is rounding" : "Tiles do not equal the whole image: they " +
					"differ by up to " + size + ", since a change reaches further than " +
					"their halo of " + method.halo(0) + " pixels";
		return "It cannot be tiled exactly and runs untiled: " + (reach.difference(
			TileHalo.LONGEST - 1) > 0 ? "each pixel depends on the whole image"
				: "its result depends on where a tile begins, or on its size") +
			". Tiles that overlap by " + OVERLAP + " pixels would differ by up to " +
			size;
	}

	// -- Helper methods --

	private boolean isWhole() {
		return method.halo(0) == BlockOperation.WHOLE;
	}

	private String reach(final double difference) {
		final OptionalInt halo = reach.halo(difference);
		return halo.isPresent() ? Integer.toString(halo.getAsInt()) : TileHalo.LONGEST +
			" or more";
	}

	private static String number(final double difference) {
		return String.format(Locale.ROOT, "%.1e", difference);
	}

	private void compare(final String name, final ImagePlus image,
		final Optional<IntensityRange> range, final Progress progress)
	{
		final int large = scale * Math.max(image.getWidth(), image.getHeight());
		final ImagePlus whole = enlarged(image, large, range, Region.IMAGE, progress
			.part(0, 3));
		if (!isWhole()) {
			rows.add(difference(name, TILE + " pixels", whole, enlarged(image, TILE *
				scale, range, Region.IMAGE, progress.part(1, 3)), 0, 0));
			return;
		}
		for (int shift = 0; shift < 2; shift++) {
			final int from = Math.min(TILE, image.getWidth() / 4) + shift;
			image.setRoi(from, from, Math.min(2 * TILE, image.getWidth() - from), Math
				.min(2 * TILE, image.getHeight() - from));
			rows.add(difference(name, "a part from pixel " + from + " on", whole,
				enlarged(image, large, range, Region.SELECTION, progress.part(1 + shift,
					3)), from * scale, OVERLAP * scale));
		}
	}

	private ImagePlus enlarged(final ImagePlus image, final int tile,
		final Optional<IntensityRange> range, final Region region,
		final Progress progress)
	{
		return ImageEnlarger.enlarge(image, method, new EnlargeSettings("tiles", tile,
			range, region, Colors.LUMA, Depth.FLOAT, ""), progress);
	}

	/**
	 * Returns the difference of a part from the whole.
	 *
	 * @param from where the part begins in the whole, along x and y
	 * @param margin pixels of the part that are not compared, on each side
	 */
	private static Row difference(final String name, final String tiles,
		final ImagePlus whole, final ImagePlus part, final int from,
		final int margin)
	{
		double largest = 0;
		double sum = 0;
		long count = 0;
		double low = Double.POSITIVE_INFINITY;
		double high = Double.NEGATIVE_INFINITY;
		for (int plane = 1; plane <= whole.getStackSize(); plane++) {
			final ImageProcessor a = whole.getStack().getProcessor(plane);
			final ImageProcessor b = part.getStack().getProcessor(plane);
			low = Math.min(low, a.getStats().min);
			high = Math.max(high, a.getStats().max);
			for (int y = margin; y < b.getHeight() - margin; y++) {
				for (int x = margin; x < b.getWidth() - margin; x++) {
					final double difference = Math.abs(a.getf(x + from, y + from) - b.getf(x,
						y));
					largest = Math.max(largest, difference);
					sum += difference;
					count++;
				}
			}
		}
		final double range = high > low ? high - low : 1;
		return new Row(name, tiles, largest / range, sum / Math.max(1, count) /
			range);
	}

	/** Enlarges a tensor at once. */
	private Tensor whole(final Tensor input) {
		final int width = input.shape()[3];
		final int height = input.shape()[2];
		final PreparedOperation prepared = method.prepare(width, height, Intensities
			.units(method.channels()));
		return new Tensor(new int[] { 1, method.channels(), height * scale, width *
			scale }, Tiles.plane(prepared, method.channels(), input.values(), width,
				height));
	}

	private ImagePlus noise() {
		final SplittableRandom random = new SplittableRandom(1);
		final ImageStack stack = new ImageStack(SIDE, SIDE);
		for (int c = 0; c < method.channels(); c++) {
			final float[] values = new float[SIDE * SIDE];
			for (int i = 0; i < values.length; i++)
				values[i] = (float) random.nextDouble();
			stack.addSlice(new FloatProcessor(SIDE, SIDE, values));
		}
		return ofChannels("noise", stack);
	}

	/**
	 * Returns the middle of the plane that is shown, with all its channels; red,
	 * green and blue as channels if the method takes them together.
	 */
	private ImagePlus middle(final ImagePlus image) {
		final int width = Math.min(SIDE, image.getWidth());
		final int height = Math.min(SIDE, image.getHeight());
		final ImageStack stack = new ImageStack(width, height);
		for (int c = 1; c <= image.getNChannels(); c++) {
			final ImageProcessor plane = image.getStack().getProcessor(image
				.getStackIndex(c, image.getZ(), image.getT())).duplicate();
			plane.setRoi((image.getWidth() - width) / 2, (image.getHeight() - height) /
				2, width, height);
			final ImageProcessor crop = plane.crop();
			if (crop instanceof ColorProcessor color && method.channels() > 1) {
				for (int rgb = 1; rgb <= method.channels(); rgb++)
					stack.addSlice(new ByteProcessor(width, height, color.getChannel(rgb)));
			}
			else stack.addSlice(crop);
		}
		return ofChannels(image.getTitle(), stack);
	}

	private static ImagePlus ofChannels(final String title,
		final ImageStack stack)
	{
		final ImagePlus image = new ImagePlus(title, stack);
		image.setDimensions(stack.getSize(), 1, 1);
		return image;
	}
}
