package sc.fiji.superres.command.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.process.FloatProcessor;

import sc.fiji.superres.block.KeptNotes;
import sc.fiji.superres.command.ScriptTest;
import sc.fiji.superres.command.UpscaleImage;
import sc.fiji.superres.model.ModelPackage;
import sc.fiji.superres.model.Provenance;
import sc.fiji.superres.step.Step;

/** Denoising without a clean image, by {@link TrainNetwork}. */
class TrainBlindSpotTest extends ScriptTest {

	private static final int SIDE = 96;
	private static final double SIGMA = 0.1;

	@TempDir
	private Path folder;

	/** One noisy image is enough, and is all that there is. */
	@Test
	void removesNoiseThatItNeverSawRemoved() throws Exception {
		train("image", image(SIGMA), "steps", 150);
		final ImagePlus noisy = image(SIGMA);
		final ImagePlus denoised = enlarge(UpscaleImage.class, noisy, "model", output()
			.toString(), "range", "0,1");
		assertEquals(SIDE, denoised.getWidth());
		final double before = error(noisy);
		final double after = error(denoised);
		assertTrue(after < 0.6 * before, after + ", before " + before);
		try (ModelPackage model = ModelPackage.open(output())) {
			final Provenance provenance = model.description().provenance()
				.orElseThrow();
			assertEquals("blind-spot", provenance.settings().get("supervision"));
			assertFalse(provenance.settings().containsKey("kernel"), provenance
				.settings()::toString);
			assertTrue(provenance.degradation().contains("pixels hidden"), provenance
				.degradation());
			assertTrue(provenance.command().contains("--supervision=blind-spot") &&
				!provenance.command().contains("--sigma"), provenance.command());
			assertTrue(model.description().about().description().startsWith(
				"Removes noise"), model.description().about().description());
		}
	}

	@Test
	void saysWhatIsNotUsed() throws Exception {
		final KeptNotes notes = new KeptNotes();
		Step.named(context(), "train-network").run(new HashMap<>(Map.of("image", image(
			SIGMA), "supervision", "blind-spot", "network", "edsr-light-8x1", "patch", 16,
			"batch", 8, "steps", 2, "output", output().toFile(), "sigma", "1", "photons",
			"20")), notes);
		assertTrue(notes.lines().stream().anyMatch(line -> line.startsWith("Not used") &&
			line.endsWith(": photons=20, sigma=1")), notes.lines()::toString);
	}

	@Test
	void refusesWhatTeachesNothing() throws Exception {
		final ImagePlus constant = new ImagePlus("flat", new FloatProcessor(SIDE,
			SIDE));
		fails(TrainNetwork.class, inputs("image", constant), "flat", "constant");
		fails(TrainNetwork.class, inputs("image", new ImagePlus("small",
			new FloatProcessor(12, 12))), "small", "patch");
		fails(TrainNetwork.class, inputs("image", image(SIGMA), "lowres", folder
			.toFile(), "images", folder.toFile()), "blind-spot", "lowres");
		fails(TrainNetwork.class, inputs("image", image(SIGMA), "supervision",
			"none"), "none", "pairs, blind-spot");
	}

	private Path output() {
		return folder.resolve("denoise-mine");
	}

	private void train(final Object... inputs) throws Exception {
		run(TrainNetwork.class, inputs(inputs));
	}

	private Object[] inputs(final Object... inputs) {
		return Stream.concat(Stream.of("supervision", "blind-spot", "network",
			"edsr-light-8x1", "patch", 16, "batch", 8, "rate", 5e-3, "output",
			output().toFile()), Stream.of(inputs)).toArray();
	}

	/** Waves, whose noise is drawn by a seed. */
	private static ImagePlus image(final double sigma) {
		final FloatProcessor pixels = new FloatProcessor(SIDE, SIDE);
		final Random random = new Random(1);
		for (int i = 0; i < SIDE * SIDE; i++)
			pixels.setf(i, (float) (clean(i) + sigma * random.nextGaussian()));
		return new ImagePlus("waves", pixels);
	}

	private static double clean(final int i) {
		return 0.5 + 0.2 * Math.sin(i % SIDE / 6.0) + 0.2 * Math.cos(i / SIDE / 8.0);
	}

	private static double error(final ImagePlus image) {
		double sum = 0;
		for (int i = 0; i < SIDE * SIDE; i++)
			sum += Math.pow(image.getProcessor().getf(i) - clean(i), 2);
		return Math.sqrt(sum / SIDE / SIDE);
	}
}
