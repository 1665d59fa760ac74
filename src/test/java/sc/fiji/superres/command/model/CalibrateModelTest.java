package sc.fiji.superres.command.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.measure.ResultsTable;
import ij.process.FloatProcessor;

import sc.fiji.superres.command.ScriptTest;
import sc.fiji.superres.method.Methods;

/** Calibrates a copy of a shipped dictionary on synthetic images. */
class CalibrateModelTest extends ScriptTest {

	private static final String SHIPPED = "models/dictionary-natural-x2";
	private static final int SIDE = 64;

	@TempDir
	private Path folder;

	private Path model;
	private Path images;

	@BeforeEach
	void makeFolders() throws IOException {
		model = Files.createDirectories(folder.resolve("model"));
		images = Files.createDirectories(folder.resolve("images"));
		try (Stream<Path> files = Files.list(Path.of(SHIPPED))) {
			for (final Path file : files.toList())
				Files.copy(file, model.resolve(file.getFileName()));
		}
		for (int i = 0; i < 12; i++)
			save(i);
	}

	@Test
	void coversTheImages() throws Exception {
		final ResultsTable table = (ResultsTable) run(CalibrateModel.class, "model",
			model.toString(), "images", images.toString(), "check", images.toString(),
			"acquisition", "given", "noise", 0.02).getOutput("output");
		assertEquals(12, Methods.bound(model.toString(), "").orElseThrow().images());
		assertEquals("images", table.getStringValue("Images", 0));
		// The correction for 6 images lies up to half of the misses above.
		assertTrue(table.getValue("Within 90 %", 0) > 0.88 && table.getValue(
			"Within 90 %", 0) < 0.97, () -> "covers " + table.getValue("Within 90 %",
				0));
		assertTrue(table.getValue("Within 50 %", 0) < table.getValue("Within 90 %",
			0));
	}

	/** Errors are calibrated without a change of the kind, and the other way. */
	@Test
	void replacesOnePart() throws Exception {
		final byte[] kind = Files.readAllBytes(model.resolve("kind.npy"));
		final byte[] errors = Files.readAllBytes(model.resolve("errors.npy"));
		run(CalibrateModel.class, "model", model.toString(), "images", images
			.toString(), "acquisition", "varied");
		final byte[] calibrated = Files.readAllBytes(model.resolve("errors.npy"));
		assertFalse(Arrays.equals(errors, calibrated));
		assertArrayEquals(kind, Files.readAllBytes(model.resolve("kind.npy")));
		run(CalibrateModel.class, "model", model.toString(), "images", images
			.toString(), "replace", "kind");
		assertArrayEquals(calibrated, Files.readAllBytes(model.resolve("errors.npy")));
		assertFalse(Arrays.equals(kind, Files.readAllBytes(model.resolve(
			"kind.npy"))));
		assertEquals(12, Methods.kind(model.toString()).orElseThrow().images());
	}

	/** Bounds of varied acquisitions also hold where the image is blurred. */
	@Test
	void variedAcquisitionsCoverBlur() throws Exception {
		final double sharp = blurred("model");
		final double varied = blurred("varied");
		assertTrue(varied > sharp + 0.1, () -> "covers " + varied + ", was " + sharp);
	}

	private double blurred(final String acquisition) throws Exception {
		run(CalibrateModel.class, "model", model.toString(), "images", images
			.toString(), "acquisition", acquisition);
		return ((ResultsTable) run(CalibrateModel.class, "model", model.toString(),
			"check", images.toString(), "acquisition", "given", "sigma", 1.5)
				.getOutput("output")).getValue("Within 90 %", 0);
	}

	@Test
	void mistakesAreRefused() throws Exception {
		fails(CalibrateModel.class, new Object[] { "model", model.toString() },
			"images", "check");
		fails(CalibrateModel.class, new Object[] { "model", "bicubic", "images",
			images.toString() }, "model=bicubic");
		fails(CalibrateModel.class, new Object[] { "model", model.toString(),
			"images", images.toString(), "acquisition", "other" },
			"acquisition=other");
		fails(CalibrateModel.class, new Object[] { "model", model.toString(),
			"images", images.toString(), "replace", "all" }, "replace=all");
	}

	private void save(final int seed) {
		final Random random = new Random(seed);
		final FloatProcessor plane = new FloatProcessor(SIDE, SIDE);
		for (int i = 0; i < SIDE * SIDE; i++)
			plane.setf(i, 255 * random.nextFloat());
		plane.blurGaussian(1 + seed % 3);
		plane.resetMinAndMax();
		new FileSaver(new ImagePlus("image", plane.convertToByte(true))).saveAsPng(
			images.resolve(seed + ".png").toString());
	}
}
