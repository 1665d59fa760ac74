package sc.fiji.superres.network.values;

import java.util.Arrays;

import sc.fiji.superres.block.Intensities;

/** The intensities of the samples of a test tensor, all channels together. */
public final class TensorIntensities implements Intensities {

	private final float[] sorted;

	public TensorIntensities(final float[] samples) {
		sorted = samples.clone();
		Arrays.sort(sorted);
	}

	@Override
	public double low() {
		return sorted[0];
	}

	@Override
	public double high() {
		return sorted[sorted.length - 1];
	}

	/** Interpolates linearly between samples, as NumPy does. */
	@Override
	public double percentile(final double percent) {
		final double position = percent / 100 * (sorted.length - 1);
		final int below = (int) position;
		final int above = Math.min(below + 1, sorted.length - 1);
		return sorted[below] + (position - below) * (sorted[above] -
			sorted[below]);
	}

	@Override
	public double mean() {
		double sum = 0;
		for (final float sample : sorted)
			sum += sample;
		return sum / sorted.length;
	}

	@Override
	public double standardDeviation() {
		final double mean = mean();
		double sum = 0;
		for (final float sample : sorted)
			sum += (sample - mean) * (sample - mean);
		return Math.sqrt(sum / sorted.length);
	}
}
