package sc.fiji.superres.command.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.ResultsTable;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.command.ScriptTest;
import sc.fiji.superres.frontend.cli.Line;
import sc.fiji.superres.image.file.ImageFiles;
import sc.fiji.superres.method.Methods;
import sc.fiji.superres.step.Different;
import sc.fiji.superres.step.Step;

/** Verifies results that were saved and opened again, and what was forged. */
class VerifyResultTest extends ScriptTest {

	private static final int SIDE = 40;

	@TempDir
	private Path folder;

	private Path input;
	private ImagePlus image;

	@BeforeEach
	void save() throws IOException {
		final ImageStack stack = new ImageStack(SIDE, SIDE);
		for (int i = 0; i < 2; i++)
			stack.addSlice(noise(16, SIDE, SIDE).getProcessor());
		input = folder.resolve("in.tif");
		ImageFiles.save(new ImagePlus("in", stack), input, false, Progress.NONE);
		image = ImageFiles.open(input);
	}

	@ParameterizedTest
	@ValueSource(strings = { "model=bicubic scale=1.7",
		"model=lanczos3 iterations=3", "model=auto",
		"model=non-local-means scale=2",
		"model=[richardson-lucy(sigma=1)] scale=2",
		"model=dictionary-natural-x2 range=100,3000 tile=16",
		"model=srcnn-natural-x2 ensemble=true",
		"model=srcnn-natural-x2 precision=bfloat16",
		"model=dictionary-natural-x2 region=selection verify=true bound=true" })
	void resultsAreTheSameAgain(final String options) throws Exception {
		image.setRoi(3, 5, 30, 20);
		final ImagePlus made = made(options);
		image.deleteRoi();
		final ResultsTable table = verify(made);
		assertEquals("version", table.getStringValue("What", 0));
		assertEquals("command", table.getStringValue("What", table.size() - 1));
		assertTrue(table.getStringValue("Recorded", table.size() - 1).startsWith(
			"superres upscale --model="));
	}

	@Test
	void selectionsMayReachOverTheEdge() throws Exception {
		image.setRoi(-6, -4, 24, 20);
		verify(made("model=bicubic region=selection"));
	}

	@Test
	void colorsAreTheSameAgain() throws Exception {
		image = new ImagePlus("rgb", noise(8, SIDE, SIDE).getProcessor()
			.convertToRGB());
		final ImagePlus made = made("model=dictionary-natural-x2 color=channels");
		verify(made);
		made.getProcessor().set(7, 3, made.getProcessor().get(7, 3) ^ 0x400);
		assertTrue(different(made).contains("1 pixels differ, most by 4 at x=7, " +
			"y=3 of plane 1"));
	}

