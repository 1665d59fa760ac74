package sc.fiji.superres.dictionary;

import net.imglib2.Dimensions;
import net.imglib2.FinalDimensions;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;

import sc.fiji.superres.block.Border;
import sc.fiji.superres.block.Intensities;

/**
 * An LR plane, extended infinitely by mirroring about the outer edges of its
 * border pixels: c b a | a b c.
 *
 * @param width width in pixels
 * @param height height in pixels
 * @param offset subtracted from the samples when read, and to be added to the
 *          result, so that floats keep their precision on a bright background
 */
record MirroredPlane(int width, int height, float offset) {

	/** Samples of a part of the plane, x fastest. */
	record Block(float[] samples, int width, int height) {}

	/**
	 * Returns a plane.
	 *
	 * @throws IllegalArgumentException if it has no pixels
	 */
	static MirroredPlane of(final Dimensions size,
		final Intensities... intensities)
	{
		final long width = size.dimension(0);
		final long height = size.dimension(1);
		if (width < 1 || height < 1) throw new IllegalArgumentException(
			"A dictionary cannot enlarge an image of " + width + " x " + height +
				" pixels: it needs at least 1 x 1");
		return new MirroredPlane(Math.toIntExact(width), Math.toIntExact(height),
			intensities.length == 0 ? 0 : (float) intensities[0].low());
	}

	/**
	 * Returns the part of a region that lies inside the plane; the rest mirrors
	 * it.
	 */
	Interval inside(final Interval part) {
		return Intervals.intersect(part, Intervals.createMinSize(0, 0, width,
			height));
	}

	/**
	 * Reads a part, which may extend beyond the border.
	 *
	 * @param source the samples of {@code from}, which contains everything that
	 *          is inside
	 */
	Block read(final float[] source, final Interval from, final Interval part) {
		final float[] samples = Border.SYMMETRIC.read(source, from, part,
			new FinalDimensions(width, height), 1);
		for (int i = 0; i < samples.length; i++)
			samples[i] -= offset;
		return new Block(samples, (int) part.dimension(0), (int) part.dimension(1));
	}
}
