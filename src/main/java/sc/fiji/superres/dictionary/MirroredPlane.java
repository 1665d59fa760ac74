package sc.fiji.superres.dictionary;

import net.imglib2.Interval;
import net.imglib2.util.Intervals;

import sc.fiji.superres.block.Border;
import sc.fiji.superres.block.Intensities;

/**
 * A low-resolution plane that goes on without end, mirrored about the outer
 * edges of its border pixels: c b a | a b c.
 *
 * @param width width in pixels
 * @param height height in pixels
 * @param offset taken from the samples that are read, to be added to what is
 *          made of them, so that floats keep their precision on a bright
 *          background
 */
record MirroredPlane(int width, int height, float offset) {

	/** Samples of a part of the plane, x fastest. */
	record Block(float[] samples, int width, int height) {}

	/**
	 * Makes a plane.
	 *
	 * @throws IllegalArgumentException if it has no pixels
	 */
	static MirroredPlane of(final long width, final long height,
		final Intensities... intensities)
	{
		if (width < 1 || height < 1) throw new IllegalArgumentException(
			"A dictionary cannot enlarge an image of " + width + " x " + height +
				" pixels: it needs at least 1 x 1");
		return new MirroredPlane(Math.toIntExact(width), Math.toIntExact(height),
			intensities.length == 0 ? 0 : (float) intensities[0].low());
	}

	/** Returns what of a part lies inside; all else mirrors that. */
	Interval inside(final Interval part) {
		return Intervals.intersect(part, Intervals.createMinSize(0, 0, width,
			height));
	}

	/**
	 * Reads a part, which may reach over the border.
	 *
	 * @param source the samples of {@code from}, which holds all that is inside
	 */
	Block read(final float[] source, final Interval from, final Interval part) {
		final int columns = (int) part.dimension(0);
		final int rows = (int) part.dimension(1);
		final int[] at = new int[columns];
		for (int x = 0; x < columns; x++)
			at[x] = (int) (Border.SYMMETRIC.inside(part.min(0) + x, width) - from.min(
				0));
		final float[] samples = new float[Math.multiplyExact(columns, rows)];
		for (int y = 0; y < rows; y++) {
			final int start = (int) ((Border.SYMMETRIC.inside(part.min(1) + y,
				height) - from.min(1)) * from.dimension(0));
			for (int x = 0; x < columns; x++)
				samples[y * columns + x] = source[start + at[x]] - offset;
		}
		return new Block(samples, columns, rows);
	}
}
