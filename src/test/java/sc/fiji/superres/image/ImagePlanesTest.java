package sc.fiji.superres.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.measure.Calibration;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;

import java.awt.Color;
import java.awt.image.IndexColorModel;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Progress;

class ImagePlanesTest {

	private static final float NAN = Float.NaN;

	private static ImagePlus floats(final int channels,
		final float[]... planes)
	{
		final ImageStack stack = new ImageStack(planes[0].length, 1);
		for (final float[] plane : planes)
			stack.addSlice(new FloatProcessor(plane.length, 1, plane));
		final ImagePlus image = new ImagePlus("floats", stack);
		image.setDimensions(channels, planes.length / channels, 1);
		return image;
	}

	private static float[] row(final float... samples) {
		return samples;
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, 16, 32 })
	void readsStoredValues(final int depth) {
		final ImagePlus image = TestImages.hyperstack(depth, 7, 5, 2, 3, 1);
		final ImagePlanes planes = ImagePlanes.of(image, Progress.NONE);
		assertEquals(6, planes.count());
		assertFalse(planes.color());
		for (int i = 0; i < 6; i++) {
			final float[] samples = planes.read(i);
			for (int p = 0; p < 35; p++)
				assertEquals(image.getStack().getProcessor(i + 1).getf(p), samples[p]);
		}
	}

	/** Provenance: {@code np.percentile}, {@code np.std} of NumPy 1.24.2. */
	/** ImageJ opens a palette file as an 8-bit image with a LUT. */
	@Test
	void paletteIsColorAndRampIsValue() {
		final byte[] r = new byte[256];
		final byte[] g = new byte[256];
		final byte[] b = new byte[256];
		for (int i = 0; i < 256; i++) {
			r[i] = (byte) (i * 97);
			g[i] = (byte) (i * 31);
			b[i] = (byte) (255 - i * 7);
		}
		final ByteProcessor indices = new ByteProcessor(4, 4);
		indices.set(5, 9);
		indices.setColorModel(new IndexColorModel(8, 256, r, g, b));
		final ImagePlus image = new ImagePlus("palette", indices);
		assertTrue(ImagePlanes.of(image, Progress.NONE).color());
		assertEquals(9 * 97 & 0xff, ImagePlanes.ofChannels(image, Progress.NONE)
			.read(0)[5]);
		indices.setLut(LUT.createLutFromColor(Color.GREEN));
		image.setProcessor(indices);
		assertFalse(ImagePlanes.of(image, Progress.NONE).color());
		indices.setColorModel(new IndexColorModel(8, 256, r, g, b));
		indices.setThreshold(3, 200, ImageProcessor.RED_LUT);
		image.setProcessor(indices);
		assertFalse(ImagePlanes.of(image, Progress.NONE).color());
	}

	@Test
	void signed16IsRead() {
		final ImagePlus image = new ImagePlus("signed", new ShortProcessor(
			2, 1, new short[] { 32768 - 256, (short) 40000 }, null));
		image.getLocalCalibration().setSigned16BitCalibration();
		assertArrayEquals(new float[] { -256, 7232 }, ImagePlanes.of(image,
			Progress.NONE).read(0));
	}

	@Test
	void intensitiesAreOfTheWholeChannel() {
		final ImagePlanes planes = ImagePlanes.of(floats(2, //
			row(1, 2, NAN, 8), row(100, 100, 100, 100), //
			row(-3, 0.5f, Float.POSITIVE_INFINITY, 4), row(200, 0, 0, 0)),
			Progress.NONE);
		final Intensities first = planes.intensities(2);
		assertEquals(-3, first.low());
		assertEquals(8, first.high());
		assertEquals(2.0833333333333335, first.mean(), 1e-12);
		assertEquals(3.3716547206906515, first.standardDeviation(), 1e-12);
		assertEquals(1.5, first.percentile(50), 1e-12);
		assertEquals(7.8, first.percentile(99), 1e-12);
		assertEquals(0, planes.intensities(1).low());
		assertEquals(200, planes.intensities(3).high());
	}

	@Test
	void colorsAreReadByALuma() {
		final ImagePlus image = new ImagePlus("colors", new ColorProcessor(3, 1,
			new int[] { 0xff0000, 0xff00ff00, 0x102030 }));
		final ImagePlanes full = ImagePlanes.of(image, Progress.NONE);
		assertTrue(full.color());
		assertArrayEquals(row(76.245f, 149.685f, 29.04f), full.read(0), 1e-4f);
		assertEquals(1, full.count());

		final ImagePlanes green = ImagePlanes.of(image, rgb -> rgb >> 8 & 0xff,
			Optional.empty(), Progress.NONE);
		assertArrayEquals(row(0, 255, 32), green.read(0));
		assertEquals(0, green.intensities(0).low());
		assertEquals(255, green.intensities(0).high());
		assertEquals(287 / 3.0, green.intensities(0).mean(), 1e-12);
		assertEquals(32, green.intensities(0).percentile(50));
	}

	@Test
	void colorsAreChannels() {
		final ImagePlus image = new ImagePlus("colors", new ColorProcessor(3, 1,
			new int[] { 0xff0000, 0xff00ff00, 0x102030 }));
		final ImagePlanes planes = ImagePlanes.ofChannels(image, Progress.NONE);
		assertEquals(3, planes.count());
		assertEquals(3, planes.channels());
		assertArrayEquals(row(255, 0, 16), planes.read(0));
		assertArrayEquals(row(0, 255, 32), planes.read(1));
		assertArrayEquals(row(0, 0, 48), planes.read(2));
		assertArrayEquals(row(0, 0, 48 / 255f), planes.unit(2), 1e-7f);
		assertEquals(32, planes.intensities(1).percentile(50));
	}

	@Test
	void unitPlanesAreZeroToOneOfTheChannel() {
		final ImagePlanes planes = ImagePlanes.of(floats(1, row(10, NAN, 14),
			row(30, 20, Float.NEGATIVE_INFINITY)), Progress.NONE);
		assertArrayEquals(row(10, NAN, 14), planes.read(0));
		assertArrayEquals(row(0, 0.1f, 0.2f), planes.unit(0), 1e-7f);
		assertArrayEquals(row(1, 0.5f, 0.5f), planes.unit(1), 1e-7f);
	}

	@Test
	void unitPlanesOfBytesAreOfFullRange() {
		final ImagePlanes planes = ImagePlanes.of(new ImagePlus("bytes",
			new ByteProcessor(3, 1, new byte[] { 0, 51, (byte) 204 })),
			Progress.NONE);
		assertArrayEquals(row(0, 0.2f, 0.8f), planes.unit(0), 1e-7f);
	}

	@Test
	void unitPlanesOfAConstantChannelAreZero() {
		final ImagePlanes planes = ImagePlanes.of(floats(1, row(7, 7, NAN)),
			Progress.NONE);
		assertArrayEquals(row(0, 0, 0), planes.unit(0));
	}

	/** What 0 and 255 stand for, not the extremes of the image. */
	@ParameterizedTest
	@ValueSource(doubles = { 1, 0.001, -2 })
	void calibratedBytesHaveTheirWholeRange(final double slope) {
		final ImagePlus image = new ImagePlus("8", new ByteProcessor(2, 1, new byte[] {
			20, 66 }));
		image.getCalibration().setFunction(Calibration.STRAIGHT_LINE, new double[] { 5,
			slope }, "ppm");
		final ImagePlanes planes = ImagePlanes.of(image, Progress.NONE);
		assertEquals(5 + slope * 20, planes.read(0)[0], 1e-5);
		assertEquals(Math.min(5, 5 + 255 * slope), planes.intensities(0).low(), 1e-5);
		assertEquals(Math.max(5, 5 + 255 * slope), planes.intensities(0).high(), 1e-5);
		assertEquals(Math.abs(slope), planes.step(0), 1e-7);
	}

	/** Functions with a pole: only values that occur count. */
	@ParameterizedTest
	@ValueSource(ints = { Calibration.LOG, Calibration.POWER })
	void poleOfACalibrationIsNoLimit(final int function) {
		final ImagePlus image = new ImagePlus("8", new ByteProcessor(2, 1, new byte[] {
			40, 100 }));
		image.getCalibration().setFunction(function, new double[] { 1,
			function == Calibration.LOG ? 1 : -1 }, "x");
		final ImagePlanes planes = ImagePlanes.of(image, Progress.NONE);
		final double a = image.getCalibration().copy().getCValue(40);
		final double b = image.getCalibration().copy().getCValue(100);
		assertEquals(Math.min(a, b), planes.intensities(0).low(), 1e-6);
		assertEquals(Math.max(a, b), planes.intensities(0).high(), 1e-6);
	}

	@Test
	void calibratedPaletteIsColor() {
		final ByteProcessor indices = new ByteProcessor(4, 4);
		final byte[] ramp = new byte[256];
		for (int i = 0; i < 256; i++)
			ramp[i] = (byte) (i * 97);
		indices.setColorModel(new IndexColorModel(8, 256, ramp, new byte[256], ramp));
		final ImagePlus image = new ImagePlus("palette", indices);
		image.getCalibration().setFunction(Calibration.STRAIGHT_LINE, new double[] { 0,
			2 }, "x");
		assertEquals(255, ImagePlanes.of(image, Progress.NONE).intensities(0).high());
		assertEquals(0, ImagePlanes.of(image, Progress.NONE).read(0)[5]);
	}

	@Test
	void integersHaveAStepAndFloatsNone() {
		assertEquals(1, ImagePlanes.of(new ImagePlus("16", new ShortProcessor(2, 2)),
			Progress.NONE).step(0));
		assertEquals(0, ImagePlanes.of(floats(1, row(0, 1)), Progress.NONE).step(0));
		final ImagePlus constant = new ImagePlus("16", new ShortProcessor(2, 2));
		constant.getCalibration().setFunction(Calibration.STRAIGHT_LINE, new double[] {
			0, 0.25 }, "ppm");
		assertEquals(0.25, ImagePlanes.of(constant, Progress.NONE).step(0), 1e-6);
	}
}
