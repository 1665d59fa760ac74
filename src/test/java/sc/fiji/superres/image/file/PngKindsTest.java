package sc.fiji.superres.image.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import ij.ImagePlus;

/** Tests PNG files of all types: right pixels, or one line that says why not. */
class PngKindsTest {

	private static final int WIDTH = 21;
	private static final int HEIGHT = 13;

	@TempDir
	private Path folder;

	/** Gray values of few bits are spread over 8, as PNG wants them shown. */
	@ParameterizedTest
	@CsvSource({ "1, 0", "2, 0", "4, 0", "8, 0", "16, 0", "8, 2", "16, 2", "8, 4",
		"16, 4", "8, 6", "16, 6" })
	void samplesAreRight(final int bits, final int color) throws IOException {
		final int white = (1 << bits) - 1;
		final int count = color == 0 || color == 4 ? 1 : 3;
		for (final boolean interlaced : new boolean[] { false, true }) {
			for (final boolean gamma : new boolean[] { false, true }) {
				final TestPng png = new TestPng(WIDTH, HEIGHT, bits, color, interlaced);
				if (gamma) png.chunk("gAMA", 0, 1, 0x86, 0xa0);
				final ImagePlus image = open(png.bytes((s, x, y) -> s == count ? white
					: value(bits, s, x, y)));
				assertEquals(count == 3 && bits == 8 ? 24 : Math.max(8, bits), image
					.getBitDepth());
				for (int s = 0; s < count; s++) {
					for (int y = 0; y < HEIGHT; y++) {
						for (int x = 0; x < WIDTH; x++) {
							final int expected = value(bits, s, x, y) * (bits < 8 ? 255 /
								white : 1);
							assertEquals(expected, image.getBitDepth() == 24 ? image
								.getProcessor().getPixel(x, y, null)[s] : image.getStack()
									.getProcessor(s + 1).get(x, y));
						}
					}
				}
			}
		}
	}

