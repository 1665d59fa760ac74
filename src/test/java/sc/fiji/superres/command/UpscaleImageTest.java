package sc.fiji.superres.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.command.CommandModule;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageStatistics;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.file.Tensor;
import sc.fiji.superres.image.file.ImageFiles;
import sc.fiji.superres.network.TestNetworks;
import sc.fiji.superres.network.TestPackages;
import sc.fiji.superres.network.TorchNetwork;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;

/** Tests {@link UpscaleImage} as a script calls it. */
class UpscaleImageTest extends ScriptTest {

	/** Float rounding, in steps of a 16-bit image. */
	private static final float ONE_STEP = 1;

	@TempDir
	private static Path folder;

	private static Path network;

	@BeforeAll
	static void write() throws IOException {
		network = TestNetworks.writeSmall(folder);
	}

	@ParameterizedTest
	@CsvSource({ "8, bicubic, 3", "16, lanczos3, 2", "32, mitchell, 1.5" })
	void interpolates(final int depth, final String model, final String scale)
		throws Exception
	{
		final ImagePlus image = noise(depth);
		final ImagePlus output = upscale(image, "model", model, "scale", scale);
		assertEquals(depth, output.getBitDepth());
		assertArrayEquals(resampled(image, resampler(model, Double.parseDouble(
			scale))), samples(output));
	}

	@Test
	void runsANetwork() throws Exception {
		final ImagePlus image = noise(16);
		final float[] expected = stored(networkOf(image, image.getProcessor()
			.getMin(), image.getProcessor().getMax()), 16);
		final ImagePlus output = upscale(image, "model", network.toString());
		assertEquals(2 * WIDTH, output.getWidth());
		assertEquals(2 * HEIGHT, output.getHeight());
		assertArrayEquals(expected, samples(output), ONE_STEP);
		assertArrayEquals(samples(output), samples(upscale(image, "model", network
			.toString(), "scale", "2", "tile", 8)), ONE_STEP);
	}

	@Test
	void rangeIsWhatTheNetworkSees() throws Exception {
		final ImagePlus image = noise(16);
		assertArrayEquals(stored(networkOf(image, -100, 9000), 16), samples(upscale(
			image, "model", network.toString(), "range", "-100,9000")), ONE_STEP);
	}

	@Test
	void findsAnInstalledPackage(@TempDir final Path home) throws Exception {
		TestPackages.writeSmall(Files.createDirectory(home.resolve("models"))
			.resolve("small-x2"));
		final String before = System.setProperty("superres.home", home.toString());
		try {
			final ImagePlus image = noise(8);
			final ImagePlus output = upscale(image, "model", "small-x2");
			assertEquals("SuperRes: superres upscale --model=small-x2 " +
				"--region=image --color=luma --tile=0 --precision=float32 " +
				"--iterations=0 --ensemble=false --verify=false " +
				"--bound=false --level=90", provenance(output));
			assertSamePixels(upscale(image, "model", home.resolve("models/small-x2")
				.toString()), output);
		}
		finally {
			if (before == null) System.clearProperty("superres.home");
			else System.setProperty("superres.home", before);
		}
	}

	/** An image alone is enlarged by bicubic, two times, as a whole. */
	@Test
	void defaults() throws Exception {
		final ImagePlus image = noise(16);
		image.setRoi(2, 2, 5, 5);
		final ImagePlus output = upscale(image, "model", "bicubic");
		assertEquals("SuperRes: superres upscale --model=bicubic --region=image " +
			"--color=luma --tile=0 --precision=float32 " +
				"--iterations=0 --ensemble=false --verify=false " +
				"--bound=false --level=90", provenance(output));
		assertArrayEquals(resampled(image, resampler("bicubic", 2)), samples(
			output));
	}

	/** The model that auto took is told, so that the line gives the same again. */
	@Test
	void autoHasABound() throws Exception {
		final CommandModule module = run(UpscaleImage.class, "image", IJ.createImage(
			"ramp", "8-bit ramp", 40, 40, 1), "scale", "3", "bound", true);
		assertEquals("auto", module.getInput("model"));
		assertEquals(120, ((ImagePlus) module.getOutput("error")).getWidth());
	}

	@Test
	void autoIsTheDefault() throws Exception {
		final ImagePlus image = IJ.createImage("ramp", "8-bit ramp", 40, 40, 1);
		final CommandModule module = run(UpscaleImage.class, "image", image, "scale",
			"3");
		// What the recorder and a dialog see.
		assertEquals("auto", module.getInput("model"));
		final ImagePlus output = (ImagePlus) module.getOutput("output");
		assertEquals(120, output.getWidth());
		final String line = provenance(output);
		assertTrue(line.contains("--model=srcnn-natural-x3 --scale=3"), line);
		assertArrayEquals(samples(upscale(image, "model", "srcnn-natural-x3")),
			samples(output));
		fails(UpscaleImage.class, new Object[] { "image", image, "scale", "1,5" },
			"The scale is '1,5'");
	}

