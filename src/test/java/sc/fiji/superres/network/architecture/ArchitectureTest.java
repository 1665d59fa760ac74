package sc.fiji.superres.network.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.superres.model.About.Citation;

class ArchitectureTest {

	/**
	 * Dong et al. 2016, Lim et al. 2017, Yu et al. 2018: the published networks
	 * with their biases.
	 */
	@ParameterizedTest
	@CsvSource({ "srcnn-9-5-5, 2, 1, 57281", "srcnn-9-1-5, 3, 1, 8129",
		"edsr-64x16, 2, 3, 1369859", "edsr-64x16, 3, 3, 1554499",
		"edsr-64x16, 4, 3, 1517571", "edsr-256x32, 2, 3, 40729603",
		"edsr-256x32, 3, 3, 43680003", "edsr-256x32, 4, 3, 43089923",
		"wdsr-a-32x32, 4, 3, 3564528", "edsr-light-32x8, 2, 1, 158692" })
	void hasThePublishedNumberOfParameters(final String name, final int scale,
		final int channels, final long parameters)
	{
		assertEquals(parameters, Architectures.named(name).create(scale, channels, 1)
			.parameters());
	}

	/** Weights per layer in the thesis of N. Curti. */
	@ParameterizedTest
	@CsvSource({ "edsr-256x32, 4, head_w, 6912",
		"edsr-256x32, 4, block31_first_w, 589824",
		"edsr-256x32, 4, block0_second_w, 589824", "edsr-256x32, 4, body_w, 589824",
		"edsr-256x32, 4, up1_w, 2359296", "edsr-256x32, 4, up2_w, 2359296",
		"edsr-256x32, 4, tail_w, 6912", "wdsr-a-32x32, 4, head_w, 864",
		"wdsr-a-32x32, 4, block0_first_w, 55296",
		"wdsr-a-32x32, 4, block31_second_w, 55296",
		"wdsr-a-32x32, 4, tail_w, 13824", "wdsr-a-32x32, 4, skip_w, 3600" })
	void hasThePublishedWeightsPerLayer(final String name, final int scale,
		final String layer, final int weights)
	{
		assertEquals(weights, Architectures.named(name).create(scale, 3, 1).variable(
			layer).values().length);
	}

	/** Yu et al. 2018, figure 2: 6 times wider, then 0.8 times. */
	@Test
	void blockBIsNarrow() {
		final ScriptModule net = Architectures.named("wdsr-b-32x8").create(2, 1, 1);
		assertEquals("[192, 32, 1, 1]", shape(net, "block7_first_w"));
		assertEquals("[25, 192, 1, 1]", shape(net, "block7_second_w"));
		assertEquals("[32, 25, 3, 3]", shape(net, "block7_third_w"));
	}

	@Test
	void presetsAreNetworks() {
		assertEquals("edsr-light-16x4", Architectures.named("fast").toString());
		assertEquals("edsr-light-32x8", Architectures.named("balanced").toString());
		assertEquals("EDSR body, light tail of one pixel shuffle, all at the low " +
			"resolution; 32 features x 8 blocks", Architectures.named(
				"balanced").describe());
		assertEquals("edsr-light-64x16", Architectures.named("best").toString());
	}

	@Test
	void allNamesThatAreListed() {
		final List<String> names = Architectures.offered();
		assertEquals(List.of("fast", "balanced", "best"), names.subList(0, 3));
		for (final String name : names)
			assertTrue(Architectures.exists(name), name);
	}

	@ParameterizedTest
	@ValueSource(strings = { "edsr-5x2", "edsr-light-5x3", "wdsr-a-5x2",
		"wdsr-b-6x2", "srcnn-9-1-5", "srcnn-9-5-5", "rcan-6x2x3",
		"rcan-plain-6x3x2" })
	void isRecognizedByItsTensors(final String name) {
		final Map<String, int[]> shapes = shapes(name);
		assertEquals(name, Architectures.recognize(shapes, 2, 3).orElseThrow()
			.toString());
		assertEquals(Optional.empty(), Architectures.recognize(shapes, 2, 1));
		assertEquals(Optional.empty(), Architectures.recognize(shapes, 8, 3));
		shapes.put("other_w", new int[] { 1 });
		assertEquals(Optional.empty(), Architectures.recognize(shapes, 2, 3));
	}

	/** As {@code edsr-light-5x2}, but for one tensor. */
	@Test
	void oneTensorOfAnotherShape() {
		final Map<String, int[]> shapes = shapes("edsr-light-5x2");
		shapes.put("block1_second_w", new int[] { 5, 5, 1, 1 });
		assertEquals(Optional.empty(), Architectures.recognize(shapes, 2, 3));
		assertEquals(Optional.empty(), Architectures.recognize(Map.of(), 2, 3));
	}

	/** BioImage.IO wants a DOI or an address with each citation. */
	@Test
	void eachSaysWhatToCite() {
		for (final String name : Architectures.offered()) {
			final List<Citation> cite = Architectures.named(name).cite();
			assertFalse(cite.isEmpty(), name);
			for (final Citation citation : cite)
				assertTrue(citation.doi().startsWith("10."), citation::toString);
		}
	}

	@Test
	void wdsrIsNormalized() {
		assertTrue(Architectures.named("wdsr-b-16x2").normalized());
		assertFalse(Architectures.named("edsr-light-16x2").normalized());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "edsr", "edsr-0x8", "edsr-32x0", "edsr-32-8",
		"wdsr-32x8", "wdsr-c-32x8", "srcnn-9-3-5", "EDSR-32x8", "edsr-32x8 " })
	void unknownName(final String name) {
		final String message = assertThrows(IllegalArgumentException.class,
			() -> Architectures.named(name)).getMessage();
		assertTrue(message.contains("'" + name + "'") && message.contains(
			"edsr-64x16"), message);
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 0, 5 })
	void impossibleScale(final int scale) {
		final String message = assertThrows(IllegalArgumentException.class,
			() -> Architectures.named("fast").check(scale, 1)).getMessage();
		assertTrue(message.contains("by " + scale + ":"), message);
	}

	private static Map<String, int[]> shapes(final String name) {
		final Map<String, int[]> shapes = new HashMap<>();
		Architectures.named(name).create(2, 3, 1).variables().stream().filter(
			ScriptModule.Variable::trained).forEach(variable -> shapes.put(variable
				.name(), variable.shape()));
		return shapes;
	}

	private static String shape(final ScriptModule net, final String name) {
		return Arrays.toString(net.variable(name).shape());
	}
}
