package sc.fiji.superres.image.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.zip.CRC32;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import sc.fiji.superres.Jvm;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.file.FolderContent;

/** Tests {@link ImageFiles}. */
class ImageFilesTest {

	private static final int WIDTH = 7;
	private static final int HEIGHT = 5;

	@TempDir
	Path folder;

	// -- Opening --

	@Test
	void missingFileAndFolderAndText() throws IOException {
		refuses(folder.resolve("none.tif"), "no image file");
		refuses(folder, "is a folder");
		refuses(Files.writeString(folder.resolve("a.dat"), "no image at all"),
			"not an image");
		refuses(Files.createFile(folder.resolve("empty.tif")), "not an image");
	}

	/** ImageJ would open most of them, with grey or zeros at the end. */
	@ParameterizedTest
	@ValueSource(strings = { "png", "jpg", "gif", "bmp", "pgm", "fits" })
	void everyTruncationIsRefused(final String ending) throws IOException {
		final Path whole = saveByImageJ(ending);
		assertEquals(WIDTH, ImageFiles.open(whole).getWidth());
		final byte[] bytes = Files.readAllBytes(whole);
		final int end = "fits".equals(ending) ? 2880 + WIDTH * HEIGHT
			: bytes.length;
		for (int length = 30; length < end; length += Math.max(1, end / 99)) {
			Files.write(folder.resolve("cut." + ending), Arrays.copyOf(bytes,
				length));
			refuses(folder.resolve("cut." + ending), length < 80 ? "" : "cut off");
		}
		Files.write(folder.resolve("cut." + ending), Arrays.copyOf(bytes, end -
			1));
		refuses(folder.resolve("cut." + ending), "cut off");
		// What some programs write behind an image does no harm.
		Files.write(whole, Arrays.copyOf(bytes, bytes.length + 100));
		assertEquals(WIDTH, ImageFiles.open(whole).getWidth());
	}

	/** ImageJ would tell it in a window that waits, and abort a macro. */
	@Test
	void damagedImageIsNamedWithTheReason() throws IOException {
		final Path file = saveByImageJ("png");
		final byte[] bytes = Files.readAllBytes(file);
		final int data = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(
			"IDAT") + 4;
		bytes[data] ^= 1;
		Files.write(file, bytes);
		refuses(file, "it is damaged: the checksum of its part IDAT does not match");
		final ByteBuffer chunks = ByteBuffer.wrap(bytes);
		final int length = chunks.getInt(data - 8);
		final CRC32 checksum = new CRC32();
		checksum.update(bytes, data - 4, length + 4);
		Files.write(file, chunks.putInt(data + length, (int) checksum.getValue())
			.array());
		refuses(file, "it is damaged: its data does not unpack");
		assertFalse(IJ.redirectingErrorMessages());
		assertNull(IJ.getErrorMessage());
	}

	private Path saveByImageJ(final String ending) {
		final Path file = folder.resolve("whole." + ending);
		final FileSaver saver = new FileSaver(new ImagePlus("", ramp(
			new ByteProcessor(WIDTH, HEIGHT))));
		assertTrue(switch (ending) {
			case "png" -> saver.saveAsPng(file.toString());
			case "jpg" -> saver.saveAsJpeg(file.toString());
			case "gif" -> saver.saveAsGif(file.toString());
			case "bmp" -> saver.saveAsBmp(file.toString());
			case "pgm" -> saver.saveAsPgm(file.toString());
			default -> saver.saveAsFits(file.toString());
		});
		return file;
	}

	@Test
	void everyTruncationOfAStackIsRefused() throws IOException {
		final Path whole = save(stack(3), "whole.tif");
		assertEquals(3, ImageFiles.open(whole).getStackSize());
		final byte[] bytes = Files.readAllBytes(whole);
		final Path cut = folder.resolve("cut.tif");
		for (int length = 0; length < bytes.length; length += 11) {
			Files.write(cut, Arrays.copyOf(bytes, length));
			assertThrows(IOException.class, () -> ImageFiles.open(cut), "cut at " +
				length);
		}
	}

