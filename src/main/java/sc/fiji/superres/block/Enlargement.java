package sc.fiji.superres.block;

import java.util.List;

import net.imglib2.Dimensions;
import net.imglib2.Interval;

/**
 * An {@link Upscaler} bound to source planes of one size.
 * <p>
 * Target in, source out: the caller chooses a target interval, asks which
 * {@link #source(Interval) source interval} it needs, reads that, and has the
 * target {@link #fill filled}. Intervals have two dimensions, x and y, and are
 * in pixels of the whole plane. Blocks are {@code float[]} with x fastest, then
 * y, then channel. Source intervals are cut at the border of the plane, where
 * the enlargement itself decides what lies outside.
 * </p>
 * <p>
 * The result never depends on how the target is cut into tiles, apart from
 * float rounding.
 * </p>
 */
public interface Enlargement {

	/**
	 * Returns the size of the enlarged plane.
	 *
	 * @return width and height in pixels
	 */
	Dimensions target();

	/**
	 * Returns the scale that the method works by: the centre of target pixel x lies
	 * at (x + 0.5) / scale in the source, where pixel i covers i to i + 1. Where
	 * the target's size is rounded up, its last pixel may reach beyond the plane;
	 * where it is rounded down, the last pixels of the plane are left out.
	 *
	 * @param axis 0 for x, 1 for y
	 * @return target pixels per source pixel
	 */
	double scale(int axis);

	/**
	 * Returns the enlargement of one of many planes, for methods that treat each in
	 * its own way, by random numbers for one. The others give themselves.
	 *
	 * @param number of the plane, from 0; red, green and blue that are enlarged
	 *          one by one count as three planes
	 */
	default Enlargement plane(final long number) {
		return this;
	}

	/**
	 * Returns the source samples that a target interval is made from: target /
	 * scale, grown by the halo, cut at the border of the plane.
	 *
	 * @param target part of the enlarged plane
	 * @return the part of the source plane to hand to {@link #fill}
	 */
	Interval source(Interval target);

	/**
	 * Fills one target interval.
	 *
	 * @param source the samples of {@code from}, all finite; length is channels x
	 *          height x width; not changed
	 * @param from what {@link #source(Interval)} gave for {@code to}
	 * @param target where the samples of {@code to} go
	 * @param to part of the enlarged plane
	 */
	void fill(float[] source, Interval from, float[] target, Interval to);

	/**
	 * Cuts the enlarged plane into the tiles that this method runs best.
	 *
	 * @param side wished side of a tile in target pixels; 0 lets the method
	 *          choose
	 * @return target intervals that cover the enlarged plane exactly once
	 */
	List<Interval> tiles(int side);

	/**
	 * Estimates what filling a tile takes of the Java heap, beside the source and
	 * target blocks.
	 *
	 * @param tile a target interval
	 * @return bytes
	 */
	long workspace(Interval tile);

	/**
	 * Estimates what filling a tile takes outside the Java heap.
	 *
	 * @param tile a target interval
	 * @return bytes
	 */
	default long outside(final Interval tile) {
		return 0;
	}
}
