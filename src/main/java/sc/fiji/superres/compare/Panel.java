package sc.fiji.superres.compare;

import java.nio.file.Path;
import java.util.Locale;

import sc.fiji.superres.figure.Crop;

/**
 * One picture of a figure.
 *
 * @param label what it shows
 * @param score its score as text; the size for the original
 * @param psnr ranks the panels; NaN for the original
 * @param rgb its pixels, 0xRRGGBB
 */
record Panel(String label, String score, double psnr, int[] rgb) {

	static Panel original(final Crop crop, final int[] rgb) {
		return new Panel("original", crop.width() + " x " + crop.height() +
			" pixels", Double.NaN, rgb);
	}

	/** Labels the result of a method; paths are shortened to the file name. */
	static Panel of(final ComparisonRow row, final int[] rgb) {
		final Path name = Path.of(row.method()).getFileName();
		return new Panel(name.toString(), String.format(Locale.ROOT,
			"%s dB, SSIM %.3f", row.identical() ? "inf" : String.format(Locale.ROOT,
				"%.2f", row.psnr()), row.ssim()), row.psnr(), rgb);
	}
}