	/** Strips that a reader of another make would write behind each other. */
	@ParameterizedTest
	@ValueSource(ints = { 1, 5 })
	void truncatedStripsAreRefused(final int compression) throws IOException {
		final byte[] bytes = twoStrips(compression);
		final Path file = folder.resolve("strips.tif");
		Files.write(file, bytes);
		TiffLength.check(file);
		Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
		refuses(file, "cut off");
	}

	@Test
	void loopOfDirectoriesEnds() throws IOException {
		final byte[] bytes = twoStrips(1);
		final int next = 8 + 2 + 12 * (ByteBuffer.wrap(bytes).order(
			ByteOrder.LITTLE_ENDIAN).getShort(8));
		ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(next, 8);
		final Path file = folder.resolve("loop.tif");
		Files.write(file, bytes);
		refuses(file, "loop");
	}

	/** ImageJ opens the slices that fit, or runs out of memory itself. */
	@ParameterizedTest
	@ValueSource(strings = { "-Xmx64m", "-Xmx96m" })
	void stackBeyondMemoryIsRefused(final String memory) throws Exception {
		final int side = 2048;
		final ByteProcessor slice = new ByteProcessor(side, side);
		final ImageStack stack = new ImageStack(side, side);
		for (int i = 0; i < 24; i++)
			stack.addSlice(slice);
		final Path file = save(new ImagePlus("large", stack), "large.tif");
		final Jvm.Result result = Jvm.start(folder, List.of(memory),
			SliceCounter.class, file.toString()).await();
		assertEquals("", result.results());
		assertTrue(result.messages().contains("large.tif: it does not fit into " +
			"Java's memory"), result.messages());
	}

	/** A program that prints the number of slices of an image. */
	static final class SliceCounter {

		public static void main(final String... args) throws IOException {
			// ImageJ logs to the standard output.
			final PrintStream out = System.out;
			System.setOut(System.err);
			out.println(ImageFiles.open(Path.of(args[0])).getStackSize());
		}
	}

	// -- Saving --

	@Test
	void tiffKeepsEverything() throws IOException {
		final ImagePlus image = stack(3);
		final Calibration calibration = image.getCalibration();
		calibration.setUnit("um");
		calibration.pixelWidth = 0.25;
		image.setOverlay(new Overlay(new Roi(1, 1, 2, 2)));
		final ImagePlus again = ImageFiles.open(save(image, "kept.tif"));
		assertEquals(3, again.getStackSize());
		assertEquals(0.25, again.getCalibration().pixelWidth, 1e-9);
		assertEquals(1, again.getOverlay().size());
		assertArrayEquals((short[]) image.getStack().getPixels(2), (short[]) again
			.getStack().getPixels(2));
	}

	@Test
	void pngKeepsSamples() throws IOException {
		for (final ImageProcessor samples : new ImageProcessor[] { ramp(
			new ByteProcessor(WIDTH, HEIGHT)), ramp(new ShortProcessor(WIDTH,
				HEIGHT)), ramp(new ColorProcessor(WIDTH, HEIGHT)) })
		{
			final ImagePlus image = new ImagePlus("samples", samples);
			final Path file = folder.resolve("x" + image.getBitDepth() + ".png");
			ImageFiles.save(image, file, false, Progress.NONE);
			final ImagePlus again = ImageFiles.open(file);
			assertEquals(image.getBitDepth(), again.getBitDepth());
			for (int i = 0; i < WIDTH * HEIGHT; i++) {
				assertEquals(samples.get(i), again.getProcessor().get(i));
			}
		}
	}

	@Test
	void lossIsRefused() throws IOException {
		final ImagePlus sized = new ImagePlus("", new ByteProcessor(4, 4));
		sized.getCalibration().setUnit("mm");
		final ImagePlus density = new ImagePlus("", new ByteProcessor(4, 4));
		density.getCalibration().setFunction(Calibration.STRAIGHT_LINE,
			new double[] { 0, 2 }, "OD");
		final ImagePlus marked = new ImagePlus("", new ByteProcessor(4, 4));
		marked.setOverlay(new Overlay(new Roi(1, 1, 2, 2)));
		losing(stack(2), "a.png", "stack");
		losing(new ImagePlus("", new FloatProcessor(4, 4)), "a.png", "32-bit");
		losing(new ImagePlus("", new ShortProcessor(4, 4)), "a.jpg", "16-bit");
		losing(sized, "a.png", "pixel size in mm");
		losing(density, "a.png", "intensity calibration");
		losing(marked, "a.jpeg", "overlay");
		assertEquals("", names());
	}

