package sc.fiji.superres.measure;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import ij.process.ImageProcessor;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How far the pixels of two images differ that should be equal bit for bit.
 *
 * @param pixels number of pixels that differ, in all planes
 * @param largest difference, in stored values; of RGB, of one of its colors;
 *          NaN if one of them is
 * @param x of the first pixel that differs most, from 0
 * @param y of that pixel
 * @param plane of that pixel in the stack, from 1
 */
public record PixelDifference(long pixels, double largest, int x, int y,
	int plane)
{

	private static final int BYTE = 0xff;

	/**
	 * Compares two images of the same type and dimensions.
	 *
	 * @return empty if they are equal
	 */
	public static Optional<PixelDifference> of(final ImagePlus one,
		final ImagePlus other)
	{
		long pixels = 0;
		double largest = -1;
		int at = 0;
		int plane = 0;
		for (int i = 1; i <= one.getStackSize(); i++) {
			final ImageProcessor a = one.getStack().getProcessor(i);
			final ImageProcessor b = other.getStack().getProcessor(i);
			for (int k = 0; k < a.getPixelCount(); k++) {
				if (a.get(k) == b.get(k)) continue;
				pixels++;
				final double difference = difference(a, b, k);
				if (!(difference > largest) && !(Double.isNaN(difference) && !Double
					.isNaN(largest))) continue;
				largest = difference;
				at = k;
				plane = i;
			}
		}
		return pixels == 0 ? Optional.empty() : Optional.of(new PixelDifference(
			pixels, largest, at % one.getWidth(), at / one.getWidth(), plane));
	}

	/**
	 * Describes how the shape of two images differs.
	 *
	 * @return empty if both have the same type and dimensions
	 */
	public static Optional<String> shapes(final ImagePlus one,
		final ImagePlus other)
	{
		return shape(one).equals(shape(other)) ? Optional.empty() : Optional.of(shape(
			one) + " and " + shape(other));
	}

	/** Returns the width, height, channels, slices, frames and type. */
	public static String shape(final ImagePlus image) {
		return Arrays.toString(image.getDimensions()).replaceAll("[\\[\\]]", "")
			.replace(", ", " x ") + (image.getType() == ImagePlus.COLOR_RGB ? ", RGB"
				: ", " + image.getBitDepth() + "-bit");
	}

	/** Describes it in one line. */
	public String describe() {
		return String.format(Locale.ROOT, "%d pixels differ, most by %s at x=%d, " +
			"y=%d of plane %d", pixels, String.format(Locale.ROOT, largest == Math.rint(
				largest) ? "%.0f" : "%.4g", largest), x, y, plane);
	}

	/** Returns it as a row. */
	public ResultsTable table() {
		final ResultsTable table = new ResultsTable();
		table.showRowNumbers(false);
		table.addRow();
		table.addValue("Different pixels", Long.toString(pixels));
		table.addValue("Largest difference", Double.toString(largest));
		table.addValue("x", Integer.toString(x));
		table.addValue("y", Integer.toString(y));
		table.addValue("Plane", Integer.toString(plane));
		return table;
	}

	// -- Helper methods --

	private static double difference(final ImageProcessor a,
		final ImageProcessor b, final int pixel)
	{
		if (a.getNChannels() == 1) return Math.abs((double) a.getf(pixel) - b.getf(
			pixel));
		int most = 0;
		for (int shift = 0; shift <= 16; shift += Byte.SIZE)
			most = Math.max(most, Math.abs((a.get(pixel) >> shift & BYTE) - (b.get(
				pixel) >> shift & BYTE)));
		return most;
	}
}
