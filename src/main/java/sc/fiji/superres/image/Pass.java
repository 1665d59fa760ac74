package sc.fiji.superres.image;

import sc.fiji.superres.block.Enlargement;
import sc.fiji.superres.block.Progress;

/** One tiled run over a plane, that fills all or some of its components. */
interface Pass {

	/** Gives what cuts the plane into tiles. */
	Enlargement enlargement();

	/** Gives the number of sample blocks that are held for each tile. */
	int blocks();

	/**
	 * Fills a plane.
	 *
	 * @param number of the plane, as {@link Enlargement#plane} counts
	 * @param tile wished side of a tile; 0 lets the method choose
	 */
	void run(long number, Source source, TargetPlane target, int tile,
		Progress progress);
}
