package sc.fiji.superres.image.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;

/** Opens damaged images: each is an image, or an exception of one line. */
class MutatedImagesTest {

	private static final int IMAGES = 300;

	@TempDir
	private Path folder;

	@Test
	void eachIsReadOrRefused() throws IOException {
		final byte[] samples = new byte[40 * 30];
		final Random random = new Random(14);
		random.nextBytes(samples);
		final FileSaver saver = new FileSaver(new ImagePlus("", new ByteProcessor(40,
			30, samples)));
		final List<String> endings = List.of("tif", "png", "bmp", "gif", "jpg",
			"pgm");
		for (int i = 0; i < IMAGES; i++) {
			final String ending = endings.get(i % endings.size());
			final Path file = folder.resolve("damaged." + ending);
			assertTrue(switch (ending) {
				case "tif" -> saver.saveAsTiff(file.toString());
				case "png" -> saver.saveAsPng(file.toString());
				case "bmp" -> saver.saveAsBmp(file.toString());
				case "gif" -> saver.saveAsGif(file.toString());
				case "jpg" -> saver.saveAsJpeg(file.toString());
				default -> saver.saveAsPgm(file.toString());
			});
			final byte[] bytes = Files.readAllBytes(file);
			for (int flips = 1 + random.nextInt(3); flips > 0; flips--)
				bytes[random.nextInt(Math.min(bytes.length, 300))] = (byte) random
					.nextInt();
			Files.write(file, random.nextInt(4) > 0 ? bytes : Arrays.copyOf(bytes,
				random.nextInt(bytes.length)));
			assertTimeoutPreemptively(Duration.ofSeconds(10), () -> open(file));
			Files.deleteIfExists(file);
		}
		try (Stream<Path> left = Files.list(folder)) {
			assertEquals(0, left.count());
		}
	}

	private static void open(final Path file) {
		try {
			assertTrue(ImageFiles.open(file).getWidth() > 0);
		}
		catch (final IOException e) {
			assertEquals(1, e.getMessage().lines().count(), e.getMessage());
		}
	}
}
