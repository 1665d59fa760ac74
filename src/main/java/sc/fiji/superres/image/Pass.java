package sc.fiji.superres.image;

import net.imglib2.Interval;
import net.imglib2.util.Intervals;

import sc.fiji.superres.block.Enlargement;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Tiles;

/** One tiled run over a plane, that fills all or some of its components. */
interface Pass {

	/** Gives what cuts the plane into tiles. */
	Enlargement enlargement();

	/** Gives the number of sample blocks that are held for each tile. */
	int blocks();

	/**
	 * Fills a plane.
	 *
	 * @param tile wished side of a tile; 0 lets the method choose
	 */
	void run(SourcePlane source, TargetPlane target, int tile,
		Progress progress);

	/** Estimates the bytes of the sample blocks of the largest tile. */
	default long samples(final int tile) {
		long most = 0;
		for (final Interval to : enlargement().tiles(tile))
			most = Math.max(most, Intervals.numElements(to) + Intervals.numElements(
				enlargement().source(to)));
		return most * blocks() * Float.BYTES;
	}

	/** Estimates all that the largest tile takes, in bytes. */
	default long memory(final int tile) {
		return Tiles.memory(enlargement(), blocks(), tile);
	}
}
