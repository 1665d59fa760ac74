package sc.fiji.superres.image.file;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import ij.io.Opener;

/**
 * Finds truncated image files before ImageJ reads them, which would fill in
 * gray or zeros for the missing data, or report it in a way that aborts a
 * running macro.
 * <p>
 * Looked at are PNG with the checksums of all its chunks, JPEG, GIF with its
 * codes, BMP and FITS.
 * </p>
 */
final class WholeFile {

	private static final int BUFFER = 1 << 16;
	private static final int FITS_BLOCK = 2880;
	private static final int FITS_CARD = 80;
	private static final int BMP_HEADER = 54;
	private static final int RLE_8 = 1;
	private static final int RLE_4 = 2;

	private final DataInputStream in;

	private WholeFile(final InputStream file) {
		in = new DataInputStream(new BufferedInputStream(file, BUFFER));
	}

	/**
	 * Checks a file.
	 *
	 * @param type its type by {@link Opener#getFileType}
	 * @throws IOException if it is truncated or damaged
	 */
	static void check(final Path file, final int type) throws IOException {
		try (InputStream in = Files.newInputStream(file)) {
			final WholeFile whole = new WholeFile(in);
			switch (type) {
				case Opener.PNG -> PngFile.of(file);
				case Opener.JPEG -> JpegFile.orientation(file);
				case Opener.GIF -> GifFile.check(file);
				case Opener.BMP -> whole.bmp();
				case Opener.FITS -> whole.fits();
				default -> {
					// Left to ImageJ.
				}
			}
		}
		catch (final EOFException e) {
			throw new EOFException("it is cut off after " + Files.size(file) +
				" bytes");
		}
	}

	// -- Helper methods --

	/** Rows of samples, each padded to four bytes, or codes of runs. */
	private void bmp() throws IOException {
		in.skipNBytes(10);
		final long offset = Integer.toUnsignedLong(Integer.reverseBytes(in
			.readInt()));
		in.skipNBytes(4);
		final long width = Integer.reverseBytes(in.readInt());
		final long height = Math.abs((long) Integer.reverseBytes(in.readInt()));
		in.skipNBytes(2);
		final int bits = Short.toUnsignedInt(Short.reverseBytes(in.readShort()));
		final int compression = Integer.reverseBytes(in.readInt());
		in.skipNBytes(BMP_HEADER - 34);
		in.skipNBytes(Math.max(0, offset - BMP_HEADER));
		if (compression == RLE_8 || compression == RLE_4) runs(compression);
		else in.skipNBytes((width * bits + 31) / 32 * 4 * height);
	}

	/** Pairs of bytes: a run, or 0 and an escape, of which 1 is the end. */
	private void runs(final int compression) throws IOException {
		int escape = 0;
		while (escape != 1) {
			final boolean run = in.readUnsignedByte() > 0;
			escape = in.readUnsignedByte();
			if (run) escape = 0;
			else if (escape == 2) in.skipNBytes(2);
			else if (escape > 2) in.skipNBytes(compression == RLE_8 ? escape + 1 & ~1
				: (escape + 3) / 4 * 2);
		}
	}

	/** Cards of 80 characters up to END, in whole blocks, and samples. */
	private void fits() throws IOException {
		final Map<String, Long> sizes = new HashMap<>();
		final Map<String, Double> scales = new HashMap<>();
		int cards = 0;
		String key;
		do {
			final String card = text(FITS_CARD);
			key = card.substring(0, 8).strip();
			final String value = card.substring(10).replaceFirst("/.*", "").strip();
			if (key.matches("BITPIX|NAXIS\\d*") && value.matches("-?\\d{1,9}")) sizes
				.put(key, Math.abs(Long.parseLong(value)));
			if (key.matches("BSCALE|BZERO")) scales.put(key, real(value));
			cards++;
		}
		while (!"END".equals(key));
		in.skipNBytes(Math.floorMod(-cards * FITS_CARD, FITS_BLOCK));
		final double scale = scales.getOrDefault("BSCALE", 1.0);
		final double zero = scales.getOrDefault("BZERO", 0.0);
		final boolean unsigned = zero == 32768 && sizes.getOrDefault("BITPIX",
			0L) == 16;
		if (scale != 1 || zero != 0 && !unsigned) throw new IOException(
			"its values are stored as (value - " + zero + ") / " + scale +
				", which ImageJ does not undo: save it as 32-bit TIFF");
		final long axes = sizes.getOrDefault("NAXIS", 0L);
		long bytes = axes == 0 ? 0 : sizes.getOrDefault("BITPIX", 0L) / 8;
		for (long axis = 1; axis <= axes; axis++) {
			bytes *= sizes.getOrDefault("NAXIS" + axis, 0L);
		}
		in.skipNBytes(bytes);
	}

	private static double real(final String value) throws IOException {
		try {
			return Double.parseDouble(value);
		}
		catch (final NumberFormatException e) {
			throw new IOException("it is damaged: its header has the number " + value,
				e);
		}
	}

	private String text(final int bytes) throws IOException {
		final byte[] read = new byte[bytes];
		in.readFully(read);
		return new String(read, StandardCharsets.ISO_8859_1);
	}
}
