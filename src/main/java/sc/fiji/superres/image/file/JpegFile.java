package sc.fiji.superres.image.file;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.imageio.ImageReader;

/**
 * What is to be known of a JPEG file before it is decoded: that it goes on to its
 * end, that it is of a process and of colors that are read, and how the camera
 * was held. The coded data has no checksums; what the decoder notices in it is a
 * failure ({@link #checkCoded}).
 */
final class JpegFile {

	/** Pixels that a byte stands for at most: a bit for each block of 8 x 8. */
	static final long MOST_PIXELS = 8 * 8 * 8;

	private static final int START_OF_SCAN = 0xda;
	private static final int END = 0xd9;
	private static final int APP1 = 0xe1;

	/** Coefficients of a block. */
	private static final int BLOCK = 64;

	private static final String EXIF = "Exif\0\0";

	private final DataInputStream in;
	private int orientation = 1;

	/** By the number of a color, the coefficients known to their last bit. */
	private final Map<Integer, BitSet> known = new HashMap<>();

	private JpegFile(final DataInputStream in) {
		this.in = in;
	}

	/**
	 * Checks a file.
	 *
	 * @return how it is to be turned, as in TIFF: 1 to 8; 1 if nothing is said
	 * @throws EOFException if it is cut off
	 * @throws IOException if it is damaged, or of a kind that is not read
	 */
	static int orientation(final Path file) throws IOException {
		try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files
			.newInputStream(file), 1 << 16)))
		{
			final JpegFile jpeg = new JpegFile(in);
			jpeg.read();
			return jpeg.orientation;
		}
	}

	/**
	 * Decodes the coded data.
	 *
	 * @param reader of such a file
	 * @throws IOException if the decoder has to guess
	 */
	static void checkCoded(final ImageReader reader) throws IOException {
		final List<String> warnings = new ArrayList<>();
		reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
		reader.readRaster(0, null);
		// Color profiles and thumbnails do not change the samples.
		warnings.removeIf(warning -> warning.endsWith("ignored"));
		if (!warnings.isEmpty()) throw new IOException("it is damaged (" + warnings
			.get(0) + ")");
	}

	// -- Helper methods --

	/** Segments with a length, and coded data with markers, up to EOI. */
	private void read() throws IOException {
		in.skipNBytes(2);
		for (int marker = marker(); marker != END; marker = marker()) {
			// Within coded data: stuffing, fill, and marks to restart at.
			if (marker < 2 || marker >= 0xd0 && marker <= 0xd7) continue;
			final int length = in.readUnsignedShort() - 2;
			if (length < 0) throw new IOException("it is damaged: its part " + Integer
				.toHexString(marker) + " has no length");
			if (isFrame(marker)) frame(marker, bytes(length));
			else if (marker == START_OF_SCAN) scan(bytes(length));
			else if (marker == APP1) exif(bytes(length));
			else in.skipNBytes(length);
		}
		if (known.isEmpty()) throw new IOException("there is no image in it");
		for (final BitSet color : known.values())
			if (color.cardinality() < BLOCK) throw new IOException(
				"it is damaged or cut off: a part of its data is missing");
	}

	private int marker() throws IOException {
		while (in.readUnsignedByte() != 0xff) {
			// Coded data.
		}
		int marker = 0xff;
		while (marker == 0xff) {
			marker = in.readUnsignedByte();
		}
		return marker;
	}

	private byte[] bytes(final int count) throws IOException {
		final byte[] bytes = in.readNBytes(count);
		if (bytes.length < count) throw new EOFException();
		return bytes;
	}

	/** Frames start at C0 to CF, but for tables and what is reserved. */
	private static boolean isFrame(final int marker) {
		return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 &&
			marker != 0xc8 && marker != 0xcc;
	}

	private void frame(final int marker, final byte[] frame)
		throws IOException
	{
		if (frame.length < 6 || frame.length < 6 + 3 * frame[5]) throw new IOException(
			"it is damaged: its frame is cut off");
		final String process = switch (marker) {
			case 0xc0, 0xc1, 0xc2 -> null;
			case 0xc3 -> "lossless";
			case 0xc5, 0xc6, 0xc7 -> "hierarchical";
			default -> "arithmetically coded";
		};
		if (process != null) throw refused(process + " JPEG");
		if (frame[0] != 8) throw refused(frame[0] + "-bit JPEG");
		final int colors = frame[5];
		if (colors != 1 && colors != 3) throw refused("JPEG of " + colors +
			" colors" + (colors == 4 ? " (CMYK or YCCK)" : ""));
		if (frame[1] == 0 && frame[2] == 0) throw refused(
			"JPEG whose height follows its data");
		for (int color = 0; color < colors; color++)
			known.put((int) frame[6 + 3 * color], new BitSet(BLOCK));
	}

	/** Notes what a scan holds: of which colors, coefficients and bits. */
	private void scan(final byte[] scan) throws IOException {
		final int colors = scan.length == 0 ? 0 : scan[0];
		if (scan.length != 4 + 2 * colors) throw new IOException(
			"it is damaged: a scan has " + scan.length + " bytes");
		final int first = scan[scan.length - 3];
		final int last = scan[scan.length - 2];
		final int lowestBit = scan[scan.length - 1] & 15;
		for (int color = 0; color < colors; color++) {
			final BitSet found = known.get((int) scan[1 + 2 * color]);
			if (found == null || first < 0 || last < first || last >= BLOCK)
				throw new IOException("it is damaged: a scan does not fit its frame");
			if (lowestBit == 0) found.set(first, last + 1);
		}
	}

	private static IOException refused(final String what) {
		return new IOException("it is a " + what + ", which is not read: save it " +
			"as 8-bit gray values or RGB, best as TIFF or PNG");
	}

	private void exif(final byte[] part) throws IOException {
		if (new String(part, 0, Math.min(EXIF.length(), part.length),
			StandardCharsets.ISO_8859_1).equals(EXIF)) orientation = Exif.orientation(
				ByteBuffer.wrap(part, EXIF.length(), part.length - EXIF.length())
					.slice());
	}
}
