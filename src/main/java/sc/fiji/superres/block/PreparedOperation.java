package sc.fiji.superres.block;

import java.util.List;

import net.imglib2.Dimensions;
import net.imglib2.Interval;

/**
 * A {@link BlockOperation} prepared for sources of one size.
 * <p>
 * Target in, source out: the caller chooses a target interval, asks which
 * {@link #source(Interval) source interval} it needs, reads that, and has the
 * target {@link #fill filled}. Intervals are in samples of the whole source and
 * the whole target. Source intervals are cut at the border of the source.
 * </p>
 */
public interface PreparedOperation {

	/** Returns the size of the target in samples. */
	Dimensions target();

	/**
	 * Returns the operation for one of many planes or volumes, for operations
	 * that treat each differently, for example by random numbers. All others
	 * return themselves.
	 *
	 * @param first number of the plane, from 0; in a volume that of its first
	 *          plane. Red, green and blue that are computed one by one count as
	 *          three planes
	 * @param step from the number of a plane to that of the next along z
	 */
	default PreparedOperation numbered(final long first, final long step) {
		return this;
	}

	/**
	 * Returns the source samples that a target interval is computed from: target /
	 * scale, grown by the halo, cut at the border of the source. It may be larger
	 * if that makes all tiles equal.
	 *
	 * @param target part of the target
	 * @return the part of the source to hand to {@link #fill}
	 */
	Interval source(Interval target);

	/**
	 * Fills one target interval.
	 *
	 * @param source the samples of {@code from}, all finite; the length is at least
	 *          channels x samples of {@code from}; not changed
	 * @param from what {@link #source(Interval)} returned for {@code to}
	 * @param target where the samples of {@code to} go
	 * @param to part of the target
	 */
	void fill(float[] source, Interval from, float[] target, Interval to);

	/**
	 * Does the same; an operation that makes several passes over an interval
	 * reports each.
	 *
	 * @param progress of this interval; told after each pass, asked before each
	 * @throws java.util.concurrent.CancellationException if the user stopped it
	 */
	default void fill(final float[] source, final Interval from,
		final float[] target, final Interval to, final Progress progress)
	{
		fill(source, from, target, to);
	}

	/**
	 * Cuts the target into the tiles that suit this operation best.
	 *
	 * @param side desired side of a tile along x and y in target samples; 0 lets
	 *          the operation choose
	 * @return intervals that cover the target exactly once
	 */
	List<Interval> tiles(int side);

	/**
	 * Estimates the Java heap needed to fill a tile, in addition to the source
	 * and target blocks.
	 *
	 * @param tile a target interval
	 * @return bytes
	 */
	long workspace(Interval tile);

	/**
	 * Estimates the memory outside the Java heap needed to fill a tile.
	 *
	 * @param tile a target interval
	 * @return bytes
	 */
	default long outside(final Interval tile) {
		return 0;
	}
}
