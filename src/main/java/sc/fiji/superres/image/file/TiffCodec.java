package sc.fiji.superres.image.file;

import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompresses a strip or tile of a TIFF file to its required number of bytes,
 * and refuses one with fewer. Time and memory are bounded by both sizes.
 */
final class TiffCodec {

	private static final int CLEAR = 256;
	private static final int END = 257;

	/** No compression has a larger ratio. */
	private static final int LARGEST_RATIO = 4096;

	private TiffCodec() {
		// Static methods only.
	}

	/**
	 * Returns the name of an unsupported compression; null if it is supported.
	 */
	static String unread(final int compression) {
		return switch (compression) {
			case 1, 5, 8, 32946, 32773 -> null;
			case 2, 3, 4 -> "CCITT fax";
			case 6, 7 -> "JPEG";
			case 34712, 33003, 33005 -> "JPEG 2000";
			case 50000, 34926 -> "Zstandard";
			case 34925 -> "LZMA";
			case 50001, 34927 -> "WebP";
			default -> "unknown compression";
		};
	}

	/**
	 * Decompresses data.
	 *
	 * @param size required number of bytes
	 * @throws IOException if it has fewer or is damaged
	 */
	static byte[] decode(final byte[] data, final int compression,
		final int size) throws IOException
	{
		if ((long) data.length * LARGEST_RATIO < size) throw shortOf(data.length,
			size);
		final byte[] decoded = new byte[size];
		final int found = switch (compression) {
			case 5 -> lzw(data, decoded);
			case 32773 -> packBits(data, decoded);
			case 8, 32946 -> inflate(data, decoded);
			default -> {
				System.arraycopy(data, 0, decoded, 0, Math.min(size, data.length));
				yield data.length;
			}
		};
		if (found < size) throw shortOf(found, size);
		return decoded;
	}

	// -- Helper methods --

	private static IOException shortOf(final int found, final int size) {
		return new IOException("it is damaged or cut off: a strip holds " + found +
			" of " + size + " bytes");
	}

	/** Reads to the end of the data, where its checksum is. */
	private static int inflate(final byte[] data, final byte[] decoded)
		throws IOException
	{
		final Inflater inflater = new Inflater();
		try {
			inflater.setInput(data);
			int found = 0;
			while (found < decoded.length) {
				final int more = inflater.inflate(decoded, found, decoded.length -
					found);
				if (more == 0) return found;
				found += more;
			}
			final byte[] rest = new byte[8192];
			long extra = 0;
			while (!inflater.finished()) {
				final int more = inflater.inflate(rest);
				extra += more;
				if (more == 0 && !inflater.finished()) throw new IOException(
					"it is damaged: a deflated strip has no end");
				if (extra > decoded.length + 65536L) throw new IOException(
					"it is damaged: a strip holds more than its rows");
			}
			return found;
		}
		catch (final DataFormatException e) {
			throw new IOException("it is damaged: a deflated strip does not " +
				"unpack (" + e.getMessage() + ")", e);
		}
		finally {
			inflater.end();
		}
	}

	private static int packBits(final byte[] data, final byte[] decoded) {
		int out = 0;
		int in = 0;
		while (in < data.length && out < decoded.length) {
			final int code = data[in++];
			if (code == -128) continue;
			final int wanted = code >= 0 ? code + 1 : 1 - code;
			final int count = Math.min(wanted, decoded.length - out);
			if (code >= 0) {
				final int there = Math.min(count, data.length - in);
				System.arraycopy(data, in, decoded, out, there);
				in += wanted;
				out += there;
			}
			else if (in < data.length) {
				Arrays.fill(decoded, out, out + count, data[in++]);
				out += count;
			}
		}
		return out;
	}

	/**
	 * Decodes codes of 9 to 12 bits, highest bit first, with early change of the
	 * code length.
	 */
	private static int lzw(final byte[] data, final byte[] decoded)
		throws IOException
	{
		if (data.length > 1 && data[0] == 0 && (data[1] & 1) == 1)
			throw new IOException("it is compressed by an LZW variant that TIFF " +
				"abandoned in 1989: save it again uncompressed");
		// Offset and number of each code's bytes in the decoded data.
		final int[] starts = new int[4097];
		final int[] lengths = new int[4097];
		int next = END + 1;
		int width = 9;
		int previous = -1;
		int out = 0;
		long held = 0;
		int bits = 0;
		int in = 0;
		while (out < decoded.length) {
			while (bits < width) {
				if (in == data.length) return out;
				held = held << 8 | data[in++] & 0xff;
				bits += 8;
			}
			final int code = (int) (held >> bits - width) & (1 << width) - 1;
			bits -= width;
			if (code == END) return out;
			if (code == CLEAR) {
				next = END + 1;
				width = 9;
				previous = -1;
				continue;
			}
			final int begin = out;
			if (previous >= 0 && next <= 4095) {
				// The previous code with the byte that follows it.
				starts[next] = begin - lengths[previous];
				lengths[next] = lengths[previous] + 1;
				next++;
			}
			if (code < CLEAR) {
				decoded[out++] = (byte) code;
				lengths[code] = 1;
			}
			else {
				if (code >= next || previous < 0) throw new IOException(
					"it is damaged: an LZW strip has an invalid code");
				final int end = Math.min(decoded.length, out + lengths[code]);
				for (int from = starts[code]; out < end; from++)
					decoded[out++] = decoded[from];
			}
			previous = code;
			if (next + 1 >= 1 << width && width < 12) width++;
		}
		return out;
	}
}
