package sc.fiji.superres.volume.zarr;

import java.io.IOException;

/** One step between the bytes of a chunk and what is stored. */
interface Codec {

	/** Returns the name, as {@link ArrayLayout} has that of a compressor. */
	String id();

	/** Encodes bytes. */
	byte[] encode(byte[] bytes);

	/**
	 * Decodes bytes.
	 *
	 * @param limit the most that may come out
	 * @throws IOException if they are damaged, or if more than that comes out
	 */
	byte[] decode(byte[] bytes, int limit) throws IOException;

	/**
	 * Returns the most bytes that so many may be encoded to, by any encoder.
	 *
	 * @param size number of bytes; positive
	 */
	default int bound(final int size) {
		return (int) Math.min(Integer.MAX_VALUE - 8, size + size / 16L + (1 << 16));
	}
}
