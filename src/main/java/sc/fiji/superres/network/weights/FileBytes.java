package sc.fiji.superres.network.weights;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * The bytes of an open file, in little-endian order.
 *
 * @param channel the file
 * @param length its length
 */
record FileBytes(FileChannel channel, long length) {

	/** Reads bytes from a position on. */
	ByteBuffer read(final long position, final int count) throws IOException {
		if (position < 0 || count < 0 || position > length - count)
			throw new EOFException("it ends before byte " + (position + count));
		final ByteBuffer bytes = ByteBuffer.allocate(count).order(
			ByteOrder.LITTLE_ENDIAN);
		while (bytes.hasRemaining()) {
			if (channel.read(bytes, position + bytes.position()) < 0)
				throw new EOFException("it is truncated");
		}
		return bytes.flip();
	}

	/** Returns a part of the file as a storage. */
	StoredTensor.Storage part(final long position, final long count) {
		return new StoredTensor.Storage() {

			@Override
			public long length() {
				return count;
			}

			@Override
			public ByteBuffer read() throws IOException {
				return FileBytes.this.read(position, Math.toIntExact(count));
			}
		};
	}
}
