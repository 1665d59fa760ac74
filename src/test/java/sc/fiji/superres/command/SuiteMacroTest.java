package sc.fiji.superres.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;

import sc.fiji.superres.Jvm;
import sc.fiji.superres.MacroRunner;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.image.file.ImageFiles;
import sc.fiji.superres.network.TestNetworks;

/**
 * Tests the commands in macros of a genuine ImageJ 1.54p. Each test starts one,
 * which takes seconds, and runs many macros in it.
 */
class SuiteMacroTest {

	private static final String OPEN =
		"newImage('source', '16-bit ramp', 30, 20, 1);";
	private static final String SHOW =
		"print(nImages, getTitle, getWidth, getHeight, bitDepth);";
	private static final String BATCH = "setBatchMode(true);";

	@TempDir
	Path folder;

	@Test
	void resultIsActive() throws Exception {
		final Path network = TestNetworks.writeSmall(Files.createDirectory(folder
			.resolve("my models")));
		final String[][] calls = { //
			{ "Upscale Image...", "model=bicubic scale=3", "x3 90 60 16" },
			{ "Upscale Image...", "model=bicubic", "x2 60 40 16" },
			{ "Upscale Image...", "model=[" + network + "] tile=16",
				"x2 60 40 16" },
			{ "Upscale Image...", "model=bilinear region=selection",
				"x2 10 8 16" },
			{ "Resample Image...", "kernel=lanczos3 scale=1.5", "x1.5 45 30 16" },
			{ "Resample Image...", "scale=2x0.5 antialias=false", "60x10 60 10 16" },
			{ "Resample Image...", "width=7 height=9", "7x9 7 9 16" } };
		final List<String> macros = new ArrayList<>();
		final List<String> expected = new ArrayList<>();
		for (final String mode : new String[] { "", BATCH }) {
			for (final String[] call : calls) {
				macros.add(mode + OPEN + "makeRectangle(1, 2, 5, 4);" + run(call[0],
					call[1]) + SHOW);
				expected.add("2 source-" + call[2]);
			}
		}
		final Jvm.Result result = MacroRunner.run(folder, macros.toArray(
			String[]::new));
		assertEquals(expected, result.results().strip().lines().toList(),
			result::toString);
	}

	/** Whatever else is made, the same image is active in every mode. */
	@Test
	void mainImageIsActive() throws Exception {
		final String[][] calls = { //
			{ "Upscale Image...", "model=bicubic verify=true", "3 source-x2 60 40" },
			{ "Image Quality...", "maps=true", "3 Difference of source 30 20" },
			{ "Split View...", "models=bicubic,nearest", "3 source-x2-split 60 40" } };
		final List<String> macros = new ArrayList<>();
		final List<String> expected = new ArrayList<>();
		for (final String mode : new String[] { "", BATCH }) {
			for (final String[] call : calls) {
				macros.add(mode + OPEN + run(call[0], call[1]) +
					"print('active', nImages, getTitle, getWidth, getHeight);");
				expected.add("active " + call[2]);
			}
		}
		final Jvm.Result result = MacroRunner.run(folder, macros.toArray(
			String[]::new));
		assertEquals(expected, result.results().lines().filter(line -> line
			.startsWith("active")).toList(), result::toString);
		assertEquals(2, result.results().lines().filter(line -> line.startsWith(
			"\"source\" and the result, shrunk again, disagree by ")).count(),
			result::toString);
	}

	/** Two results of an image are told apart by their titles. */
	@Test
	void titlesAreUnique() throws Exception {
		final List<String> macros = new ArrayList<>();
		for (final String mode : new String[] { "", BATCH }) {
			macros.add(mode + OPEN + "for (i = 0; i < 3; i++) { selectImage('source');" +
				run("Upscale Image...", "model=bicubic") + "print(getTitle); }");
		}
		final Jvm.Result result = MacroRunner.run(folder, macros.toArray(
			String[]::new));
		final List<String> titles = printed(result);
		assertEquals(6, titles.size(), result::toString);
		assertEquals(3, titles.stream().distinct().count(), titles::toString);
	}

	@Test
	void missingSecondImageIsNamed() throws Exception {
		final Jvm.Result result = MacroRunner.run(folder, OPEN + run(
			"Image Quality...", "image=source reference=[no such]") +
			"print('after');");
		assertEquals(List.of(), printed(result), result::toString);
		assertTrue(result.messages().contains("There is no image called 'no such', " +
			"which reference names: open it first"), result::toString);
	}