	@Test
	void fieldOfViewAndInfoAreKept() throws Exception {
		final ImagePlus output = upscale(noise(16), "scale", "4");
		assertEquals(0.125, output.getCalibration().pixelWidth, 1e-12);
		assertEquals(0.5, output.getCalibration().pixelHeight, 1e-12);
		assertEquals("mm", output.getCalibration().getUnit());
		assertEquals("noise-x4", output.getTitle());
		assertTrue(output.getInfoProperty().startsWith("Stain: DAPI\nSuperRes: "),
			output.getInfoProperty());
	}

	@Test
	void regionIsTheSelection() throws Exception {
		final ImagePlus image = noise(8);
		image.setRoi(3, 2, 5, 4);
		final ImagePlus output = upscale(image, "model", "bicubic", "region",
			"selection");
		assertArrayEquals(resampled(image.crop(), resampler("bicubic", 2)), samples(
			output));
	}

	/** All of this image's colours have one luma, so only the colour differs. */
	@Test
	void colorOfRgbImages() throws Exception {
		final ColorProcessor samples = new ColorProcessor(6, 6);
		for (int i = 0; i < 36; i++) {
			samples.set(i, i % 3 == 0 ? 0xff4c0000 : 0xff002700);
		}
		final ImagePlus image = new ImagePlus("rgb", samples);
		final int[] channels = rgb(upscale(image, "model", "nearest", "color",
			"channels"));
		final int[] luma = rgb(upscale(image, "model", "nearest"));
		assertEquals(0xff4c0000, channels[0]);
		assertEquals(0xff4c0000, channels[1]);
		// The colour is bicubic, which changes from pixel to pixel.
		assertTrue((luma[1] >> 16 & 0xff) < 0x4c - 4, Integer.toHexString(luma[1]));
	}

