package sc.fiji.superres.image;

import java.util.List;

import net.imglib2.Interval;
import net.imglib2.util.Intervals;

/**
 * A weighted sum of slices, made as it is read. Its NaN and infinite samples
 * are those of the slice that counts most.
 *
 * @param slices the slices
 * @param weights how much each counts
 */
record MixedPlane(List<SourcePlane> slices, double[] weights) implements
	Source
{

	@Override
	public void read(final Samples samples, final Interval interval,
		final float[] block, final int at)
	{
		final int size = (int) Intervals.numElements(interval);
		final float[] slice = new float[size];
		for (int k = 0; k < weights.length; k++) {
			slices.get(k).read(samples, interval, slice, 0);
			final float weight = (float) weights[k];
			for (int i = 0; i < size; i++)
				block[at + i] = weight * slice[i] + (k == 0 ? 0 : block[at + i]);
		}
	}

	@Override
	public boolean finite() {
		return slices.stream().allMatch(SourcePlane::finite);
	}

	@Override
	public SourcePlane nearest() {
		int most = 0;
		for (int k = 1; k < weights.length; k++)
			if (weights[k] > weights[most]) most = k;
		return slices.get(most);
	}
}
