package sc.fiji.superres.image;

import java.util.function.Supplier;

import net.imglib2.Interval;
import net.imglib2.util.Intervals;

/** The slices of one channel and frame of a result, written block by block. */
final class TargetSlices {

	private final TargetPlane[] planes;
	private final Supplier<TargetPlane> empty;
	private final Slices slices;

	/**
	 * @param count number of slices
	 * @param empty creates an empty plane
	 * @param slices positions of the result's slices among those of the source
	 */
	TargetSlices(final int count, final Supplier<TargetPlane> empty,
		final Slices slices)
	{
		planes = new TargetPlane[count];
		this.empty = empty;
		this.slices = slices;
	}

	TargetPlane plane(final long z) {
		final int index = (int) z;
		if (planes[index] == null) planes[index] = empty.get();
		return planes[index];
	}

	/**
	 * Writes one component.
	 *
	 * @param interval part of the volume along x, y and z
	 * @param block the samples, x fastest, then y, then z
	 * @param at index of the first sample
	 */
	void write(final Component component, final Interval interval,
		final float[] block, final int at)
	{
		final Interval plane = Intervals.hyperSlice(interval, 2);
		final int size = (int) Intervals.numElements(plane);
		for (long z = interval.min(2); z <= interval.max(2); z++)
			plane(z).write(component, plane, block, at + (int) (z - interval.min(2)) *
				size);
	}

	/**
	 * Writes RGB from luma and color differences.
	 *
	 * @param interval part of the volume along x, y and z
	 */
	void write(final Interval interval, final float[] luma,
		final float[] blueDifference, final float[] redDifference)
	{
		final Interval plane = Intervals.hyperSlice(interval, 2);
		final int size = (int) Intervals.numElements(plane);
		for (long z = interval.min(2); z <= interval.max(2); z++)
			plane(z).write(plane, (int) (z - interval.min(2)) * size, luma,
				blueDifference, redDifference);
	}

	/**
	 * Restores the NaN and infinite samples of the source, those of the nearest
	 * slice.
	 *
	 * @see TargetPlane#restore
	 */
	void restore(final ChannelSlices source, final Interval interval) {
		final Interval plane = Intervals.hyperSlice(interval, 2);
		for (long z = interval.min(2); z <= interval.max(2); z++) {
			final long nearest = slices.nearest(z);
			if (!source.finite(nearest)) plane(z).restore(source.plane(nearest),
				plane);
		}
	}
}