	private static int value(final int bits, final int s, final int x,
		final int y)
	{
		return 7919 * (x + 31 * y + 1013 * s) >> 2 & (1 << bits) - 1;
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 4, 8 })
	void paletteHasItsColors(final int bits) throws IOException {
		final int[] palette = new int[3 << bits];
		for (int i = 0; i < palette.length; i++)
			palette[i] = i * 37 & 255;
		for (final boolean interlaced : new boolean[] { false, true }) {
			final ImagePlus image = open(new TestPng(WIDTH, HEIGHT, bits, 3,
				interlaced).chunk("PLTE", palette).bytes((s, x, y) -> value(bits, s, x,
					y)));
			final var colors = image.getProcessor().convertToRGB();
			for (int y = 0; y < HEIGHT; y++) {
				for (int x = 0; x < WIDTH; x++) {
					final int first = 3 * value(bits, 0, x, y);
					assertEquals(Arrays.toString(new int[] { palette[first],
						palette[first + 1], palette[first + 2] }), Arrays.toString(colors
							.getPixel(x, y, null)));
				}
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "8, 4", "16, 4", "8, 6", "16, 6" })
	void transparencyIsRefused(final int bits, final int color)
		throws IOException
	{
		final int alpha = color == 4 ? 1 : 3;
		refuses(new TestPng(WIDTH, HEIGHT, bits, color, false).bytes((s, x, y) ->
			s == alpha && x == 5 ? 1 : (1 << bits) - 1), "transparent pixels");
	}

	@Test
	void transparentColorsAreRefused() throws IOException {
		final TestPng.Samples samples = (s, x, y) -> x & 1;
		refuses(new TestPng(WIDTH, HEIGHT, 8, 0, false).chunk("tRNS", 0, 1).bytes(
			samples), "tRNS");
		refuses(new TestPng(WIDTH, HEIGHT, 8, 2, false).chunk("tRNS", 0, 1, 0, 1, 0,
			1).bytes(samples), "tRNS");
		refuses(new TestPng(WIDTH, HEIGHT, 8, 3, false).chunk("PLTE", 1, 2, 3, 4, 5,
			6).chunk("tRNS", 255, 0).bytes(samples), "tRNS");
		assertEquals(WIDTH, open(new TestPng(WIDTH, HEIGHT, 8, 3, false).chunk(
			"PLTE", 1, 2, 3, 4, 5, 6).chunk("tRNS", 255, 255).bytes(samples))
				.getWidth());
	}

	@Test
	void animationIsRefused() throws IOException {
		refuses(new TestPng(WIDTH, HEIGHT, 8, 2, false).chunk("acTL", 0, 0, 0, 2, 0,
			0, 0, 0).bytes((s, x, y) -> x), "animation");
	}

	/** EXIF as cameras write it; 6 turns the picture to the right. */
	@ParameterizedTest
	@CsvSource({ "8, 0", "8, 2", "16, 2", "16, 0" })
	void orientationIsApplied(final int bits, final int color)
		throws IOException
	{
		final ImagePlus image = open(new TestPng(WIDTH, HEIGHT, bits, color, false)
			.chunk("eXIf", 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0,
				1, 0, 6, 0, 0, 0, 0, 0, 0).bytes((s, x, y) -> x + y == 0 ? 200 : 7));
		assertEquals(HEIGHT, image.getWidth());
		assertEquals(200, image.getProcessor().getPixel(HEIGHT - 1, 0, null)[0]);
		assertEquals(bits == 16 && color == 2 ? 3 : 1, image.getNChannels());
	}

	/** Before memory is taken, and before the data is decoded. */
	@ParameterizedTest
	@CsvSource({ "30000, 30000, 8, 2, 100, cannot hold",
		"30000, 30000, 8, 2, 200000, memory", "65535, 65535, 8, 0, 600000, memory",
		"20000, 20000, 16, 6, 100000, memory", "2147483647, 1, 1, 0, 300000, " +
			"memory", "2147483647, 2147483647, 16, 6, 300000, cannot hold" })
	void bombsAreRefusedAtOnce(final int width, final int height,
		final int bits, final int color, final int bytes, final String reason)
		throws IOException
	{
		final byte[] bomb = new TestPng(width, height, bits, color, false).withData(
			new byte[bytes]);
		assertTimeoutPreemptively(Duration.ofSeconds(1), () -> refuses(bomb,
			reason));
	}

	/** Whole chunks, but fewer rows than the header says, or damaged ones. */
	@Test
	void missingRowsAreRefused() throws IOException {
		for (final int[] type : new int[][] { { 8, 0 }, { 8, 2 }, { 16, 0 }, { 16,
			2 }, { 8, 3 }, { 8, 6 }, { 1, 0 } })
		{
			for (final boolean interlaced : new boolean[] { false, true }) {
				final TestPng.Samples samples = (s, x, y) -> s == 3 ? 255 : x & 1;
				final byte[] few = new TestPng(WIDTH, HEIGHT, type[0], type[1],
					interlaced).chunk("PLTE", 1, 2, 3, 4, 5, 6).bytes(samples);
				final byte[] data = data(few);
				final TestPng more = new TestPng(WIDTH, HEIGHT + 3, type[0], type[1],
					interlaced).chunk("PLTE", 1, 2, 3, 4, 5, 6);
				refuses(more.withData(data), "");
				for (int cut = 1; cut < data.length; cut += 5)
					refuses(new TestPng(WIDTH, HEIGHT, type[0], type[1], interlaced)
						.chunk("PLTE", 1, 2, 3, 4, 5, 6).withData(Arrays.copyOf(data,
							data.length - cut)), "");
			}
		}
	}

	private static byte[] data(final byte[] png) {
		for (int i = 0;; i++) {
			if (png[i] == 'I' && png[i + 1] == 'D' && png[i + 2] == 'A') return Arrays
				.copyOfRange(png, i + 4, png.length - 16);
		}
	}

	// -- Helper methods --

	private ImagePlus open(final byte[] bytes) throws IOException {
		return ImageFiles.open(Files.write(folder.resolve("a.png"), bytes));
	}

	private void refuses(final byte[] bytes, final String reason) {
		final String message = assertThrows(IOException.class, () -> open(bytes))
			.getMessage();
		assertTrue(message.contains(reason), message);
		assertEquals(1, message.lines().count(), message);
	}
}
