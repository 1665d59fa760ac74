package sc.fiji.superres.command;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.step.Step;

class TrainOnDegradationTest {

	private Context context;

	@TempDir
	Path folder;

	@BeforeEach
	void setUp() {
		context = new Context();
	}

	@AfterEach
	void tearDown() {
		context.dispose();
	}

	@Test
	void degradationIsInThePackageAndItsCard() throws Exception {
		train(Progress.NONE, "sigma", 0.8, "photons", 100.0, "noise", 0.02);
		final String degradation = "Gaussian blur of sigma 0.8 pixels, antialiased " +
			"bicubic, scale 2, 100 photons at full range, read noise of 0.02 of the " +
			"range, noise seed 1";
		final String card = Files.readString(folder.resolve("noisy net/README.md"));
		assertTrue(card.contains("| Degradation | " + degradation + " |"), card);
		assertTrue(card.contains("| photons | 100.0 |"), card);
		assertTrue(card.contains("--photons=100.0"), card);
		final String description = Files.readString(folder.resolve("noisy net/rdf.yaml"));
		assertTrue(description.contains("read noise: 0.02"), description);
	}

	@Test
	void trainingsOfTheDefaultKeepTheirName() throws Exception {
		// Or a training that was stopped before cannot go on.
		assertTrue(stopped("plain").contains(
			"srcnn-9-5-5 x2, bicubic, 2 training and 1 held-out images"));
		assertTrue(stopped("noisy", "photons", 50.0).contains(
			"srcnn-9-5-5 x2, antialiased bicubic, scale 2, 50 photons at full range"));
	}

	@Test
	void refusesBadNoise() {
		assertTrue(assertThrows(IllegalArgumentException.class, () -> train(
			Progress.NONE, "photons", -1.0)).getMessage().contains("photons=-1.0"));
		assertTrue(assertThrows(IllegalArgumentException.class, () -> train(
			Progress.NONE, "sigma", -1.0)).getMessage().contains("sigma -1"));
	}

	/** Stops a training after its first step, and gives its checkpoint. */
	private String stopped(final String name, final Object... values)
		throws IOException
	{
		final Object[] all = { "output", folder.resolve(name).toFile() };
		final Object[] joined = Stream.of(values, all).flatMap(
			Arrays::stream).toArray();
		assertThrows(CancellationException.class, () -> train(new Progress() {

			private boolean stepped;

			@Override
			public void update(final double fraction, final String what) {
				stepped |= what.startsWith("step 1 ");
			}

			@Override
			public boolean cancelled() {
				return stepped;
			}
		}, joined));
		return Files.readString(folder.resolve(name + ".training/checkpoint.bin"),
			StandardCharsets.ISO_8859_1);
	}

	private void train(final Progress progress, final Object... values)
		throws Exception
	{
		final Path images = folder.resolve("images");
		Files.createDirectories(images);
		final Random random = new Random(2);
		for (int i = 0; i < 3; i++) {
			final byte[] pixels = new byte[32 * 32];
			random.nextBytes(pixels);
			assertTrue(new FileSaver(new ImagePlus("", new ByteProcessor(32, 32,
				pixels))).saveAsTiff(images.resolve(i + ".tif").toString()));
		}
		final Map<String, Object> inputs = new HashMap<>(Map.of("images", images
			.toFile(), "steps", 2, "patch", 8, "batch", 1, "network", "srcnn-9-5-5", "output", folder.resolve(
				"noisy net").toFile()));
		for (int i = 0; i < values.length; i += 2)
			inputs.put((String) values[i], values[i + 1]);
		Step.named(context, "train-network").run(inputs, progress);
	}
}
