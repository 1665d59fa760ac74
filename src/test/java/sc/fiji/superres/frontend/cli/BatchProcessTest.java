package sc.fiji.superres.frontend.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import sc.fiji.superres.Jvm;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.file.Csv;
import sc.fiji.superres.file.FolderContent;
import sc.fiji.superres.image.file.ImageFiles;

/** Tests the batch as programs that are killed, or run side by side. */
class BatchProcessTest {

	private static final int IMAGES = 200;
	private static final int KILLS = 3;

	@TempDir
	Path folder;

	private Path images;
	private final Random random = new Random(6);

	@BeforeEach
	void writeImages() throws IOException {
		images = Files.createDirectory(folder.resolve("images"));
		for (int i = 0; i < IMAGES; i++) {
			ImageFiles.save(new ImagePlus("", stack(i)), images.resolve("image-" + i +
				".tif"), false, Progress.NONE);
		}
	}

	/** Started again, it makes what an unbroken run makes, none of it twice. */
	@Test
	@Timeout(300)
	void killedBatchGoesOn() throws Exception {
		final Path broken = folder.resolve("broken");
		final Map<String, Object> done = new HashMap<>();
		for (int kill = 0; kill < KILLS; kill++) {
			final Jvm program = start(broken);
			final int enough = done.size() + 5 + random.nextInt(40);
			while (results(broken).size() < enough) {
				assertTrue(program.isAlive(), program.messages());
				Thread.sleep(1);
			}
			program.kill();
			checkUntouched(broken, done);
		}
		assertTrue(done.size() < IMAGES, "killed too late: " + done.size());
		final Jvm.Result end = start(broken).await();
		assertEquals(0, end.exitCode(), end::toString);
		checkUntouched(broken, done);
		final Path unbroken = folder.resolve("unbroken");
		assertEquals(0, start(unbroken).await().exitCode());
		final Map<String, Path> expected = results(unbroken);
		assertEquals(IMAGES, expected.size());
		assertEquals(expected.keySet(), results(broken).keySet());
		for (final Path file : expected.values()) {
			assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(broken
				.resolve(file.getFileName())));
		}
		assertEquals(List.of("batch.csv", "batch.txt"), others(broken));
	}

	@Test
	@Timeout(300)
	void twoJobsShareAFolder() throws Exception {
		final Path output = folder.resolve("shared");
		final Jvm first = start(output, "--index", "1", "--count", "2");
		final Jvm second = start(output, "--index", "2", "--count", "2");
		assertEquals(0, first.await().exitCode());
		assertEquals(0, second.await().exitCode());
		final List<String> done = new ArrayList<>();
		for (int index = 1; index <= 2; index++) {
			Csv.parse(Files.readString(output.resolve("batch-" + index +
				"-of-2.csv"))).stream().skip(1).forEach(line -> {
					assertEquals("done", line.get(2));
					done.add(line.get(1));
				});
		}
		assertEquals(List.copyOf(results(output).keySet()), done.stream().sorted()
			.toList());
		assertEquals(IMAGES, done.size());
		assertEquals(List.of("batch-1-of-2.csv", "batch-1-of-2.txt",
			"batch-2-of-2.csv", "batch-2-of-2.txt"), others(output));
	}

	@Test
	void failureIsTheExitCode() throws Exception {
		Files.write(images.resolve("image-7.tif"), new byte[300]);
		final Line line = Line.run(line(folder.resolve("failed"), "--filter",
			"image-7*.tif"));
		assertEquals(1, line.code());
		assertTrue(line.messages().startsWith(
			"superres batch: 1 of 11 images failed: image-7.tif;"), line
				.messages());
		assertTrue(line.results().matches("Image +Failure\nimage-7.tif +Cannot.*"),
			line.results());
	}

	// -- Helper methods --

	private Jvm start(final Path output, final String... more)
		throws IOException
	{
		return Jvm.start(folder, List.of(), SuperRes.class, line(output, more));
	}

	private String[] line(final Path output, final String... more) {
		return Stream.concat(Stream.of("batch", "--images", images.toString(),
			"--output", output.toString(), "--command", "resample", "--options",
			"kernel=lanczos3 scale=2"), Stream.of(more)).toArray(String[]::new);
	}

	/** Checks that what was there before was not made again, and adds the rest. */
	private static void checkUntouched(final Path output,
		final Map<String, Object> known) throws IOException
	{
		// A result that was killed before its entry is made again.
		final List<String> done = Files.readAllLines(output.resolve("batch.txt"))
			.stream().filter(line -> line.contains("done,")).toList();
		for (final Map.Entry<String, Path> file : results(output).entrySet()) {
			if (done.stream().noneMatch(line -> line.contains(file.getKey())))
				continue;
			final Object key = List.of(Files.getLastModifiedTime(file.getValue()),
				String.valueOf(Files.readAttributes(file.getValue(),
					BasicFileAttributes.class).fileKey()));
			final Object before = known.putIfAbsent(file.getKey(), key);
			if (before != null) assertEquals(before, key, file.getKey());
		}
	}

	private static Map<String, Path> results(final Path output)
		throws IOException
	{
		final Map<String, Path> results = new TreeMap<>();
		for (final String name : names(output)) {
			if (name.startsWith("image-")) results.put(name, output.resolve(name));
		}
		return results;
	}

	private static List<String> others(final Path output) throws IOException {
		return names(output).stream().filter(name -> !name.startsWith("image-"))
			.toList();
	}

	private static List<String> names(final Path output) throws IOException {
		return Files.notExists(output) ? List.of() : FolderContent.names(output);
	}

	/** Makes noise of 8, 16, 32 bits or RGB, of one plane or three. */
	private ImageStack stack(final int number) {
		final int width = 8 + random.nextInt(20);
		final int height = 8 + random.nextInt(20);
		final ImageStack stack = new ImageStack(width, height);
		for (int plane = 0; plane < (number % 5 == 0 ? 3 : 1); plane++) {
			final ImageProcessor samples = switch (number % 4) {
				case 0 -> new ByteProcessor(width, height);
				case 1 -> new ShortProcessor(width, height);
				case 2 -> new FloatProcessor(width, height);
				default -> new ColorProcessor(width, height);
			};
			for (int i = 0; i < width * height; i++) {
				if (number % 4 == 2) samples.setf(i, random.nextFloat());
				else samples.set(i, random.nextInt(256) * (number % 4 == 3 ? 0x010201
					: 1));
			}
			stack.addSlice(samples);
		}
		return stack;
	}
}
