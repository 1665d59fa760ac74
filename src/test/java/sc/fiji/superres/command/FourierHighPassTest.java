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
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.Context;
import org.scijava.command.CommandService;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

import sc.fiji.superres.Jvm;
import sc.fiji.superres.MacroRunner;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.command.measure.PowerSpectrumImage;
import sc.fiji.superres.filter.FourierFilter;
import sc.fiji.superres.filter.FourierSettings;
import sc.fiji.superres.filter.PixelSize;
import sc.fiji.superres.filter.Rolloff;
import sc.fiji.superres.step.Step;

/** Tests {@link FourierHighPass} and {@link PowerSpectrumImage}. */
class FourierHighPassTest {

	private static final int WIDTH = 40;
	private static final int HEIGHT = 30;

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
	void defaultsGiveTheHighFrequencies() throws Exception {
		final ImagePlus image = image(noise(1));
		final ImageProcessor before = image.getProcessor().duplicate();
		final ImagePlus result = highPass(image, Map.of());
		assertEquals(32, result.getBitDepth());
		assertEquals("noise-highpass", result.getTitle());
		assertArrayEquals(FourierFilter.of(FourierSettings.high(Rolloff.gaussian(),
			1 / 8.0)).plane(samples(image), WIDTH, HEIGHT), samples(result));
		assertEquals(0.5, result.getCalibration().pixelWidth);
		assertEquals("µm", result.getCalibration().getUnit());
		assertTrue(result.getInfoProperty().contains(
			"superres highpass --pass=high --shape=gaussian"), result
				.getInfoProperty());
		assertArrayEquals((byte[]) before.getPixels(), (byte[]) image
			.getProcessor().getPixels());
	}

	@Test
	void unitsGiveFrequencies() throws Exception {
		final ImagePlus image = image(noise(1));
		assertArrayEquals(samples(highPass(image, Map.of("cutoff", 8.0))), samples(
			highPass(image, Map.of("cutoff", 0.25, "unit", "nyquist"))));
		final Calibration calibration = image.getCalibration();
		calibration.pixelHeight = 1.5;
		assertArrayEquals(FourierFilter.of(new FourierSettings(
			FourierSettings.Pass.BAND, Rolloff.butterworth(3), 1 / 12.0, 1 / 4.0,
			new PixelSize(0.5, 1.5), false, 0)).plane(samples(image), WIDTH, HEIGHT),
			samples(highPass(image, Map.of("pass", "band", "shape", "butterworth",
				"order", 3, "cutoff", 4.0, "upper", 12.0, "unit", "calibrated"))));
		calibration.setYUnit("nm");
		refused(image, Map.of("unit", "calibrated"), "x is in µm, but y in nm");
	}

	@Test
	void boostKeepsTheType() throws Exception {
		final ImagePlus image = image(noise(1));
		final ImagePlus result = highPass(image, Map.of("gain", 1.0, "depth",
			"same"));
		assertEquals(8, result.getBitDepth());
		final float[] high = samples(highPass(image, Map.of()));
		final float[] source = samples(image);
		for (int i = 0; i < source.length; i++)
			assertEquals(Math.max(0, Math.min(255, Math.round(source[i] + high[i]))),
				result.getProcessor().get(i));
	}

	@Test
	void colorIsFilteredByChannelsOrAsLuma() throws Exception {
		final ColorProcessor color = new ColorProcessor(WIDTH, HEIGHT);
		for (int c = 0; c < 3; c++)
			color.setChannel(c + 1, noise(c));
		final ImagePlus image = image(color);
		final Map<String, Object> low = Map.of("pass", "low", "depth", "same");
		final ColorProcessor result = (ColorProcessor) highPass(image, low)
			.getProcessor();
		for (int c = 0; c < 3; c++)
			assertArrayEquals((byte[]) highPass(image(noise(c)), low).getProcessor()
				.getPixels(), result.getChannel(c + 1));
		final ImagePlus luma = highPass(image, Map.of());
		assertEquals(32, luma.getBitDepth());
		assertEquals(1, luma.getStackSize());
	}

