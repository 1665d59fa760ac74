package sc.fiji.superres.report;

import java.util.Arrays;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Progress;

/**
 * The values of one channel of a high-resolution image over its whole stack;
 * those that are not finite are left out.
 * <p>
 * Low and high are 0 and 255 for 8-bit and RGB, else the smallest and the
 * largest value; all are 0 where there is no value. Percentiles are exact,
 * between ranks linear (as NumPy's default). The planes are read when something
 * is first asked for, and again for the first percentile.
 * </p>
 */
final class ChannelValues implements Intensities {

	private static final int MOST = Integer.MAX_VALUE - 8;

	private final HighImage image;
	private final int channel;
	private final Progress progress;
	private long count = -1;
	private double min;
	private double max;
	private double mean;
	private double squares;

	/** In ascending order; null until a percentile is asked for. */
	private float[] sorted;

	/**
	 * Takes a channel, without looking at it.
	 *
	 * @param channel number of the channel, from 0
	 * @param progress asked before each plane
	 */
	ChannelValues(final HighImage image, final int channel,
		final Progress progress)
	{
		this.image = image;
		this.channel = channel;
		this.progress = progress;
	}

	/** Gives the peak of PSNR, which is the data range of SSIM too. */
	double peak() {
		return high() - low();
	}

	@Override
	public double low() {
		if (image.bytes()) return 0;
		scan();
		return min;
	}

	@Override
	public double high() {
		if (image.bytes()) return 255;
		scan();
		return max;
	}

	@Override
	public double mean() {
		scan();
		return mean;
	}

	@Override
	public double standardDeviation() {
		scan();
		return count == 0 ? 0 : Math.sqrt(squares / count);
	}

	@Override
	public double percentile(final double percent) {
		if (!(percent >= 0 && percent <= 100)) throw new IllegalArgumentException(
			"percent=" + percent + ": a percentile is from 0 to 100");
		if (sorted == null) sorted = sort();
		if (sorted.length == 0) return 0;
		final double position = percent / 100 * (sorted.length - 1);
		final int rank = (int) position;
		final double below = sorted[rank];
		final double share = position - rank;
		return share == 0 ? below : below + share * (sorted[rank + 1] - below);
	}

	private void scan() {
		if (count >= 0) return;
		long n = 0;
		min = Double.POSITIVE_INFINITY;
		max = Double.NEGATIVE_INFINITY;
		for (int i = channel; i < image.count(); i += image.channels()) {
			progress.check();
			for (final float sample : image.samples(i)) {
				if (!Float.isFinite(sample)) continue;
				min = Math.min(min, sample);
				max = Math.max(max, sample);
				final double difference = sample - mean;
				mean += difference / ++n;
				squares += difference * (sample - mean);
			}
		}
		if (n == 0) min = max = 0;
		count = n;
	}

	private float[] sort() {
		scan();
		if (count > MOST) throw new IllegalStateException("A channel of " + count +
			" samples is too large for percentiles, which hold at most " + MOST +
			": compare a part of the stack");
		final float[] samples = new float[(int) count];
		int n = 0;
		for (int i = channel; i < image.count(); i += image.channels()) {
			progress.check();
			for (final float sample : image.samples(i)) {
				if (Float.isFinite(sample)) samples[n++] = sample;
			}
		}
		Arrays.parallelSort(samples);
		return samples;
	}
}
