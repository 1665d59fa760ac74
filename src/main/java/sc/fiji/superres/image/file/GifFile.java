package sc.fiji.superres.image.file;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Checks that a GIF file is whole: its blocks go on to its trailer, and each
 * image holds codes for all of its pixels. Decoders leave the rest black.
 */
final class GifFile {

	private static final int MOST_BITS = 12;

	private final DataInputStream in;

	/** What is left of a block of data, and of bits that were read of it. */
	private int left;
	private int held;
	private int bits;

	private GifFile(final DataInputStream in) {
		this.in = in;
	}

	/**
	 * Checks a file.
	 *
	 * @throws EOFException if it is cut off
	 * @throws IOException if it is damaged
	 */
	static void check(final Path file) throws IOException {
		try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files
			.newInputStream(file), 1 << 16)))
		{
			new GifFile(in).read();
		}
	}

	// -- Helper methods --

	/** Extensions and images, each of blocks with a length, up to the trailer. */
	private void read() throws IOException {
		in.skipNBytes(10);
		final int flags = in.readUnsignedByte();
		in.skipNBytes(2);
		palette(flags);
		for (int kind = in.readUnsignedByte(); kind != ';'; kind = in
			.readUnsignedByte())
		{
			if (kind == ',') image();
			else {
				in.skipNBytes(1);
				left = in.readUnsignedByte();
			}
			while (left > 0) {
				in.skipNBytes(left);
				left = in.readUnsignedByte();
			}
		}
	}

	private void palette(final int flags) throws IOException {
		in.skipNBytes((flags & 0x80) == 0 ? 0 : 3 << (flags & 7) + 1);
	}

	private void image() throws IOException {
		in.skipNBytes(4);
		final long pixels = (long) number() * number();
		palette(in.readUnsignedByte());
		final int least = in.readUnsignedByte();
		if (least < 1 || least > 8) throw new IOException(
			"it is damaged: its codes have " + least + " bits");
		left = in.readUnsignedByte();
		bits = 0;
		held = 0;
		final long found = pixels(least, pixels);
		if (found < pixels) throw new IOException("it is damaged: an image holds " +
			found + " of " + pixels + " pixels");
	}

	private int number() throws IOException {
		return in.readUnsignedByte() | in.readUnsignedByte() << 8;
	}

	/** Counts the pixels that codes stand for, until there are enough. */
	private long pixels(final int least, final long enough) throws IOException {
		final int clear = 1 << least;
		final int[] lengths = new int[1 << MOST_BITS];
		int next = clear + 2;
		int width = least + 1;
		int before = 0;
		long found = 0;
		while (found < enough) {
			final int code = code(width);
			if (code < 0 || code == clear + 1) return found;
			if (code == clear) {
				next = clear + 2;
				width = least + 1;
				before = 0;
				continue;
			}
			final boolean known = code < clear || before > 0 && code <= next &&
				code != clear + 1 && code < lengths.length;
			if (!known) throw new IOException(
				"it is damaged: it has a code that means nothing");
			if (before > 0 && next < lengths.length) {
				lengths[next++] = before + 1;
				if (next == 1 << width && width < MOST_BITS) width++;
			}
			before = code < clear ? 1 : lengths[code];
			found += before;
		}
		return found;
	}

	/** Reads a code, lowest bit first; -1 at the end of the data. */
	private int code(final int width) throws IOException {
		while (bits < width) {
			if (left == 0) return -1;
			held |= in.readUnsignedByte() << bits;
			bits += 8;
			if (--left == 0) left = in.readUnsignedByte();
		}
		final int code = held & (1 << width) - 1;
		held >>>= width;
		bits -= width;
		return code;
	}
}
