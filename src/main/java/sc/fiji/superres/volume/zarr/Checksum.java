package sc.fiji.superres.volume.zarr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** The codec {@code crc32c}: a checksum of 4 bytes, little-endian, follows. */
record Checksum() implements Codec {

	@Override
	public String id() {
		return "crc32c";
	}

	@Override
	public byte[] encode(final byte[] bytes) {
		final byte[] encoded = Arrays.copyOf(bytes, bytes.length + Integer.BYTES);
		little(encoded).putInt(bytes.length, crc(encoded));
		return encoded;
	}

	@Override
	public byte[] decode(final byte[] bytes, final int limit)
		throws IOException
	{
		final int size = bytes.length - Integer.BYTES;
		if (size < 0 || size > limit) throw new IOException("it has " +
			bytes.length + " bytes, but at most " + limit +
			" and a checksum of 4 are due");
		if (little(bytes).getInt(size) != crc(bytes)) throw new IOException(
			"its checksum (crc32c) is wrong");
		return Arrays.copyOf(bytes, size);
	}

	@Override
	public int bound(final int size) {
		return size + Integer.BYTES;
	}

	private static ByteBuffer little(final byte[] bytes) {
		return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
	}

	private static int crc(final byte[] encoded) {
		final CRC32C crc = new CRC32C();
		crc.update(encoded, 0, encoded.length - Integer.BYTES);
		return (int) crc.getValue();
	}
}
