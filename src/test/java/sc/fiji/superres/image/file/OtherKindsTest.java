package sc.fiji.superres.image.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import ij.ImagePlus;

/**
 * Tests zip archives, DICOM, FITS, GIF and PNM: right pixels, or one line that says why not,
 * and nothing printed.
 */
class OtherKindsTest {

	private static final int WIDTH = 21;
	private static final int HEIGHT = 13;

	@TempDir
	private Path folder;

	// -- Zip --

	@Test
	void zippedStackIsOpened() throws IOException {
		final ImagePlus image = open("a.zip", zip("a.tif", tiff()));
		assertEquals(2, image.getStackSize());
		assertEquals("a.zip", image.getTitle());
		assertEquals(5, image.getProcessor().get(5, 0));
	}

	@Test
	void everyTruncationOfAZipIsRefused() throws IOException {
		final byte[] bytes = zip("a.tif", tiff());
		for (int length = 4; length < bytes.length; length += 3)
			refuses("a.zip", Arrays.copyOf(bytes, length), "");
	}

	@Test
	void otherArchivesAreRefused() throws IOException {
		refuses("a.zip", zip("a.roi", tiff()), "not of a TIFF");
		refuses("a.zip", zip("a.tif", zip("a.tif", tiff())), "not an image");
		refuses("a.zip", zip("a.tif", new byte[1 << 24]), "not an image");
		refuses("a.zip", zip("a.tif", tiff(), "b.tif", tiff()), "2 files");
		refuses("a.zip", zip(), "");
		final byte[] tiff = tiff();
		refuses("a.zip", zip("a.tif", Arrays.copyOf(tiff, tiff.length / 2)),
			"cut off");
	}

