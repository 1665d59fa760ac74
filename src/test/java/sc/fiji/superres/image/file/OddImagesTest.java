package sc.fiji.superres.image.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ij.ImagePlus;

/**
 * Tests {@link ImageFiles} on files that ImageJ's opener misreads. What is right
 * was computed when the files were made, beside them; skipped where they are not.
 */
class OddImagesTest {

	private static final Path DATA = Path.of("../shared/data");

	/** Values at row 0, column 5, of each channel of the first slice. */
	@ParameterizedTest
	@CsvSource({ "02-float-predictor3-deflate.tif, 1.8811",
		"02-float-predictor2-deflate.tif, 1.8811", "04-rgb-int16.tif, ''",
		"05-rgb16-planar-deflate.tif, 3941 259 2926",
		"07-gray-alpha-opaque.png, 245", "07-gray16-alpha-opaque.png, 3941",
		"07-rgba16-opaque.png, 3941 259 2926", "08-thumbnail-first.tif, ''",
		"08-two-pages-rgb16.tif, ''", "06-ome.ome.tif, ''", "04-int8.tif, ''",
		"10-bmp-v4-palette.bmp, 245", "12-orientation6.tif, ''",
		"12-exif-orientation6.jpg, ''", "14-resolution-0-per-inch.tif, ''",
		"01-palette.png, ''", "01-palette.tif, ''" })
	void isReadRight(final String name, final String values) {
		final ImagePlus image = open("odd/" + name);
		final String[] wanted = values.isEmpty() ? new String[0] : values.split(
			" ");
		for (int c = 0; c < wanted.length; c++) {
			assertEquals(Double.parseDouble(wanted[c]), image.getStack().getProcessor(
				c + 1).getf(5, 0), 5e-5);
		}
	}

	@ParameterizedTest
	@CsvSource({ "odd/03-jpeg-in-tiff-noise.tif, JPEG",
		"odd/03-jpeg-in-tiff-one-strip.tif, JPEG", "odd/04-uint32.tif, 32-bit",
		"odd/07-rgba8-half-transparent.png, transparent",
		"odd/08-pages-of-two-sizes.tif, differ",
		"odd/09-deflate-short-HANGS.tif, damaged",
		"odd/09-deflate-flipped-byte.tif, damaged",
		"odd/10-bmp-300-million-colours-HANGS.bmp, palette",
		"odd/12-ycbcr-uncompressed.tif, YCbCr", "hostile/hole-deflate.tif, damaged",
		"hostile/damaged-deflate.tif, damaged", "hostile/truncated.dcm, cut off",
		"hostile/truncated-ascii.pgm, cut off" })
	void isRefused(final String name, final String reason) {
		assumeTrue(Files.exists(DATA.resolve(name)), "no " + DATA);
		final String message = assertThrows(IOException.class, () -> {
			try {
				open(name);
			}
			catch (final IllegalStateException e) {
				throw (IOException) e.getCause();
			}
		}).getMessage();
		assertEquals(1, message.lines().count());
		assertTrue(message.contains(reason), message);
	}

	private static ImagePlus open(final String name) {
		final Path file = DATA.resolve(name);
		assumeTrue(Files.exists(file), "no " + file);
		return assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
			try {
				return ImageFiles.open(file);
			}
			catch (final IOException e) {
				throw new IllegalStateException(e);
			}
		});
	}
}
