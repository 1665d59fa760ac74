package sc.fiji.superres.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageConverter;
import ij.process.LUT;
import ij.process.ShortProcessor;

import java.awt.Color;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.block.channel.IntensityRange;

/** What depth=32-bit does, and the titles of results of scale 1. */
class FloatResultTest {

	private static final Upscaler COPY = BoxUpscaler.nearest(1);

	private static ImagePlus floats(final ImagePlus image) {
		return TestImages.enlarge(image, COPY, EnlargeSettings.filter("copy",
			"copy", EnlargeSettings.IMAGE, EnlargeSettings.FLOAT));
	}

	private static ImagePlus same(final ImagePlus image) {
		return TestImages.enlarge(image, COPY, EnlargeSettings.filter("copy",
			"copy", EnlargeSettings.IMAGE, EnlargeSettings.SAME));
	}

	/** Converts as a user does. */
	private static ImagePlus converted(final ImagePlus image) {
		final ImagePlus copy = image.duplicate();
		new ImageConverter(copy).convertToGray32();
		return copy;
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, 16, 32 })
	void samplesStayWhatTheyAre(final int depth) {
		final ImagePlus image = TestImages.image(depth, 7, 5);
		final ImagePlus result = floats(image);
		assertEquals(32, result.getBitDepth());
		assertArrayEquals((float[]) converted(image).getProcessor().getPixels(),
			(float[]) result.getProcessor().getPixels());
		assertFalse(result.getCalibration().calibrated());
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, 16, 24, 32 })
	void sameKeepsTheType(final int depth) {
		assertEquals(depth, same(TestImages.image(depth, 7, 5)).getBitDepth());
	}

	@Test
	void suffixEndsTheTitle() {
		assertEquals("noise-copy", same(TestImages.image(8, 4, 4)).getTitle());
		assertEquals("noise-copy", floats(TestImages.image(24, 4, 4)).getTitle());
	}

	@Test
	void signedSamplesAreCalibratedOnes() {
		final ImagePlus image = new ImagePlus("ct", new ShortProcessor(2, 1,
			new short[] { (short) 32768, 31768 }, null));
		image.getCalibration().setSigned16BitCalibration();
		image.getCalibration().setValueUnit("HU");
		final ImagePlus result = floats(image);
		assertArrayEquals(new float[] { 0, -1000 }, (float[]) result.getProcessor()
			.getPixels());
		assertFalse(result.getCalibration().calibrated());
		assertEquals("HU", result.getCalibration().getValueUnit());
		assertTrue(image.getCalibration().isSigned16Bit());
	}

	@Test
	void densityFunctionIsApplied() {
		for (final int depth : new int[] { 8, 16 }) {
			final ImagePlus image = TestImages.image(depth, 6, 6);
			image.getCalibration().setFunction(Calibration.STRAIGHT_LINE,
				new double[] { -5, 0.25 }, "OD");
			final float[] result = (float[]) floats(image).getProcessor()
				.getPixels();
			for (int i = 0; i < result.length; i++)
				assertEquals(0.25f * image.getProcessor().get(i) - 5, result[i]);
			assertArrayEquals((float[]) converted(image).getProcessor().getPixels(),
				result);
		}
	}

	@Test
	void valuesThatTheFunctionDoesNotHaveStayNaN() {
		final float[] table = new float[256];
		table[0] = Float.NaN;
		table[2] = 0.5f;
		final ImagePlus image = new ImagePlus("log", new ByteProcessor(2, 1,
			new byte[] { 0, 2 }));
		image.getCalibration().setCTable(table, "log");
		assertArrayEquals(new float[] { Float.NaN, 0.5f }, (float[]) floats(image)
			.getProcessor().getPixels());
	}

	@Test
	void rangeCountsInCalibratedValues() {
		final ImagePlus image = new ImagePlus("ct", new ShortProcessor(1, 1));
		image.getCalibration().setSigned16BitCalibration();
		final BoxUpscaler seen = BoxUpscaler.nearest(1);
		TestImages.enlarge(image, seen, new EnlargeSettings("m", 0, Optional.of(
			new IntensityRange(-100, 300)), EnlargeSettings.Region.IMAGE,
			EnlargeSettings.Colors.LUMA, EnlargeSettings.Depth.FLOAT, ""));
		assertEquals(-100, seen.prepared.get(0)[0].low());
		assertEquals(300, seen.prepared.get(0)[0].high());
	}

	@Test
	void displayRangeIsThatOfTheResult() {
		final ImageStack stack = new ImageStack(2, 1);
		stack.addSlice(new FloatProcessor(2, 1, new float[] { -3, Float.NaN }));
		stack.addSlice(new FloatProcessor(2, 1, new float[] { 4, 8 }));
		final ImagePlus image = new ImagePlus("z", stack);
		image.setDisplayRange(0, 1);
		final LUT lut = LUT.createLutFromColor(Color.orange);
		image.setLut(lut);
		final ImagePlus result = floats(image);
		assertEquals(-3, result.getDisplayRangeMin());
		assertEquals(8, result.getDisplayRangeMax());
		assertArrayEquals(lut.getBytes(), result.getProcessor().getLut()
			.getBytes());
	}

	@ParameterizedTest
	@ValueSource(ints = { CompositeImage.COMPOSITE, CompositeImage.COLOR,
		CompositeImage.GRAYSCALE })
	void channelsHaveTheirOwnDisplayRange(final int mode) {
		final ImageStack stack = new ImageStack(2, 1);
		for (int i = 0; i < 4; i++)
			stack.addSlice(new ShortProcessor(2, 1, new short[] { (short) i,
				(short) (10 + 100 * i) }, null));
		final ImagePlus plain = new ImagePlus("c2z2", stack);
		plain.setDimensions(2, 2, 1);
		final CompositeImage image = new CompositeImage(plain, mode);
		image.setChannelLut(LUT.createLutFromColor(Color.cyan), 2);
		final CompositeImage result = (CompositeImage) floats(image);
		assertEquals(mode, result.getMode());
		assertEquals(0, result.getChannelLut(1).min);
		assertEquals(210, result.getChannelLut(1).max);
		assertEquals(1, result.getChannelLut(2).min);
		assertEquals(310, result.getChannelLut(2).max);
		assertArrayEquals(image.getChannelLut(2).getBytes(), result.getChannelLut(2)
			.getBytes());
		assertEquals(210, result.getDisplayRangeMax());
	}

	@Test
	void colorsBecomeTheirLuma() {
		final ImagePlus image = new ImagePlus("rgb", new ColorProcessor(2, 1,
			new int[] { 0xff0000, 0x808080 }));
		final ImagePlus result = floats(image);
		assertEquals(ImagePlus.GRAY32, result.getType());
		assertArrayEquals(new float[] { 0.299f * 255, 128 }, (float[]) result
			.getProcessor().getPixels(), 1e-4f);
	}

	@Test
	void indexedColorBecomesItsLumaInGrey() {
		final ImagePlus image = TestImages.image(24, 4, 4);
		new ImageConverter(image).convertRGBtoIndexedColor(8);
		final ImagePlus result = floats(image);
		assertEquals(ImagePlus.GRAY32, result.getType());
		assertTrue(result.getProcessor().isGrayscale());
		final float[] samples = (float[]) result.getProcessor().getPixels();
		final int[] colors = (int[]) image.getProcessor().convertToRGB()
			.getPixels();
		for (int i = 0; i < samples.length; i++)
			assertEquals(Component.luma(colors[i]), samples[i]);
	}

	@Test
	void threeChannelsAtOnceAreRefused() {
		final Exception refusal = assertThrows(IllegalArgumentException.class,
			() -> TestImages.enlarge(TestImages.image(24, 4, 4), new BoxUpscaler(1, 1,
				0, 3, 1), EnlargeSettings.filter("m", "m", EnlargeSettings.IMAGE,
					EnlargeSettings.FLOAT)));
		assertTrue(refusal.getMessage().contains("choose depth=same"), refusal
			.getMessage());
	}

	@Test
	void sourceIsNotChanged() {
		final ImagePlus image = TestImages.image(16, 6, 4);
		image.getCalibration().setSigned16BitCalibration();
		image.setDisplayRange(5, 70);
		final short[] before = ((short[]) image.getProcessor().getPixels()).clone();
		floats(image);
		assertArrayEquals(before, (short[]) image.getProcessor().getPixels());
		assertEquals(5, image.getProcessor().getMin());
		assertEquals(70, image.getProcessor().getMax());
		assertTrue(image.getCalibration().isSigned16Bit());
	}
}