	/** The data unpacks, but is not what was packed. */
	@Test
	void checksumOfAZipIsChecked() throws IOException {
		final byte[] tiff = tiff();
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
			final ZipEntry entry = new ZipEntry("a.tif");
			final CRC32 checksum = new CRC32();
			checksum.update(tiff);
			entry.setMethod(ZipEntry.STORED);
			entry.setSize(tiff.length);
			entry.setCrc(checksum.getValue());
			zip.putNextEntry(entry);
			zip.write(tiff);
		}
		final byte[] damaged = bytes.toByteArray();
		assertEquals(2, open("a.zip", damaged).getStackSize());
		damaged[60] ^= 1;
		refuses("a.zip", damaged, "checksum of a.tif");
	}

	static byte[] tiff() throws IOException {
		final TestTiff tiff = new TestTiff(ByteOrder.BIG_ENDIAN, false);
		for (int i = 0; i < 2; i++)
			tiff.add(new TestTiff.Page(WIDTH, HEIGHT, (s, x, y) -> x + 2 * y));
		return tiff.bytes();
	}

	/** Makes an archive of names and contents. */
	static byte[] zip(final Object... entries) throws IOException {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
			for (int i = 0; i < entries.length; i += 2) {
				zip.putNextEntry(new ZipEntry((String) entries[i]));
				zip.write((byte[]) entries[i + 1]);
			}
		}
		return bytes.toByteArray();
	}

	// -- DICOM --

	@ParameterizedTest
	@CsvSource({ "8, 0, 1", "16, 0, 1", "16, 1, 1", "16, 0, 4" })
	void dicomIsReadOrRefusedWhereItIsCut(final int bits, final int signed,
		final int frames) throws IOException
	{
		final byte[] bytes = dicom(bits, signed, frames);
		final ImagePlus image = open("a.dcm", bytes);
		assertEquals(bits, image.getBitDepth());
		assertEquals(frames, image.getStackSize());
		for (int x = 0; x < WIDTH; x++) {
			final int stored = image.getStack().getProcessor(frames).get(x, 2);
			assertEquals(value(bits, signed, x, 2 + HEIGHT * (frames - 1)), image
				.getCalibration().getCValue(stored));
		}
		for (int length = 140; length < bytes.length; length += length < 400 ? 1
			: 97)
			refuses("a.dcm", Arrays.copyOf(bytes, length), "");
		refuses("a.dcm", Arrays.copyOf(bytes, bytes.length - 1), "cut off");
	}

	/** A byte of the header says something else. */
	@Test
	void damagedDicomIsReadOrRefusedInOneLine() throws IOException {
		final byte[] bytes = dicom(16, 0, 1);
		for (int i = 128; i < bytes.length - WIDTH * HEIGHT * 2; i++) {
			for (final int flip : new int[] { 1, 0x80 }) {
				final byte[] damaged = bytes.clone();
				damaged[i] ^= flip;
				readsOrRefuses("a.dcm", damaged);
			}
		}
	}

	private static double value(final int bits, final int signed, final int x,
		final int y)
	{
		final int number = 977 * x + 31 * y;
		return bits == 8 ? number & 0xff : signed == 1 ? (short) (number - 9000)
			: number & 0xffff;
	}

	/** Part 10 of the standard: explicit types, lowest byte first. */
	static byte[] dicom(final int bits, final int signed,
		final int frames)
	{
		final ByteBuffer out = ByteBuffer.allocate(1 << 16).order(
			ByteOrder.LITTLE_ENDIAN);
		out.position(128);
		out.put("DICM".getBytes(StandardCharsets.US_ASCII));
		element(out, 0x0002, 0x0010, "UI", "1.2.840.10008.1.2.1\0".getBytes(
			StandardCharsets.US_ASCII));
		number(out, 0x0002, 1);
		element(out, 0x0028, 0x0004, "CS", "MONOCHROME2 ".getBytes(
			StandardCharsets.US_ASCII));
		if (frames > 1) element(out, 0x0028, 0x0008, "IS", (frames + " ").getBytes(
			StandardCharsets.US_ASCII));
		number(out, 0x0010, HEIGHT);
		number(out, 0x0011, WIDTH);
		number(out, 0x0100, bits);
		number(out, 0x0101, bits);
		number(out, 0x0102, bits - 1);
		number(out, 0x0103, signed);
		out.putShort((short) 0x7fe0).putShort((short) 0x0010).put("OW".getBytes(
			StandardCharsets.US_ASCII)).putShort((short) 0).putInt(WIDTH * HEIGHT *
				frames * bits / 8);
		for (int y = 0; y < HEIGHT * frames; y++) {
			for (int x = 0; x < WIDTH; x++) {
				final int number = (int) value(bits, signed, x, y);
				if (bits == 8) out.put((byte) number);
				else out.putShort((short) number);
			}
		}
		return Arrays.copyOf(out.array(), out.position());
	}

	private static void number(final ByteBuffer out, final int element,
		final int value)
	{
		out.putShort((short) 0x0028).putShort((short) element).put("US".getBytes(
			StandardCharsets.US_ASCII)).putShort((short) 2).putShort((short) value);
	}

	private static void element(final ByteBuffer out, final int group,
		final int element, final String type, final byte[] value)
	{
		out.putShort((short) group).putShort((short) element).put(type.getBytes(
			StandardCharsets.US_ASCII)).putShort((short) value.length).put(value);
	}

	// -- FITS --

	/** Stored as x + 100 y, from the bottom row up. */
	@ParameterizedTest
	@CsvSource({ "1, 0, ''", "1, 32768, ''", "0.25, 0, 0.25", "1, 10, 10.0",
		"1.0D0, 0, number 1.0D0", "2E0, 0, 2.0", "x, 0, number x" })
	void scaledFitsIsRefused(final String scale, final String zero,
		final String reason) throws IOException
	{
		final StringBuilder header = new StringBuilder();
		for (final String card : List.of("SIMPLE  = T", "BITPIX  = 16",
			"NAXIS   = 2", "NAXIS1  = " + WIDTH, "NAXIS2  = " + HEIGHT, "BSCALE  = " +
				scale, "BZERO   = " + zero, "END"))
			header.append(String.format("%-80s", card));
		final ByteBuffer out = ByteBuffer.allocate(2 * 2880);
		out.put(String.format("%-2880s", header).getBytes(
			StandardCharsets.US_ASCII));
		for (int i = 0; i < WIDTH * HEIGHT; i++)
			out.putShort((short) (i % WIDTH + 100 * (i / WIDTH)));
		if (!reason.isEmpty()) {
			refuses("a.fits", out.array(), reason);
			return;
		}
		final ImagePlus image = open("a.fits", out.array());
		assertEquals(307 + Integer.parseInt(zero), image.getCalibration().getCValue(
			image.getProcessor().getf(7, HEIGHT - 4)));
	}

	// -- GIF --

	/** Noise fills the table of codes, of which a flat image needs few. */
	@ParameterizedTest
	@CsvSource({ "300, false", "300, true", "21, false" })
	void gifIsReadOrRefusedWhereItsCodesEnd(final int side,
		final boolean interlaced) throws IOException
	{
		for (final int most : new int[] { 1, 4, 256 }) {
			final BufferedImage image = new BufferedImage(side, side,
				BufferedImage.TYPE_BYTE_GRAY);
			final Random random = new Random(3);
			for (int i = 0; i < side * side; i++)
				image.getRaster().setSample(i % side, i / side, 0, 255 - random.nextInt(
					most));
			final byte[] bytes = gif(image, interlaced);
			final ImagePlus read = open("a.gif", bytes);
			for (int i = 0; i < side * side; i++)
				assertEquals(image.getRaster().getSample(i % side, i / side, 0), read
					.getProcessor().convertToByte(false).get(i), "pixel " + i);
			final int start = codes(bytes);
			for (int end = start; end < bytes.length - 5; end += (bytes.length -
				start) / 7 + 1)
				refuses("a.gif", withCodes(bytes, start, end), "");
		}
	}

	private static byte[] gif(final BufferedImage image,
		final boolean interlaced) throws IOException
	{
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		final ImageWriter writer = ImageIO.getImageWritersByFormatName("gif")
			.next();
		try (var out = ImageIO.createImageOutputStream(bytes)) {
			writer.setOutput(out);
			final ImageWriteParam how = writer.getDefaultWriteParam();
			how.setProgressiveMode(interlaced ? ImageWriteParam.MODE_DEFAULT
				: ImageWriteParam.MODE_DISABLED);
			writer.write(null, new IIOImage(image, null, null), how);
		}
		finally {
			writer.dispose();
		}
		return bytes.toByteArray();
	}

	/** Returns where the first block of codes begins, at its length. */
	private static int codes(final byte[] gif) {
		int at = 13 + palette(gif[10]);
		while (gif[at] == '!') {
			at += 2;
			while (gif[at] != 0)
				at += 1 + (gif[at] & 0xff);
			at++;
		}
		return at + 11 + palette(gif[at + 9]);
	}

	private static int palette(final int flags) {
		return (flags & 0x80) == 0 ? 0 : 3 << (flags & 7) + 1;
	}

	/** Ends the codes before some place, with whole blocks and the trailer. */
	private static byte[] withCodes(final byte[] gif, final int start,
		final int end)
	{
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		out.write(gif, 0, start);
		int at = start;
		while (at < end) {
			final int length = Math.min(gif[at] & 0xff, end - at - 1);
			if (length == 0) break;
			out.write(length);
			out.write(gif, at + 1, length);
			at += 1 + length;
		}
		out.write(0);
		out.write(';');
		return out.toByteArray();
	}

	// -- PNM --

	@ParameterizedTest
	@CsvSource({ "2, 255", "2, 65535", "2, 1023", "2, 15", "5, 255", "5, 65535",
		"5, 1023", "5, 15", "3, 255", "6, 255", "3, 65535", "6, 65535", "1, 1",
		"4, 1" })
	void pnmIsReadOrRefusedWhereItIsCut(final int kind, final int most)
		throws IOException
	{
		final byte[] bytes = pnm(kind, most);
		final int count = kind == 3 || kind == 6 ? 3 : 1;
		final ImagePlus image = open("a.pgm", bytes);
		for (int s = 0; s < count; s++) {
			for (int y = 0; y < HEIGHT; y++) {
				for (int x = 0; x < WIDTH; x++) {
					final int stored = image.getBitDepth() == 24 ? image.getProcessor()
						.getPixel(x, y, null)[s] : image.getStack().getProcessor(s + 1).get(
							x, y);
					// 1 is black in a bitmap; few values are spread over 8 bits.
					assertEquals(most == 1 ? 255 * (1 - sample(1, s, x, y)) : sample(most,
						s, x, y) * (most == 15 ? 17 : 1), stored);
				}
			}
		}
		for (int length = 2; length < bytes.length - (kind < 4 ? 3
			: 0); length += 5)
			refuses("a.pgm", Arrays.copyOf(bytes, length), "");
	}

	@ParameterizedTest
	@ValueSource(strings = { "P2 2 2 255 1 2 3 x", "P2 2 2 255 1 2 3 -4",
		"P2 2 2 255 1 2 3 256", "P2 2 2 0 1 2 3 4", "P2 2 2 70000 1 2 3 4",
		"P2 0 2 255 1", "P2 99999 99999 255 1", "P5 99999 99999 255 1",
		"P2 99999999999999999999 1 255 1", "P1 2 2 0 1 2 1", "P7 2 2 255 aaaa",
		"P3 2 1 255 1 2 3 4 5 999", "P2 2 2", "P5 2 1 255 abP5 2 1 255 ab" })
	void damagedPnmIsRefused(final String text) throws IOException {
		refuses("a.pgm", text.getBytes(StandardCharsets.US_ASCII), "");
	}

	private static int sample(final int most, final int s, final int x,
		final int y)
	{
		return 7919 * (x + 31 * y + 1013 * s) / 3 % (most + 1);
	}

	static byte[] pnm(final int kind, final int most) {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		final int count = kind == 3 || kind == 6 ? 3 : 1;
		out.writeBytes(("P" + kind + "\n# made here\n" + WIDTH + " " + HEIGHT +
			"\n" + (most == 1 ? "" : most + "\n")).getBytes(
				StandardCharsets.US_ASCII));
		for (int y = 0; y < HEIGHT; y++) {
			int bits = 0;
			for (int x = 0; x < WIDTH; x++) {
				for (int s = 0; s < count; s++) {
					final int sample = sample(most, s, x, y);
					if (kind < 4) out.writeBytes((sample + (x % 5 == 4 ? "\n" : " "))
						.getBytes(StandardCharsets.US_ASCII));
					else if (most > 255) {
						out.write(sample >> 8);
						out.write(sample);
					}
					else if (most > 1) out.write(sample);
					else {
						bits |= sample << 7 - x % 8;
						if (x % 8 == 7 || x == WIDTH - 1) {
							out.write(bits);
							bits = 0;
						}
					}
				}
			}
		}
		return out.toByteArray();
	}

	// -- What is no image --

	/**
	 * ImageJ would show a dialog for some of these, or change what is open: a
	 * selection, a table, a macro.
	 */
	@ParameterizedTest
	@CsvSource({ "a.avi, RIFF....AVI LIST", "a.roi, Iout.............",
		"a.lut, 0123456789012345", "a.ojj, {}", "a.csv, 'a,b'", "a.txt, text",
		"a.java, class A {}", "a.ijm, print(1);", "a.raw, 0123456789",
		"a.czi, ZISRAWFILE......" })
	void isNoImage(final String name, final String content) {
		refuses(name, (content + "\n".repeat(800)).getBytes(
			StandardCharsets.US_ASCII), "save it as TIFF");
	}

	// -- Helper methods --

	private ImagePlus open(final String name, final byte[] bytes)
		throws IOException
	{
		final Path file = Files.write(folder.resolve(name), bytes);
		final PrintStream out = System.out;
		final PrintStream err = System.err;
		final ByteArrayOutputStream printed = new ByteArrayOutputStream();
		System.setOut(new PrintStream(printed, true));
		System.setErr(new PrintStream(printed, true));
		try {
			return ImageFiles.open(file);
		}
		finally {
			System.setOut(out);
			System.setErr(err);
			assertEquals("", printed.toString(StandardCharsets.UTF_8));
		}
	}

	private void refuses(final String name, final byte[] bytes,
		final String reason)
	{
		final String message = assertThrows(IOException.class, () -> open(name,
			bytes)).getMessage();
		assertTrue(message.startsWith("Cannot open " + folder.resolve(name) +
			": ") && message.contains(reason), message);
		assertEquals(1, message.lines().count(), message);
	}

	private void readsOrRefuses(final String name, final byte[] bytes) {
		try {
			assertTrue(open(name, bytes).getWidth() > 0);
		}
		catch (final IOException e) {
			assertEquals(1, e.getMessage().lines().count(), e.getMessage());
		}
	}
}
