package sc.fiji.superres.image.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import ij.ImagePlus;
import ij.measure.Calibration;

import sc.fiji.superres.image.file.TestTiff.Page;

/** Tests TIFF files of all kinds: right pixels, or one line that says why not. */
class TiffKindsTest {

	private static final int WIDTH = 21;
	private static final int HEIGHT = 13;

	@TempDir
	private Path folder;

	// -- Samples --

	/** Bits, format, and whether ImageJ has a type for it. */
	static Stream<int[]> types() {
		return Stream.of(new int[][] { { 1, 1 }, { 8, 1 }, { 8, 2 }, { 16, 1 }, {
			16, 2 }, { 32, 1 }, { 32, 2 }, { 32, 3 }, { 64, 3 } });
	}

	/** All types, colors, layouts, compressions, predictors and byte orders. */
	@ParameterizedTest
	@MethodSource("types")
	void samplesAreRight(final int[] type) throws IOException {
		int files = 0;
		for (final int count : new int[] { 1, 2, 3, 5 }) {
			for (final int planar : new int[] { 1, 2 }) {
				for (final int compression : new int[] { TestTiff.NONE, TestTiff.LZW,
					TestTiff.DEFLATE, TestTiff.PACK_BITS })
				{
					for (final int predictor : new int[] { 1, 2, 3 }) {
						for (int layout = 0; layout < 8; layout++) {
							final boolean odd = predictor > 1 && (type[0] < 8 ||
								compression == TestTiff.NONE ||
								compression == TestTiff.PACK_BITS) || predictor == 3 &&
									type[1] < 3 || count == 1 && planar == 2 || count > 1 &&
										type[0] < 8;
							if (odd) continue;
							final Page page = new Page(WIDTH, HEIGHT, (s, x, y) -> value(type,
								s, x, y)).type(type[0], type[1], count).tag(259, compression)
								.tag(284, planar);
							if (predictor > 1) page.tag(317, predictor);
							if ((layout & 1) == 1) page.tiles(16, 16);
							final Path file = new TestTiff((layout & 2) == 0
								? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN,
								(layout & 4) != 0).add(page).write(folder.resolve("a.tif"));
							check(file, type, count, "count " + count + " planar " + planar +
								" compression " + compression + " predictor " + predictor +
								" layout " + layout);
							files++;
						}
					}
				}
			}
		}
		assertTrue(files >= 32, "only " + files);
	}

	private static void check(final Path file, final int[] type, final int count,
		final String kind) throws IOException
	{
		final ImagePlus image;
		try {
			image = ImageFiles.open(file);
		}
		catch (final IOException e) {
			throw new AssertionError(kind + ": " + e.getMessage(), e);
		}
		final boolean color = count == 3 && type[0] == 8 && type[1] == 1;
		assertEquals(color ? 1 : count, image.getNChannels(), kind);
		for (int s = 0; s < count; s++) {
			for (int y = 0; y < HEIGHT; y++) {
				for (int x = 0; x < WIDTH; x++) {
					final double expected = type[0] == 1 ? 255 * value(type, s, x, y)
						: value(type, s, x, y);
					assertEquals(expected, color ? image.getProcessor().getPixel(x, y,
						null)[s] : shown(image, s + 1, x, y), kind);
				}
			}
		}
	}

	/** The value that ImageJ shows, of signed samples too. */
	private static double shown(final ImagePlus image, final int slice,
		final int x, final int y)
	{
		final Calibration calibration = image.getCalibration();
		final float stored = image.getStack().getProcessor(slice).getf(x, y);
		return image.getBitDepth() == 32 ? stored : calibration.getCValue(
			(int) stored);
	}

	/** Numbers that each type holds exactly, and a float too. */
	private static double value(final int[] type, final int s, final int x,
		final int y)
	{
		final int number = 7919 * (x + 31 * y + 1013 * s);
		return switch (type[0]) {
			case 1 -> number / 3 & 1;
			case 8 -> type[1] == 1 ? number & 0xff : (byte) number;
			case 16 -> type[1] == 1 ? number & 0xffff : (short) number;
			default -> type[1] == 3 ? (number & 0xffff) / 128.0 - 200 : type[1] == 2
				? (number & 0xffffff) - (1 << 23) : number & 0xffffff;
		};
	}

	@ParameterizedTest
	@CsvSource({ "10, 1", "12, 1", "4, 1", "2, 1", "16, 3", "24, 1", "64, 1",
		"64, 2", "24, 3" })
	void otherTypesAreRefused(final int bits, final int format)
		throws IOException
	{
		refuses(new Page(WIDTH, HEIGHT, (s, x, y) -> x).type(bits, format, 1),
			"BitsPerSample [" + bits + "]");
	}

	@Test
	void samplesOfTwoTypesAreRefused() throws IOException {
		refuses(gray().tag(277, 3).tag(258, 8, 8, 16).tag(262, 2), "8, 8, 16");
		refuses(gray().tag(277, 2).tag(258, 16, 16).tag(339, 1, 2), "SampleFormat");
	}

