package sc.fiji.superres.frontend.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;

import ij.ImagePlus;
import ij.process.ByteProcessor;

import sc.fiji.superres.command.UpscaleImage;
import sc.fiji.superres.method.BlurLevel;
import sc.fiji.superres.method.InstalledModel;
import sc.fiji.superres.method.ModelFormat;
import sc.fiji.superres.method.TrainedAcquisition;
import sc.fiji.superres.network.architecture.Architectures;
import sc.fiji.superres.step.Input;
import sc.fiji.superres.step.Step;

/** Tests what dialogs are made of, as far as that needs no screen. */
class DialogTextsTest {

	private static Context context;

	@BeforeAll
	static void start() {
		context = new Context();
	}

	@AfterAll
	static void end() {
		context.dispose();
	}

	@Test
	void noteHasThreeLines() {
		assertEquals("short\n \n ", Note.wrap("short"));
		final String wrapped = Note.wrap("word ".repeat(50).strip());
		final String[] lines = wrapped.split("\n");
		assertEquals(3, lines.length);
		assertTrue(lines[0].length() <= 54 && lines[1].length() <= 54 && lines[2]
			.length() == 54, wrapped);
		assertTrue(lines[2].endsWith("..."), wrapped);
		assertEquals("x".repeat(54) + "\n" + "x".repeat(16) + "\n ", Note.wrap("x"
			.repeat(70)));
	}

	@Test
	void helpDescribesEveryInput() {
		for (final Step step : Step.all(context)) {
			final String help = Help.of(step);
			for (final Input input : step.inputs())
				assertTrue(help.contains("<b>" + input.label() + "</b> (" + input.name() +
					")"), help);
		}
	}

	@Test
	void modelsAreToldApart() {
		assertEquals("net  |  x2  |  cells  |  set5: 37.42 dB (bicubic 33.66)",
			Models.describe(new InstalledModel("net", ModelFormat.NETWORK, "2", 1, "cells",
				"set5: 37.42 dB (bicubic 33.66)", 3.76, "1", new TrainedAcquisition(BlurLevel.SHARP,
					false, Map.of()), Path.of("net"), "")));
		assertEquals("net  |  x2", Models.describe(new InstalledModel("net", ModelFormat.NETWORK, "2", 1, "",
			"", Double.NaN, "1", new TrainedAcquisition(BlurLevel.SHARP, false,
				Map.of()), Path.of("net"),
			"")));
	}

	@Test
	void eachInputHasItsWay() {
		assertInstanceOf(ListedRow.class, row("upscale", "model"));
		assertInstanceOf(ListedRow.class, row("train-network", "base"));
		assertInstanceOf(ListedRow.class, row("explain", "model"));
		assertInstanceOf(ListedRow.class, row("train-network", "network"));
		assertInstanceOf(ModelsRow.class, row("compare", "models"));
		assertInstanceOf(ModelsRow.class, row("split", "models"));
		assertInstanceOf(ChoiceRow.class, row("edges", "method"));
		assertInstanceOf(OptionsRow.class, row("batch", "options"));
		assertInstanceOf(TextRow.class, row("batch", "images"));
	}

	/** Every network of the list can be made, and the declared one is in it. */
	@Test
	void networksAreListed() {
		final List<String> items = ((ListedRow) row("train-network", "network"))
			.items();
		assertTrue(items.get(1).startsWith("balanced  |  "), items::toString);
		assertEquals("another network", items.get(items.size() - 1));
		for (final String item : items.subList(0, items.size() - 1))
			assertTrue(Architectures.exists(item.split(" ")[0]), item);
	}

	/** AWT shows ten rows: what most want comes first. */
	@Test
	void modelsStandBeforeInterpolations() {
		final List<String> items = ((ListedRow) row("upscale", "model")).items();
		assertTrue(items.get(0).startsWith("auto  |  "), items::toString);
		final int dictionary = first(items, "dictionary-");
		final int nearest = items.indexOf("nearest");
		assertTrue(first(items, "edsr-natural-x2") < first(items,
			"srcnn-natural-x2"), items::toString);
		for (final String network : List.of("edsr-", "wdsr-", "srcnn-"))
			assertTrue(items.stream().filter(item -> item.startsWith(network)).allMatch(
				item -> items.indexOf(item) < dictionary), items::toString);
		assertTrue(dictionary < nearest, items::toString);
	}

	private static int first(final List<String> items, final String start) {
		return items.indexOf(items.stream().filter(item -> item.startsWith(start))
			.findFirst().orElseThrow());
	}

