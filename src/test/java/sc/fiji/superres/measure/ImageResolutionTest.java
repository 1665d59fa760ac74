package sc.fiji.superres.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

import java.util.Random;

import org.junit.jupiter.api.Test;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.filter.GaussianBlur;
import sc.fiji.superres.filter.PixelSize;
import sc.fiji.superres.quality.FourierRing;

class ImageResolutionTest {

	@Test
	void lengthsAreCalibrated() {
		final ImagePlus a = image("a", 1);
		final ImagePlus b = image("b", 2);
		final ResultsTable pair = ImageResolution.of(a, b, StackPlanes.XY, Progress.NONE).table();
		final double wanted = FourierRing.of(plane(a), plane(b), new PixelSize(0.1,
			0.1)).resolution();
		assertEquals(wanted, pair.getValue("Resolution", 0), 1e-12);
		assertEquals(wanted / 0.1, pair.getValue("Resolution (pixels)", 0), 1e-9);
		assertEquals("\u00b5m", pair.getStringValue("Unit", 0));
		assertEquals("two images", pair.getStringValue("Method", 0));
		assertEquals("threshold 1/7", pair.getStringValue("Limit", 0));
		final double halves = FourierRing.of(plane(a), new PixelSize(0.1, 0.1))
			.resolution();
		for (final ImagePlus second : new ImagePlus[] { null, a }) {
			final ResultsTable one = ImageResolution.of(a, second, StackPlanes.XY, Progress.NONE)
				.table();
			assertEquals(halves, one.getValue("Resolution", 0), 1e-12);
			assertEquals("checkerboard halves", one.getStringValue("Method", 0));
		}
	}

	@Test
	void sidesOfAPixelHaveOneUnit() {
		final ImagePlus image = image("a", 1);
		image.getCalibration().setYUnit("nm");
		assertTrue(assertThrows(IllegalArgumentException.class, () -> ImageResolution
			.of(image, null, StackPlanes.XY, Progress.NONE)).getMessage().contains(
				"nm along the other: set the same unit"));
	}

	@Test
	void everyPlaneHasARowAndItsCurve() {
		final ImageProcessor noise = new FloatProcessor(64, 64);
		noise.noise(1);
		final ImagePlus stack = ReportImages.stack("s", image("a", 1).getProcessor(),
			noise.resize(128, 128));
		final ImagePlus equal = stack.duplicate();
		final ImageResolution resolution = ImageResolution.of(stack, equal,
			StackPlanes.XY, Progress.NONE);
		assertEquals(2, resolution.table().size());
		assertEquals("pixel size", resolution.table().getStringValue("Limit", 1));
		assertEquals(2, resolution.table().getValue("Resolution", 1), 1e-9);
		final String[] lines = resolution.csv().split("\n");
		assertEquals("slice,frequency,correlation,smoothed", lines[0]);
		assertEquals(1 + 2 * 65, lines.length);
		assertTrue(lines[130].matches("2,0.500000,1.00000,1.00000"), lines[130]);
	}

	@Test
	void plotShowsTheCurve() {
		final ImagePlus plot = ImageResolution.of(image("a", 1), image("b", 2),
			StackPlanes.XY, Progress.NONE).plot(0);
		assertEquals("FRC of a", plot.getTitle());
		assertTrue(plot.getWidth() > 700 && plot.getHeight() > 400, plot::toString);
	}

	/** Pairs agree along z up to a known frequency; one plane is constant. */
	@Test
	void planesAlongZHaveTheResolutionOfZ() {
		final ImagePlus a = layers("a", 1);
		final ImagePlus b = layers("b", 2);
		for (final StackPlanes view : new StackPlanes[] { StackPlanes.XZ,
			StackPlanes.YZ })
		{
			final ImageResolution along = ImageResolution.of(a, b, view,
				Progress.NONE);
			assertEquals(1, along.table().size());
			assertEquals("two images, along z", along.table().getStringValue(
				"Method", 0));
			// Of 12 waves in the stack; within one ring, so not 13.
			assertEquals(8 * 0.2, along.table().getValue("Resolution", 0), 0.12);
			assertEquals(8, along.table().getValue("Resolution (pixels)", 0), 0.6);
		}
	}

	/** Waves along z of at least 8 slices, with noise of their own. */
	private static ImagePlus layers(final String title, final long seed) {
		final Random waves = new Random(7);
		final Random noise = new Random(seed);
		final double[] wave = new double[96];
		for (int k = 1; k <= 12; k++) {
			final double phase = 2 * Math.PI * waves.nextDouble();
			for (int z = 0; z < wave.length; z++)
				wave[z] += Math.cos(2 * Math.PI * k * z / 96 + phase);
		}
		final ImageProcessor[] slices = new ImageProcessor[96];
		for (int z = 0; z < slices.length; z++) {
			slices[z] = new FloatProcessor(96, 96);
			for (int y = 1; y < 96; y++)
				for (int x = 1; x < 96; x++)
					slices[z].setf(x, y, (float) (wave[z] + 0.5 * noise.nextGaussian()));
		}
		final ImagePlus image = ReportImages.stack(title, slices);
		image.setDimensions(1, 96, 1);
		image.getCalibration().pixelWidth = 0.1;
		image.getCalibration().pixelHeight = 0.1;
		image.getCalibration().pixelDepth = 0.2;
		image.getCalibration().setUnit("micron");
		return image;
	}

	@Test
	void badImagesAreNamed() {
		final ImagePlus flat = ReportImages.stack("flat", image("a", 1)
			.getProcessor(), new FloatProcessor(128, 128));
		requireRefused("Slice 2 of \"flat\": Cannot measure the resolution of a " +
			"constant plane", flat, null);
		requireRefused("\"b\" (20 x 20 pixels", image("a", 1), new ImagePlus("b",
			ReportImages.floats(20, 20, 0, 1, 1)));
	}

	private static void requireRefused(final String words, final ImagePlus image,
		final ImagePlus second)
	{
		final String message = assertThrows(IllegalArgumentException.class,
			() -> ImageResolution.of(image, second, StackPlanes.XY, Progress.NONE)).getMessage();
		assertTrue(message.contains(words), message);
	}

	private static Plane plane(final ImagePlus image) {
		return new Plane((float[]) image.getProcessor().getPixels(), image
			.getWidth(), image.getHeight());
	}

	/** Makes the same blurred structure with noise of a seed. */
	private static ImagePlus image(final String title, final long seed) {
		final float[] samples = new float[128 * 128];
		final Random structure = new Random(7);
		for (int i = 0; i < samples.length; i++)
			samples[i] = 100 * structure.nextFloat();
		final float[] blurred = GaussianBlur.of(1.5).plane(samples, 128, 128);
		final Random noise = new Random(seed);
		for (int i = 0; i < samples.length; i++)
			blurred[i] += (float) noise.nextGaussian();
		final ImagePlus image = new ImagePlus(title, new FloatProcessor(128, 128,
			blurred));
		image.getCalibration().setUnit("\u00b5m");
		image.getCalibration().pixelWidth = 0.1;
		image.getCalibration().pixelHeight = 0.1;
		return image;
	}
}
