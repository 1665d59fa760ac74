package sc.fiji.superres.volume.zarr;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * The codecs {@code gzip} and {@code zlib}.
 *
 * @param gzip whether the header is that of gzip
 */
record Deflate(boolean gzip) implements Codec {

	@Override
	public String id() {
		return gzip ? "gzip" : "zlib";
	}

	@Override
	public byte[] encode(final byte[] bytes) {
		final ByteArrayOutputStream encoded = new ByteArrayOutputStream();
		try (OutputStream out = gzip ? new GZIPOutputStream(encoded)
			: new DeflaterOutputStream(encoded))
		{
			out.write(bytes);
		}
		catch (final IOException e) {
			throw new UncheckedIOException("Not reached in memory", e);
		}
		return encoded.toByteArray();
	}

	@Override
	public byte[] decode(final byte[] bytes, final int limit)
		throws IOException
	{
		final InputStream encoded = new ByteArrayInputStream(bytes);
		try (InputStream in = gzip ? new GZIPInputStream(encoded)
			: new InflaterInputStream(encoded))
		{
			final byte[] decoded = in.readNBytes(limit);
			if (in.read() >= 0) throw new IOException("it holds more than " + limit +
				" bytes");
			return decoded;
		}
	}
}
