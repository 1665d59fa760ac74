package sc.fiji.superres.frontend.imagej1;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandService;

import ij.ImagePlus;
import ij.plugin.frame.Recorder;
import ij.process.ShortProcessor;

import sc.fiji.superres.Jvm;
import sc.fiji.superres.MacroRunner;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.file.Csv;
import sc.fiji.superres.image.file.ImageFiles;
import sc.fiji.superres.network.TestNetworks;
import sc.fiji.superres.step.Input;
import sc.fiji.superres.step.Step;

/** Tests the commands in macros of a genuine ImageJ 1.54p without ImageJ2. */
class PlainMacroTest {

	private static final String OPEN =
		"newImage('source', '16-bit ramp', 30, 20, 1);";
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
			{ "Resample Image...", "scale=2x0.5 antialias=false",
				"60x10 60 10 16" },
			{ "Resample Image...", "width=7 height=9", "7x9 7 9 16" } };
		final List<String> macros = new ArrayList<>();
		final List<String> expected = new ArrayList<>();
		for (final String mode : new String[] { "", BATCH }) {
			for (final String[] call : calls) {
				macros.add(mode + OPEN + run(call[0], call[1]) +
					"print(nImages, getTitle, getWidth, getHeight, bitDepth);");
				expected.add("2 source-" + call[2]);
			}
		}
		macros.add(run("Compare Methods...", "images=[" + images() + "] scale=2") +
			"print(nResults, getResultString('Method', 0));");
		expected.add("2 bicubic");
		final Jvm.Result result = run(macros);
		assertEquals(expected, result.results().strip().lines().toList(),
			result::toString);
	}

	@Test
	void failureAbortsTheMacro() throws Exception {
		final String[][] calls = { //
			{ "Upscale Image...", "model=bicubik", "There is no model 'bicubik'" },
			{ "Upscale Image...", "modle=bicubic", "no option 'modle'" },
			{ "Upscale Image...", "model", "cannot be read at 'model" },
			{ "Upscale Image...", "model=bicubic scale=1,5", "The scale is '1,5'" },
			{ "Resample Image...", "scale=1,5", "write 1x5 for factors along x and" },
			{ "Upscale Image...", "tile=-5", "tile = '-5' is not allowed" },
			{ "Upscale Image...", "tile=2.9", "tile = '2.9' is not allowed" },
			{ "Upscale Image...", "color=grey", "color = 'grey' is not allowed" },
			{ "Upscale Image...", "model=bicubic image=none", "no image called 'none'" },
			{ "Resample Image...", "antialias=yes", "antialias = 'yes'" },
			{ "Train Network...", "images=" + folder, "output is missing" },
			{ "Super Resolution Batch...", "images=" + images() + " output=" + folder
				.resolve("out") + " options=[model=[no model]]",
				"There is no model 'no model'" } };
		final List<String> macros = new ArrayList<>();
		macros.add(run("Upscale Image...", "") + "print('after: no image');");
		for (final String mode : new String[] { "", BATCH }) {
			for (final String[] call : calls) {
				macros.add(mode + OPEN + run(call[0], call[1]) + "print('after: " +
					call[1] + "');");
			}
		}
		macros.add("print('the end');");
		final Jvm.Result result = run(macros);
		assertEquals(List.of("the end"), result.results().lines().toList(),
			result::toString);
		for (final String[] call : calls) {
			final String told = result.messages();
			final int first = told.indexOf(call[2]);
			assertTrue(first >= 0 && told.indexOf(call[2], first + 1) > 0,
				() -> call[2] + " is not told twice in " + result);
		}
		assertTrue(result.messages().contains("image is missing"),
			result::toString);
	}

	/** Where ImageJ itself reports a bad file, it would abort the macro. */
	@Test
	void damagedImageIsOneFailureOfABatch() throws Exception {
		final Path bad = images().resolve("0.png");
		Files.write(bad, new byte[] { (byte) 137, 'P', 'N', 'G', 13, 10, 26, 10 });
		final Path output = folder.resolve("out");
		final Jvm.Result result = run(List.of(run("Super Resolution Batch...",
			"images=[" + images() + "] output=[" + output + "] names={file}.tif " +
				"options=model=bicubic") + "print('after');"));
		assertEquals("3 images: 2 done, 0 there already, 1 failed; the results " +
			"are in " + output + ", a list of them is batch.csv", result.results()
				.strip(), result::toString);
		assertTrue(result.messages().contains("1 of 3 images failed: 0.png;"),
			result::toString);
		assertTrue(Files.exists(output.resolve("1.tif.tif")), result::toString);
		final List<String> line = Csv.parse(Files.readString(output.resolve(
			"batch.csv"))).get(1);
		assertEquals(List.of("0.png", "0.png.tif", "failed"), line.subList(0, 3));
		assertTrue(line.get(3).startsWith("Cannot open " + bad +
			": it is cut off"), line.get(3));
	}

	/**
	 * What a dialog leaves to the recorder, for each command that makes an image
	 * of one, does in a macro what the step does on the values of the dialog.
	 */
	@Test
	void recordedLineGivesTheSamePixels() throws Exception {
		final Path input = folder.resolve("in put.tif");
		final Path large = folder.resolve("large.tif");
		ImageFiles.save(pattern(64, 48), input, false, Progress.NONE);
		ImageFiles.save(pattern(128, 96), large, false, Progress.NONE);
		final List<String> macros = new ArrayList<>();
		final List<ImagePlus> expected = new ArrayList<>();
		try (Context context = new Context(CommandService.class)) {
			for (final Step step : Step.all(context)) {
				if (!step.inputs().stream().allMatch(i -> i.isImage() || !i
					.isRequired()) || step.inputs().stream().noneMatch(
						Input::isImage) || step.outputs().stream().noneMatch(
							o -> "output".equals(o.getName()) && o
								.getType() == ImagePlus.class) || step.verb().startsWith(
									"probe-") || step.verb().equals("isotropic")) continue;
				final Map<String, String> chosen = chosen(step);
				final Map<String, Object> values = new HashMap<>(step.read(chosen,
					title -> null));
				for (final Input image : step.inputs()) {
					if (!image.isImage() || !image.isRequired()) continue;
					final Path file = List.of("image", "map").contains(image.name()) ? input
						: large;
					values.put(image.name(), ImageFiles.open(file));
					// Where a step takes one image, it is the active one.
					if (step.inputs().stream().filter(Input::isImage).count() > 1) chosen
						.put(image.name(), file.getFileName().toString());
				}
				expected.add((ImagePlus) step.run(values, Progress.NONE).get(
					"output"));
				macros.add("open('" + large + "'); open('" + input + "');" +
					"run(\"" + step.label() + "\"" + recorded(chosen) +
					"); saveAs('tiff', '" + folder.resolve(macros.size() + ".tif") +
					"');");
			}
		}
		assertEquals(15, macros.size(), macros::toString);
		final Jvm.Result result = run(macros);
		for (int i = 0; i < macros.size(); i++) {
			final ImagePlus again = ImageFiles.open(folder.resolve(i + ".tif"));
			final ImagePlus once = expected.get(i);
			assertEquals(once.getType(), again.getType(), macros.get(i) + result);
			assertArrayEquals((float[]) once.getProcessor().convertToFloatProcessor()
				.getPixels(), (float[]) again.getProcessor().convertToFloatProcessor()
					.getPixels(), macros.get(i));
		}
	}

	/** The recorder is left without a part of a line that it cannot hold. */
	@Test
	void lineThatCannotBeRecorded() {
		final Map<String, String> chosen = new LinkedHashMap<>();
		chosen.put("model", "bicubic");
		chosen.put("csv", "/a [b/c.csv");
		Recorder.setCommand("Test");
		final String message = assertThrows(IllegalArgumentException.class,
			() -> StepRun.record(chosen)).getMessage();
		assertTrue(message.contains("csv=/a [b/c.csv: a macro cannot hold"),
			message);
		assertNull(Recorder.getCommandOptions());
		Recorder.saveCommand();
	}

	// -- Helper methods --

	/** Chooses values other than the defaults where that is easy. */
	private static Map<String, String> chosen(final Step step) {
		final Map<String, String> chosen = new LinkedHashMap<>();
		for (final Input input : step.inputs()) {
			if (input.isImage() || input.isPath()) continue;
			final List<String> choices = input.choices();
			final String initial = String.valueOf(input.initial());
			chosen.put(input.name(), choices.isEmpty() || List.of("region",
				"axis", "plane").contains(input.name()) ? initial : choices.get((choices.indexOf(initial) + 1) %
					choices.size()));
		}
		if (step.verb().equals("upscale")) chosen.put("model", "lanczos2");
		// The pattern is too small to measure its blur.
		if (step.verb().equals("deconvolve")) chosen.put("sigma", "1");
		if (step.verb().equals("profile")) chosen.put("line", "5,5,40,30");
		return chosen;
	}

	private static ImagePlus pattern(final int width, final int height) {
		final ShortProcessor samples = new ShortProcessor(width, height);
		for (int i = 0; i < width * height; i++) {
			samples.set(i, (i * 37) % 4096);
		}
		samples.resetMinAndMax();
		return new ImagePlus("", samples);
	}

	/** Returns what ImageJ's recorder makes of it. */
	private static String recorded(final Map<String, String> chosen) {
		Recorder.setCommand("Test");
		StepRun.record(chosen);
		final String options = Recorder.getCommandOptions();
		Recorder.saveCommand();
		return options == null ? "" : ", \"" + options + "\"";
	}

	private Path images() throws IOException {
		final Path images = folder.resolve("images");
		if (Files.exists(images)) return images;
		Files.createDirectory(images);
		for (final int i : IntStream.range(0, 2).toArray()) {
			ImageFiles.save(new ImagePlus("", new ShortProcessor(40, 30)), images
				.resolve(i + ".tif"), false, Progress.NONE);
		}
		return images;
	}

	private Jvm.Result run(final List<String> macros) throws Exception {
		return MacroRunner.runIn(PlainBridge.class.getName(), folder, macros
			.toArray(String[]::new));
	}

	private static String run(final String label, final String options) {
		return "run('" + label + "', '" + options + "');";
	}
}
