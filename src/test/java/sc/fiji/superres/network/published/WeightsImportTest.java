package sc.fiji.superres.network.published;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.KeptNotes;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.file.Tensor;
import sc.fiji.superres.model.ModelDescription;
import sc.fiji.superres.model.ModelPackage;
import sc.fiji.superres.network.Networks;
import sc.fiji.superres.network.weights.TestWeights;

class WeightsImportTest {

	@TempDir
	private Path folder;

	@ParameterizedTest
	@ValueSource(strings = { "srvgg-x4.pth", "srvgg-x4-legacy.pth",
		"srvgg-x4.safetensors" })
	void allFormsGiveTheSamePackage(final String name) throws IOException {
		final Path expected = folder.resolve("expected");
		final Path found = folder.resolve("found");
		imported(LayoutsTest.FIXTURES.resolve("srvgg-x4.pth")).write(expected, false, Progress.NONE);
		imported(LayoutsTest.FIXTURES.resolve(name)).write(found, false, Progress.NONE);
		for (final String file : new String[] { ModelDescription.WEIGHTS,
			ModelDescription.TEST_INPUT, ModelDescription.TEST_OUTPUT })
			assertArrayEquals(Files.readAllBytes(expected.resolve(file)), Files
				.readAllBytes(found.resolve(file)), file);
	}

	@Test
	void thePackageSaysWhereItIsFrom() throws IOException {
		final Path target = folder.resolve("esrgan-x2");
		final WeightsImport.Result result = imported(LayoutsTest.FIXTURES.resolve(
			"rrdbnet-x2.pth")).write(target, false, Progress.NONE);
		assertEquals(2, result.scale());
		final ModelDescription model = ModelPackage.describe(target);
		assertEquals("BSD-3-Clause", model.about().license());
		assertEquals("[X. Wang]", model.about().authors().toString());
		assertEquals(2, model.about().cite().size());
		assertEquals(2, model.input().width().step());
		final String card = Files.readString(target.resolve("README.md"));
		for (final String part : new String[] { "| source | https://example.org/x |",
			"## Origin", "4 features x 1 blocks, growth 3", "BSD-3-Clause" })
			assertTrue(card.contains(part), part + " in " + card);
		assertFalse(card.contains("continue its training"), card);
		try (Upscaler upscaler = Networks.open(target,
			Progress.NONE)) {
			assertEquals(2, upscaler.scale(0));
			assertEquals(3, upscaler.channels());
			assertEquals(result.halo().getAsInt(), upscaler.halo(0), 4);
		}
		assertThrows(IOException.class, () -> imported(LayoutsTest.FIXTURES.resolve(
			"rrdbnet-x2.pth")).write(target, false, Progress.NONE));
	}

	/** What depends on the whole image is opened without probing, untiled. */
	@ParameterizedTest
	@ValueSource(strings = { "imdn-x2", "safmn-x2", "rcan-x2" })
	void globalNetworksRunUntiled(final String name) throws IOException {
		final Path target = folder.resolve("global");
		assertTrue(imported(LayoutsTest.FIXTURES.resolve(name + ".pth")).write(target,
			false, Progress.NONE).halo().isEmpty());
		try (Upscaler upscaler = Networks.open(target,
			Progress.NONE))
		{
			assertEquals(1, upscaler.prepare(2000, 1500, Intensities.unit()).tiles(64)
				.size());
			assertTrue(assertThrows(IllegalStateException.class, () -> upscaler.prepare(
				1_000_000, 1_000_000, Intensities.unit())).getMessage().contains(
					"looks at the whole image at once"));
		}
	}

	/**
	 * EDSR of one feature for each channel that enlarges by repeating pixels, with half
	 * the contrast around gray of 0 to 1: taken for values of 0 to 255, it is dark.
	 */
	@Test
	void aSmoothImageTellsTheRangeOfValues() throws IOException {
		final WeightsImport.Result unit = imported(repeating(0.5f, 0.25f)).write(folder
			.resolve("to-one"), false, Progress.NONE);
		assertTrue(unit.architecture().endsWith("values of 0 to 1 without a mean"), unit
			.architecture());
		final WeightsImport.Result usual = imported(repeating(1, 0)).write(folder
			.resolve("usual"), false, Progress.NONE);
		assertTrue(usual.architecture().endsWith("3 features x 1 blocks"), usual
			.architecture());
		final String card = Files.readString(folder.resolve("usual/README.md"));
		assertTrue(card.contains(" % of the range from bicubic interpolation"), card);
	}

	@Test
	void warnsOfANetworkThatIsFarFromBicubic() throws IOException {
		final KeptNotes notes = new KeptNotes();
		imported(repeating(1, 0)).write(folder.resolve("close"), false, notes);
		assertEquals(List.of(), notes.lines());
		imported(repeating(-1, 0)).write(folder.resolve("negative"), false, notes);
		assertEquals(1, notes.lines().size());
		assertTrue(notes.lines().get(0).contains("% of the range away from bicubic"),
			notes.lines()::toString);
	}

