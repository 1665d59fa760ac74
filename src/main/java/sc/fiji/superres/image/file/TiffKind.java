package sc.fiji.superres.image.file;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/** Which pages of TIFF are read; all others are refused with their tag. */
final class TiffKind {

	private static final Map<Integer, String> PHOTOMETRIC = Map.of(4, "a mask", 5,
		"CMYK", 6, "YCbCr", 8, "CIELab", 9, "ICCLab", 32803, "a color filter array",
		34892, "linear raw data");

	private TiffKind() {
		// Static methods only.
	}

	/**
	 * Checks a page.
	 *
	 * @throws IOException if it is of a kind that is not read, by the name of the
	 *           tag that says so, with a remedy
	 */
	static void check(final TiffPage page) throws IOException {
		final int bits = page.bits();
		final int format = page.format();
		final int photometric = page.photometric();
		if (page.width() <= 0 || page.height() <= 0 || (long) page.width() * page
			.height() > Integer.MAX_VALUE - 64) throw new IOException("a page is " +
				page.value(TiffPage.WIDTH, 0) + " x " + page.value(TiffPage.HEIGHT, 0) +
				" pixels, which ImageJ does not hold");
		final String compression = TiffCodec.unread(page.compression());
		if (compression != null) throw refused("Compression " + page
			.compression() + " (" + compression + ")");
		if (photometric > 3 || photometric < 0) throw refused(
			"PhotometricInterpretation " + photometric + " (" + PHOTOMETRIC
				.getOrDefault(photometric, "unknown") + ")");
		if (page.value(TiffPage.FILL_ORDER, 1) != 1) throw refused(
			"FillOrder 2 (bits from the lowest)");
		final boolean known = switch (bits) {
			case 1 -> format == 1 && photometric < 2 && page.samples() == 1;
			case 8, 16, 32 -> format == 1 || format == 2 || format == 3 && bits == 32;
			case 64 -> format == 3;
			default -> false;
		};
		if (!known) throw refused("BitsPerSample " + Arrays.toString(page.values(
			TiffPage.BITS)) + (page.has(TiffPage.FORMAT) ? " with SampleFormat " +
				Arrays.toString(page.values(TiffPage.FORMAT)) : ""));
		final int samples = page.samples();
		if (samples < 1 || samples > 64 || photometric == 2 && samples < 3)
			throw refused("SamplesPerPixel " + samples);
		if (photometric == 3 && (bits != 8 || samples != 1 || format != 1 || page
			.values(TiffPage.COLOR_MAP).length != 768)) throw refused("a palette of " +
				page.values(TiffPage.COLOR_MAP).length / 3 + " colors for " + bits +
				"-bit samples");
		if (photometric == 0 && (bits > 16 || format != 1 || samples > 1))
			throw refused("PhotometricInterpretation 0 (white is zero) with " + bits +
				" bits");
		final int predictor = page.predictor();
		if (predictor < 1 || predictor > 3 || predictor > 1 && bits < 8 ||
			predictor == 3 && format != 3) throw refused("Predictor " + predictor +
				" with " + bits + " bits");
		if (page.orientation() < 1 || page.orientation() > 8) throw refused(
			"Orientation " + page.orientation());
	}

	// -- Helper methods --

	private static IOException refused(final String tag) {
		return new IOException("TIFF with " + tag + " is not read: save it " +
			"uncompressed, as 8, 16 or 32-bit gray values or RGB");
	}
}