	/** 2^24 + 1 is the first whole number that a float cannot hold. */
	@ParameterizedTest
	@ValueSource(longs = { 16777217, 3841470985L })
	void wholeNumbersThatFloatsRoundAreRefused(final long value)
		throws IOException
	{
		refuses(new Page(WIDTH, HEIGHT, (s, x, y) -> value).type(32, 1, 1), Long
			.toString(value));
	}

	// -- Tags --

	@ParameterizedTest
	@CsvSource({ "259, 2, CCITT", "259, 3, CCITT", "259, 4, CCITT",
		"259, 6, JPEG", "259, 7, JPEG", "259, 34712, JPEG 2000",
		"259, 50000, Zstandard", "259, 34925, LZMA", "259, 50001, WebP",
		"259, 999, unknown", "262, 4, a mask", "262, 5, CMYK", "262, 6, YCbCr",
		"262, 8, CIELab", "262, 32803, color filter array", "262, 77, unknown",
		"266, 2, FillOrder 2", "274, 9, Orientation 9", "277, 0, SamplesPerPixel 0",
		"256, 0, pixels", "317, 7, Predictor 7" })
	void otherTagsAreRefused(final int tag, final long value,
		final String name) throws IOException
	{
		final Page page = gray();
		if (tag == 317) page.tag(259, TestTiff.LZW);
		refuses(page.claim(tag, value), name);
	}

	@ParameterizedTest
	@CsvSource({ "1, 0, 0", "2, 20, 0", "3, 20, 12", "4, 0, 12", "5, 0, 0",
		"6, 12, 0", "7, 12, 20", "8, 0, 20" })
	void orientationIsApplied(final int orientation, final int x, final int y)
		throws IOException
	{
		for (final int count : new int[] { 1, 3 }) {
			final ImagePlus image = open(new Page(WIDTH, HEIGHT, (s, i, j) -> i == 0 &&
				j == 0 ? 200 : 7).type(8, 1, count).tag(274, orientation).tag(296, 3)
				.tag(282, 50L << 32 | 1).tag(283, 20L << 32 | 1));
			assertEquals(orientation > 4 ? HEIGHT : WIDTH, image.getWidth());
			assertEquals(200, image.getProcessor().getPixel(x, y, null)[0]);
			assertEquals(orientation > 4 ? 0.05 : 0.02, image
				.getCalibration().pixelWidth, 1e-9);
		}
	}

	/** No resolution that is no number becomes a pixel size. */
	@ParameterizedTest
	@CsvSource({ "0, 1, 0, 1", "0, 0, 0, 0", "1, 0, 1, 0", "300, 1, 0, 1",
		"0, 1, 300, 1" })
	void resolutionOfNothingIsNoPixelSize(final long x, final long overX,
		final long y, final long overY) throws IOException
	{
		for (final int unit : new int[] { 1, 2, 3 }) {
			final Calibration calibration = open(gray().tag(296, unit).tag(282,
				x << 32 | overX).tag(283, y << 32 | overY)).getCalibration();
			assertEquals(1, calibration.pixelWidth);
			assertEquals(1, calibration.pixelHeight);
			assertEquals("pixel", calibration.getUnit());
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2 })
	void alphaIsDroppedWhereItIsOpaque(final int kind) throws IOException {
		for (final int[] type : new int[][] { { 8, 1 }, { 16, 1 }, { 16, 2 } }) {
			for (final int count : new int[] { 2, 4 }) {
				final double opaque = type[1] == 2 ? Short.MAX_VALUE : (1 << type[0]) -
					1;
				final ImagePlus image = open(alpha(type, count, opaque, kind));
				assertEquals(count == 2 ? 1 : type[0] == 8 ? 1 : 3, image
					.getNChannels());
				assertEquals(count == 4 && type[0] == 8 ? 24 : type[0], image
					.getBitDepth());
				refuses(alpha(type, count, opaque - 1, kind), "transparent");
			}
		}
	}

	private static Page alpha(final int[] type, final int count,
		final double opacity, final int kind)
	{
		return new Page(WIDTH, HEIGHT, (s, x, y) -> s == count - 1 ? opacity : x)
			.type(type[0], type[1], count).tag(262, count == 4 ? 2 : 1).tag(338,
				kind);
	}

	// -- Pages --

	@Test
	void pagesThatDifferAreRefused() throws IOException {
		final Page first = gray();
		refuses(write(first, new Page(WIDTH + 1, HEIGHT, (s, x, y) -> 0)),
			"differ in size or type (22 x 13 after 21 x 13)");
		refuses(write(first, gray().type(16, 1, 1)), "differ");
		refuses(write(first, gray().type(8, 1, 3)), "differ");
		refuses(write(first, gray().type(8, 2, 1)), "differ");
		refuses(write(first, gray().tag(262, 0)), "differ");
	}

