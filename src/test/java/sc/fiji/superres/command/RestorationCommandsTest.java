package sc.fiji.superres.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
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
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

import sc.fiji.superres.Jvm;
import sc.fiji.superres.MacroRunner;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.filter.GaussianBlur;
import sc.fiji.superres.filter.NonLocalMeans;
import sc.fiji.superres.filter.PhotonNoise;
import sc.fiji.superres.filter.RichardsonLucy;
import sc.fiji.superres.step.Step;

/** Richardson-Lucy Deconvolution and Non-Local Means Denoising. */
class RestorationCommandsTest {

	private static final int WIDTH = 160;
	private static final int HEIGHT = 144;

	private static Context context;

	@BeforeAll
	static void setUp() {
		context = new Context(CommandService.class);
	}

	@AfterAll
	static void tearDown() {
		context.dispose();
	}

	@Test
	void valuesReachTheFilters() throws Exception {
		final ImagePlus image = cells("32-bit", 1);
		final float[] samples = samples(image, 1);
		assertArrayEquals(RichardsonLucy.gaussian(1.2, 9, new PhotonNoise(1e5, 0.001))
			.plane(samples, WIDTH, HEIGHT), samples(run("deconvolve", image, "sigma",
				1.2, "iterations", 9, "photons", 1e5, "noise", 0.001), 1), 1e-4f);
		assertArrayEquals(NonLocalMeans.of(new PhotonNoise(200, 0.01), 0.9).plane(
			samples, WIDTH, HEIGHT), samples(run("denoise", image, "photons", 200.0,
				"noise", 0.01, "strength", 0.9), 1), 1e-4f);
	}

	@ParameterizedTest
	@CsvSource({ "8-bit, 8", "16-bit, 16", "32-bit, 32", "RGB, 24" })
	void typeAndMetadataAreKept(final String type, final int depth)
		throws Exception
	{
		final ImagePlus image = cells(type, 4);
		image.setDimensions(2, 2, 1);
		image.getCalibration().pixelWidth = 0.25;
		image.getCalibration().setUnit("micron");
		image.setRoi(10, 20, 30, 40);
		for (final String verb : new String[] { "deconvolve", "denoise" }) {
			final ImagePlus output = run(verb, image, "sigma", 1.0, "photons", 300.0,
				"iterations", 3);
			assertEquals(depth, output.getBitDepth());
			assertArrayEquals(image.getDimensions(), output.getDimensions());
			assertEquals(0.25, output.getCalibration().pixelWidth);
			assertEquals("micron", output.getCalibration().getUnit());
			assertNotNull(output.getRoi());
			assertEquals(image.getRoi().getBounds(), output.getRoi().getBounds());
			assertEquals("cells-" + (verb.equals("denoise") ? "denoised"
				: "deconvolved"), output.getTitle());
			assertTrue(output.getInfoProperty().contains("superres " + verb), output
				.getInfoProperty());
			final ImagePlus floats = run(verb, image, "sigma", 1.0, "photons", 300.0,
				"depth", "32-bit", "iterations", 3);
			assertEquals(32, floats.getBitDepth());
		}
	}

	/** The noise is that of the channel, on a scale of 0 to 255 and any other. */
	@Test
	void measuredNoiseIsRemoved() throws Exception {
		for (final String type : new String[] { "8-bit", "16-bit" }) {
			final ImagePlus image = cells(type, 1);
			final ImageProcessor clean = truth(type);
			final double before = error(samples(image, 1), clean);
			final double after = error(samples(run("denoise", image), 1), clean);
			assertTrue(after < 0.5 * before, type + ": " + after + " of " + before);
		}
	}

	@Test
	void theImageOfAPointIsTheBlur(@TempDir final Path folder) throws Exception {
		final float[] point = new float[31 * 31];
		point[15 * 31 + 15] = 5000;
		final File psf = folder.resolve("psf.tif").toFile();
		new FileSaver(new ImagePlus("psf", new FloatProcessor(31, 31, GaussianBlur.of(
			1.5).plane(point, 31, 31)))).saveAsTiff(psf.getPath());
		final ImagePlus image = cells("32-bit", 1);
		assertArrayEquals(samples(run("deconvolve", image, "sigma", 1.5, "photons",
			1e9, "iterations", 20), 1), samples(run("deconvolve", image, "psf", psf,
				"photons", 1e9, "iterations", 20), 1), 2e-3f);
		assertEquals("More than one blur is given: choose one of sigma and psf",
			message("deconvolve", "psf", psf, "sigma", 1.0));
	}

