package sc.fiji.superres.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.Context;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.ResultsTable;

import sc.fiji.superres.block.KeptNotes;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.image.file.ImageFiles;

/** Tests what a run says at its end: what was made, and where it is. */
class ToldResultsTest {

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

	private static ImagePlus image() {
		return IJ.createImage("cells", "8-bit ramp", 12, 8, 3);
	}

	@Test
	void imagesAreNamedWithTheirSizes() throws Exception {
		final Step step = Step.named(context, "upscale");
		final Map<String, Object> values = Map.of("image", image(), "model",
			"bicubic", "verify", true);
		final KeptNotes notes = new KeptNotes();
		assertEquals("Upscale Image made \"cells-x2\" (24 x 16 pixels, 3 planes), " +
			"\"Consistency of cells\" (12 x 8 pixels, 3 planes)", ShownResults.made(
				step, values, step.run(values, notes)));
		assertEquals(1, notes.lines().size(), notes.lines()::toString);
		assertTrue(notes.lines().get(0).matches("\"cells\" and the result, shrunk " +
			"again, disagree by [0-9.e-]+ on average \\(noise: [0-9.e-]+\\); [0-9.]+ % " +
			"of the pixels by more than the noise explains"), notes.lines()::toString);
	}

	@Test
	void tablesAndFilesAreNamedWithTheirPlaces() {
		final Step quality = Step.named(context, "quality");
		final File file = folder.resolve("a.csv").toFile();
		assertEquals("Image Quality made rows in Results, " + file, ShownResults.made(
			quality, Map.of("csv", file), Map.of("output", new ResultsTable())));
		assertEquals("Super Resolution Models made the list \"Installed models\"",
			ShownResults.made(Step.named(context, "models"), Map.of(), Map.of(
				"output", new ResultsTable())));
		assertEquals("Train Network made " + file, ShownResults.made(Step.named(
			context, "train-network"), Map.of("output", file), Map.of()));
		assertEquals("", ShownResults.made(quality, new HashMap<>(), Map.of()));
	}

	@ParameterizedTest
	@ValueSource(strings = {
		"train-network network=srcnn-9-5-5 steps=2 patch=16 batch=2",
		"train-dictionary atoms=8 patches=2000" })
	void trainingsSayWhatWasReachedAndWhereTheModelIs(final String line)
		throws Exception
	{
		final String[] words = line.split(" ", 2);
		final Step step = Step.named(context, words[0]);
		final Map<String, Object> values = step.read(words[1], title -> null);
		final Path model = folder.resolve("my-model");
		values.put("output", model.toFile());
		final ImagePlus stack = IJ.createImage("cells", "8-bit noise", 64, 64, 12);
		values.put("image", stack);
		final KeptNotes notes = new KeptNotes();
		step.run(values, notes);
		assertTrue(Files.isDirectory(model));
		final String last = notes.lines().get(notes.lines().size() - 1);
		assertTrue(last.startsWith("The model is in " + model +
			". PSNR (dB) on the validation set (1 image): ") && last.matches(
				".*: [0-9.]+, bicubic [0-9.]+"), last);
	}

	@Test
	void batchCountsWhatBecameOfTheImages() throws Exception {
		final Path images = Files.createDirectory(folder.resolve("in"));
		final Path output = folder.resolve("out");
		final Step batch = Step.named(context, "batch");
		final Map<String, Object> values = Map.of("images", images.toFile(), "output",
			output.toFile(), "command", "resample");
		final KeptNotes notes = new KeptNotes();
		for (final String name : List.of("a.tif", "b.tif")) {
			ImageFiles.save(image(), images.resolve(name), false, Progress.NONE);
			batch.run(values, notes);
		}
		Files.write(images.resolve("c.tif"), new byte[9]);
		try {
			batch.run(values, notes);
		}
		catch (final Incomplete e) {
			assertEquals(1, e.table().size());
		}
		final String place = " failed; the results are in " + output +
			", a list of them is batch.csv";
		assertEquals(List.of("1 image: 1 done, 0 there already, 0" + place,
			"2 images: 1 done, 1 there already, 0" + place,
			"3 images: 0 done, 2 there already, 1" + place), notes.lines());
	}
}