	@Test
	void stacksAreFilteredPlaneByPlaneAndCanBeStopped() throws Exception {
		final ImageStack stack = new ImageStack(WIDTH, HEIGHT);
		for (int i = 0; i < 6; i++)
			stack.addSlice("s" + i, noise(i));
		final ImagePlus image = new ImagePlus("stack", stack);
		image.setDimensions(2, 3, 1);
		image.setOpenAsHyperStack(true);
		final ImagePlus result = highPass(image, Map.of());
		assertArrayEquals(image.getDimensions(), result.getDimensions());
		assertArrayEquals(samples(highPass(image(noise(4)), Map.of())),
			(float[]) result.getStack().getPixels(5));
		assertEquals("s4", result.getStack().getSliceLabel(5));
		for (final String verb : new String[] { "highpass", "spectrum" })
			assertThrows(CancellationException.class, () -> Step.named(context, verb)
				.run(Map.of("image", image), new Progress() {

					@Override
					public void update(final double fraction, final String what) {
						// Nobody looks.
					}

					@Override
					public boolean cancelled() {
						return true;
					}
				}));
	}

	@Test
	void aSelectionIsCutOut() throws Exception {
		final ImagePlus image = image(noise(1));
		image.setRoi(5, 6, 17, 13);
		final ImagePlus result = highPass(image, Map.of("region", "selection"));
		assertArrayEquals(samples(highPass(image(noise(1), 5, 6, 17, 13), Map
			.of())), samples(result));
		final ImagePlus spectrum = run("spectrum", image, Map.of("region",
			"selection"));
		final ImagePlus expected = run("spectrum", image(noise(1), 5, 6, 17, 13),
			Map.of());
		assertArrayEquals(samples(expected), samples(spectrum));
		assertEquals(expected.getCalibration().pixelWidth, spectrum
			.getCalibration().pixelWidth);
	}

	@Test
	void nanStaysAndSpoilsNothingElse() throws Exception {
		final FloatProcessor plane = noise(1).convertToFloatProcessor();
		plane.setf(3, 4, Float.NaN);
		final ImagePlus image = image(plane);
		for (final String verb : new String[] { "highpass", "spectrum" }) {
			final float[] result = samples(run(verb, image, Map.of()));
			int bad = 0;
			for (final float value : result)
				if (!Float.isFinite(value)) bad++;
			assertEquals(verb.equals("highpass") ? 1 : 0, bad);
		}
		assertTrue(Float.isNaN(highPass(image, Map.of()).getProcessor().getf(3,
			4)));
	}

	@Test
	void onePixelIsItsMean() throws Exception {
		final FloatProcessor one = new FloatProcessor(1, 1, new float[] { 10 });
		assertEquals(0, highPass(image(one), Map.of()).getProcessor().getf(0));
		assertEquals(10, highPass(image(one), Map.of("mean", true)).getProcessor()
			.getf(0));
		assertEquals(2, run("spectrum", image(one), Map.of()).getProcessor().getf(
			0), 1e-6);
	}

	@ParameterizedTest
	@CsvSource({ "cutoff, 0", "cutoff, -8", "cutoff, 1.5", "cutoff, NaN",
		"gain, -1", "gain, NaN" })
	void badNumbersAreRefused(final String key, final double value) {
		refused(image(noise(1)), Map.of(key, value), key + "=" + value);
	}

	@Test
	void otherBadInputIsRefused() {
		final ImagePlus image = image(noise(1));
		refused(image, Map.of("cutoff", 1.01, "unit", "nyquist"), "cutoff=1.01");
		refused(image, Map.of("order", 0, "shape", "butterworth"), "order=0");
		refused(image, Map.of("pass", "band", "upper", 8.0), "upper=8.0");
		refused(image, Map.of("pass", "band", "upper", 2.0), "upper=2.0");
		refused(image, Map.of("pass", "band", "upper", 0.0), "upper=0.0");
		refused(image, Map.of("pass", "mid"), "'mid'");
		refused(image, Map.of("shape", "box"), "'box'");
		refused(image, Map.of("unit", "mm"), "'mm'");
		refused(image, Map.of("depth", "64-bit"), "depth=64-bit");
		refused(image, Map.of("region", "selection"), "region=selection");
		assertThrows(IllegalArgumentException.class, () -> run("spectrum", image,
			Map.of("region", "half")));
		refused(new ImagePlus(), Map.of(), "empty");
	}

