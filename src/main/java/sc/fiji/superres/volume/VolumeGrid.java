package sc.fiji.superres.volume;

import net.imglib2.Interval;
import net.imglib2.util.Intervals;

/**
 * The blocks that a volume is filled by, numbered from 0: along x, then y, z,
 * groups of channels, and frames.
 *
 * @param size of the volume along x, y and z
 * @param block size of a block along x, y and z: whole chunks (or shards) of the
 *          volume, so that no two blocks write one file
 * @param groups number of groups of channels that are computed together
 * @param frames number of frames
 */
record VolumeGrid(long[] size, int[] block, long groups, long frames) {

	/**
	 * One block.
	 *
	 * @param interval along x, y and z
	 * @param group which channels
	 * @param frame number of the frame
	 */
	record Block(Interval interval, int group, int frame) {}

	/** Returns the number of blocks. */
	long count() {
		return count(0) * count(1) * count(2) * groups * frames;
	}

	/** Returns the number of samples of all blocks, of one channel each. */
	long samples() {
		return size[0] * size[1] * size[2] * groups * frames;
	}

	/**
	 * Returns a block by its number.
	 *
	 * @param index from 0 to {@link #count} - 1
	 */
	Block block(final long index) {
		final long[] min = new long[3];
		final long[] length = new long[3];
		long rest = index;
		for (int axis = 0; axis < 3; axis++) {
			min[axis] = rest % count(axis) * block[axis];
			length[axis] = Math.min(block[axis], size[axis] - min[axis]);
			rest /= count(axis);
		}
		return new Block(Intervals.createMinSize(min[0], min[1], min[2], length[0],
			length[1], length[2]), (int) (rest % groups), (int) (rest / groups));
	}

	private long count(final int axis) {
		return (size[axis] + block[axis] - 1) / block[axis];
	}
}
