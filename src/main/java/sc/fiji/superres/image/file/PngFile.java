package sc.fiji.superres.image.file;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What the chunks of a PNG file say. All of them have to be there, with the
 * checksums that they were written with.
 */
final class PngFile {

	private static final int HEADER = 13;
	private static final int BUFFER = 1 << 16;

	/** Left, top and steps of the passes of Adam7, and of the whole image. */
	private static final int[][] ADAM7 = { { 0, 0, 8, 8 }, { 4, 0, 8, 8 }, { 0, 4,
		4, 8 }, { 2, 0, 4, 4 }, { 0, 2, 2, 4 }, { 1, 0, 2, 2 }, { 0, 1, 1, 2 } };
	private static final int[][] WHOLE = { { 0, 0, 1, 1 } };

	private final CRC32 checksum = new CRC32();
	private final DataInputStream in;
	private final Inflater inflater;
	private ByteBuffer header;
	private boolean transparent;
	private int orientation = 1;
	private long inflated;

	private PngFile(final DataInputStream file, final Inflater inflater) {
		in = new DataInputStream(new CheckedInputStream(file, checksum));
		this.inflater = inflater;
	}

	/**
	 * Reads the chunks.
	 *
	 * @throws EOFException if the file is cut off
	 * @throws IOException if it is damaged, or an animation
	 */
	static PngFile of(final Path file) throws IOException {
		return read(file, null);
	}

	/**
	 * Inflates the data, to see that all rows are there. To be asked for once the
	 * size is known to be possible.
	 *
	 * @throws IOException if it is damaged or holds fewer or more than the rows
	 */
	void checkData(final Path file) throws IOException {
		final Inflater whole = new Inflater();
		try {
			final PngFile png = read(file, whole);
			if (png.inflated != rowBytes() || !whole.finished())
				throw new IOException("it is damaged: its data holds " + png.inflated +
					" of " + rowBytes() + " bytes");
		}
		finally {
			whole.end();
		}
	}

	int bits() {
		return header.get(8);
	}

	/** Returns 0 for gray, 2 for RGB, 3 for a palette; 4 more with alpha. */
	int color() {
		return header.get(9);
	}

	boolean hasAlpha() {
		return color() > 3;
	}

	/** Returns whether a color stands for transparent pixels. */
	boolean hasTransparentColor() {
		return transparent;
	}

	/** Returns how it is to be turned, as in TIFF. */
	int orientation() {
		return orientation;
	}

	/** Returns the bytes of a pixel once it is decoded. */
	int pixelBytes() {
		return Math.max(1, pixelBits() / 8);
	}

	// -- Helper methods --

	private static PngFile read(final Path file, final Inflater inflater)
		throws IOException
	{
		try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files
			.newInputStream(file), BUFFER)))
		{
			final PngFile png = new PngFile(in, inflater);
			in.skipNBytes(8);
			while (!png.chunk().equals("IEND")) {
				// Goes on to the end.
			}
			return png;
		}
	}

	/** Reads the length, name, data and checksum of a chunk. */
	private String chunk() throws IOException {
		final long length = Integer.toUnsignedLong(in.readInt());
		checksum.reset();
		final String name = new String(bytes(4), StandardCharsets.ISO_8859_1);
		if ((header == null) != name.equals("IHDR") || header == null &&
			length != HEADER) throw new IOException("it is damaged: its part " +
				name + " is out of place");
		switch (name) {
			case "IHDR" -> header = ByteBuffer.wrap(bytes(HEADER));
			case "tRNS" -> transparency(length);
			case "eXIf" -> orientation = Exif.orientation(ByteBuffer.wrap(bytes(Math
				.min(length, BUFFER))));
			case "acTL" -> throw new IOException(
				"it is an animation: save its frames as a TIFF stack");
			case "IDAT" -> data(length);
			default -> in.skipNBytes(length);
		}
		final int expected = (int) checksum.getValue();
		if (in.readInt() != expected) throw new IOException(
			"it is damaged: the checksum of its part " + name + " does not match");
		return name;
	}

	private byte[] bytes(final long count) throws IOException {
		final byte[] bytes = new byte[(int) count];
		in.readFully(bytes);
		return bytes;
	}

	/** A palette that is opaque has no transparent color. */
	private void transparency(final long length) throws IOException {
		if (length > 256) throw new IOException("it is damaged: it has " + length +
			" transparent colors");
		for (final byte alpha : bytes(length))
			transparent |= color() != 3 || alpha != -1;
	}

	private void data(final long length) throws IOException {
		if (inflater == null) {
			in.skipNBytes(length);
			return;
		}
		final byte[] rows = new byte[BUFFER];
		for (long left = length; left > 0;) {
			final byte[] part = bytes(Math.min(left, BUFFER));
			left -= part.length;
			inflater.setInput(part);
			try {
				int count = 1;
				while (count > 0) {
					count = inflater.inflate(rows);
					inflated += count;
					if (inflated > rowBytes()) throw new IOException(
						"it is damaged: its data holds more than " + rowBytes() +
							" bytes");
				}
			}
			catch (final DataFormatException e) {
				throw new IOException("it is damaged: its data does not unpack (" + e
					.getMessage() + ")", e);
			}
		}
	}

	private int pixelBits() {
		return bits() * switch (color()) {
			case 2 -> 3;
			case 4 -> 2;
			case 6 -> 4;
			default -> 1;
		};
	}

	/** Returns the bytes of all rows of all passes, each with its filter. */
	private long rowBytes() {
		long sum = 0;
		for (final int[] pass : header.get(12) == 1 ? ADAM7 : WHOLE) {
			final long columns = (header.getInt(0) - pass[0] + pass[2] - 1L) /
				pass[2];
			final long rows = (header.getInt(4) - pass[1] + pass[3] - 1L) / pass[3];
			if (columns > 0 && rows > 0) sum += rows * (1 + (columns * pixelBits() +
				7) / 8);
		}
		return sum;
	}
}
