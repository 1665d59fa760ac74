package sc.fiji.superres.image.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** EXIF data, which cameras put into JPEG and PNG: a directory of TIFF. */
final class Exif {

	private Exif() {
		// Static methods only.
	}

	/**
	 * Returns the orientation as in TIFF, 1 to 8; 1 if nothing is said.
	 *
	 * @throws IOException if it is cut off
	 */
	static int orientation(final ByteBuffer exif) throws IOException {
		try {
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
		catch (final IndexOutOfBoundsException e) {
			throw new IOException("it is damaged: its EXIF data is cut off", e);
		}
	}
}