	@Test
	void pagesMayBeStoredInDifferentWays() throws IOException {
		final List<Page> pages = new ArrayList<>();
		for (int i = 0; i < 6; i++) {
			final int page = i;
			pages.add(new Page(WIDTH, HEIGHT, (s, x, y) -> x + 10 * page).tag(259,
				new int[] { 1, 5, 8, 32773, 1, 8 }[i]).tag(317, i == 5 ? 2 : 1));
		}
		pages.get(4).tiles(16, 16);
		final ImagePlus image = ImageFiles.open(write(pages.toArray(Page[]::new)));
		assertEquals(6, image.getStackSize());
		for (int i = 0; i < 6; i++)
			assertEquals(5 + 10 * i, image.getStack().getProcessor(i + 1).get(5, 3));
	}

	/** Tag 254 of TIFF 6.0, and 255 of the one before. */
	@ParameterizedTest
	@CsvSource({ "254, 1", "255, 2" })
	void thumbnailsAreLeftOut(final int tag, final int value)
		throws IOException
	{
		final Page small = new Page(5, 4, (s, x, y) -> 99).tag(tag, value);
		for (final Page[] pages : new Page[][] { { small, gray() }, { gray(),
			small }, { gray(), small, gray(), small } })
		{
			final ImagePlus image = ImageFiles.open(write(pages));
			assertEquals(WIDTH, image.getWidth());
			assertEquals(pages.length / 2, image.getStackSize());
		}
	}

	// -- Damage --

	@Test
	void everyTruncationIsRefused() throws IOException {
		for (final int compression : new int[] { TestTiff.NONE, TestTiff.LZW,
			TestTiff.DEFLATE, TestTiff.PACK_BITS })
		{
			for (int layout = 0; layout < 4; layout++) {
				final Page page = new Page(WIDTH, HEIGHT, (s, x, y) -> x * y).type(16, 1,
					1).tag(259, compression);
				if ((layout & 1) == 1) page.tiles(16, 16);
				final byte[] bytes = new TestTiff(ByteOrder.LITTLE_ENDIAN, layout > 1)
					.add(page).bytes();
				for (int length = 0; length < bytes.length; length += 7)
					refuses(Files.write(folder.resolve("a.tif"), Arrays.copyOf(bytes,
						length)), "");
			}
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { TestTiff.NONE, TestTiff.LZW, TestTiff.DEFLATE,
		TestTiff.PACK_BITS })
	void shortStripsAreRefused(final int compression) throws IOException {
		for (final int missing : new int[] { 1, 20, 62 }) {
			for (int layout = 0; layout < 4; layout++) {
				final Page page = new Page(WIDTH, HEIGHT, (s, x, y) -> x).tag(259,
					compression).tag(278, 13).missing(missing);
				if ((layout & 1) == 1) page.tiles(16, 16);
				refuses(new TestTiff(ByteOrder.BIG_ENDIAN, layout > 1).add(page).write(
					folder.resolve("a.tif")), "");
			}
		}
	}

	/** Each byte of the compressed data is damaged in its turn. */
	@Test
	void damagedDeflateIsRefused() throws IOException {
		final byte[] bytes = new TestTiff(ByteOrder.BIG_ENDIAN, false).add(gray().tag(
			259, TestTiff.DEFLATE).tag(278, HEIGHT)).bytes();
		for (int i = 10; i < 40; i++) {
			final byte[] damaged = bytes.clone();
			damaged[i] ^= 0x10;
			refuses(Files.write(folder.resolve("a.tif"), damaged), "damaged");
		}
	}

	/** Codes from the lowest bit, as before 1989. */
	@Test
	void oldLzwIsRefused() throws IOException {
		final byte[] bytes = new TestTiff(ByteOrder.LITTLE_ENDIAN, false).add(gray()
			.tag(259, TestTiff.LZW).tag(278, HEIGHT)).bytes();
		bytes[8] = 0;
		bytes[9] = 1;
		refuses(Files.write(folder.resolve("a.tif"), bytes), "1989");
	}

	// -- Helper methods --

	private static Page gray() {
		return new Page(WIDTH, HEIGHT, (s, x, y) -> x + y);
	}

	private Path write(final Page... pages) throws IOException {
		final TestTiff tiff = new TestTiff(ByteOrder.LITTLE_ENDIAN, false);
		for (final Page page : pages)
			tiff.add(page);
		return tiff.write(folder.resolve("a.tif"));
	}

	private ImagePlus open(final Page page) throws IOException {
		return ImageFiles.open(write(page));
	}

	private void refuses(final Page page, final String reason)
		throws IOException
	{
		refuses(write(page), reason);
	}

	private static void refuses(final Path file, final String reason) {
		final String message = assertThrows(IOException.class, () -> ImageFiles
			.open(file)).getMessage();
		assertTrue(message.contains(reason), message);
		assertEquals(1, message.lines().count(), message);
	}
}
