package sc.fiji.superres.image.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ij.ImagePlus;
import ij.process.ImageProcessor;

/** Tests BMP files of all kinds: right pixels, or one line that says why not. */
class BmpKindsTest {

	private static final int WIDTH = 21;
	private static final int HEIGHT = 13;
	private static final int FIELDS = 3;

	@TempDir
	private Path folder;

	/** Palettes and colors, bottom row first and top row first. */
	@ParameterizedTest
	@CsvSource({ "1, 0, 40", "4, 0, 40", "8, 0, 40", "24, 0, 40", "32, 0, 40",
		"8, 0, 108", "24, 0, 108", "32, 3, 40", "32, 3, 124" })
	void colorsAreRight(final int bits, final int compression,
		final int header) throws IOException
	{
		for (final boolean top : new boolean[] { false, true }) {
			final byte[] bytes = bmp(bits, compression, header, top, 255);
			final ImageProcessor colors = open(bytes).getProcessor().convertToRGB();
			for (int y = 0; y < HEIGHT; y++) {
				for (int x = 0; x < WIDTH; x++)
					assertArrayEquals(color(bits, x, y), colors.getPixel(x, y, null));
			}
			refuses(Arrays.copyOf(bytes, bytes.length - 1), "cut off");
			refuses(Arrays.copyOf(bytes, bytes.length / 2), "cut off");
		}
	}

	@Test
	void transparencyIsRefused() throws IOException {
		refuses(bmp(32, FIELDS, 124, true, 64), "transparent");
		refuses(bmp(32, FIELDS, 124, true, 0), "transparent");
	}

	/** Sixteen bits have no type in ImageJ, which says so. */
	@Test
	void sixteenBitsAreRefused() throws IOException {
		refuses(bmp(16, 0, 40, false, 0), "16");
	}

	/** Runs of eight bits: 20 of 1 and one of 2 in each row, then the end. */
	@Test
	void runsAreReadOrRefusedWhereTheyAreCut() throws IOException {
		final byte[] plain = bmp(8, 1, 40, false, 0);
		final int start = plain.length - 24 * HEIGHT;
		final byte[] bytes = Arrays.copyOf(plain, start + 6 * HEIGHT + 2);
		ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(34, 6 *
			HEIGHT + 2);
		for (int y = 0; y < HEIGHT; y++)
			System.arraycopy(new byte[] { 20, 1, 1, 2, 0, 0 }, 0, bytes, start + 6 *
				y, 6);
		bytes[bytes.length - 2] = 0;
		bytes[bytes.length - 1] = 1;
		final ImageProcessor colors = open(bytes).getProcessor().convertToRGB();
		assertArrayEquals(palette(1), colors.getPixel(19, 12, null));
		assertArrayEquals(palette(2), colors.getPixel(20, 0, null));
		for (int length = start; length < bytes.length; length++)
			refuses(Arrays.copyOf(bytes, length), "cut off");
	}

	// -- Helper methods --

	private static int[] color(final int bits, final int x, final int y) {
		final int number = 7919 * (x + 31 * y) >> 2;
		return bits > 8 ? new int[] { number & 255, number * 3 & 255, number * 7 &
			255 } : palette(number & (1 << bits) - 1);
	}

	private static int[] palette(final int index) {
		return new int[] { index * 37 & 255, 255 - index, index * 91 & 255 };
	}

	private static byte[] bmp(final int bits, final int compression,
		final int header, final boolean top, final int alpha)
	{
		final int row = (WIDTH * bits + 31) / 32 * 4;
		final int colors = bits > 8 ? 0 : 1 << bits;
		final int fields = compression == FIELDS && header == 40 ? 12 : 0;
		final int offset = 14 + header + fields + 4 * colors;
		final ByteBuffer out = ByteBuffer.allocate(offset + row * HEIGHT).order(
			ByteOrder.LITTLE_ENDIAN);
		out.put((byte) 'B').put((byte) 'M').putInt(out.capacity()).putInt(0).putInt(
			offset);
		out.putInt(header).putInt(WIDTH).putInt(top ? -HEIGHT : HEIGHT).putShort(
			(short) 1).putShort((short) bits).putInt(compression).putInt(row *
				HEIGHT).putLong(0).putInt(colors).putInt(0);
		if (compression == FIELDS) out.putInt(0xff0000).putInt(0xff00).putInt(0xff);
		if (compression == FIELDS && header > 40) out.putInt(0xff000000);
		out.position(14 + header + fields);
		for (int i = 0; i < colors; i++)
			out.put((byte) palette(i)[2]).put((byte) palette(i)[1]).put(
				(byte) palette(i)[0]).put((byte) 0);
		for (int y = 0; y < HEIGHT; y++) {
			final int start = offset + row * (top ? y : HEIGHT - 1 - y);
			for (int x = 0; x < WIDTH; x++) {
				if (bits > 8) {
					final int[] color = color(bits, x, y);
					for (int b = 0; b < bits / 8; b++)
						out.put(start + x * bits / 8 + b, (byte) (b == 3 ? alpha : color[2 -
							b]));
					continue;
				}
				final int index = 7919 * (x + 31 * y) >> 2 & (1 << bits) - 1;
				final int at = start + x * bits / 8;
				out.put(at, (byte) (out.get(at) | index << 8 - bits - x * bits % 8));
			}
		}
		return out.array();
	}

	private ImagePlus open(final byte[] bytes) throws IOException {
		return ImageFiles.open(Files.write(folder.resolve("a.bmp"), bytes));
	}

	private void refuses(final byte[] bytes, final String reason) {
		final String message = assertThrows(IOException.class, () -> open(bytes))
			.getMessage();
		assertTrue(message.contains(reason), message);
		assertEquals(1, message.lines().count(), message);
	}
}
