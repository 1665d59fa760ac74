package sc.fiji.superres.volume.zarr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * The form in which the samples of a chunk are stored.
 *
 * @param type of the samples
 * @param chunk size along each axis, the slowest first
 * @param order of the bytes of a sample
 * @param axes the axes as they are stored, the slowest first: 0, 1, ... where
 *          they are not transposed
 * @param codecs what the bytes go through when they are written, in that order
 */
record ChunkForm(SampleType type, int[] chunk, ByteOrder order, int[] axes,
	List<Codec> codecs)
{

	/** The most bytes of a chunk. */
	static final int LARGEST = 1 << 30;

	/** Returns the number of bytes of the samples. */
	int bytes() {
		int bytes = type.bytes();
		for (final int size : chunk)
			bytes *= size;
		return bytes;
	}

	/** Returns, along each axis, how many samples the next one is away. */
	int[] strides() {
		final int[] strides = new int[chunk.length];
		int stride = 1;
		for (int i = axes.length - 1; i >= 0; i--) {
			strides[axes[i]] = stride;
			stride *= chunk[axes[i]];
		}
		return strides;
	}

	/** Returns the samples of a chunk, all of one value. */
	ByteBuffer filled(final double value) {
		final ByteBuffer raw = wrap(new byte[bytes()]);
		if (value != 0) for (int i = 0; i < raw.capacity() / type.bytes(); i++)
			type.put(raw, i, value);
		return raw;
	}

	/** Returns whether all samples of a chunk have one value. */
	boolean isFilled(final ByteBuffer raw, final double value) {
		final int bytes = type.bytes();
		final byte[] all = raw.array();
		final ByteBuffer one = wrap(new byte[bytes]);
		type.put(one, 0, value);
		// The first has it, and each equals the next.
		return Arrays.equals(all, 0, bytes, one.array(), 0, bytes) && Arrays.equals(
			all, 0, all.length - bytes, all, bytes, all.length);
	}

	/** Returns the samples of a chunk that was stored. */
	ByteBuffer decode(final byte[] stored) throws IOException {
		final int[] limits = new int[codecs.size() + 1];
		limits[0] = bytes();
		for (int i = 0; i < codecs.size(); i++)
			limits[i + 1] = codecs.get(i).bound(limits[i]);
		byte[] raw = stored;
		for (int i = codecs.size() - 1; i >= 0; i--)
			raw = codecs.get(i).decode(raw, limits[i]);
		if (raw.length != bytes()) throw new IOException("it holds " + raw.length +
			" bytes, but " + bytes() + " are due");
		return wrap(raw);
	}

	/** Returns a chunk as it is to be stored. */
	byte[] encode(final ByteBuffer raw) {
		byte[] encoded = raw.array();
		for (final Codec codec : codecs)
			encoded = codec.encode(encoded);
		return encoded;
	}

	private ByteBuffer wrap(final byte[] raw) {
		return ByteBuffer.wrap(raw).order(order);
	}
}
