package sc.fiji.superres.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.measure.Calibration;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;

import net.imglib2.parallel.Parallelization;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.step.Step;

class DegradeImageTest {

	private Context context;

	@TempDir
	Path folder;

	@BeforeEach
	void setUp() {
		context = new Context();
	}

	@AfterEach
	void tearDown() {
		context.dispose();
	}

	@Test
	void defaultIsThePublishedDegradation() throws Exception {
		final ImagePlus image = random(23, 17);
		image.getCalibration().pixelWidth = 0.1;
		image.getCalibration().pixelHeight = 0.2;
		image.getCalibration().setUnit("micron");
		final ImagePlus output = run(image);
		assertEquals("image-degraded", output.getTitle());
		assertEquals(11, output.getWidth());
		assertEquals(8, output.getHeight());
		assertArrayEquals(Degradation.bicubic(2).apply(new Plane(floats(image), 23,
			17)).samples(), floats(output), 0);
		final Calibration calibration = output.getCalibration();
		assertEquals(0.2, calibration.pixelWidth, 1e-12);
		assertEquals(0.4, calibration.pixelHeight, 1e-12);
		assertEquals("micron", calibration.getUnit());
		assertTrue(output.getInfoProperty().contains("superres degrade --scale=2"),
			output.getInfoProperty());
	}

	@Test
	void aFlatStackOfBytesGetsItsNoiseByPlane() throws Exception {
		final ImageStack stack = new ImageStack(200, 200);
		for (int i = 0; i < 3; i++) {
			final byte[] pixels = new byte[200 * 200];
			Arrays.fill(pixels, (byte) 102);
			stack.addSlice("slice " + i, pixels);
		}
		final ImagePlus image = new ImagePlus("flat", stack);
		image.setDimensions(1, 1, 3);
		final Object[] values = { "kernel", "binning", "photons", 50.0, "offset",
			0.1, "depth", "32-bit", "seed", 8L };
		final ImagePlus output = run(image, values);
		assertEquals(3, output.getNFrames());
		assertEquals("slice 2", output.getStack().getSliceLabel(3));
		double mean = 0;
		for (final float value : (float[]) output.getStack().getPixels(2))
			mean += value / 1e4;
		// 0.4 + 0.1 of 255; six standard errors
		assertEquals(127.5, mean, 6 * 255 * Math.sqrt(0.4 / 50 / 1e4));
		assertFalse(Arrays.equals((float[]) output.getStack().getPixels(1),
			(float[]) output.getStack().getPixels(2)));
		final ImagePlus again = Parallelization.runWithNumThreads(4, () -> run(
			image, values));
		for (int i = 1; i <= 3; i++)
			assertArrayEquals((float[]) output.getStack().getPixels(i),
				(float[]) again.getStack().getPixels(i), 0);
	}

	@Test
	void channelsOfColorHaveNoiseOfTheirOwn() throws Exception {
		final int[] pixels = new int[64 * 64];
		Arrays.fill(pixels, 0xff646464);
		final int[] noisy = (int[]) run(new ImagePlus("rgb", new ColorProcessor(64,
			64, pixels)), "photons", 30.0).getProcessor().getPixels();
		int grey = 0;
		for (final int color : noisy)
			if ((color >> 16 & 255) == (color >> 8 & 255)) grey++;
		assertTrue(grey < noisy.length / 5, grey + " of " + noisy.length);
	}

	@Test
	void widefieldIsTheBlurOfItsSigma() throws Exception {
		final ImagePlus image = random(40, 30);
		image.getCalibration().pixelWidth = 0.05;
		image.getCalibration().pixelHeight = 0.05;
		image.getCalibration().setUnit("\u00b5m");
		// 0.21 * 500 nm / 1.4 / 50 nm
		assertArrayEquals(floats(run(image, "sigma", 1.5)), floats(run(image,
			"wavelength", 500.0, "aperture", 1.4)), 1e-6f);
	}

	@Test
	void psfIsReadFromAFile() throws Exception {
		final ImagePlus image = random(20, 20);
		final File file = psf(new float[] { 0, 0, 0, 0, 7, 0, 0, 0, 0 }, 3);
		assertArrayEquals(floats(run(image)), floats(run(image, "psf", file)),
			1e-6f);
		final ImagePlus one = new ImagePlus("one", new FloatProcessor(1, 1,
			new float[] { 0.25f }));
		assertArrayEquals(new float[] { 0.25f }, floats(run(one, "scale", 1, "psf",
			file)), 1e-6f);
	}

	@Test
	void notANumberStaysOne() throws Exception {
		final ImagePlus image = random(8, 8);
		image.getProcessor().setf(3, 5, Float.NaN);
		final float[] output = floats(run(image, "scale", 1, "sigma", 1.0,
			"photons", 100.0));
		for (int i = 0; i < output.length; i++)
			assertEquals(i == 5 * 8 + 3, Float.isNaN(output[i]), "pixel " + i);
	}

