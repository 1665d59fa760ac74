package sc.fiji.superres.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;

import ij.ImagePlus;
import ij.process.ShortProcessor;

import sc.fiji.superres.Jvm;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.step.Step;

/** Memory is bounded by tiles, on the heap and outside of it. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc")
class UpscaleMemoryTest {

	private static final int SIDE = 1024;

	/**
	 * What 1024 x 1024 pixels of 16 bit may take in all when enlarged by 2. The
	 * engine and Java take 500 MiB; the first layer of the network alone would take
	 * 1 GiB more for the image as a whole.
	 */
	private static final long MOST_KIB = 800L * 1024;

	private static final String MODEL = "srcnn-natural-x2";

	@Test
	void largeImageByANetwork(@TempDir final Path folder) throws Exception {
		final Path models = Path.of("models").toAbsolutePath();
		final Path cache = Path.of(System.getProperty("user.home"), ".djl.ai");
		final Jvm.Result result = Jvm.start(folder, List.of("-Xmx96m",
			"-Dsuperres.home=" + models.getParent(), "-DENGINE_CACHE_DIR=" + cache),
			Enlarging.class).await();
		assertEquals(0, result.exitCode(), result.messages());
		final String[] found = result.results().strip().split(" ");
		assertEquals(2 * SIDE + "x" + 2 * SIDE, found[0]);
		final long kib = Long.parseLong(found[1]);
		assertTrue(kib <= MOST_KIB, "the process held " + kib + " KiB");
	}

	/** Enlarges a large image and tells the most memory the process ever held. */
	static final class Enlarging {

		public static void main(final String... args) throws Exception {
			final Random random = new Random(1);
			final short[] pixels = new short[SIDE * SIDE];
			for (int i = 0; i < pixels.length; i++)
				pixels[i] = (short) random.nextInt(4096);
			final ImagePlus image = new ImagePlus("large", new ShortProcessor(SIDE,
				SIDE, pixels, null));
			try (Context context = new Context()) {
				final ImagePlus output = (ImagePlus) Step.named(context, "upscale").run(
					Map.of("image", image, "model", MODEL), Progress.NONE).get("output");
				System.out.println(output.getWidth() + "x" + output.getHeight() + " " +
					peak());
			}
		}

		private static String peak() throws IOException {
			return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(
				line -> line.startsWith("VmHWM:")).map(line -> line.replaceAll("[^0-9]",
					"")).findFirst().orElseThrow();
		}
	}
}