	@Test
	void spectrumHasFrequenciesAsCoordinates() throws Exception {
		final FloatProcessor wave = new FloatProcessor(WIDTH, HEIGHT);
		for (int i = 0; i < WIDTH * HEIGHT; i++)
			wave.setf(i, (float) Math.cos(2 * Math.PI * 6 * (i % WIDTH) / WIDTH));
		final ImagePlus image = image(wave);
		final ImagePlus result = run("spectrum", image, Map.of());
		assertEquals("Power spectrum of noise.tif", result.getTitle());
		final Calibration calibration = result.getCalibration();
		assertEquals("1/µm", calibration.getUnit());
		// 6 waves over 40 pixels of 0.5 µm.
		final int x = (int) Math.round(calibration.getRawX(6 / 20.0));
		final int y = (int) Math.round(calibration.getRawY(0));
		assertEquals(WIDTH / 2 + 6, x);
		assertEquals(HEIGHT / 2, y);
		assertEquals(Math.log10(WIDTH * HEIGHT / 4.0), result.getProcessor().getf(x,
			y), 1e-5);
		assertTrue(result.getInfoProperty().contains("superres spectrum"));
	}

	@Test
	void runsInAMacro(@TempDir final Path folder) throws Exception {
		final Jvm.Result result = MacroRunner.run(folder,
			"newImage('a', '8-bit ramp', 64, 32, 1);" +
				"run('Fourier High-Pass...', 'pass=low cutoff=4 depth=same');" +
				"print(getTitle, bitDepth, getPixel(32, 9));" +
				"run('Power Spectrum...'); print(getTitle, bitDepth);" +
				"run('Fourier High-Pass...', 'cutoff=1'); print('after');");
		// A ramp of 4 per pixel stays one away from the border.
		assertTrue(result.results().startsWith(
			"a-lowpass 8 128\nPower spectrum of a-lowpass 32\n"), result::toString);
		assertFalse(result.results().contains("after"), result::toString);
		assertTrue(result.messages().contains("cutoff=1.0"), result::toString);
	}

	private static ImagePlus highPass(final ImagePlus image,
		final Map<String, Object> values) throws Exception
	{
		return run("highpass", image, values);
	}

	private static ImagePlus run(final String verb, final ImagePlus image,
		final Map<String, Object> values) throws Exception
	{
		final Map<String, Object> all = new HashMap<>(values);
		all.put("image", image);
		return (ImagePlus) Step.named(context, verb).run(all, Progress.NONE).get(
			"output");
	}

	private static void refused(final ImagePlus image,
		final Map<String, Object> values, final String part)
	{
		final String message = assertThrows(IllegalArgumentException.class,
			() -> highPass(image, values)).getMessage();
		assertTrue(message.contains(part), message);
	}

	private static ImagePlus image(final ImageProcessor plane) {
		final ImagePlus image = new ImagePlus("noise.tif", plane);
		final Calibration calibration = image.getCalibration();
		calibration.pixelWidth = calibration.pixelHeight = 0.5;
		calibration.setUnit("µm");
		return image;
	}

	private static ImagePlus image(final ImageProcessor plane, final int x,
		final int y, final int width, final int height)
	{
		plane.setRoi(x, y, width, height);
		return image(plane.crop());
	}

	private static ByteProcessor noise(final int seed) {
		final byte[] bytes = new byte[WIDTH * HEIGHT];
		new Random(seed).nextBytes(bytes);
		return new ByteProcessor(WIDTH, HEIGHT, bytes);
	}

	private static float[] samples(final ImagePlus image) {
		return (float[]) image.getProcessor().convertToFloatProcessor()
			.getPixels();
	}
}
