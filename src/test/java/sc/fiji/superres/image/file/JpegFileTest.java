package sc.fiji.superres.image.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

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
import ij.process.ImageProcessor;

/** Tests JPEG files: each kind and damage is read right, or refused. */
class JpegFileTest {

	private static final int WIDTH = 80;
	private static final int HEIGHT = 60;

	@TempDir
	private Path folder;

	// -- Kinds --

	@ParameterizedTest
	@CsvSource({ "1, false", "1, true", "3, false", "3, true" })
	void isReadAsImageIoDoes(final int bands, final boolean progressive)
		throws IOException
	{
		final Path file = write(jpeg(bands, progressive));
		final ImageProcessor plane = ImageFiles.open(file).getProcessor();
		final BufferedImage expected = ImageIO.read(file.toFile());
		assertEquals(bands == 1 ? 8 : 24, plane.getBitDepth());
		for (int y = 0; y < HEIGHT; y++) {
			for (int x = 0; x < WIDTH; x++) {
				if (bands == 1) assertEquals(expected.getRaster().getSample(x, y, 0),
					plane.get(x, y));
				else assertEquals(expected.getRGB(x, y), plane.get(x, y) |
					0xff000000);
			}
		}
	}

	/** The marker of the frame says how the data is coded. */
	@ParameterizedTest
	@CsvSource({ "c3, lossless", "c5, hierarchical", "c9, arithmetic",
		"ca, arithmetic", "cb, arithmetic" })
	void otherProcessIsRefused(final String marker, final String name)
		throws IOException
	{
		final byte[] bytes = jpeg(3, false);
		bytes[frame(bytes) + 1] = (byte) Integer.parseInt(marker, 16);
		refuses(bytes, name);
	}

	@Test
	void twelveBitsAreRefused() throws IOException {
		final byte[] bytes = jpeg(1, false);
		final int frame = frame(bytes);
		bytes[frame + 1] = (byte) 0xc1;
		bytes[frame + 4] = 12;
		refuses(bytes, "12-bit");
	}

	@Test
	void fourColorsAreRefused() throws IOException {
		refuses(jpeg(4, false), "CMYK");
		refuses(jpeg(4, true), "CMYK");
	}

	@Test
	void hugeSizeIsRefusedAtOnce() throws IOException {
		final byte[] bytes = jpeg(3, false);
		ByteBuffer.wrap(bytes).putShort(frame(bytes) + 5, (short) 30000).putShort(
			frame(bytes) + 7, (short) 40000);
		assertTimeoutPreemptively(Duration.ofSeconds(1), () -> refuses(bytes,
			"cannot hold 40000 x 30000 pixels"));
	}

	/** Where the pixel at the top left is shown, as EXIF 2.3 defines it. */
	@ParameterizedTest
	@CsvSource({ "1, 0, 0", "2, 79, 0", "3, 79, 59", "4, 0, 59", "5, 0, 0",
		"6, 59, 0", "7, 59, 79", "8, 0, 79" })
	void orientationIsApplied(final int orientation, final int x, final int y)
		throws IOException
	{
		final byte[] bytes = jpeg(3, false);
		final int corner = ImageFiles.open(write(bytes)).getProcessor().get(0, 0);
		for (final ByteOrder order : new ByteOrder[] { ByteOrder.BIG_ENDIAN,
			ByteOrder.LITTLE_ENDIAN })
		{
			final ImagePlus image = ImageFiles.open(write(exif(bytes, orientation,
				order)));
			assertEquals(orientation > 4 ? HEIGHT : WIDTH, image.getWidth());
			assertEquals(orientation > 4 ? WIDTH : HEIGHT, image.getHeight());
			assertEquals(corner, image.getProcessor().get(x, y));
		}
	}

	// -- Damage --

