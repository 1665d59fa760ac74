package sc.fiji.superres.image;

import net.imglib2.Interval;

/** A plane that samples are read from. */
interface Source {

	/**
	 * Reads samples, row by row; all are finite.
	 *
	 * @param interval part of the plane
	 * @param block where the samples go
	 * @param at index of the first sample
	 */
	void read(Samples samples, Interval interval, float[] block, int at);

	/** Returns whether no sample of the plane is NaN or infinite. */
	boolean finite();

	/** Returns the plane of the image whose NaN and infinite samples are kept. */
	SourcePlane nearest();
}
