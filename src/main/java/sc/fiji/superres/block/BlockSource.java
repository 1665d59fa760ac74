package sc.fiji.superres.block;

import net.imglib2.Interval;

/** Where blocks of samples are read from: an image, a file, an array. */
@FunctionalInterface
public interface BlockSource {

	/**
	 * Reads samples.
	 *
	 * @param interval part of the source, of two or three axes
	 * @param block where they go: x fastest, then y, then z, then channel; it may
	 *          be longer
	 */
	void read(Interval interval, float[] block);
}
