package sc.fiji.superres.frontend.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.ImageProcessor;

/**
 * Every command gives the same pixels and figures as it did on 2026-11-29, at
 * commit 123274c.
 * <p>
 * {@code lines.txt} holds the command lines, {@code checksums.txt} the CRC-32 of
 * what each wrote at that commit, and a folder what those wrote whose floats
 * depend on the processor (networks, a trained dictionary): these are compared
 * within one grey level. All of it was written by this test, run with
 * {@code -Dunchanged.write=true}.
 * </p>
 */
class UnchangedResultsTest {

	private static final Path KEPT = Path.of("src/test/resources/unchanged");
	private static final Path SAMPLES = Path.of("src/main/samples");
	private static final boolean WRITE = Boolean.getBoolean("unchanged.write");

	/** Marks a line whose images are compared within one grey level. */
	private static final String NEAR = "~";

	@TempDir
	static Path folder;

	@BeforeAll
	static void makeInputs() throws IOException {
		final ImagePlus nuclei = part("nuclei.png", 300, 200, 61, 52);
		final ImagePlus brain = part("brain.tif", 50, 70, 64, 48);
		save(nuclei, "grey.tif");
		save(brain, "brain.tif");
		save(stack(brain), "stack.tif");
		save(colors(nuclei, brain), "rgb.tif");
		Files.createDirectories(folder.resolve("images"));
		for (int i = 0; i < 3; i++)
			save(part("nuclei.png", 150 * i, 100 * i, 96, 80), "images/n" + i +
				".tif");
	}

	static List<String> lines() throws IOException {
		return Files.readAllLines(KEPT.resolve("lines.txt"));
	}

	@ParameterizedTest
	@MethodSource("lines")
	void resultsAreUnchanged(final String line) throws IOException {
		final boolean near = line.startsWith(NEAR);
		final String[] words = line.substring(near ? NEAR.length() : 0).replace("{}",
			folder.toString()).split(" ");
		final String name = words[0];
		final Path out = Files.createDirectories(folder.resolve(name));
		final String[] args = Stream.of(words).skip(1).map(word -> word.replace(
			"{out}", out.toString())).toArray(String[]::new);
		final Line run = Line.run(args);
		assertEquals(0, run.code(), run.messages());
		final List<Path> files;
		try (Stream<Path> all = Files.walk(out)) {
			files = all.filter(Files::isRegularFile).filter(file -> file.toString()
				.matches(".*\\.tif|.*[/\\\\]a\\.csv")).sorted().toList();
		}
		assertTrue(!files.isEmpty() || args[0].startsWith("train-"),
			"nothing was written");
		for (final Path file : files) {
			final String key = name + "/" + out.relativize(file).toString().replace(
				'\\', '/');
			if (near) checkNear(key, file);
			else check(key, file.toString().endsWith("csv") ? figures(file) : pixels(
				file));
		}
	}

	// -- Helper methods --

	private static void check(final String key, final long checksum)
		throws IOException
	{
		final String found = String.format(Locale.ROOT, "%08x", checksum);
		final Map<String, String> known = checksums();
		if (WRITE) {
			known.put(key, found);
			Files.write(KEPT.resolve("checksums.txt"), known.entrySet().stream().map(
				entry -> entry.getKey() + " " + entry.getValue()).toList());
		}
		assertEquals(known.get(key), found, key);
	}

	private static Map<String, String> checksums() throws IOException {
		final Map<String, String> known = new TreeMap<>();
		final Path file = KEPT.resolve("checksums.txt");
		if (Files.exists(file)) for (final String line : Files.readAllLines(file)) {
			final String[] words = line.split(" ");
			known.put(words[0], words[1]);
		}
		return known;
	}

	private static void checkNear(final String key, final Path file)
		throws IOException
	{
		final Path kept = KEPT.resolve(key);
		if (WRITE) {
			Files.createDirectories(kept.getParent());
			Files.copy(file, kept);
		}
		final ImageStack expected = IJ.openImage(kept.toString()).getStack();
		final ImageStack found = IJ.openImage(file.toString()).getStack();
		assertEquals(expected.getSize(), found.getSize());
		for (int i = 1; i <= expected.getSize(); i++) {
			final ImageProcessor a = expected.getProcessor(i);
			final ImageProcessor b = found.getProcessor(i);
			assertEquals(a.getWidth(), b.getWidth());
			assertEquals(a.getHeight(), b.getHeight());
			for (int k = 0; k < a.getPixelCount(); k++)
				assertEquals(a.getf(k), b.getf(k), 1, key + " at " + k);
		}
	}

