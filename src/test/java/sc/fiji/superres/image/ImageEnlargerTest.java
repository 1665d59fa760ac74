package sc.fiji.superres.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import net.imglib2.FinalDimensions;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.block.channel.IntensityRange;
import sc.fiji.superres.method.BackProjection;
import sc.fiji.superres.method.SelfEnsemble;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;

class ImageEnlargerTest {

	/** Repeats pixels by ImageJ. */
	private static Object repeated(final ImageProcessor plane) {
		plane.setInterpolationMethod(ImageProcessor.NONE);
		return plane.resize(2 * plane.getWidth(), 2 * plane.getHeight())
			.getPixels();
	}

	private static void assertPixels(final Object expected,
		final Object actual)
	{
		assertEquals(expected.getClass(), actual.getClass());
		assertTrue(Arrays.deepEquals(new Object[] { expected }, new Object[] {
			actual }));
	}

	private static void assertPlanes(final ImagePlus expected,
		final ImagePlus actual)
	{
		assertEquals(expected.getStackSize(), actual.getStackSize());
		for (int i = 1; i <= expected.getStackSize(); i++)
			assertPixels(expected.getStack().getPixels(i), actual.getStack()
				.getPixels(i));
	}

	private static void assertRefused(final String part, final ImagePlus image,
		final Upscaler upscaler, final EnlargeSettings settings)
	{
		final IllegalArgumentException e = assertThrows(
			IllegalArgumentException.class, () -> TestImages.enlarge(image, upscaler,
				settings));
		assertTrue(e.getMessage().contains(part), e.getMessage());
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, 16, 24, 32 })
	void keepsTheType(final int depth) {
		final ImagePlus image = TestImages.image(depth, 7, 5);
		final EnlargeSettings settings = TestImages.channels(0);
		final ImagePlus result = TestImages.enlarge(image, BoxUpscaler.nearest(2),
			settings);
		assertEquals(image.getType(), result.getType());
		assertEquals(1, result.getStackSize());
		assertPixels(repeated(image.getProcessor()), result.getProcessor()
			.getPixels());
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, 16, 24, 32 })
	void keepsTheOrderOfAHyperstack(final int depth) {
		final ImagePlus image = TestImages.hyperstack(depth, 6, 4, 2, 3, 4);
		final ImagePlus result = TestImages.enlarge(image, BoxUpscaler.nearest(2),
			TestImages.channels(3));
		assertArrayEquals(new int[] { 12, 8, 2, 3, 4 }, result.getDimensions());
		assertTrue(result.isHyperStack());
		assertTrue(result.getOpenAsHyperStack());
		for (int i = 1; i <= 24; i++) {
			assertEquals(image.getStack().getSliceLabel(i), result.getStack()
				.getSliceLabel(i));
			assertPixels(repeated(image.getStack().getProcessor(i)), result.getStack()
				.getPixels(i));
		}
	}

	@ParameterizedTest
	@CsvSource({ "8,luma", "16,luma", "24,luma", "24,channels", "32,luma" })
	void tiledEqualsUntiled(final int depth, final String color) {
		final ImagePlus image = TestImages.image(depth, 23, 17);
		if (depth == 32) image.getProcessor().setf(5, 6, Float.NaN);
		final ImagePlus[] results = new ImagePlus[4];
		final int[] tiles = { 0, 1, 7, 16 };
		for (int i = 0; i < tiles.length; i++)
			results[i] = TestImages.enlarge(image, BoxUpscaler.box(2.5, 2),
				new EnlargeSettings("m", tiles[i], Optional.empty(), "image", color));
		assertEquals(58, results[0].getWidth());
		assertEquals(43, results[0].getHeight());
		for (int i = 1; i < tiles.length; i++)
			assertPlanes(results[0], results[i]);
	}

	@Test
	void roundsHalfUpAndClips() {
		final Upscaler half = new BoxUpscaler(1, 1, 0, 1, 0.5f);
		final Upscaler negative = new BoxUpscaler(1, 1, 0, 1, -1);
		final Upscaler four = new BoxUpscaler(1, 1, 0, 1, 4);
		final ImagePlus bytes = new ImagePlus("b", new ByteProcessor(4, 1,
			new byte[] { 0, 1, 3, (byte) 255 }));
		assertArrayEquals(new byte[] { 0, 1, 2, (byte) 128 }, (byte[]) run(bytes,
			half));
		assertArrayEquals(new byte[4], (byte[]) run(bytes, negative));
		assertArrayEquals(new byte[] { 0, 4, 12, (byte) 255 }, (byte[]) run(bytes,
			four));
		final ImagePlus shorts = new ImagePlus("s", new ShortProcessor(4, 1,
			new short[] { 0, 1, 20000, (short) 65535 }, null));
		assertArrayEquals(new short[] { 0, 1, 10000, (short) 32768 },
			(short[]) run(shorts, half));
		assertArrayEquals(new short[4], (short[]) run(shorts, negative));
		assertArrayEquals(new short[] { 0, 4, (short) 65535, (short) 65535 },
			(short[]) run(shorts, four));
		final ImagePlus floats = new ImagePlus("f", new FloatProcessor(2, 1,
			new float[] { 0.3f, 1e6f }));
		assertArrayEquals(new float[] { -0.3f, -1e6f }, (float[]) run(floats,
			negative));
		final ImagePlus colors = new ImagePlus("c", new ColorProcessor(2, 1,
			new int[] { 0xff010203, 0xff50ff80 }));
		assertArrayEquals(new int[] { 0xff04080c, 0xffffffff }, (int[]) run(colors,
			four));
		assertArrayEquals(new int[] { 0xff000000, 0xff000000 }, (int[]) run(colors,
			negative));
	}

	private static Object run(final ImagePlus image, final Upscaler upscaler) {
		return TestImages.enlarge(image, upscaler, TestImages.channels(0))
			.getProcessor().getPixels();
	}

	@Test
	void lumaIsOfTheMethodOnly() {
		final ImagePlus image = new ImagePlus("c", new ColorProcessor(2, 1,
			new int[] { 0xffc86432, 0xff646464 }));
		final ImagePlus brighter = TestImages.enlarge(image, new BoxUpscaler(1, 1,
			0, 1, 1.25f), TestImages.settings(0));
		// Y of (200, 100, 50) is 124.2; a quarter of it, 31.05, goes to all three.
		assertArrayEquals(new int[] { 0xffe78351, 0xff7d7d7d }, (int[]) brighter
			.getProcessor().getPixels());
	}

	/**
	 * Bicubic interpolation is linear: by luma and differences, or by red, green
	 * and blue, it gives the same, but for float rounding of ties.
	 */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void chromaIsBicubicAndLiesOnTheLuma(final boolean scaled) {
		final Sampling bicubic = Sampling.of(Kernel.named("bicubic"));
		final ImagePlus image = TestImages.image(24, 11, 7);
		final Upscaler upscaler = scaled ? Resampler.by(bicubic, 1.7, 2.3)
			: Resampler.to(bicubic, new FinalDimensions(11, 7), 19, 17);
		final int[] expected = (int[]) TestImages.enlarge(image, upscaler,
			TestImages.channels(0)).getProcessor().getPixels();
		final int[] actual = (int[]) TestImages.enlarge(image, upscaler, TestImages
			.settings(0)).getProcessor().getPixels();
		assertEquals(19 * 17, actual.length);
		for (int i = 0; i < actual.length; i++)
			for (int shift = 0; shift < 24; shift += 8)
				assertEquals(expected[i] >> shift & 0xff, actual[i] >> shift & 0xff, 1);
	}

	@Test
	void greyOfRgbStaysGrey() {
		final ImagePlus grey = new ImagePlus("grey", TestImages.plane(8, 31, 19, 1)
			.convertToRGB());
		final int[] pixels = (int[]) TestImages.enlarge(grey, BoxUpscaler.box(3, 2),
			TestImages.settings(10)).getProcessor().getPixels();
		final byte[] expected = (byte[]) TestImages.enlarge(new ImagePlus("8-bit",
			TestImages.plane(8, 31, 19, 1)), BoxUpscaler.box(3, 2), TestImages
				.settings(10)).getProcessor().getPixels();
		for (int i = 0; i < pixels.length; i++)
			assertEquals(0xff000000 | (expected[i] & 0xff) * 0x10101, pixels[i]);
	}

	@Test
	void rgbSurvivesLumaAndBack() {
		final ImagePlus image = TestImages.image(24, 40, 30);
		final ImagePlus result = TestImages.enlarge(image, BoxUpscaler.nearest(1),
			TestImages.settings(7));
		assertPlanes(image, result);
	}

	@Test
	void threeChannelsGoInAtOnce() {
		final ImagePlus image = TestImages.image(24, 9, 8);
		final BoxUpscaler together = new BoxUpscaler(2, 2, 1, 3, 1);
		final ImagePlus result = TestImages.enlarge(image, together, TestImages
			.settings(5));
		assertEquals(1, together.prepared.size());
		assertEquals(3, together.prepared.get(0).length);
		assertPlanes(TestImages.enlarge(image, BoxUpscaler.box(2, 1), TestImages
			.channels(0)), result);
		// Any other channel is all three, and the mean of three equal results.
		for (final ImagePlus gray : new ImagePlus[] { TestImages.image(16, 9, 8),
			TestImages.hyperstack(8, 9, 8, 2, 1, 1) })
			assertPlanes(TestImages.enlarge(gray, BoxUpscaler.box(2, 1), TestImages
				.settings(0)), TestImages.enlarge(gray, together, TestImages.settings(
					5)));
		assertRefused("enlarges 2 channels together", image, new BoxUpscaler(2, 2,
			1, 2, 1), TestImages.settings(0));
	}

	/** Each result is that of its channel alone, as the method never mixes. */
	@ParameterizedTest
	@ValueSource(ints = { 8, 16, 32 })
	void threeGreyChannelsGoInAtOnce(final int depth) {
		final ImagePlus image = TestImages.hyperstack(depth, 9, 8, 3, 2, 2);
		if (depth == 32) image.getStack().getProcessor(5).setf(3, 2, Float.NaN);
		final BoxUpscaler together = new BoxUpscaler(2, 2, 1, 3, 1);
		final ImagePlus result = TestImages.enlarge(image, together, TestImages
			.settings(5));
		assertEquals(1, together.prepared.size());
		for (int c = 0; c < 3; c++)
			assertEquals(depth == 8 ? 0 : lowest(image, c), together.prepared.get(
				0)[c].low());
		final BoxUpscaler alone = BoxUpscaler.box(2, 1);
		final ImagePlus expected = TestImages.enlarge(image, alone, TestImages
			.settings(5));
		assertPlanes(expected, result);
		assertEquals(alone.fills, 3 * together.fills);
		assertArrayEquals(expected.getDimensions(), result.getDimensions());
	}

	private static double lowest(final ImagePlus image, final int channel) {
		double low = Double.MAX_VALUE;
		for (int i = channel + 1; i <= image.getStackSize(); i += 3) {
			final ImageProcessor plane = image.getStack().getProcessor(i);
			for (int k = 0; k < plane.getPixelCount(); k++)
				if (Float.isFinite(plane.getf(k))) low = Math.min(low, plane.getf(k));
		}
		return low;
	}

	@Test
	void preparesOncePerChannelWithItsIntensities() {
		final ImagePlus image = TestImages.hyperstack(16, 5, 5, 3, 2, 2);
		final BoxUpscaler upscaler = BoxUpscaler.nearest(2);
		TestImages.enlarge(image, upscaler, TestImages.settings(0));
		assertEquals(3, upscaler.prepared.size());
		for (int c = 0; c < 3; c++) {
			final Intensities intensities = upscaler.prepared.get(c)[0];
			double low = Double.MAX_VALUE;
			for (int i = c + 1; i <= 12; i += 3)
				low = Math.min(low, image.getStack().getProcessor(i).getStats().min);
			assertEquals(low, intensities.low());
		}
	}

	@Test
	void userRangeIsInCalibratedValues() {
		final ImagePlus image = TestImages.image(16, 4, 4);
		image.getCalibration().setSigned16BitCalibration();
		final BoxUpscaler upscaler = BoxUpscaler.nearest(2);
		TestImages.enlarge(image, upscaler, new EnlargeSettings("m", 0,
			IntensityRange.parse("-32768,0"), "image", "luma"));
		assertEquals(0, upscaler.prepared.get(0)[0].low());
		assertEquals(32768, upscaler.prepared.get(0)[0].high());
	}

	@Test
	void indexedColorBecomesRgb() {
		final byte[] reds = new byte[256];
		final byte[] greens = new byte[256];
		final byte[] blues = new byte[256];
		// A palette without order, as GIF and PNG have it.
		for (int i = 0; i < 256; i++) {
			reds[i] = (byte) (i * 37);
			greens[i] = (byte) (i * 101 + 7);
			blues[i] = (byte) (i * 211 + 90);
		}
		final ImagePlus image = TestImages.image(8, 8, 6);
		image.getProcessor().setColorModel(new java.awt.image.IndexColorModel(8,
			256, reds, greens, blues));
		image.getProcessor().setMinAndMax(20, 200);
		image.setTypeToColor256();
		assertEquals(ImagePlus.COLOR_256, image.getType());
		final ImageProcessor rgb = image.getProcessor().convertToRGB();
		final ImagePlus result = TestImages.enlarge(image, BoxUpscaler.nearest(2),
			TestImages.channels(0));
		assertEquals(ImagePlus.COLOR_RGB, result.getType());
		assertPixels(repeated(rgb), result.getProcessor().getPixels());
		assertEquals(ImagePlus.COLOR_256, image.getType());
	}

	@Test
	void readsAVirtualStackPlaneByPlane() {
		final TestImages.CountingStack stack = new TestImages.CountingStack(16, 6,
			4, 12);
		final ImagePlus image = new ImagePlus("virtual", stack);
		image.setDimensions(2, 3, 2);
		Arrays.fill(stack.reads, 0);
		final ImagePlus result = TestImages.enlarge(image, BoxUpscaler.nearest(2),
			TestImages.settings(2));
		final int[] once = new int[12];
		Arrays.fill(once, 1);
		assertArrayEquals(once, stack.reads);
		assertFalse(result.getStack().isVirtual());
		assertArrayEquals(new int[] { 12, 8, 2, 3, 2 }, result.getDimensions());
		for (int i = 1; i <= 12; i++) {
			assertEquals("plane " + i, result.getStack().getSliceLabel(i));
			assertPixels(repeated(stack.getProcessor(i)), result.getStack().getPixels(
				i));
		}
	}

	@Test
	void namesAPlaneThatDoesNotFit() {
		final ImagePlus image = new ImagePlus("mixed", new VirtualStack(4, 3, 2,
			"16-bit")
		{

			@Override
			public ImageProcessor getProcessor(final int n) {
				return TestImages.plane(n == 1 ? 16 : 8, 4, 3, n);
			}
		});
		final IllegalStateException e = assertThrows(IllegalStateException.class,
			() -> TestImages.twice(image));
		assertTrue(e.getMessage().startsWith(
			"Plane 2 of \"mixed\" is not a 16-bit plane of 4 x 3 pixels"), e
				.getMessage());
	}

	@Test
	void compositeStaysComposite() {
		final CompositeImage image = new CompositeImage(TestImages.hyperstack(16, 4,
			4, 2, 3, 1), CompositeImage.COMPOSITE);
		final ImagePlus result = TestImages.twice(image);
		assertInstanceOf(CompositeImage.class, result);
		assertArrayEquals(new int[] { 8, 8, 2, 3, 1 }, result.getDimensions());
		assertEquals(CompositeImage.COMPOSITE, result.getCompositeMode());
		assertPixels(repeated(image.getStack().getProcessor(4)), result.getStack()
			.getPixels(4));
	}

	@Test
	void compositeOfOneChannelStaysComposite() {
		final ImagePlus image = TestImages.hyperstack(8, 4, 4, 1, 3, 2);
		final ImagePlus result = TestImages.twice(new CompositeImage(image,
			CompositeImage.GRAYSCALE));
		assertInstanceOf(CompositeImage.class, result);
		assertArrayEquals(new int[] { 8, 8, 1, 3, 2 }, result.getDimensions());
	}

	@Test
	void aSinglePixelIsEnough() {
		final ImagePlus result = TestImages.enlarge(new ImagePlus("dot",
			new ByteProcessor(1, 1, new byte[] { 9 })), BoxUpscaler.box(3, 4),
			TestImages.settings(0));
		final byte[] nine = new byte[9];
		Arrays.fill(nine, (byte) 9);
		assertArrayEquals(nine, (byte[]) result.getProcessor().getPixels());
	}

	@Test
	void tellsProgressOverAllPlanes() {
		final List<Double> told = new ArrayList<>();
		ImageEnlarger.enlarge(TestImages.hyperstack(24, 4, 4, 1, 2, 1), BoxUpscaler
			.nearest(2), TestImages.channels(4), progress(told, Integer.MAX_VALUE));
		// Two planes of three channels of four tiles.
		assertEquals(24, told.size());
		for (int i = 0; i < 24; i++)
			assertEquals((i + 1) / 24.0, told.get(i), 1e-12);
	}

	@Test
	void stopsWhenTheUserAsks() {
		final List<Double> told = new ArrayList<>();
		final BoxUpscaler upscaler = BoxUpscaler.nearest(2);
		assertThrows(CancellationException.class, () -> ImageEnlarger.enlarge(
			TestImages.image(8, 4, 4), upscaler, TestImages.settings(4),
			progress(told, 3)));
		assertEquals(3, upscaler.fills);
	}

	private static Progress progress(final List<Double> told, final int most) {
		return new Progress() {

			@Override
			public void update(final double fraction, final String what) {
				told.add(fraction);
			}

			@Override
			public boolean cancelled() {
				return told.size() >= most;
			}
		};
	}

	@Test
	void refusesNoImage() {
		assertRefused("No image is open", null, BoxUpscaler.nearest(2), TestImages
			.settings(0));
		assertRefused("is empty (0 x 0 pixels)", new ImagePlus(), BoxUpscaler
			.nearest(2), TestImages.settings(0));
	}

	@Test
	void refusesFourierTransforms() {
		final ImagePlus transform = TestImages.image(8, 4, 4);
		transform.setProperty("FHT", new Object());
		assertRefused("is a Fourier transform", transform, BoxUpscaler.nearest(2),
			TestImages.settings(0));
		final ImageStack complex = new ImageStack(4, 4);
		complex.addSlice("Real", TestImages.plane(32, 4, 4, 1));
		complex.addSlice("Imaginary", TestImages.plane(32, 4, 4, 2));
		assertRefused("is a Fourier transform", new ImagePlus("Complex of a",
			complex), BoxUpscaler.nearest(2), TestImages.settings(0));
	}

	@Test
	void refusesWhatImageJCannotHold() {
		assertRefused("would be 70000 x 35000 pixels", TestImages.image(8, 2, 1),
			BoxUpscaler.nearest(35000), TestImages.settings(512));
	}

	@Test
	void refusesBeforeItStartsWhatDoesNotFitIntoMemory() {
		// 2^30 bytes per plane, in more planes than any test has memory for.
		final ImagePlus image = new ImagePlus("virtual", new VirtualStack(16, 16,
			1 << 20));
		final BoxUpscaler upscaler = BoxUpscaler.nearest(2048);
		final IllegalStateException e = assertThrows(IllegalStateException.class,
			() -> TestImages.enlarge(image, upscaler, TestImages.settings(4096)));
		assertTrue(e.getMessage().startsWith(
			"Enlarging to 32768 x 32768 pixels in 1048576 planes needs"), e
				.getMessage());
		assertEquals(0, upscaler.fills);
	}

	/** What a method takes is held against where it takes it. */
	@Test
	void refusesAMethodThatDoesNotFitIntoMemory() {
		final BoxUpscaler upscaler = BoxUpscaler.nearest(2);
		upscaler.workspace = 1L << 60;
		assertShort(upscaler, "needs 1099511627776 MiB of Java memory");
		upscaler.workspace = 0;
		upscaler.outside = 1L << 60;
		assertShort(upscaler, "needs 1099511627776 MiB outside the Java heap");
		assertShort(new SelfEnsemble(upscaler), "MiB outside the Java heap");
		assertShort(BackProjection.of(upscaler, 1), "MiB outside the Java heap");
		assertEquals(0, upscaler.fills);
	}

	private static void assertShort(final Upscaler upscaler,
		final String words)
	{
		final String message = assertThrows(IllegalStateException.class,
			() -> TestImages.enlarge(TestImages.image(8, 4, 4), upscaler, TestImages
				.settings(0))).getMessage();
		assertTrue(message.contains(words), message);
	}

	@Test
	void refusesLumaOfAnotherSizeThanChroma() {
		final String message = assertThrows(IllegalArgumentException.class,
			() -> new LumaPass(prepared(3), prepared(2))).getMessage();
		assertTrue(message.startsWith(
			"The luma would become 12 x 12 pixels, but the chroma 8 x 8 pixels"),
			message);
		assertTrue(message.contains("color=channels"), message);
	}

	private static PreparedOperation prepared(final double scale) {
		return BoxUpscaler.nearest(scale).prepare(4, 4, Intensities.unit());
	}

	@Test
	void resultSharesNoPixels() {
		final ImagePlus image = TestImages.image(32, 4, 4);
		final ImagePlus result = TestImages.enlarge(image, BoxUpscaler.nearest(1),
			TestImages.settings(0));
		assertNotSame(image.getProcessor().getPixels(), result.getProcessor()
			.getPixels());
		assertPlanes(image, result);
	}
}