	@Test
	void unknownFormatIsRefused() {
		final String message = assertThrows(IllegalArgumentException.class,
			() -> ImageFiles.checkFormat(Path.of("a.nii"))).getMessage();
		assertTrue(message.contains("a.nii") && message.contains(".tif"), message);
	}

	@Test
	void existingFileIsKept() throws IOException {
		final Path file = save(stack(1), "kept.tif");
		assertThrows(IOException.class, () -> ImageFiles.check(file, false));
		assertThrows(IOException.class, () -> ImageFiles.save(stack(2), file,
			false, Progress.NONE));
		assertEquals(1, ImageFiles.open(file).getStackSize());
		ImageFiles.check(file, true);
		ImageFiles.save(stack(2), file, true, Progress.NONE);
		assertEquals(2, ImageFiles.open(file).getStackSize());
		assertEquals("kept.tif", names());
	}

	@Test
	void stopLeavesNothing() throws IOException {
		final Progress stopped = new Progress() {

			@Override
			public void update(final double fraction, final String what) {
				// Not looked at.
			}

			@Override
			public boolean cancelled() {
				return true;
			}
		};
		assertThrows(CancellationException.class, () -> ImageFiles.save(stack(1),
			folder.resolve("a.tif"), false, stopped));
		assertEquals("", names());
	}

	// -- Helper methods --

	private void losing(final ImagePlus image, final String name,
		final String lost)
	{
		final String message = assertThrows(IllegalArgumentException.class,
			() -> ImageFiles.save(image, folder.resolve(name), false,
				Progress.NONE)).getMessage();
		assertTrue(message.contains(lost) && message.contains(".tif"), message);
	}

	private static void refuses(final Path file, final String reason) {
		final String message = assertThrows(IOException.class, () -> ImageFiles
			.open(file)).getMessage();
		assertTrue(message.contains(reason) && message.contains(file.toString()),
			message);
	}

	private Path save(final ImagePlus image, final String name)
		throws IOException
	{
		final Path file = folder.resolve(name);
		ImageFiles.save(image, file, false, Progress.NONE);
		return file;
	}

	private String names() throws IOException {
		return String.join(" ", FolderContent.names(folder));
	}

	private static ImagePlus stack(final int slices) {
		final ImageStack stack = new ImageStack(WIDTH, HEIGHT);
		for (int i = 0; i < slices; i++) {
			stack.addSlice(ramp(new ShortProcessor(WIDTH, HEIGHT)));
		}
		return new ImagePlus("stack", stack);
	}

	private static ImageProcessor ramp(final ImageProcessor samples) {
		for (int i = 0; i < WIDTH * HEIGHT; i++) {
			samples.set(i, samples.getBitDepth() == 24 ? 0xff000000 | i * 70000 : i *
				(samples.getBitDepth() == 16 ? 1800 : 7));
		}
		return samples;
	}

	/** An 8-bit image of two strips of four bytes at the end of the file. */
	private static byte[] twoStrips(final int compression) {
		final int[][] entries = { { 256, 3, 1, 4 }, { 257, 3, 1, 2 }, { 258, 3, 1,
			8 }, { 259, 3, 1, compression }, { 262, 3, 1, 1 }, { 273, 4, 2, 200 }, {
				277, 3, 1, 1 }, { 278, 3, 1, 1 }, { 279, 4, 2, 208 } };
		final ByteBuffer file = ByteBuffer.allocate(224).order(
			ByteOrder.LITTLE_ENDIAN);
		file.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8);
		file.putShort((short) entries.length);
		for (final int[] entry : entries) {
			file.putShort((short) entry[0]).putShort((short) entry[1]).putInt(
				entry[2]).putInt(entry[3]);
		}
		file.position(200);
		file.putInt(216).putInt(220).putInt(4).putInt(4);
		return file.array();
	}
}
