package sc.fiji.superres.volume;

import java.util.Arrays;

import net.imglib2.Dimensions;
import net.imglib2.FinalDimensions;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.bound.PreparedBound;
import sc.fiji.superres.volume.zarr.SampleType;

/**
 * How wrong each sample of an enlarged volume may be, block by block: the bound of
 * each plane is that of the stored result, rounded as its type has it.
 */
final class VolumeErrors {

	private final PreparedBound bound;
	private final Dimensions plane;

	/**
	 * Prepares the bounds.
	 *
	 * @param low size of the volume along x, y and z
	 * @param result that of the enlarged one, with as many planes
	 */
	VolumeErrors(final VolumeRun.Errors settings, final long[] low,
		final Dimensions result)
	{
		plane = new FinalDimensions(result.dimension(0), result.dimension(1));
		bound = new PreparedBound(settings.bound(), settings.level(),
			new FinalDimensions(low[0], low[1]), plane);
	}

	/** Returns the part of the result that the bounds of a block depend on. */
	Interval result(final Interval block) {
		return volume(bound.result(plane(block)), block);
	}

	/**
	 * Computes the bounds of a block.
	 *
	 * @param low reads the volume; finite
	 * @param result samples of {@link #result(Interval)}, not rounded
	 * @param type in which the result is stored
	 */
	float[] of(final FiniteBlocks low, final float[] result,
		final SampleType type, final Intensities intensities, final Interval block)
	{
		final Interval around = result(block);
		final Interval from = volume(bound.low(plane(block)), block);
		final float[] source = new float[Math.toIntExact(Intervals.numElements(from))];
		low.read(from, source, 0);
		final int depth = (int) block.dimension(2);
		final float[] bounds = new float[Math.toIntExact(Intervals.numElements(
			block))];
		for (int z = 0; z < depth; z++) {
			final float[] stored = part(result, around, z);
			if (type.isInteger()) for (int i = 0; i < stored.length; i++)
				stored[i] = (float) Math.max(type.min(), Math.min(type.max(), Math.round(
					stored[i])));
			final float[] map = bound.of(part(source, from, z), stored, intensities,
				plane(block));
			System.arraycopy(map, 0, bounds, z * map.length, map.length);
		}
		return bounds;
	}

	// -- Helper methods --

	/** Returns a plane of a block. */
	private static float[] part(final float[] samples, final Interval block,
		final int z)
	{
		final int size = (int) (block.dimension(0) * block.dimension(1));
		return Arrays.copyOfRange(samples, z * size, (z + 1) * size);
	}

	private static Interval plane(final Interval block) {
		return Intervals.createMinMax(block.min(0), block.min(1), block.max(0), block
			.max(1));
	}

	private static Interval volume(final Interval plane, final Interval block) {
		return Intervals.createMinMax(plane.min(0), plane.min(1), block.min(2), plane
			.max(0), plane.max(1), block.max(2));
	}
}