	/** Whatever must be given is asked for first, and of trainings not all. */
	@Test
	void commonInputsComeFirst() {
		for (final Step step : Step.all(context)) {
			final List<String> common = step.common().stream().map(Input::name)
				.toList();
			for (final Input input : step.inputs())
				assertTrue(common.contains(input.name()) || !input.isRequired(), step
					.verb() + " " + input.name());
			assertTrue(common.size() < step.inputs().size() || !step.verb().startsWith(
				"train-"), step.verb());
		}
		final List<String> common = Step.named(context, "train-network").common()
			.stream().map(Input::name).toList();
		assertEquals(List.of("image", "images", "output", "overwrite", "scale",
			"sigma", "photons", "noise", "supervision", "network", "base", "steps", "minutes"),
			common);
	}

	/** The dialog says what a training learns from, before it starts. */
	@Test
	void trainingsNameWhatTheyLearnFrom() {
		final ImagePlus stack = new ImagePlus("brain.tif", new ByteProcessor(8, 6));
		for (final String verb : List.of("train-network", "train-dictionary")) {
			final Step step = Step.named(context, verb);
			assertEquals("Learns from the open stack \"brain.tif\", planes: 1", step
				.outlook(Map.of("image", stack)));
			assertEquals("Learns from the images in the folder cells", step.outlook(
				Map.of("image", stack, "images", new File("/data/cells"))));
			assertEquals("", step.outlook(Map.of("image", new ImagePlus())));
		}
	}

	/** What fails after OK costs all that was typed. */
	@Test
	void dialogsTellWhatWouldFail() {
		final ImagePlus image = new ImagePlus("plane", new ByteProcessor(40, 30));
		refuses("upscale", Map.of("image", image, "model", "bicubic", "range",
			"100,10"), "100");
		refuses("upscale", Map.of("image", image, "model", "bicubic", "bound", true,
			"level", 93), "level=93");
		refuses("upscale", Map.of("image", image, "model", "bicubic", "verify", true,
			"scale", "1.5"), "scale of 1.5");
		refuses("edges", Map.of("image", image, "method", "dog", "sigma", 2.5, "wider",
			2.0), "wider=2.0");
		refuses("degrade", Map.of("image", image, "axis", "z"), "has one slice");
		assertEquals("", Step.named(context, "degrade").outlook(Map.of("image", image)));
		assertEquals("", Step.named(context, "degrade").outlook(Map.of("image",
			new ImagePlus())));
	}

	private void refuses(final String verb, final Map<String, Object> values,
		final String words)
	{
		final String message = assertThrows(IllegalArgumentException.class, () -> Step
			.named(context, verb).outlook(values)).getMessage();
		assertTrue(message.contains(words), message);
	}

	/** A batch runs what makes something of one image. */
	@Test
	void batchOffersStepsOnOneImage() {
		final List<String> steps = OptionsRow.steps(Step.named(context, "batch"));
		assertTrue(steps.containsAll(List.of("upscale", "resample", "highpass",
			"edges", "degrade", "explain")), steps::toString);
		for (final String other : List.of("batch", "compare", "models", "quality",
			"train-network"))
			assertFalse(steps.contains(other), steps::toString);
	}

	@Test
	void optionsHoldWhatIsNotAsDeclared() {
		final Step step = Step.named(context, "upscale");
		final Map<String, String> chosen = new LinkedHashMap<>();
		chosen.put("model", "/my models/x2");
		chosen.put("scale", "");
		chosen.put("tile", "256");
		chosen.put("verify", "false");
		assertEquals("model=[/my models/x2] tile=256", OptionsRow.written(step,
			chosen));
		chosen.put("model", "a]b");
		assertThrows(IllegalArgumentException.class, () -> OptionsRow.written(step,
			chosen));
	}

	/** Without ImageJ's window nobody is asked, and nothing waits. */
	@Test
	void nobodyIsAskedWithoutAWindow() throws Exception {
		final ImagePlus image = new ImagePlus("", new ByteProcessor(8, 6));
		final CommandModule module = context.service(CommandService.class).run(
			UpscaleImage.class, true, "image", image).get();
		assertEquals(16, ((ImagePlus) module.getOutput("output")).getWidth());
	}

	private static Row row(final String verb, final String name) {
		final Step step = Step.named(context, verb);
		return Row.of(step, step.inputs().stream().filter(input -> input.name()
			.equals(name)).findFirst().orElseThrow());
	}
}
