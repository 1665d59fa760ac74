package sc.fiji.superres.volume.zarr;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * Several chunks in a file, the codec {@code sharding_indexed} of Zarr 3: the
 * chunks in any order, and an index with the offset and the length of each, as
 * integers of 64 bits, all ones where a chunk is missing.
 *
 * @param shard size along each axis, the slowest first
 * @param first whether the index comes first
 * @param order of the bytes of the index
 * @param codecs what the index goes through when it is written
 */
record Sharding(int[] shard, boolean first, ByteOrder order,
	List<Codec> codecs)
{

	private static final int ENTRY = 16;
	private static final long MISSING = -1;

	/** Returns the number of chunks. */
	int count(final int[] chunk) {
		int count = 1;
		for (int axis = 0; axis < chunk.length; axis++)
			count *= shard[axis] / chunk[axis];
		return count;
	}

	/**
	 * A shard that is stored.
	 *
	 * @param index offset and length of each chunk
	 */
	record Stored(Store store, String key, ByteBuffer index) {

		/** Returns a chunk, by its number, as it is stored. */
		Optional<byte[]> chunk(final int number) throws IOException {
			final long offset = index.getLong(ENTRY * number);
			final long length = index.getLong(ENTRY * number + Long.BYTES);
			if (offset == MISSING && length == MISSING) return Optional.empty();
			if (offset < 0 || length < 0 || length > Integer.MAX_VALUE - 8)
				throw new IOException("its index names a chunk of " + length +
					" bytes at " + offset);
			return store.read(key, offset, (int) length);
		}
	}

	/** Reads the index of a shard; empty if there is no shard. */
	Optional<Stored> open(final Store store, final String key,
		final int count) throws IOException
	{
		final int size = indexSize(count);
		final Optional<byte[]> stored = store.read(key, first ? 0 : -size, size);
		if (stored.isEmpty()) return Optional.empty();
		byte[] index = stored.get();
		for (int i = codecs.size() - 1; i >= 0; i--)
			index = codecs.get(i).decode(index, index.length);
		return Optional.of(new Stored(store, key, ByteBuffer.wrap(index).order(
			order)));
	}

	/**
	 * Returns a shard as it is to be stored.
	 *
	 * @param chunks as they are to be stored; null where one is missing
	 */
	byte[] encode(final byte[][] chunks) {
		final ByteBuffer index = ByteBuffer.allocate(ENTRY * chunks.length).order(
			order);
		final ByteArrayOutputStream shard = new ByteArrayOutputStream();
		long offset = first ? indexSize(chunks.length) : 0;
		for (final byte[] chunk : chunks) {
			index.putLong(chunk == null ? MISSING : offset).putLong(chunk == null
				? MISSING : chunk.length);
			if (chunk == null) continue;
			if (!first) shard.writeBytes(chunk);
			offset += chunk.length;
		}
		byte[] encoded = index.array();
		for (final Codec codec : codecs)
			encoded = codec.encode(encoded);
		shard.writeBytes(encoded);
		if (first) for (final byte[] chunk : chunks) {
			if (chunk != null) shard.writeBytes(chunk);
		}
		return shard.toByteArray();
	}

	private int indexSize(final int count) {
		int size = ENTRY * count;
		for (final Codec codec : codecs)
			size = codec.bound(size);
		return size;
	}
}
