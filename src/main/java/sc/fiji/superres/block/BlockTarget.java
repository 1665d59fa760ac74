package sc.fiji.superres.block;

import net.imglib2.Interval;

/** Where blocks of samples are written to: an image, a file, an array. */
@FunctionalInterface
public interface BlockTarget {

	/**
	 * Writes samples.
	 *
	 * @param interval part of the target, of two or three axes
	 * @param block the samples: x fastest, then y, then z, then channel; it may be
	 *          longer, where a buffer is used again
	 */
	void write(Interval interval, float[] block);
}
