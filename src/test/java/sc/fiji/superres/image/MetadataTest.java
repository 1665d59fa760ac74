package sc.fiji.superres.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.LUT;

import java.awt.Color;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import net.imglib2.FinalDimensions;

import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;

class MetadataTest {

	/** Rounding of a few products in double. */
	private static final double ROUNDING = 1e-12;

	@AfterEach
	void forgetGlobalCalibration() {
		new ImagePlus().setGlobalCalibration(null);
	}

	private static Calibration microscope() {
		final Calibration calibration = new Calibration();
		calibration.pixelWidth = 0.25;
		calibration.pixelHeight = 0.5;
		calibration.pixelDepth = 2;
		calibration.xOrigin = 3.5;
		calibration.yOrigin = -2;
		calibration.zOrigin = 1.5;
		calibration.frameInterval = 0.1;
		calibration.fps = 7;
		calibration.loop = true;
		calibration.info = "note";
		calibration.setXUnit("um");
		calibration.setYUnit("mm");
		calibration.setZUnit("nm");
		calibration.setTimeUnit("min");
		calibration.setValueUnit("photons");
		return calibration;
	}

	private static LUT lut(final Color color, final double min,
		final double max)
	{
		final LUT lut = LUT.createLutFromColor(color);
		lut.min = min;
		lut.max = max;
		return lut;
	}

	@ParameterizedTest
	@CsvSource({ "2,2", "3,1", "2.5,1.7" })
	void everythingKeepsItsPhysicalPosition(final double scaleX,
		final double scaleY)
	{
		final ImagePlus image = TestImages.image(16, 10, 6);
		image.setCalibration(microscope());
		final ImagePlus result = TestImages.enlarge(image, new BoxUpscaler(scaleX,
			scaleY, 0, 1, 1), TestImages.settings(0));
		final Calibration from = image.getCalibration();
		final Calibration to = result.getCalibration();
		assertEquals(0.25 / scaleX, to.pixelWidth, ROUNDING);
		assertEquals(0.5 / scaleY, to.pixelHeight, ROUNDING);
		for (final double position : new double[] { 0, 2.5, 6 }) {
			assertEquals(from.getX(position), to.getX(position * scaleX), ROUNDING);
			assertEquals(from.getY(position), to.getY(position * scaleY), ROUNDING);
		}
	}

	@Test
	void aSizeRoundedUpReachesBeyondTheRightEdge() {
		final ImagePlus image = TestImages.image(16, 11, 10);
		image.setCalibration(microscope());
		final ImagePlus result = TestImages.enlarge(image, Resampler.by(Sampling.of(
			Kernel.named("bicubic")), 1.7, 1.7), TestImages.settings(0));
		assertEquals(19, result.getWidth());
		final Calibration from = image.getCalibration();
		final Calibration to = result.getCalibration();
		assertEquals(0.25 / 1.7, to.pixelWidth, ROUNDING);
		assertEquals(from.getX(0), to.getX(0), ROUNDING);
		// 18.7 pixels are the field of view, 19 the result.
		assertEquals(from.getX(11), to.getX(18.7), ROUNDING);
		assertEquals(from.getX(11) + 0.3 * 0.25 / 1.7, to.getX(19), ROUNDING);
		assertEquals(from.getY(10), to.getY(17), ROUNDING);
		assertEquals("noise-x1.7", result.getTitle());
	}

	@Test
	void aWishedSizeEndsAtTheRightEdge() {
		final ImagePlus image = TestImages.image(16, 11, 10);
		image.setCalibration(microscope());
		final ImagePlus result = TestImages.enlarge(image, Resampler.to(Sampling.of(
			Kernel.named("bicubic")), new FinalDimensions(11, 10), 19, 17), TestImages.settings(0));
		assertEquals(image.getCalibration().getX(11), result.getCalibration().getX(
			19), ROUNDING);
		assertEquals(image.getCalibration().getY(10), result.getCalibration().getY(
			17), ROUNDING);
	}

