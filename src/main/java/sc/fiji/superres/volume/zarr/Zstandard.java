package sc.fiji.superres.volume.zarr;

import java.io.IOException;
import java.util.Arrays;

import io.airlift.compress.zstd.ZstdCompressor;
import io.airlift.compress.zstd.ZstdDecompressor;

/** The codec {@code zstd}. */
record Zstandard() implements Codec {

	@Override
	public String id() {
		return "zstd";
	}

	@Override
	public byte[] encode(final byte[] bytes) {
		final ZstdCompressor compressor = new ZstdCompressor();
		final byte[] encoded = new byte[compressor.maxCompressedLength(
			bytes.length)];
		return Arrays.copyOf(encoded, compressor.compress(bytes, 0, bytes.length,
			encoded, 0, encoded.length));
	}

	@Override
	public byte[] decode(final byte[] bytes, final int limit)
		throws IOException
	{
		final byte[] decoded = new byte[limit];
		final int size;
		try {
			size = new ZstdDecompressor().decompress(bytes, 0, bytes.length, decoded,
				0, limit);
		}
		catch (final RuntimeException e) {
			// Of several kinds, whatever the damage meets first.
			throw new IOException("it is no whole Zstandard frame of at most " +
				limit + " bytes (" + e.getMessage() + ")", e);
		}
		return size == limit ? decoded : Arrays.copyOf(decoded, size);
	}
}
