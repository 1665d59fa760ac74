package sc.fiji.superres.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.Context;
import org.scijava.command.CommandService;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

import sc.fiji.superres.Jvm;
import sc.fiji.superres.MacroRunner;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.filter.EdgeFilter;
import sc.fiji.superres.step.Step;

class EdgeEnhanceTest {

	private static Context context;

	@BeforeAll
	static void setUp() {
		context = new Context(CommandService.class);
	}

	@AfterAll
	static void tearDown() {
		context.dispose();
	}

	private static ImagePlus run(final ImagePlus image, final Object... inputs)
		throws Exception
	{
		final Map<String, Object> values = new HashMap<>(Map.of("image", image));
		for (int i = 0; i < inputs.length; i += 2)
			values.put((String) inputs[i], inputs[i + 1]);
		return (ImagePlus) Step.named(context, "edges").run(values, Progress.NONE)
			.get("output");
	}

	private static ImagePlus noise() {
		final byte[] pixels = new byte[12 * 9];
		new Random(2).nextBytes(pixels);
		return new ImagePlus("cells.tif", new ByteProcessor(12, 9, pixels));
	}

	private static float[] samples(final ImagePlus image) {
		return (float[]) image.getProcessor().convertToFloatProcessor().getPixels();
	}

	@Test
	void sharpensByDefault() throws Exception {
		final ImagePlus image = noise();
		final ImagePlus output = run(image);
		assertEquals("cells-unsharp", output.getTitle());
		assertEquals(8, output.getBitDepth());
		final float[] expected = EdgeFilter.unsharp(1, 0.6, 0).plane(samples(image),
			12, 9);
		final float[] actual = samples(output);
		for (int i = 0; i < expected.length; i++)
			assertEquals(Math.max(0, Math.min(255, Math.round(expected[i]))),
				actual[i]);
		assertTrue(output.getInfoProperty().contains("superres edges " +
			"--method=unsharp --sigma=1.0"), output.getInfoProperty());
	}

	@ParameterizedTest
	@CsvSource({ "unsharp, 8", "laplacian, 8", "dog, 32", "log, 32", "sobel, 32",
		"scharr, 32", "dx, 32", "dy, 32", "dxx, 32", "dyy, 32" })
	void depthFollowsTheMethod(final String method, final int depth)
		throws Exception
	{
		final ImagePlus output = run(noise(), "method", method);
		assertEquals(depth, output.getBitDepth());
		assertEquals("cells-" + method, output.getTitle());
	}

	@Test
	void methodsAreWhatTheyAreCalled() throws Exception {
		final Map<String, EdgeFilter> filters = Map.of( //
			"laplacian", EdgeFilter.laplacian(0.5), //
			"dog", EdgeFilter.differenceOfGaussians(1.5, 3), //
			"log", EdgeFilter.laplacianOfGaussian(1.5), //
			"sobel", EdgeFilter.sobel(), //
			"scharr", EdgeFilter.scharr(), //
			"dx", EdgeFilter.derivative(0, 1), //
			"dy", EdgeFilter.derivative(1, 1), //
			"dxx", EdgeFilter.derivative(0, 2), //
			"dyy", EdgeFilter.derivative(1, 2));
		final ImagePlus image = noise();
		for (final Map.Entry<String, EdgeFilter> filter : filters.entrySet())
			assertArrayEquals(filter.getValue().plane(samples(image), 12, 9), samples(
				run(image, "method", filter.getKey(), "sigma", 1.5, "wider", 3.0,
					"amount", 0.5, "depth", "32-bit")), filter.getKey());
	}

	@Test
	void sameDepthClipsSignedMaps() throws Exception {
		final ImagePlus image = noise();
		final float[] signed = samples(run(image, "method", "dx"));
		final float[] clipped = samples(run(image, "method", "dx", "depth",
			"same"));
		for (int i = 0; i < signed.length; i++)
			assertEquals(Math.max(0, Math.min(255, signed[i])), clipped[i]);
	}

	@Test
	void colorsAreSharpenedByChannelOrBecomeEdgesOfTheLuma() throws Exception {
		final ImagePlus image = IJ.createImage("rgb", "rgb ramp", 16, 8, 1);
		final ImageProcessor red = image.getProcessor().toFloat(0, null);
		assertEquals(24, run(image).getBitDepth());
		final ImagePlus edges = run(image, "method", "sobel");
		assertEquals(32, edges.getBitDepth());
		// The ramp is grey, so that its luma is its red.
		assertArrayEquals(EdgeFilter.sobel().plane((float[]) red.getPixels(), 16,
			8), samples(edges), 1e-3f);
	}

	@Test
	void missingSamplesStayMissing() throws Exception {
		final float[] pixels = new float[25];
		pixels[12] = Float.NaN;
		final float[] output = samples(run(new ImagePlus("nan", new FloatProcessor(
			5, 5, pixels)), "method", "sobel"));
		assertEquals(Float.NaN, output[12]);
		// The mean of the neighbours stood in for it: no edge around it.
		assertEquals(0, output[11]);
		assertEquals(0, output[6]);
	}

	@Test
	void aSinglePixelHasNoEdge() throws Exception {
		final ImagePlus output = run(new ImagePlus("1", new ByteProcessor(1, 1,
			new byte[] { 77 })), "method", "scharr");
		assertArrayEquals(new float[] { 0 }, samples(output));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
		"method|canny|method=canny: choose one of unsharp, laplacian, dog, log, sobel, scharr, dx, dy, dxx, dyy",
		"depth|8-bit|depth=8-bit: choose one of same, 32-bit",
		"region|half|region=half: choose one of image, selection" })
	void badWordsAreNamed(final String key, final String value,
		final String message)
	{
		assertEquals(message, assertThrows(IllegalArgumentException.class, () -> run(
			noise(), key, value)).getMessage());
	}

	@Test
	void badNumbersAreNamed() {
		assertEquals("sigma=-1.0: a Gaussian has a standard deviation of at " +
			"least 0.1 pixels", assertThrows(IllegalArgumentException.class,
				() -> run(noise(), "sigma", -1.0)).getMessage());
	}

	@Test
	void macroGetsTheResult(@TempDir final Path folder) throws Exception {
		final Jvm.Result result = MacroRunner.run(folder,
			"newImage('source', '16-bit ramp', 64, 4, 1);" +
				"run('Edge Enhance...', 'method=dx'); print(getTitle, bitDepth," +
				"getPixel(30, 2)); run('Edge Enhance...', 'method=log sigma=0.2');" +
				"print('after');");
		// A ramp of 1024 for each pixel, between the next and the previous one.
		assertTrue(result.results().contains("source-dx 32 2048"),
			result::toString);
		assertFalse(result.results().contains("after"), result::toString);
		assertTrue(result.messages().contains("sigma=0.2: "), result::toString);
	}
}
