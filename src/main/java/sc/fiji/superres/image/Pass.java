package sc.fiji.superres.image;

import java.util.List;

import sc.fiji.superres.block.Enlargement;
import sc.fiji.superres.block.Progress;

/**
 * One tiled run over a plane, or over those of channels that are enlarged
 * together, that fills all or some of their components.
 */
interface Pass {

	/** Returns what cuts the plane into tiles. */
	Enlargement enlargement();

	/** Returns the number of sample blocks that are held for each tile. */
	int blocks();

	/**
	 * Fills a plane, or one of each channel.
	 *
	 * @param number of the plane, as {@link Enlargement#plane} counts
	 * @param sources one, or one of each channel
	 * @param targets as many
	 * @param tile wished side of a tile; 0 lets the method choose
	 */
	void run(long number, List<Source> sources, List<TargetPlane> targets,
		int tile, Progress progress);
}