	/** Writes weights of EDSR that multiply by a factor and add an offset. */
	private Path repeating(final float factor, final float offset)
		throws IOException
	{
		final int[] kernel = { 3, 3, 3, 3 };
		final Map<String, Tensor> tensors = new LinkedHashMap<>();
		for (final String layer : new String[] { "head.0", "body.0.body.0",
			"body.0.body.2", "body.1", "tail.0.0", "tail.1" })
		{
			final int outputs = layer.equals("tail.0.0") ? 12 : 3;
			final float[] values = new float[outputs * 3 * 9];
			if (!layer.startsWith("body")) for (int o = 0; o < outputs; o++)
				values[(o * 3 + o * 3 / outputs) * 9 + 4] = layer.equals("tail.1") ? factor
					: 1;
			final float[] bias = new float[outputs];
			if (layer.equals("tail.1")) Arrays.fill(bias, offset);
			kernel[0] = outputs;
			tensors.put(layer + ".weight", new Tensor(kernel.clone(), values));
			tensors.put(layer + ".bias", new Tensor(new int[] { outputs }, bias));
		}
		return TestWeights.write(folder.resolve("repeating.safetensors"), tensors);
	}

	@Test
	void namesWhatIsMissingOrTooMuch() throws IOException {
		refused(t -> t.remove("body.1.weight"), "unknown", "body.0.weight [8, 3, 3, 3]",
			"RRDBNet (ESRGAN, Real-ESRGAN); SRVGGNetCompact");
		refused(t -> t.remove("body.8.bias"),
			"looks like SRVGGNetCompact (Real-ESRGAN), but lacks the tensor body.8.bias");
		refused(t -> t.put("head.weight", new Tensor(new int[] { 1 }, new float[1])),
			"1 tensors that SRVGGNetCompact (Real-ESRGAN) does not have: head.weight");
		refused(t -> t.get("body.2.bias").values()[3] = Float.NaN,
			"tensor body.2.bias holds the value NaN");
		refused(t -> t.get("body.4.weight").values()[0] = Float.NEGATIVE_INFINITY,
			"tensor body.4.weight holds the value -Infinity");
	}

	/** The same names, but kernels of 5x5, or a scale that is not whole. */
	@Test
	void refusesAnotherArchitectureOfTheSameNames() throws IOException {
		refused(t -> t.put("body.4.weight", new Tensor(new int[] { 8, 8, 5, 5 },
			new float[1600])),
			"body.4.weight has the shape [8, 8, 5, 5] instead of [8, 8, 3, 3]");
		refused(t -> t.put("body.8.weight", new Tensor(new int[] { 50, 8, 3, 3 },
			new float[3600])), "body.8.weight has the shape [50, 8, 3, 3]");
		refused(t -> t.replaceAll((name, tensor) -> tensor.shape().length < 4 ? tensor
			: new Tensor(new int[] { tensor.shape()[0], tensor.shape()[1], 1, 3, 3 },
				tensor.values())), "unknown", "[8, 3, 1, 3, 3]");
	}

	@Test
	void refusesNetworksOfText() throws IOException {
		final Path file = TestWeights.write(folder.resolve("bert.safetensors"), Map.of(
			"embeddings.word.weight", new Tensor(new int[] { 100, 8 }, new float[800])));
		final IOException exc = assertThrows(IOException.class, () -> imported(file)
			.write(folder.resolve("model"), false, Progress.NONE));
		assertTrue(exc.getMessage().contains("embeddings.word.weight [100, 8]"), exc
			.getMessage());
		assertTrue(exc.getMessage().contains(file.toString()), exc.getMessage());
	}

	@Test
	void wantsAuthorLicenseAndSource() {
		final Path file = LayoutsTest.FIXTURES.resolve("srvgg-x4.pth");
		for (final String[] about : new String[][] { { "", "MIT", "x" }, { "me", " ",
			"x" }, { "me", "MIT", "" } })
			assertThrows(WrongUsage.class, () -> new WeightsImport(file, 0, about[0],
				about[1], about[2]).write(folder.resolve("model"), false, Progress.NONE));
	}

	@Test
	void refusesAnotherScaleThanTheTensors() {
		assertTrue(assertThrows(WrongUsage.class, () -> new WeightsImport(
			LayoutsTest.FIXTURES.resolve("srvgg-x4.pth"), 2, "me", "MIT", "x").write(
				folder.resolve("model"), false, Progress.NONE)).getMessage().contains(
					"enlarge by 4, not by 2"));
	}

	private void refused(final Consumer<Map<String, Tensor>> change,
		final String... parts) throws IOException
	{
		final Map<String, Tensor> tensors = new LinkedHashMap<>(TestWeights.read(
			LayoutsTest.FIXTURES.resolve("srvgg-x4.pth")));
		change.accept(tensors);
		final Path file = TestWeights.write(folder.resolve("changed.safetensors"),
			tensors);
		final Path target = folder.resolve("model");
		final IOException exc = assertThrows(IOException.class, () -> imported(file)
			.write(target, false, Progress.NONE));
		assertTrue(Arrays.stream(parts).allMatch(exc.getMessage()::contains), exc
			.getMessage());
		assertFalse(Files.exists(target));
	}

	private static WeightsImport imported(final Path file) {
		return new WeightsImport(file, 0, "X. Wang", "BSD-3-Clause",
			"https://example.org/x");
	}
}
