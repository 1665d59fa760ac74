package sc.fiji.superres.image.file;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The orientation that cameras write into JPEG. */
final class Exif {

	private static final int APP1 = 0xffe1;
	private static final int START_OF_SCAN = 0xffda;

	private Exif() {
		// Static methods only.
	}

	/** Returns the orientation as in TIFF, 1 to 8; 1 if there is none. */
	static int orientation(final Path file) throws IOException {
		try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files
			.newInputStream(file))))
		{
			in.skipNBytes(2);
			for (int marker = in.readUnsignedShort(); marker >= 0xff00 &&
				marker != START_OF_SCAN; marker = in.readUnsignedShort())
			{
				final byte[] part = in.readNBytes(Math.max(0, in
					.readUnsignedShort() - 2));
				if (marker == APP1 && new String(part, 0, Math.min(6, part.length),
					StandardCharsets.ISO_8859_1).equals("Exif\0\0")) return orientation(
						ByteBuffer.wrap(part, 6, part.length - 6).slice());
			}
			return 1;
		}
		catch (final IndexOutOfBoundsException e) {
			throw new IOException("Cannot open " + file +
				": it is damaged: its EXIF data is cut off", e);
		}
	}

	private static int orientation(final ByteBuffer exif) {
		exif.order(exif.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN
			: ByteOrder.BIG_ENDIAN);
		final int directory = exif.getInt(4);
		final int entries = exif.getShort(directory) & 0xffff;
		for (int i = 0; i < entries; i++) {
			final int entry = directory + 2 + 12 * i;
			if ((exif.getShort(entry) & 0xffff) == TiffPage.ORIENTATION) return exif
				.getShort(entry + 8);
		}
		return 1;
	}
}
