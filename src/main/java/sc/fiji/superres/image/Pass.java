package sc.fiji.superres.image;

import java.util.List;

import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Progress;

/**
 * One tiled run over the slices of a channel and frame, or over those of channels
 * that are computed together, that fills all or some of their components.
 */
interface Pass {

	/** Returns the operation that cuts the volume into tiles. */
	PreparedOperation operation();

	/** Returns the number of sample blocks held for each tile. */
	int blocks();

	/**
	 * Fills the slices.
	 *
	 * @param first number of the first plane, as
	 *          {@link PreparedOperation#numbered} counts
	 * @param step from the number of a plane to that of the next along z
	 * @param sources one, or one of each channel
	 * @param targets as many
	 * @param tile desired side of a tile; 0 lets the operation choose
	 */
	void run(long first, long step, List<ChannelSlices> sources,
		List<TargetSlices> targets, int tile, Progress progress);
}
