package sc.fiji.superres.volume;

import java.util.function.DoubleSupplier;

import net.imglib2.Interval;
import net.imglib2.util.Intervals;

import sc.fiji.superres.block.BlockSource;
import sc.fiji.superres.block.channel.FiniteMean;

/**
 * Hands out finite samples for NaN and infinite ones, and puts these back into
 * the result.
 * <p>
 * A sample that is not finite is read as the {@link FiniteMean} of its neighbors.
 * In the result those samples are not finite whose center falls into one that is
 * not; where x or y shrink, also those that the center of one falls into, so that none
 * is lost.
 * </p>
 *
 * @param samples where samples are read
 * @param size of the volume along x, y and z
 * @param low returns the channel's low
 */
record FiniteBlocks(BlockSource samples, long[] size, DoubleSupplier low) {

	/**
	 * Reads a block.
	 *
	 * @param block where finite samples go
	 * @param at index of the first of them
	 * @return whether all were finite in the volume
	 */
	boolean read(final Interval interval, final float[] block, final int at) {
		final int count = Math.toIntExact(Intervals.numElements(interval));
		final float[] read = at == 0 ? block : new float[count];
		samples.read(interval, read);
		if (at != 0) System.arraycopy(read, 0, block, at, count);
		if (finite(block, at, count)) return true;
		final Interval grown = Intervals.intersect(Intervals.expand(interval, 1, 1,
			0), Intervals.createMinSize(0, 0, 0, size[0], size[1], size[2]));
		final float[] around = new float[Math.toIntExact(Intervals.numElements(
			grown))];
		samples.read(grown, around);
		int i = at;
		for (long z = interval.min(2); z <= interval.max(2); z++)
			for (long y = interval.min(1); y <= interval.max(1); y++)
				for (long x = interval.min(0); x <= interval.max(0); x++, i++)
					if (!Float.isFinite(block[i])) block[i] = FiniteMean.of(around, index(
						grown, x, y, z), (int) grown.dimension(0), x > grown.min(0), x < grown
							.max(0), y > grown.min(1), y < grown.max(1), low);
		return false;
	}

	/**
	 * Puts the samples that are not finite into the result.
	 *
	 * @param result block of the result
	 * @param at index of its first sample
	 * @param to the interval of the block
	 * @param scale new samples per old sample along x, y and z
	 */
	void restore(final float[] result, final int at, final Interval to,
		final double[] scale)
	{
		final long[] min = new long[3];
		final long[] max = new long[3];
		for (int axis = 0; axis < 3; axis++) {
			final boolean shrinks = axis < 2 && scale[axis] < 1;
			min[axis] = shrinks ? (long) (to.min(axis) / scale[axis]) : source(to.min(
				axis), axis, scale);
			max[axis] = shrinks ? Math.min(size[axis] - 1, (long) Math.ceil((to.max(
				axis) + 1) / scale[axis])) : source(to.max(axis), axis, scale);
		}
		final Interval from = Intervals.createMinMax(min[0], min[1], min[2], max[0],
			max[1], max[2]);
		final float[] read = new float[Math.toIntExact(Intervals.numElements(from))];
		samples.read(from, read);
		if (finite(read, 0, read.length)) return;
		int i = at;
		for (long z = to.min(2); z <= to.max(2); z++)
			for (long y = to.min(1); y <= to.max(1); y++)
				for (long x = to.min(0); x <= to.max(0); x++, i++) {
					final float value = read[index(from, source(x, 0, scale), source(y, 1,
						scale), source(z, 2, scale))];
					if (!Float.isFinite(value)) result[i] = value;
				}
		if (scale[0] >= 1 && scale[1] >= 1) return;
		for (long z = to.min(2); z <= to.max(2); z++)
			for (long y = from.min(1); y <= from.max(1); y++)
				for (long x = from.min(0); x <= from.max(0); x++) {
					final float value = read[index(from, x, y, source(z, 2, scale))];
					if (Float.isFinite(value)) continue;
					final long u = (long) ((x + 0.5) * scale[0]);
					final long v = (long) ((y + 0.5) * scale[1]);
					if (u >= to.min(0) && u <= to.max(0) && v >= to.min(1) && v <= to.max(1))
						result[at + index(to, u, v, z)] = value;
				}
	}

	/** Returns the sample that the center of one of the result falls into. */
	private long source(final long target, final int axis, final double[] scale) {
		if (axis < 2) return Math.min((long) ((target + 0.5) / scale[axis]),
			size[axis] - 1);
		// The lower one of two.
		return Math.max(0, Math.min(size[axis] - 1, (long) Math.ceil((target + 0.5) /
			scale[axis]) - 1));
	}

	private static int index(final Interval block, final long x, final long y,
		final long z)
	{
		return (int) (((z - block.min(2)) * block.dimension(1) + y - block.min(1)) *
			block.dimension(0) + x - block.min(0));
	}

	private static boolean finite(final float[] samples, final int at,
		final int count)
	{
		for (int i = at; i < at + count; i++)
			if (!Float.isFinite(samples[i])) return false;
		return true;
	}
}
