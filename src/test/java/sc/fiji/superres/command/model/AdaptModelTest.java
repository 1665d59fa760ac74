package sc.fiji.superres.command.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import ij.process.ByteProcessor;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.command.ScriptTest;
import sc.fiji.superres.image.file.ImageFiles;
import sc.fiji.superres.model.ModelPackage;
import sc.fiji.superres.model.Provenance;
import sc.fiji.superres.network.architecture.Architectures;

class AdaptModelTest extends ScriptTest {

	@TempDir
	private Path folder;

	private Path images;

	@BeforeEach
	void makeBase() throws IOException {
		images = Files.createDirectory(folder.resolve("noisy"));
		Architectures.named("edsr-light-8x1").write(folder.resolve("base.pt"), 2, 1, 1);
	}

	@Test
	void learnsFromNoisyImages() throws Exception {
		for (int i = 0; i < 3; i++)
			save(noisy(72, i), i + ".tif");
		final ResultsTable table = (ResultsTable) run(AdaptModel.class, inputs())
			.getOutput("table");
		assertEquals(List.of("bicubic", "base.pt", "mine-x2"), List.of(table
			.getStringValue("Model", 0), table.getStringValue("Model", 1), table
				.getStringValue("Model", 2)));
		assertEquals("0.00", table.getStringValue("Gain of the new model (dB)", 2));
		try (ModelPackage model = ModelPackage.open(folder.resolve("mine-x2"))) {
			final Provenance provenance = model.description().provenance()
				.orElseThrow();
			final List<?> photons = (List<?>) provenance.settings().get("photons");
			assertTrue((double) photons.get(0) < 40 && (double) photons.get(1) > 40,
				photons::toString);
			assertTrue(provenance.data().matches(".*noisy, enlarged by 2 by edsr-\\S+"),
				provenance.data());
			assertTrue(provenance.settings().containsKey(
				"validation PSNR before (dB)"));
			assertTrue(provenance.command().startsWith("superres adapt --images=") &&
				provenance.command().contains("--steps=2") && !provenance.command()
					.contains("minutes"), provenance.command());
		}
	}

	/** Given, and not measured; one open image is enough. */
	@Test
	void whatIsGivenWins() throws Exception {
		run(AdaptModel.class, inputs("images", null, "image", noisy(120, 1), "sigma",
			"1", "photons", "30", "noise", "0.01-0.02"));
		try (ModelPackage model = ModelPackage.open(folder.resolve("mine-x2"))) {
			final Provenance provenance = model.description().provenance()
				.orElseThrow();
			assertEquals("[1.0, 1.0]", provenance.settings().get("sigma").toString());
			assertEquals("[30.0, 30.0]", provenance.settings().get("photons")
				.toString());
			assertEquals("[0.01, 0.02]", provenance.settings().get("read noise")
				.toString());
		}
	}

	/** Sharp images are learned from as they are. */
	@Test
	void sharpImages() throws Exception {
		final Path sharp = Files.createDirectory(folder.resolve("sharp"));
		for (int i = 0; i < 2; i++)
			ImageFiles.save(image(100, k -> 40 + k % 100), sharp.resolve(i + ".tif"),
				false, Progress.NONE);
		save(noisy(72, 1), "1.tif");
		run(AdaptModel.class, inputs("sharp", sharp.toFile()));
		try (ModelPackage model = ModelPackage.open(folder.resolve("mine-x2"))) {
			assertEquals(sharp.toString(), model.description().provenance()
				.orElseThrow().data());
		}
	}

	@Test
	void badImages() throws Exception {
		save(image(72, k -> 7), "constant.tif");
		fails(AdaptModel.class, inputs(), "cannot be measured", "constant.tif");
		save(image(72, k -> 255), "constant.tif");
		fails(AdaptModel.class, inputs(), "cannot be measured", "constant.tif");
		save(noisy(20, 1), "constant.tif");
		fails(AdaptModel.class, inputs(), "constant.tif", "larger images");
		save(noisy(64, 1), "constant.tif");
		fails(AdaptModel.class, inputs(), "only 1 plane");
		Files.delete(images.resolve("constant.tif"));
		fails(AdaptModel.class, inputs(), "no images");
		assertFalse(Files.exists(folder.resolve("mine-x2")));
	}

	/** Nothing but noise around a level: there is no structure to learn. */
	@Test
	void noiseAlone() throws Exception {
		final Random random = new Random(1);
		for (int i = 0; i < 3; i++)
			save(image(72, k -> (int) (100 + 20 * random.nextGaussian())), i + ".tif");
		final ResultsTable table = (ResultsTable) run(AdaptModel.class, inputs())
			.getOutput("table");
		assertEquals(3, table.size());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "sigma | 2-1 | sigma=2-1",
		"photons | -3 | photons=-3", "model | bicubic | is an interpolation",
		"model | none-x2 | There is no model", "minutes | -1 | -1",
		"minutes | 0 | give minutes above 0" })
	void badValues(final String name, final String value, final String words)
		throws Exception
	{
		save(noisy(72, 1), "1.tif");
		save(noisy(72, 2), "2.tif");
		fails(AdaptModel.class, "minutes".equals(name) ? inputs("steps", 0, name,
			Double.parseDouble(value)) : inputs(name, value), words);
	}

	private Object[] inputs(final Object... inputs) {
		return Stream.concat(Stream.of("images", images.toFile(), "model", folder
			.resolve("base.pt").toString(), "steps", 2, "output", folder.resolve(
				"mine-x2").toFile()), Stream.of(inputs)).toArray();
	}

	private void save(final ImagePlus image, final String name)
		throws IOException
	{
		ImageFiles.save(image, images.resolve(name), true, Progress.NONE);
	}

	/** Waves with about 40 photons at white. */
	private static ImagePlus noisy(final int side, final int seed) {
		final Random random = new Random(seed);
		return image(side, k -> {
			final double signal = 0.45 + 0.35 * Math.sin(k % side / 7.0) * Math.cos(k /
				side / 9.0);
			return (int) Math.round(255 * (signal + Math.sqrt(signal / 40) * random
				.nextGaussian()));
		});
	}

	private static ImagePlus image(final int side, final IntUnaryOperator value) {
		final ByteProcessor bytes = new ByteProcessor(side, side);
		for (int k = 0; k < side * side; k++)
			bytes.set(k, Math.max(0, Math.min(255, value.applyAsInt(k))));
		return new ImagePlus("image", bytes);
	}
}
