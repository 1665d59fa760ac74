package sc.fiji.superres.image;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;

import net.imglib2.Interval;
import net.imglib2.util.Intervals;

/**
 * The slices of one channel and frame, read block by block from any source that
 * returns one plane at a time. Only the planes of the last block are kept.
 */
final class ChannelSlices {

	private final LongFunction<SourcePlane> slices;
	private final Map<Long, Slice> held = new HashMap<>();

	/** A plane, and whether no sample of it is NaN or infinite. */
	private record Slice(SourcePlane plane, boolean finite) {}

	/** @param slices reads a slice by its number, from 0 */
	ChannelSlices(final LongFunction<SourcePlane> slices) {
		this.slices = slices;
	}

	/**
	 * Reads samples; all are finite.
	 *
	 * @param interval part of the volume along x, y and z
	 * @param block where the samples go, x fastest, then y, then z
	 * @param at index of the first sample
	 */
	void read(final Samples samples, final Interval interval,
		final float[] block, final int at)
	{
		held.keySet().removeIf(z -> z < interval.min(2) || z > interval.max(2));
		final Interval plane = Intervals.hyperSlice(interval, 2);
		final int size = (int) Intervals.numElements(plane);
		for (long z = interval.min(2); z <= interval.max(2); z++)
			slice(z).plane.read(samples, plane, block, at + (int) (z - interval.min(
				2)) * size);
	}

	/** Returns whether no sample of a slice is NaN or infinite. */
	boolean finite(final long z) {
		return slice(z).finite;
	}

	SourcePlane plane(final long z) {
		return slice(z).plane;
	}

	private Slice slice(final long z) {
		return held.computeIfAbsent(z, key -> {
			final SourcePlane plane = slices.apply(key);
			return new Slice(plane, plane.finite());
		});
	}
}
