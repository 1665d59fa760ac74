package sc.fiji.superres.block;

import java.util.Arrays;

import net.imglib2.Interval;
import net.imglib2.util.Intervals;

/**
 * Parts of blocks of samples: x fastest, then y, then z if there is one, then
 * channel.
 */
public final class Blocks {

	private Blocks() {
		// Static methods only.
	}

	/**
	 * Copies a part of a block.
	 *
	 * @param block samples of {@code from}; it may be longer
	 * @param part a part of {@code from}
	 */
	public static float[] cut(final float[] block, final Interval from,
		final Interval part, final int channels)
	{
		final float[] cut = new float[Math.toIntExact(Intervals.numElements(part) *
			channels)];
		copy(block, from, cut, part, part, channels);
		return cut;
	}

	/**
	 * Copies a part of a block to another block.
	 *
	 * @param source samples of {@code from}
	 * @param target samples of {@code to}
	 * @param part a part of both
	 */
	public static void copy(final float[] source, final Interval from,
		final float[] target, final Interval to, final Interval part,
		final int channels)
	{
		final int width = (int) part.dimension(0);
		final long first = z(part);
		for (int c = 0; c < channels; c++) {
			for (long z = first; z < first + depth(part); z++) {
				for (long y = part.min(1); y <= part.max(1); y++)
					System.arraycopy(source, index(from, c, part.min(0), y, z), target,
						index(to, c, part.min(0), y, z), width);
			}
		}
	}

	/** Copies a channel of a block. */
	public static float[] channel(final float[] block, final int channel,
		final int channels)
	{
		final int size = block.length / channels;
		return Arrays.copyOfRange(block, channel * size, (channel + 1) * size);
	}

	/** Returns the number of planes of an interval. */
	static long depth(final Interval interval) {
		return interval.numDimensions() > 2 ? interval.dimension(2) : 1;
	}

	/** Returns the first plane of an interval. */
	private static long z(final Interval interval) {
		return interval.numDimensions() > 2 ? interval.min(2) : 0;
	}

	private static int index(final Interval block, final int channel,
		final long x, final long y, final long z)
	{
		return (int) (((channel * depth(block) + z - z(block)) * block.dimension(
			1) + y - block.min(1)) * block.dimension(0) + x - block.min(0));
	}
}