	@Test
	void failureAbortsTheMacro() throws Exception {
		final String[][] calls = { //
			{ "Upscale Image...", "model=bicubik", "There is no model 'bicubik'" },
			{ "Upscale Image...", "model=[]", "No model is given" },
			{ "Upscale Image...", "model=bicubic scale=0", "The scale is '0'" },
			{ "Upscale Image...", "model=bicubic scale=-1", "The scale is '-1'" },
			{ "Upscale Image...", "model=bicubic scale=NaN", "The scale is 'NaN'" },
			{ "Upscale Image...", "model=bicubic scale=1,5", "The scale is '1,5'" },
			{ "Upscale Image...", "model=bicubic scale=1000000", "30000000 x 20000000 pixels" },
			{ "Upscale Image...", "model=bicubic range=9,1", "range=9.0,1.0" },
			{ "Upscale Image...", "model=bicubic region=selection", "no selection" },
			{ "Upscale Image...", "modle=bicubic", "no option 'modle'" },
			{ "Upscale Image...", "scale=2 ensemble", "be read at 'ensemble'" },
			{ "Upscale Image...", "verify=yes", "verify = 'yes' is not allowed" },
			{ "Upscale Image...", "tile=2.9", "tile = '2.9' is not allowed" },
			{ "Edge Enhance...", "sigma=1,5", "sigma = '1,5' is not allowed" },
			{ "Edge Enhance...", "sigma=abc", "sigma = 'abc' is not allowed" },
			{ "Upscale Image...", "color=grey", "color = 'grey' is not" },
			{ "Upscale Image...", "tile=-5", "tile = '-5' is not" },
			{ "Resample Image...", "kernel=cubic", "kernel = 'cubic' is not" },
			{ "Resample Image...", "border=mirror", "border = 'mirror' is not" },
			{ "Resample Image...", "width=-7 height=9", "width = '-7' is not" },
			{ "Compare Methods...", "scale=0", "a scale of 0: choose" },
			{ "Image Quality...", "border=40", "border of 40" },
			{ "Fourier Ring Correlation...", "", "30 x 20 pixels" },
			{ "Consistency Map...", "noise=-1", "noise = '-1' is not" },
			{ "Split View...", "left=90", "left=90.0 right=67.0" },
			{ "Train Network...", "steps=7", "output is missing" },
			{ "Train Network...", "images=" + folder + " output=" + folder.resolve(
				"new") + " rate=7", "rate = '7' is not" } };
		final List<String> macros = new ArrayList<>();
		macros.add(run("Upscale Image...", "") + "print('after: no image');");
		for (final String mode : new String[] { "", BATCH }) {
			for (final String[] call : calls) {
				macros.add(mode + OPEN + run(call[0], call[1]) + "print('after: " +
					call[1] + "');");
			}
		}
		macros.add("print('the end');");
		final Jvm.Result result = MacroRunner.run(folder, macros.toArray(
			String[]::new));
		assertEquals(List.of("the end"), printed(result), result::toString);
		for (final String[] call : calls) {
			final String told = result.messages();
			final int first = told.indexOf(call[2]);
			assertTrue(first >= 0 && told.indexOf(call[2], first + 1) > 0,
				() -> call[2] + " is not told twice in " + result);
		}
		assertTrue(result.messages().contains("image is missing: Upscale Image... needs it"),
			result::toString);
	}

	/** ImageJ finds a key within the brackets of another, too. */
	@Test
	void keysInBracketsAreOfAnother() throws Exception {
		final Path images = Files.createDirectory(folder.resolve("images"));
		for (int i = 0; i < 2; i++) {
			ImageFiles.save(ScriptTest.noise(8), images.resolve(i + ".tif"), false,
				Progress.NONE);
		}
		final Path output = folder.resolve("out");
		final Jvm.Result result = MacroRunner.run(folder, run(
			"Super Resolution Batch...", "images=[" + images + "] output=[" + output +
				"] command=probe-step options=[method=fancy count=2]") +
			"print('done');");
		assertEquals(List.of("2 images: 2 done, 0 there already, 0 failed; the " +
			"results are in " + output + ", a list of them is batch.csv", "done"),
			printed(result), result::toString);
		assertEquals(List.of("0-map.tif", "0-summary.txt", "0-total.txt", "0.tif",
			"1-map.tif", "1-summary.txt", "1-total.txt", "1.tif", "batch.csv",
			"batch.txt"), names(output));
	}