	/** Returns the checksum of the type, the sizes and the stored samples. */
	private static long pixels(final Path file) {
		final ImagePlus image = IJ.openImage(file.toString());
		final CRC32 crc = new CRC32();
		for (final int size : image.getDimensions())
			crc.update(size);
		crc.update(image.getBitDepth());
		for (int i = 1; i <= image.getStackSize(); i++)
			crc.update(bytes(image.getStack().getPixels(i)));
		return crc.getValue();
	}

	private static byte[] bytes(final Object pixels) {
		if (pixels instanceof final byte[] bytes) return bytes;
		if (pixels instanceof final short[] shorts) {
			final ByteBuffer buffer = ByteBuffer.allocate(2 * shorts.length);
			buffer.asShortBuffer().put(shorts);
			return buffer.array();
		}
		if (pixels instanceof final int[] colors) {
			final ByteBuffer buffer = ByteBuffer.allocate(4 * colors.length);
			buffer.asIntBuffer().put(colors);
			return buffer.array();
		}
		final float[] floats = (float[]) pixels;
		final ByteBuffer buffer = ByteBuffer.allocate(4 * floats.length);
		buffer.asFloatBuffer().put(floats);
		return buffer.array();
	}

	/**
	 * Returns the checksum of all numbers of a table that have a decimal point,
	 * but for seconds and memory: headings may be worded anew.
	 */
	private static long figures(final Path file) throws IOException {
		final List<String> rows = Files.readAllLines(file);
		final List<String> headings = List.of(rows.get(0).split(",", -1));
		final CRC32 crc = new CRC32();
		for (final String row : rows.subList(1, rows.size())) {
			final String[] cells = row.split(",", -1);
			for (int i = 0; i < cells.length; i++) {
				final boolean measured = headings.get(i).matches("(?i).*(second|mem).*");
				if (!measured && cells[i].matches("-?[0-9]+\\.[0-9]+")) crc.update(
					cells[i].getBytes());
			}
		}
		return crc.getValue();
	}

	private static ImagePlus part(final String sample, final int x, final int y,
		final int width, final int height)
	{
		final ImageProcessor whole = IJ.openImage(SAMPLES.resolve(sample)
			.toString()).getProcessor();
		whole.setRoi(x, y, width, height);
		return new ImagePlus("part", whole.crop());
	}

	/** Makes 2 channels x 4 slices of 16 bits of a plane of 8 bits. */
	private static ImagePlus stack(final ImagePlus plane) {
		final ImageStack stack = new ImageStack(plane.getWidth(), plane
			.getHeight());
		for (int i = 0; i < 8; i++) {
			final ImageProcessor slice = plane.getProcessor().convertToShort(false);
			slice.multiply(37 + 11 * i);
			slice.add(90 + i);
			slice.translate(i, -i);
			stack.addSlice(slice);
		}
		final ImagePlus image = new ImagePlus("stack", stack);
		image.setDimensions(2, 4, 1);
		image.getCalibration().setUnit("micron");
		image.getCalibration().pixelWidth = 0.2;
		image.getCalibration().pixelHeight = 0.2;
		image.getCalibration().pixelDepth = 0.8;
		return new CompositeImage(image);
	}

	private static ImagePlus colors(final ImagePlus a, final ImagePlus b) {
		final int width = Math.min(a.getWidth(), b.getWidth());
		final int height = Math.min(a.getHeight(), b.getHeight());
		final int[] rgb = new int[width * height];
		for (int i = 0; i < rgb.length; i++) {
			final int x = i % width;
			final int y = i / width;
			rgb[i] = a.getPixel(x, y)[0] << 16 | b.getPixel(x, y)[0] << 8 | (x * 4 +
				y) % 256;
		}
		return new ImagePlus("rgb", new ij.process.ColorProcessor(width, height,
			rgb));
	}

	private static void save(final ImagePlus image, final String name) {
		final FileSaver saver = new FileSaver(image);
		final String path = folder.resolve(name).toString();
		assertTrue(image.getStackSize() > 1 ? saver.saveAsTiffStack(path) : saver
			.saveAsTiff(path), path);
	}
}