	@Test
	void restOfTheCalibrationIsKept() {
		final ImagePlus image = TestImages.image(32, 4, 4);
		image.setCalibration(microscope());
		final Calibration to = TestImages.twice(image).getCalibration();
		assertEquals(2, to.pixelDepth);
		assertEquals(1.5, to.zOrigin);
		assertEquals(0.1, to.frameInterval);
		assertEquals(7, to.fps);
		assertTrue(to.loop);
		assertEquals("note", to.info);
		assertEquals("\u00b5m", to.getXUnit());
		assertEquals("mm", to.getYUnit());
		assertEquals("nm", to.getZUnit());
		assertEquals("min", to.getTimeUnit());
		assertEquals("photons", to.getValueUnit());
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0, 4 })
	void invertedYKeepsItsPosition(final double origin) {
		final ImagePlus image = TestImages.image(8, 4, 6);
		image.getCalibration().setInvertY(true);
		image.getCalibration().yOrigin = origin;
		image.getCalibration().pixelHeight = 0.5;
		final Calibration to = TestImages.twice(image).getCalibration();
		for (final double y : new double[] { 0, 2.5, 6 })
			assertEquals(image.getCalibration().getY(y, 6), to.getY(2 * y, 12),
				ROUNDING);
	}

	@Test
	void signed16BitStaysSigned() {
		final ImagePlus image = TestImages.image(16, 4, 4);
		image.getCalibration().setSigned16BitCalibration();
		image.getCalibration().setValueUnit("HU");
		final ImagePlus result = TestImages.twice(image);
		assertTrue(result.getCalibration().isSigned16Bit());
		assertEquals("HU", result.getCalibration().getValueUnit());
		assertEquals(image.getCalibration().getCValue(image.getPixel(1, 2)[0]),
			result.getCalibration().getCValue(result.getPixel(3, 4)[0]));
	}

	@Test
	void densityCalibrationIsKept() {
		final double[] rodbard = { 0.1, 1.2, 90, 3 };
		for (final int depth : new int[] { 8, 16 }) {
			final ImagePlus image = TestImages.image(depth, 4, 4);
			image.getCalibration().setFunction(Calibration.RODBARD, rodbard, "OD",
				true);
			final Calibration to = TestImages.twice(image).getCalibration();
			assertEquals(Calibration.RODBARD, to.getFunction());
			assertArrayEquals(rodbard, to.getCoefficients());
			assertEquals("OD", to.getValueUnit());
			assertTrue(to.zeroClip());
			assertEquals(image.getCalibration().getCValue(77), to.getCValue(77));
		}
	}

	@Test
	void customTableIsKept() {
		final ImagePlus image = TestImages.image(8, 4, 4);
		final float[] table = new float[256];
		table[9] = 1.5f;
		image.getCalibration().setCTable(table, "pH");
		final Calibration to = TestImages.twice(image).getCalibration();
		assertEquals(1.5, to.getCValue(9));
		assertEquals("pH", to.getValueUnit());
	}

	@Test
	void globalCalibrationCountsForTheSourceOnly() {
		final ImagePlus image = TestImages.image(8, 4, 4);
		image.setGlobalCalibration(microscope());
		final ImagePlus result = TestImages.twice(image);
		assertEquals(0.125, result.getCalibration().pixelWidth);
		assertEquals(0.25, image.getCalibration().pixelWidth);
	}

	@Test
	void lutAndDisplayRangeAreKept() {
		for (final int depth : new int[] { 8, 16, 32 }) {
			final ImagePlus image = TestImages.hyperstack(depth, 4, 4, 1, 3, 1);
			image.setLut(lut(Color.orange, 3, 99));
			final ImagePlus result = TestImages.twice(image);
			for (int slice = 1; slice <= 3; slice++) {
				result.setSlice(slice);
				final LUT actual = result.getProcessor().getLut();
				assertArrayEquals(lut(Color.orange, 3, 99).getBytes(), actual
					.getBytes());
				assertEquals(3, result.getDisplayRangeMin());
				assertEquals(99, result.getDisplayRangeMax());
			}
			assertArrayEquals(lut(Color.orange, 3, 99).getBytes(), result.getStack()
				.getProcessor(2).getLut().getBytes());
			assertEquals(99, result.getStack().getProcessor(2).getMax());
		}
	}

	@Test
	void invertingLutIsKept() {
		final ImagePlus image = TestImages.image(8, 4, 4);
		image.getProcessor().invertLut();
		assertTrue(TestImages.twice(image).isInvertedLut());
	}

	@ParameterizedTest
	@ValueSource(ints = { CompositeImage.COMPOSITE, CompositeImage.COLOR,
		CompositeImage.GRAYSCALE })
	void channelLutsAndModeAreKept(final int mode) {
		final CompositeImage image = new CompositeImage(TestImages.hyperstack(16, 4,
			4, 3, 2, 2), mode);
		final Color[] colors = { Color.cyan, Color.magenta, Color.green };
		for (int c = 1; c <= 3; c++)
			image.setChannelLut(lut(colors[c - 1], 10 * c, 1000 * c), c);
		image.getActiveChannels()[1] = false;
		image.setPosition(2, 1, 2);
		final CompositeImage result = (CompositeImage) TestImages.twice(image);
		assertEquals(mode, result.getMode());
		for (int c = 1; c <= 3; c++) {
			assertArrayEquals(image.getChannelLut(c).getBytes(), result.getChannelLut(
				c).getBytes());
			assertEquals(10 * c, result.getChannelLut(c).min);
			assertEquals(1000 * c, result.getChannelLut(c).max);
		}
		if (mode == CompositeImage.COMPOSITE) assertArrayEquals(image
			.getActiveChannels(), result.getActiveChannels());
		assertEquals(2, result.getC());
		assertEquals(2, result.getT());
		assertEquals(20, result.getDisplayRangeMin());
		assertEquals(2000, result.getDisplayRangeMax());
	}

	@Test
	void positionIsKept() {
		final ImagePlus image = TestImages.hyperstack(8, 4, 4, 2, 3, 2);
		image.setPosition(2, 3, 1);
		final ImagePlus result = TestImages.twice(image);
		assertEquals(image.getCurrentSlice(), result.getCurrentSlice());
		assertEquals(3, result.getZ());
		assertEquals(result.getStack().getPixels(6), result.getProcessor()
			.getPixels());
	}

	@Test
	void propertiesAreKeptAndTellTheMethod() {
		final ImagePlus image = TestImages.image(8, 4, 4);
		image.setProperty("Info", "from the microscope");
		image.setProperty("Stain", "DAPI");
		image.setProperty("Plot", new Object());
		image.setProp("Objective", "63x");
		final ImagePlus result = TestImages.twice(image);
		assertEquals("from the microscope\nSuperRes: test method\n", result
			.getInfoProperty());
		assertEquals("DAPI", result.getProperty("Stain"));
		assertNull(result.getProperty("Plot"));
		assertEquals("63x", result.getProp("Objective"));
		assertEquals("from the microscope\nSuperRes: test method\n" +
			"SuperRes: test method\n", TestImages.twice(result).getInfoProperty());
		assertEquals("SuperRes: test method\n", TestImages.twice(TestImages.image(8,
			4, 4)).getInfoProperty());
	}

	@Test
	void labelOfASingleImageIsKept() {
		final ImagePlus image = TestImages.image(8, 4, 4);
		image.setProp("Slice_Label", "first");
		assertEquals("first", TestImages.twice(image).getStack().getSliceLabel(1));
	}

	@ParameterizedTest
	@CsvSource({ //
		"cells.tif, 2, 2, cells-x2", //
		"cells.ome.tif, 2.5, 2.5, cells-x2.5", //
		"brain.nii.gz, 10, 10, brain-x10", //
		"t = 1.5, 3, 3, t = 1.5-x3", //
		"cells, 2, 1, cells-20x10" })
	void titleTellsTheScale(final String title, final double scaleX,
		final double scaleY, final String expected)
	{
		final ImagePlus image = TestImages.image(8, 10, 10);
		image.setTitle(title);
		final ImagePlus result = TestImages.enlarge(image, new BoxUpscaler(scaleX,
			scaleY, 0, 1, 1), TestImages.settings(0));
		assertEquals(expected, result.getTitle());
		assertTrue(result.changes);
	}
}