	/** The end is there, but the data before it is not whole. */
	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void missingDataIsRefused(final boolean progressive) throws IOException {
		final byte[] bytes = jpeg(3, progressive);
		final int start = data(bytes);
		for (int part = 1; part < 20; part++) {
			final int end = start + part * (bytes.length - start - 2) / 20;
			final byte[] cut = Arrays.copyOf(bytes, end + 2);
			cut[end - 1] = 0;
			cut[end] = (byte) 0xff;
			cut[end + 1] = (byte) 0xd9;
			refuses(cut, "");
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void extraMarkersAreRefused(final boolean progressive) throws IOException {
		final Random random = new Random(5);
		for (int i = 0; i < 20; i++) {
			final byte[] bytes = jpeg(3, progressive);
			final int start = data(bytes);
			final int at = start + random.nextInt(bytes.length - start - 10);
			bytes[at] = (byte) 0xff;
			bytes[at + 1] = (byte) (0xd0 + random.nextInt(8));
			refuses(bytes, "");
		}
	}

	/** A warning of the decoder is the reason, in one line. */
	@Test
	void warningIsTheReason() throws IOException {
		final byte[] bytes = jpeg(3, false);
		final int end = bytes.length - 2;
		final byte[] longer = Arrays.copyOf(bytes, bytes.length + 40);
		Arrays.fill(longer, end, longer.length, (byte) 0x55);
		longer[longer.length - 2] = (byte) 0xff;
		longer[longer.length - 1] = (byte) 0xd9;
		refuses(longer, "extraneous bytes before marker");
	}

	// -- Helper methods --

	private Path write(final byte[] bytes) throws IOException {
		return Files.write(folder.resolve("image.jpg"), bytes);
	}

	private void refuses(final byte[] bytes, final String reason)
		throws IOException
	{
		final Path file = write(bytes);
		final String message = assertThrows(IOException.class, () -> ImageFiles
			.open(file)).getMessage();
		assertTrue(message.startsWith("Cannot open ") && message.contains(reason),
			message);
		assertEquals(1, message.lines().count(), message);
	}

	/** A picture with structure in every block. */
	static byte[] jpeg(final int bands, final boolean progressive)
		throws IOException
	{
		final WritableRaster raster = Raster.createInterleavedRaster(0, WIDTH,
			HEIGHT, bands, null);
		for (int y = 0; y < HEIGHT; y++) {
			for (int x = 0; x < WIDTH; x++) {
				for (int band = 0; band < bands; band++)
					raster.setSample(x, y, band, (int) (128 + 60 * Math.sin((x + 7 *
						band) / 3.0) + 60 * Math.cos(y / (2.0 + band))));
			}
		}
		final ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg")
			.next();
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (var out = ImageIO.createImageOutputStream(bytes)) {
			writer.setOutput(out);
			final ImageWriteParam how = writer.getDefaultWriteParam();
			if (progressive) how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
			final BufferedImage image = new BufferedImage(WIDTH, HEIGHT, bands == 1
				? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
			if (bands < 4) image.getRaster().setRect(raster);
			writer.write(null, bands == 4 ? new IIOImage(raster, null, null)
				: new IIOImage(image, null, null), how);
		}
		finally {
			writer.dispose();
		}
		return bytes.toByteArray();
	}

	/** Returns where the marker of the frame is. */
	private static int frame(final byte[] bytes) {
		return find(bytes, 0xc0, 0xc2);
	}

	/** Returns where the coded data begins. */
	private static int data(final byte[] bytes) {
		final int scan = find(bytes, 0xda, 0xda);
		return scan + 2 + ByteBuffer.wrap(bytes).getShort(scan + 2);
	}

	private static int find(final byte[] bytes, final int low, final int high) {
		int at = 2;
		while (true) {
			final int marker = bytes[at + 1] & 0xff;
			if (marker >= low && marker <= high) return at;
			at += 2 + (ByteBuffer.wrap(bytes).getShort(at + 2) & 0xffff);
		}
	}

	private static byte[] exif(final byte[] bytes, final int orientation,
		final ByteOrder order)
	{
		final ByteBuffer exif = ByteBuffer.allocate(bytes.length + 36);
		exif.put(bytes, 0, 2).putShort((short) 0xffe1).putShort((short) 34).put(
			"Exif\0\0".getBytes());
		exif.order(order).put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II")
			.getBytes()).putShort((short) 42).putInt(8).putShort((short) 1).putShort(
				(short) 274).putShort((short) 3).putInt(1).putShort((short) orientation)
			.putShort((short) 0).putInt(0);
		return exif.put(bytes, 2, bytes.length - 2).array();
	}
}
