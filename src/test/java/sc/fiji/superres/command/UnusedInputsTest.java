package sc.fiji.superres.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.process.ColorProcessor;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.step.Input;
import sc.fiji.superres.step.Step;

/** Tests what dialogs leave out: it does not matter, whatever it is set to. */
class UnusedInputsTest extends ScriptTest {

	/** With each choice of each input, what is left out changes no pixel. */
	@ParameterizedTest
	@ValueSource(strings = { "upscale", "highpass", "edges", "degrade" })
	void doNotMatter(final String verb) throws Exception {
		final Step step = Step.named(context(), verb);
		int unused = 0;
		for (final Input chosen : step.inputs()) {
			for (final Object choice : chosen.choices().isEmpty() ? others(chosen)
				: chosen.choices())
			{
				final Map<String, Object> values = new HashMap<>(Map.of("image", noise(
					8), chosen.name(), choice));
				if (verb.equals("degrade") && chosen.name().equals("wavelength")) values
					.put("aperture", 1.0);
				unused += check(step, values);
			}
		}
		assertTrue(unused > 0, "Nothing was left out of " + verb);
	}

	private static int check(final Step step, final Map<String, Object> values)
		throws Exception
	{
		final ImagePlus expected;
		try {
			expected = (ImagePlus) step.run(values, Progress.NONE).get("output");
		}
		catch (final IllegalArgumentException exc) {
			return 0; // What cannot be run has no result to compare.
		}
		int unused = 0;
		final List<Input> used = step.used(values);
		for (final Input input : step.inputs()) {
			if (used.stream().anyMatch(other -> other.name().equals(input.name())) ||
				input.isPath()) continue;
			for (final Object other : others(input)) {
				if (refuses(input, other)) continue;
				final Map<String, Object> set = new HashMap<>(values);
				set.put(input.name(), other);
				final ImagePlus found = (ImagePlus) step.run(set, Progress.NONE).get(
					"output");
				assertSamePixels(expected, found);
				unused++;
			}
		}
		return unused;
	}

	/** Returns values that are not the default. */
	private static List<?> others(final Input input) {
		return switch (input.kind()) {
			case FLAG -> List.of(!(Boolean) input.initial());
			case NUMBER -> List.of(input.read(Integer.toString(
				((Number) input.initial()).intValue() + 1)));
			case CHOICE -> input.choices().stream().filter(choice -> !Objects.equals(
				choice, input.initial())).toList();
			default -> List.of();
		};
	}

	/** Both are refused, rather than passed over, by whoever runs the step. */
	private static boolean refuses(final Input input, final Object other) {
		return "selection".equals(other) || List.of("sigma", "fwhm", "wavelength",
			"aperture").contains(input.name());
	}

	@Test
	void someMatterForSomeMethodsOnly() {
		final ImagePlus image = noise(8);
		assertUsed("upscale", Map.of("image", image, "model", "lanczos3"),
			"scale,iterations", "tile,ensemble,range,color,region");
		assertUsed("upscale", Map.of("image", image, "model", "some-network"),
			"tile,ensemble,range", "color,region");
		assertUsed("edges", Map.of("method", "dog"), "sigma,wider",
			"amount,threshold");
		assertUsed("highpass", Map.of("shape", "butterworth", "pass", "band"),
			"order,upper,mean", "region");
		assertUsed("train-network", Map.of("base", "edsr-natural-x2", "lowres",
			new File("low")), "rate,scale", "network,sigma,photons,noise");
		assertUsed("compare", Map.of(), "models", "overwrite");
		assertUsed("compare", Map.of("csv", new File("a.csv")), "overwrite", "none");
		image.setRoi(new Roi(1, 1, 4, 4));
		assertUsed("resample", Map.of("image", image), "region,scale", "z");
		assertUsed("resample", Map.of("image", image, "width", 5), "height",
			"scale");
		assertUsed("upscale", Map.of("image", new ImagePlus("",
			new ColorProcessor(4, 4))), "color", "region");
	}

	private static void assertUsed(final String verb,
		final Map<String, Object> values, final String used, final String unused)
	{
		final List<String> found = Step.named(context(), verb).used(values).stream()
			.map(Input::name).toList();
		assertTrue(found.containsAll(List.of(used.split(","))), found::toString);
		assertFalse(List.of(unused.split(",")).stream().anyMatch(found::contains),
			found::toString);
	}

	@Test
	void tellWhatWillCome() {
		final ImagePlus image = noise(8);
		final Step upscale = Step.named(context(), "upscale");
		assertEquals("Scale 3: 39 x 27 pixels of 0.1667 x 0.6667 mm", upscale
			.outlook(Map.of("image", image, "scale", "3")));
		assertEquals("", upscale.outlook(Map.of("scale", "3")));
		final Exception failure = assertThrows(IllegalArgumentException.class,
			() -> upscale.outlook(Map.of("image", image, "model", "bicubik")));
		assertTrue(failure.getMessage().contains("bicubik"), failure::getMessage);
		assertEquals("7 x 9 pixels of 0.9286 x 2.000 mm", Step.named(context(),
			"resample").outlook(Map.of("image", image, "width", 7, "height", 9)));
		image.getCalibration().setUnit("pixel");
		assertEquals("Scale 2: 26 x 18 pixels", upscale.outlook(Map.of("image",
			image)));
	}

	@Test
	void tellThatAModelIsAProgram() {
		final String told = Step.named(context(), "install-model").outlook(Map.of(
			"model", new File("x.zip")));
		assertTrue(told.startsWith("A model is a program"), told);
	}

	@Test
	void previewsAreOfFastSteps() {
		assertTrue(Step.named(context(), "edges").hasPreview());
		assertFalse(Step.named(context(), "train-network").hasPreview());
	}
}
