package sc.fiji.superres.block;

/**
 * A way to enlarge images: an interpolation, a dictionary or a network.
 * <p>
 * An upscaler knows how to fill any part of an enlarged plane from a part of
 * the source plane, and nothing about images, tiles, threads or progress: those
 * are written once, around this contract. It is used by one thread at a time
 * and may use many threads itself.
 * </p>
 */
public interface Upscaler extends AutoCloseable {

	/**
	 * Returns the number of channels that are enlarged together.
	 *
	 * @return 1 where every channel is enlarged on its own, 3 for red, green and
	 *         blue in one call
	 */
	int channels();

	/**
	 * Prepares the enlargement of planes of one size.
	 *
	 * @param width width of the source planes in pixels, at least 1
	 * @param height height of the source planes in pixels, at least 1
	 * @param intensities what is known of the values of each channel,
	 *          {@link #channels()} of them; methods that are linear in the values
	 *          ignore it
	 * @return the enlargement of such planes
	 * @throws IllegalArgumentException if planes of this size cannot be enlarged;
	 *           the message says why
	 */
	Enlargement prepare(long width, long height, Intensities... intensities);

	/** Returns how many numbers were learned; 0 where none were. */
	default long parameters() {
		return 0;
	}

	/** Frees what the upscaler holds (a network's native memory). */
	@Override
	void close();
}