	/** The options of the macro's line are not those of the command. */
	@Test
	void plugInThatCallsACommand() throws Exception {
		final Jvm.Result result = MacroRunner.run(folder, OPEN + run("Caller...",
			"foo=1") + SHOW);
		assertEquals(List.of("2 source-x3 90 60 16"), printed(result),
			result::toString);
	}

	/** The {@code #@} lines of Fiji become assignments for plain ImageJ. */
	@Test
	void upscaleFolder() throws Exception {
		final Path input = Files.createDirectory(folder.resolve("in put"));
		final Path output = Files.createDirectory(folder.resolve("out put"));
		Files.createDirectory(input.resolve("subfolder"));
		Files.writeString(input.resolve("SOURCES.csv"), "file,licence\n");
		ImageFiles.save(ScriptTest.noise(8), input.resolve("n.dapi.tif"), false,
			Progress.NONE);
		ImageFiles.save(ScriptTest.noise(16), input.resolve("n.gfp.TIF"), false,
			Progress.NONE);
		final Path twins = Files.createDirectory(folder.resolve("twins"));
		ImageFiles.save(ScriptTest.noise(8), twins.resolve("a.tif"), false,
			Progress.NONE);
		ImageFiles.save(ScriptTest.noise(8), twins.resolve("A.tiff"), false,
			Progress.NONE);
		final Path network = TestNetworks.writeSmall(input.resolve("subfolder"));
		final Jvm.Result result = MacroRunner.run(folder, macro(input, output,
			network.toString()) + "print('done');", macro(input, input, "bicubic") +
				"print('overwritten');", macro(twins, folder.resolve("none"),
					"bicubic") + "print('lost');", macro(input, output, "bicubik") +
					"print('wrong model');");
		assertEquals(List.of("done", "The results would replace the images in " +
			input + ": choose another folder", "Two images in " + twins +
				" would go to a.tif: rename one of them"), printed(result),
			result::toString);
		assertEquals(List.of(), names(folder.resolve("none")));
		assertTrue(result.messages().contains("'bicubik'"), result::toString);
		assertEquals(List.of("n.dapi.tif", "n.gfp.tif"), names(output));
		for (final String name : names(output)) {
			final ImagePlus image = ImageFiles.open(output.resolve(name));
			assertEquals(2 * ScriptTest.WIDTH, image.getWidth());
			assertEquals(0.25, image.getCalibration().pixelWidth, 1e-6);
			assertEquals("SuperRes: superres upscale --model='" + network +
				"' --region=image --color=luma --tile=0 --precision=float32 " +
				"--iterations=0 --ensemble=false --verify=false " +
				"--bound=false --level=90", ScriptTest.provenance(image));
		}
		assertEquals(ScriptTest.WIDTH, ImageFiles.open(input.resolve("n.dapi.tif"))
			.getWidth());
	}

	// -- Helper methods --

	/** Returns what the macros printed, without the exceptions that were logged. */
	private static List<String> printed(final Jvm.Result result) {
		return result.results().strip().lines().filter(line -> !line.startsWith(
			"Logged: ")).toList();
	}

	private static String run(final String label, final String options) {
		return "run('" + label + "', '" + options + "');";
	}

	private static String macro(final Path input, final Path output,
		final String model) throws IOException
	{
		final List<String> lines = new ArrayList<>();
		for (final String line : Files.readAllLines(Path.of(
			"macros/upscale_folder.ijm")))
		{
			lines.add(!line.startsWith("#@") ? line : line.replaceFirst(
				".* (\\w+)$", "$1 = '$1';").replace("'input'", "'" + input + "'")
				.replace("'output'", "'" + output + "'").replace("'model'", "'" +
					model + "'"));
		}
		return String.join("\n", lines);
	}

	private static List<String> names(final Path folder) throws IOException {
		if (Files.notExists(folder)) return List.of();
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter(Files::isRegularFile).map(file -> file.getFileName()
				.toString()).sorted().toList();
		}
	}
}