	// -- What is refused --

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"model  | bicubik   | 'bicubik': choose one of nearest, ",
		"model  | ''        | No model is given",
		"scale  | 0         | '0': enter a number above 0",
		"scale  | -1        | '-1'", //
		"scale  | NaN       | 'NaN'", //
		"scale  | 1,5       | '1,5'",
		"scale  | 1000000   | 13000000 x 9000000",
		"range  | 5,4       | range=5.0,4.0: low must be",
		"range  | low       | range=low: two numbers",
		"region | all       | region=all", //
		"region | selection | no selection", //
		"color  | grey      | color=grey", //
		"tile   | -3        | tile=-3" })
	void badValueIsNamed(final String name, final Object value,
		final String words)
	{
		final Object typed = name.equals("tile") ? Integer.valueOf(value
			.toString()) : value;
		fails(UpscaleImage.class, new Object[] { "image", noise(8), name, typed },
			words);
	}

	@ParameterizedTest
	@ValueSource(strings = { "3", "1000000", "0" })
	void scaleThatIsNotTheNetworks(final String scale) {
		fails(UpscaleImage.class, new Object[] { "image", noise(8), "model", network
			.toString(), "scale", scale }, scale);
	}

	/** 64 x 800 is over the square root of 2^31. */
	@Test
	void resultOfANetworkThatIsTooLarge() throws IOException {
		final Path path = folder.resolve("magnifier");
		TestPackages.writeMagnifier(path, 64);
		fails(UpscaleImage.class, new Object[] { "image", noise(8, 800, 800),
			"model", path.toString() }, "51200 x 51200", "2147483647",
			"region=selection");
	}

	@Test
	void emptyImageIsRefused() {
		fails(UpscaleImage.class, new Object[] { "image", new ImagePlus() },
			"0 x 0", "open one");
	}

	/** SciJava cancels a command that lacks an input. */
	@Test
	void missingImageIsACancel() throws Exception {
		final CommandModule module = run(UpscaleImage.class);
		assertTrue(module.isCanceled());
		assertTrue(module.getCancelReason().contains("'image' is required"), module
			.getCancelReason());
		assertNull(module.getOutput("output"));
	}

	@Test
	void verifiedResultHasAMap() throws Exception {
		final ImagePlus image = noise(16, 40, 30);
		image.setRoi(4, 6, 20, 16);
		final CommandModule module = run(UpscaleImage.class, "image", image,
			"region", "selection", "verify", true);
		final ImagePlus map = (ImagePlus) module.getOutput("consistency");
		assertEquals(20, map.getWidth());
		assertEquals(16, map.getHeight());
		assertEquals(32, map.getBitDepth());
		assertNull(run(UpscaleImage.class, "image", image).getOutput(
			"consistency"));
		fails(UpscaleImage.class, new Object[] { "image", image, "scale", "1.5",
			"verify", true }, "a scale of 1.5", "verify=false");
	}

	/** Bounds are of the size of the result, in the units of the image. */
	@ParameterizedTest
	@ValueSource(ints = { 8, 16, 32 })
	void boundsErrors(final int depth) throws Exception {
		final ImagePlus image = noise(depth, 40, 30);
		final CommandModule module = run(UpscaleImage.class, "image", image, "model",
			"bicubic", "bound", true);
		final ImagePlus error = (ImagePlus) module.getOutput("error");
		final ImagePlus output = (ImagePlus) module.getOutput("output");
		assertEquals(output.getWidth(), error.getWidth());
		assertEquals(output.getStackSize(), error.getStackSize());
		assertEquals(32, error.getBitDepth());
		final double mean = error.getStatistics().mean;
		final ImageStatistics noisy = image.getStatistics();
		assertTrue(mean > 0.05 * noisy.stdDev && mean < 3 * noisy.stdDev,
			"a bound of " + mean + " with a deviation of " + noisy.stdDev);
		final ImagePlus wider = (ImagePlus) run(UpscaleImage.class, "image", image,
			"model", "bicubic", "bound", true, "level", 95).getOutput("error");
		assertTrue(wider.getStatistics().mean > mean);
	}

	/** A map of one plane still tells its level when it is opened again. */
	@Test
	void filesKeepTheLevel() throws Exception {
		final ImagePlus error = (ImagePlus) run(UpscaleImage.class, "image", noise(8,
			40, 30), "model", "bicubic", "bound", true, "level", 95).getOutput("error");
		final Path file = folder.resolve("map.tif");
		ImageFiles.save(error, file, false, Progress.NONE);
		final String label = error.getStack().getSliceLabel(1);
		assertTrue(label.contains("95 %"), label);
		assertEquals(label, ImageFiles.open(file).getStack().getSliceLabel(1));
	}

	@Test
	void selectionsHaveTheBoundsOfTheImage() throws Exception {
		final ImagePlus image = noise(16, 40, 30);
		image.setRoi(4, 6, 20, 16);
		final ImagePlus error = (ImagePlus) run(UpscaleImage.class, "image", image,
			"model", "bicubic", "bound", true, "region", "selection").getOutput(
				"error");
		assertEquals(40, error.getWidth());
		assertEquals(32, error.getHeight());
	}

	@Test
	void errorsMayBeUnknown() throws Exception {
		final ImagePlus image = noise(8, 40, 30);
		assertNull(run(UpscaleImage.class, "image", image, "model", "bicubic")
			.getOutput("error"));
		fails(UpscaleImage.class, new Object[] { "image", image, "model", "bicubic",
			"scale", "1.5", "bound", true }, "bicubic", "bound=false");
		fails(UpscaleImage.class, new Object[] { "image", image, "model", "bicubic",
			"bound", true, "level", 99 }, "level=99", "95");
		fails(UpscaleImage.class, new Object[] { "image", image, "model",
			"non-local-means", "bound", true }, "non-local-means cannot be bounded",
			"bound=false");
	}

	/** ImageJ's own reduction of colors, and GIF, have palettes of any length. */
	@Test
	void palettesMayBeShort() throws Exception {
		final byte[] shades = new byte[16];
		final byte[] pixels = new byte[40 * 30];
		for (int i = 0; i < pixels.length; i++) {
			shades[i % 16] = (byte) (16 * (i % 16));
			pixels[i] = (byte) (i % 16);
		}
		final ImagePlus image = new ImagePlus("palette", new ByteProcessor(40, 30, pixels,
			new IndexColorModel(8, 16, shades, new byte[16], shades)));
		assertEquals(24, enlarge(UpscaleImage.class, image, "model", "bicubic")
			.getBitDepth());
	}

	@Test
	void numberOfBackProjectionsMayBeLeftToTheImage() throws Exception {
		fails(UpscaleImage.class, new Object[] { "image", noise(8, 40, 30), "model",
			"bicubic", "iterations", -2 }, "iterations=-2: choose 0 to 100, or -1");
	}

	@Test
	void selfEnsembleAveragesOrientations() throws Exception {
		final ImagePlus image = noise(32);
		final ImagePlus plain = enlarge(UpscaleImage.class, image, "model",
			"bicubic", "ensemble", true);
		assertArrayEquals(samples(enlarge(UpscaleImage.class, image, "model",
			"bicubic")), samples(plain), 1e-5f, "the same, for bicubic is symmetric");
		fails(UpscaleImage.class, new Object[] { "image", image, "scale", "1.5",
			"ensemble", true }, "scale of 1.5");
	}

	// -- Helper methods --

	private static ImagePlus upscale(final ImagePlus image,
		final Object... inputs) throws Exception
	{
		return enlarge(UpscaleImage.class, image, inputs);
	}

	private static Resampler resampler(final String kernel, final double scale) {
		return Resampler.by(Sampling.of(Kernel.named(kernel)), scale, scale);
	}

	/** The network sees low as 0 and high as 1. */
	private static float[] networkOf(final ImagePlus image, final double low,
		final double high) throws IOException
	{
		final float[] samples = samples(image);
		for (int i = 0; i < samples.length; i++) {
			samples[i] = (float) ((samples[i] - low) / (high - low));
		}
		try (TorchNetwork net = TorchNetwork.open(network, Progress.NONE)) {
			final float[] output = net.forward(new Tensor(new int[] { 1, 1, HEIGHT,
				WIDTH }, samples)).values();
			for (int i = 0; i < output.length; i++) {
				output[i] = (float) (output[i] * (high - low) + low);
			}
			return output;
		}
	}

	private static int[] rgb(final ImagePlus image) {
		return (int[]) image.getProcessor().getPixels();
	}
}