	@Test
	void aConstantImageStaysWhatItIs() throws Exception {
		final ImagePlus image = IJ.createImage("flat", "16-bit black", 80, 70, 1);
		image.getProcessor().add(500);
		for (final String verb : new String[] { "deconvolve", "denoise" })
			assertArrayEquals(samples(image, 1), samples(run(verb, image), 1));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
		"deconvolve|iterations|-1|iterations=-1: choose a whole number from 0 to 10000",
		"deconvolve|region|half|region=half: choose one of image, selection",
		"denoise|depth|8-bit|depth=8-bit: choose one of same, 32-bit",
		"denoise|strength|0|strength=0.0: choose a number above 0",
		"denoise|noise|-1|noise=-1.0: choose a number of at least 0" })
	void badValuesAreNamed(final String verb, final String key,
		final String value, final String message)
	{
		final Object given = key.equals("iterations") ? Integer.valueOf(value) : key
			.equals("strength") || key.equals("noise") ? Double.valueOf(value) : value;
		assertEquals(message, message(verb, key, given));
	}

	@Test
	void macroGetsTheResult(@TempDir final Path folder) throws Exception {
		final Jvm.Result result = MacroRunner.run(folder,
			"newImage('source', '8-bit ramp', 64, 64, 1);" +
				"run('Richardson-Lucy Deconvolution...', 'sigma=1 photons=1000');" +
				"print(getTitle, bitDepth);" +
				"run('Non-Local Means Denoising...', 'photons=100');" +
				"print(getTitle, bitDepth);");
		assertTrue(result.results().contains("source-deconvolved 8"),
			result::toString);
		assertTrue(result.results().contains("source-deconvolved-denoised 8"),
			result::toString);
	}

	// -- Helper methods --

	private static ImagePlus run(final String verb, final ImagePlus image,
		final Object... inputs) throws Exception
	{
		final Map<String, Object> values = new HashMap<>(Map.of("image", image));
		for (int i = 0; i < inputs.length; i += 2)
			if (verb.equals("deconvolve") || !"sigma iterations psf".contains(
				(String) inputs[i])) values.put((String) inputs[i], inputs[i + 1]);
		return (ImagePlus) Step.named(context, verb).run(values, Progress.NONE).get(
			"output");
	}

	private static String message(final String verb, final Object... inputs) {
		return assertThrows(IllegalArgumentException.class, () -> run(verb, cells(
			"8-bit", 1), inputs)).getMessage();
	}

	private static float[] unit() {
		final float[] plane = new float[WIDTH * HEIGHT];
		for (int i = 0; i < plane.length; i++)
			plane[i] = (float) (0.5 + 0.4 * Math.sin(i % WIDTH / 12.0) * Math.cos(i /
				WIDTH / 9.0));
		plane[0] = 0;
		plane[1] = 1;
		return plane;
	}

	private static ImageProcessor truth(final String type) {
		return converted(unit(), type);
	}

	/** Smooth cells of 200 photons. */
	private static ImagePlus cells(final String type, final int planes) {
		final Random random = new Random(8);
		final ImageStack stack = new ImageStack(WIDTH, HEIGHT);
		for (int k = 0; k < planes; k++) {
			final float[] plane = unit();
			for (int i = 2; i < plane.length; i++)
				plane[i] += (float) (Math.sqrt(plane[i] / 200) * random.nextGaussian());
			stack.addSlice(converted(plane, type));
		}
		return new ImagePlus("cells", stack);
	}

	private static ImageProcessor converted(final float[] plane,
		final String type)
	{
		final ImageProcessor floats = new FloatProcessor(WIDTH, HEIGHT, plane);
		floats.max(1);
		floats.min(0);
		if (type.equals("32-bit")) return floats;
		floats.multiply(type.equals("16-bit") ? 40000 : 255);
		if (type.equals("16-bit")) return floats.convertToShortProcessor(false);
		final ImageProcessor bytes = floats.convertToByteProcessor(false);
		return type.equals("RGB") ? bytes.convertToRGB() : bytes;
	}

	private static float[] samples(final ImagePlus image, final int plane) {
		return (float[]) image.getStack().getProcessor(plane)
			.convertToFloatProcessor().getPixels();
	}

	private static double error(final float[] found, final ImageProcessor truth) {
		double squares = 0;
		for (int i = 0; i < found.length; i++)
			squares += Math.pow(found[i] - truth.getf(i), 2);
		return Math.sqrt(squares / found.length);
	}
}