	@Test
	void onePixelIsFound() throws Exception {
		final ImagePlus made = made("model=bicubic");
		made.getStack().getProcessor(2).set(11, 6, made.getStack().getProcessor(2)
			.get(11, 6) ^ 1);
		assertTrue(different(made).contains(
			"1 pixels differ, most by 1 at x=11, y=6 of plane 2"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "--scale=2 | --scale=3 | 80 x 80",
		"--model=bicubic | --model=bspline | pixels differ" })
	void forgedSettingsAreDifferent(final String what, final String by,
		final String words) throws Exception
	{
		final ImagePlus made = made("model=bicubic scale=2");
		assertTrue(different(edited(made, what, by)).contains(words));
	}

	@Test
	void whatStandsInTheWayIsNamed() throws Exception {
		final ImagePlus made = made("model=dictionary-natural-x2");
		final String model = "--model=dictionary-natural-x2";
		refused(edited(made, model, "--model=gone-x2"), "gone-x2",
			"not installed");
		refused(edited(made, model, "--model=models/dictionary-natural-x2"),
			"not installed");
		refused(edited(made, "; model=", "; model=0"), "checksum");
		refused(edited(made, "size=40 x", "size=41 x"), "41 x 40", "40 x 40");
		refused(edited(made, "--tile=0", "--tile=many"), "cannot be followed", "many");
		refused(edited(made, "--tile=0", "; rm"), "damaged");
		refused(edited(made, "--region=image", "--region=selection"), "selection");
		refused(edited(made, "superres upscale ", "superres edges "), "superres edges");
		made.setProperty("Info", null);
		refused(made, "does not say how it was made", "PNG");
	}

	/** A model is the same folder or zip, calibrated or not. */
	@Test
	void modelsMayLieElsewhere() throws Exception {
		final ImagePlus made = made("model=dictionary-natural-x2");
		final Path copy = Files.createDirectory(folder.resolve("copy"));
		try (Stream<Path> files = Files.list(Path.of("models/dictionary-natural-x2"))) {
			for (final Path file : files.toList())
				Files.copy(file, copy.resolve(file.getFileName()));
		}
		Methods.kind("edsr-em-x2").orElseThrow().write(copy, "other images");
		run(edited(made, "--model=dictionary-natural-x2", "--model=gone-x2"), copy
			.toString());
	}

	@Test
	void otherImagesAreDifferent() throws Exception {
		final ImagePlus made = made("model=bicubic");
		image.getStack().getProcessor(1).set(0, 0);
		image.getStack().getProcessor(1).add(1);
		assertTrue(different(made).contains("the image has other pixels"));
	}

	@Test
	void commandLineTellsByItsCode() throws IOException {
		final Path output = folder.resolve("out.tif");
		assertEquals(0, Line.run("upscale", "--image", input.toString(), "--model",
			"bicubic", "--output", output.toString()).code());
		assertEquals(0, line(output).code());
		final ImagePlus forged = ImageFiles.open(output);
		forged.getProcessor().set(0, 0);
		final Path other = folder.resolve("forged.tif");
		ImageFiles.save(forged, other, false, Progress.NONE);
		assertEquals(3, line(other).code());
		final Path png = folder.resolve("out.png");
		ImageFiles.save(new ImagePlus("", forged.getProcessor()), png, false,
			Progress.NONE);
		assertEquals(1, line(png).code());
	}

	@Test
	void batchesAreVerified() throws Exception {
		final Path images = Files.createDirectory(folder.resolve("images"));
		Files.copy(input, images.resolve("a.tif"));
		final Path results = folder.resolve("results");
		assertEquals(0, Line.run("batch", "--images", images.toString(), "--output",
			results.toString(), "--options", "model=dictionary-natural-x2").code());
		verify(ImageFiles.open(results.resolve("a.tif")));
	}

	// -- Helper methods --

	/** Returns a result that was saved and opened again. */
	private ImagePlus made(final String options) throws Exception {
		final Step upscale = Step.named(context(), "upscale");
		final Map<String, Object> values = upscale.read(options, title -> image);
		values.put("image", image);
		final Path file = folder.resolve("result.tif");
		ImageFiles.save((ImagePlus) upscale.run(values, Progress.NONE).get("output"),
			file, true, Progress.NONE);
		return ImageFiles.open(file);
	}

	private ResultsTable verify(final ImagePlus made) throws Exception {
		return run(made, "");
	}

	private ResultsTable run(final ImagePlus made, final String model)
		throws Exception
	{
		return (ResultsTable) Step.named(context(), "verify-result").run(new HashMap<>(
			Map.of("image", image, "result", made, "model", model)), Progress.NONE).get(
				"output");
	}

	private String different(final ImagePlus made) {
		return assertThrows(Different.class, () -> verify(made)).getMessage();
	}

	private void refused(final ImagePlus made, final String... words) {
		final Exception refusal = assertThrows(RuntimeException.class, () -> verify(
			made));
		List.of(words).forEach(word -> assertTrue(refusal.getMessage().contains(word),
			refusal::getMessage));
	}

	private static ImagePlus edited(final ImagePlus made, final String what,
		final String by)
	{
		final ImagePlus edited = new ImagePlus("edited", made.getStack());
		final String info = made.getInfoProperty();
		assertTrue(info.contains(what), info);
		edited.setProperty("Info", info.replace(what, by));
		return edited;
	}

	private Line line(final Path result) {
		return Line.run("verify-result", "--image", input.toString(), "--result",
			result.toString());
	}
}
