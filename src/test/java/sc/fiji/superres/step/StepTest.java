package sc.fiji.superres.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.Context;
import org.scijava.command.CommandService;

import ij.ImagePlus;
import ij.process.ByteProcessor;

import sc.fiji.superres.block.Progress;

/** Tests {@link Step} and {@link Input}. */
class StepTest {

	private static Context context;
	private static Step step;

	@BeforeAll
	static void setUp() {
		context = new Context(CommandService.class);
		step = Step.named(context, "probe-step");
	}

	@AfterAll
	static void tearDown() {
		context.dispose();
	}

	@Test
	void tellsWhatIsDeclared() {
		assertEquals("Probe Step...", step.label());
		assertEquals(List.of("image", "method", "factor", "count", "keep", "fault",
			"csv"), step.inputs().stream().map(Input::name).collect(Collectors
				.toList()));
		assertTrue(input("image").isRequired());
		assertFalse(input("factor").isRequired());
		assertEquals(1.5, input("factor").initial());
		assertEquals(8.0, input("factor").maximum());
		assertEquals(List.of("plain", "fancy"), input("method").choices());
		assertTrue(input("csv").isWritten());
	}

	@Test
	void readsValues() {
		assertEquals(2.5, input("factor").read("2.5"));
		assertEquals(0.5, input("factor").read(".5"));
		assertEquals(1.0, input("factor").read("1e0"));
		assertEquals(7, input("count").read("7"));
		assertEquals(false, input("keep").read("false"));
		assertEquals("fancy", input("method").read("fancy"));
		assertEquals("", input("fault").read(""));
		assertEquals(new File("a b.csv"), input("csv").read("a b.csv"));
	}

	@ParameterizedTest
	@CsvSource({ "factor, abc, a number", "factor, '1,5', a number",
		"factor, 1.5f, a number", "factor, NaN, a number", "factor, '', a number",
		"factor, 0x1p2, a number", "factor, 1e9999999999, a number", "factor, 0.49999999999999999999, at least 0.5",
		"factor, 9, at most 8", "count, 0, at least 1", "count, 2.9, whole number",
		"count, 2147483648, fits into int", "keep, yes, true or false",
		"keep, TRUE, true or false", "method, Plain, 'plain, fancy'",
		"csv, '', a path" })
	void refusesValues(final String name, final String text,
		final String allowed)
	{
		final String message = assertThrows(IllegalArgumentException.class,
			() -> input(name).read(text)).getMessage();
		assertTrue(message.startsWith(name + " = '" + text + "'"), message);
		assertTrue(message.contains(allowed), message);
	}

	@Test
	void runs() throws Exception {
		final Map<String, Object> outputs = step.run(Map.of("image", new ImagePlus(
			"source", new ByteProcessor(4, 3)), "factor", 2.0), Progress.NONE);
		assertEquals("plain 2.0 3 true null", outputs.get("summary"));
		assertEquals(255, ((ImagePlus) outputs.get("output")).getPixel(0, 0)[0]);
	}

	@Test
	void refusesARunWithoutARequiredInput() {
		final String message = assertThrows(IllegalArgumentException.class,
			() -> step.run(Map.of(), Progress.NONE)).getMessage();
		assertTrue(message.startsWith("image is missing"), message);
		assertNull(input("image").initial());
	}

	@Test
	void namesTheStepsWhereOneIsUnknown() {
		final String message = assertThrows(IllegalArgumentException.class,
			() -> Step.named(context, "probe-nothing")).getMessage();
		assertTrue(message.contains("'probe-nothing'"), message);
		assertTrue(message.contains("probe-step"), message);
	}

	private static Input input(final String name) {
		return step.inputs().stream().filter(input -> input.name().equals(name))
			.findFirst().orElseThrow();
	}
}
