package sc.fiji.superres.method;

import java.util.Arrays;

import net.imglib2.Interval;
import net.imglib2.util.Intervals;

/** Parts of blocks of samples: x fastest, then y, then channel. */
final class Blocks {

	private Blocks() {
		// Static methods only.
	}

	/**
	 * Copies a part of a block.
	 *
	 * @param block samples of {@code from}; it may be longer
	 * @param to a part of {@code from}
	 */
	static float[] cut(final float[] block, final Interval from,
		final Interval to, final int channels)
	{
		final int width = (int) to.dimension(0);
		final float[] part = new float[Math.toIntExact(Intervals.numElements(to) *
			channels)];
		int at = 0;
		for (int c = 0; c < channels; c++) {
			for (long y = to.min(1); y <= to.max(1); y++, at += width) {
				final long row = c * from.dimension(1) + y - from.min(1);
				System.arraycopy(block, (int) (row * from.dimension(0) + to.min(0) - from
					.min(0)), part, at, width);
			}
		}
		return part;
	}

	/** Copies a channel of a block. */
	static float[] channel(final float[] block, final int channel,
		final int channels)
	{
		final int size = block.length / channels;
		return Arrays.copyOfRange(block, channel * size, (channel + 1) * size);
	}
}