	@Test
	void refusesWhatMakesNoSense() throws Exception {
		refused("sigma -2", "sigma", -2.0);
		refused("photons=-5", "photons", -5.0);
		refused("bits=17", "bits", 17);
		refused("choose a larger image", "scale", 30);
		refused("scale of 0", "scale", 0);
		refused("'bogus'", "kernel", "bogus");
		refused("in pixel", "wavelength", 500.0, "aperture", 1.2);
		refused("More than one blur", "sigma", 1.0, "psf", psf(new float[] { 1 },
			1));
		refused("2 x 2 pixels", "psf", psf(new float[4], 2));
		refused("sum to 0.0", "psf", psf(new float[9], 3));
		refused("NaN", "psf", psf(new float[] { Float.NaN }, 1));
		refused("missing", "psf", folder.resolve("missing.tif").toFile());
	}

	/** The slices shrink as y of an xz plane would; x and y stay. */
	@Test
	void alongZSlicesAreJoined() throws Exception {
		final ImageStack stack = new ImageStack(9, 5);
		final Random random = new Random(3);
		for (int z = 0; z < 14; z++) {
			final float[] plane = new float[45];
			for (int i = 0; i < plane.length; i++)
				plane[i] = random.nextFloat();
			stack.addSlice(null, plane);
		}
		final ImagePlus image = new ImagePlus("image", stack);
		image.getCalibration().setUnit("micron");
		image.getCalibration().pixelWidth = 0.1;
		image.getCalibration().pixelDepth = 0.2;
		image.getCalibration().zOrigin = 6;
		final ImagePlus output = run(image, "axis", "z", "scale", 3, "fwhm", 3.0);
		assertEquals(4, output.getNSlices());
		assertEquals(9, output.getWidth());
		assertEquals(0.1, output.getCalibration().pixelWidth, 1e-12);
		assertEquals(0.6, output.getCalibration().pixelDepth, 1e-12);
		assertEquals(2, output.getCalibration().zOrigin, 1e-12);
		final float[] xz = new float[9 * 14];
		for (int z = 0; z < 14; z++)
			System.arraycopy((float[]) stack.getPixels(z + 1), 18, xz, 9 * z, 9);
		final float[] expected = Degradation.axial(3, 1).apply(new Plane(xz, 9, 14))
			.samples();
		for (int z = 0; z < 4; z++)
			for (int x = 0; x < 9; x++)
				assertEquals(expected[9 * z + x], output.getStack().getProcessor(z + 1)
					.getf(x, 2), 1e-6);
	}

	/** A dialog asks for neither of two widths, and a run refuses them. */
	@Test
	void twoWidthsAtOnce() {
		final Map<String, Object> both = Map.of("sigma", 1.0, "fwhm", 2.0);
		assertTrue(Step.named(context, "degrade").used(both).stream().noneMatch(
			input -> both.containsKey(input.name())));
		refused("are both given: choose one", "sigma", 1.0, "fwhm", 2.0);
	}

	@Test
	void alongZOnlyOfStacksAndByAProfile() {
		refused("one slice", "axis", "z");
		refused("axis=x: choose one of plane, z", "axis", "x");
		final ImageStack stack = new ImageStack(20, 20);
		for (int z = 0; z < 4; z++)
			stack.addSlice(null, new float[400]);
		assertTrue(assertThrows(Exception.class, () -> run(new ImagePlus("s", stack),
			"axis", "z", "wavelength", 500.0)).getMessage().contains(
				"axis=z takes no wavelength"));
	}

	private void refused(final String part, final Object... values) {
		final String message = assertThrows(Exception.class, () -> run(random(20,
			20), values)).getMessage();
		assertTrue(message.contains(part), message);
	}

	private File psf(final float[] values, final int side) {
		final File file = folder.resolve("psf" + side + values[0] + ".tif")
			.toFile();
		assertTrue(new FileSaver(new ImagePlus("psf", new FloatProcessor(side, side,
			values))).saveAsTiff(file.getPath()));
		return file;
	}

	private ImagePlus run(final ImagePlus image, final Object... values)
		throws Exception
	{
		final Map<String, Object> inputs = new HashMap<>();
		inputs.put("image", image);
		for (int i = 0; i < values.length; i += 2)
			inputs.put((String) values[i], values[i + 1]);
		return (ImagePlus) Step.named(context, "degrade").run(inputs, Progress.NONE)
			.get("output");
	}

	private static float[] floats(final ImagePlus image) {
		return (float[]) image.getProcessor().getPixels();
	}

	private static ImagePlus random(final int width, final int height) {
		final Random random = new Random(1);
		final FloatProcessor pixels = new FloatProcessor(width, height);
		for (int i = 0; i < width * height; i++)
			pixels.setf(i, random.nextFloat());
		return new ImagePlus("image", pixels);
	}
}
