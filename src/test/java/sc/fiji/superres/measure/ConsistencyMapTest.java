package sc.fiji.superres.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.measure.ResultsTable;
import ij.measure.Calibration;
import ij.CompositeImage;
import ij.ImagePlus;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.image.EnlargeSettings;
import sc.fiji.superres.image.ImageEnlarger;
import sc.fiji.superres.method.BackProjection;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;

class ConsistencyMapTest {

	/** Near zero, for values of 64 to 192. */
	private static final double LITTLE = 2;

	@ParameterizedTest
	@ValueSource(strings = { "8", "16", "32", "RGB" })
	void bicubicAgreesAndForeignStructureLightsUp(final String type) {
		final ImagePlus image = waves(type);
		final ImagePlus result = twice(image);
		final ConsistencyMap agreed = map(image, result, 1);
		assertTrue(agreed.image().getStatistics().max < LITTLE, () -> type + ": " +
			agreed.image().getStatistics().max);
		assertEquals(agreed.image().getStatistics().mean, agreed.table().getValue(
			"Mean disagreement", 0), 1e-4);
		assertEquals(0, agreed.table().getValue("Pixels beyond noise (%)", 0));

		// Of 80 x 60 pixels, 10 x 10 are wrong.
		final ImageProcessor foreign = result.getProcessor();
		for (int y = 40; y < 60; y++)
			for (int x = 60; x < 80; x++)
				foreign.set(x, y, type.equals("RGB") ? 0xffffff : type.equals("32")
					? Float.floatToIntBits(255) : 255);
		final ConsistencyMap lit = map(image, result, 1);
		final ImageProcessor map = lit.image().getProcessor();
		for (int y = 21; y < 29; y++)
			for (int x = 31; x < 39; x++)
				assertTrue(map.getf(x, y) > 40, type + ": " + map.getf(x, y));
		for (int y = 0; y < 60; y++)
			for (int x = 0; x < 25; x++)
				assertTrue(map.getf(x, y) < LITTLE, type + ": " + map.getf(x, y));
		assertEquals(100 * 144 / 4800.0, lit.table().getValue(
			"Pixels beyond noise (%)", 0), 1);
	}

	@Test
	void everyPlaneHasAMapAndARow() {
		final ImageProcessor plane = waves("16").getProcessor();
		final ImagePlus image = ReportImages.stack("s", plane, plane.duplicate(), plane
			.duplicate(), plane.duplicate());
		image.setDimensions(2, 2, 1);
		image.getCalibration().pixelWidth = 0.5;
		final ImagePlus result = twice(image);
		result.getStack().getProcessor(3).add(100);
		final ConsistencyMap found = ConsistencyMap.of(image, EnlargeSettings.Region.IMAGE,
			result, Progress.NONE);
		assertEquals(2, found.image().getNChannels());
		assertEquals(2, found.image().getNSlices());
		assertEquals(0.5, found.image().getCalibration().pixelWidth);
		assertEquals(4, found.table().size());
		assertTrue(found.table().getValue("Mean disagreement", 1) < LITTLE);
		assertEquals(100, found.table().getValue("Mean disagreement", 2), LITTLE);
		assertEquals(100, found.table().getValue("Pixels beyond noise (%)", 2));
		// No noise but that of rounding.
		assertEquals(Math.sqrt(1.0 / 12), found.table().getValue("Noise", 0), 0.3);
	}

	/** What agrees far better than the noise allows has taken it for structure. */
	@Test
	void fittedNoiseIsRemarkedOn() {
		final ImagePlus clean = waves("32");
		final ImagePlus noisy = clean.duplicate();
		final Random random = new Random(4);
		final float[] samples = (float[]) noisy.getProcessor().getPixels();
		for (int i = 0; i < samples.length; i++)
			samples[i] += 8 * random.nextGaussian();
		final ImagePlus fitted = ImageEnlarger.enlarge(noisy, BackProjection.of(
			Resampler.by(Sampling.of(Kernel.named("bicubic")), 2, 2), 20),
			EnlargeSettings.of("test"), Progress.NONE);
		assertEquals("noise was fitted", map(noisy, fitted, 0).table().getStringValue(
			"Remark", 0));
		assertEquals("", map(noisy, twice(clean), 0).table().getStringValue("Remark",
			0));
		assertEquals("", map(clean, twice(clean), 0).table().getStringValue("Remark",
			0));
	}

	@Test
	void selectionAloneIsCompared() {
		final ImagePlus image = waves("8");
		image.setTitle("cells");
		image.getCalibration().xOrigin = 5;
		image.setRoi(10, 20, 30, 25);
		final ImagePlus result = ImageEnlarger.enlarge(image, Resampler.by(Sampling
			.of(Kernel.named("bicubic")), 2, 2), new EnlargeSettings("test", 0,
				Optional.empty(), EnlargeSettings.SELECTION,
				EnlargeSettings.LUMA), Progress.NONE);
		final ImagePlus map = ConsistencyMap.of(image, EnlargeSettings.Region.SELECTION,
			result, Progress.NONE).image();
		assertEquals(30, map.getWidth());
		assertEquals(25, map.getHeight());
		assertTrue(map.getStatistics().max < LITTLE);
		assertEquals("Consistency of cells", map.getTitle());
		assertEquals(5 - 10, map.getCalibration().xOrigin);
		assertEquals(-20, map.getCalibration().yOrigin);
	}

	@Test
	void imagesThatDoNotBelongTogetherAreRefused() {
		final ImagePlus image = waves("8");
		final ImagePlus result = twice(image);
		requireRefused("\"r\" (81 x 60 pixels) was not made from \"waves\" (80 x 60",
			() -> ConsistencyMap.scale(image, new ImagePlus("r", new FloatProcessor(
				81, 60))));
		requireRefused("(160 x 180 pixels)", () -> ConsistencyMap.scale(image,
			new ImagePlus("r", new FloatProcessor(160, 180))));
		requireRefused("(20 x 15 pixels)", () -> ConsistencyMap.scale(image,
			new ImagePlus("r", new FloatProcessor(20, 15))));
		requireRefused("(2 planes, 8-bit)", () -> map(image, ReportImages.stack("r",
			result.getProcessor(), result.getProcessor()), 1));
		requireRefused("noise=-1.0", () -> map(image, result, -1));
		requireRefused("a scale of 1.5", () -> ConsistencyMap.check(Resampler.by(
			Sampling.of(Kernel.named("bicubic")), 1.5, 1.5)));
	}

	private static void requireRefused(final String words,
		final Executable call)
	{
		final String message = assertThrows(IllegalArgumentException.class, call)
			.getMessage();
		assertTrue(message.contains(words), message);
	}

	private static ConsistencyMap map(final ImagePlus image,
		final ImagePlus result, final double noise)
	{
		return ConsistencyMap.of(image, result, Degradation.bicubic(2), noise,
			Progress.NONE);
	}

	private static ImagePlus twice(final ImagePlus image) {
		return ImageEnlarger.enlarge(image, Resampler.by(Sampling.of(Kernel.named(
			"bicubic")), 2, 2), EnlargeSettings.of("bicubic"), Progress.NONE);
	}

	private static ImagePlus waves(final String type) {
		final FloatProcessor plane = new FloatProcessor(80, 60);
		for (int y = 0; y < 60; y++)
			for (int x = 0; x < 80; x++)
				plane.setf(x, y, (float) (128 + 64 * Math.sin(x / 5.0) * Math.cos(y /
					6.0)));
		return new ImagePlus("waves", switch (type) {
			case "8" -> plane.convertToByte(false);
			case "16" -> plane.convertToShort(false);
			case "RGB" -> plane.convertToByte(false).convertToRGB();
			default -> plane;
		});
	}

	/** The noise of rounding is in the unit of the values. */
	@ParameterizedTest
	@ValueSource(doubles = { 0.001, 50 })
	void calibrationDoesNotHideWhatIsWrong(final double slope) {
		final ImagePlus image = waves("16");
		final ImagePlus result = twice(image);
		final ImageProcessor plane = result.getProcessor();
		for (int y = 40; y < 60; y++)
			for (int x = 60; x < 80; x++)
				plane.set(x, y, plane.get(x, y) + 300);
		final ResultsTable wanted = ConsistencyMap.of(image,
			EnlargeSettings.Region.IMAGE, result, Progress.NONE).table();
		for (final ImagePlus one : new ImagePlus[] { image, result })
			one.getCalibration().setFunction(Calibration.STRAIGHT_LINE, new double[] { 0,
				slope }, "ppm");
		final ResultsTable found = ConsistencyMap.of(image,
			EnlargeSettings.Region.IMAGE, result, Progress.NONE).table();
		assertTrue(wanted.getValue("Pixels beyond noise (%)", 0) > 1);
		assertEquals(wanted.getValue("Pixels beyond noise (%)", 0), found.getValue(
			"Pixels beyond noise (%)", 0), 1e-2);
		assertEquals(slope * wanted.getValue("Noise", 0), found.getValue("Noise", 0),
			slope * 1e-3);
	}

	@Test
	void channelsShareTheRangeOfColors() {
		final ImageProcessor plane = waves("16").getProcessor();
		final ImagePlus image = ReportImages.stack("s", plane, plane.duplicate());
		image.setDimensions(2, 1, 1);
		final CompositeImage map = (CompositeImage) ConsistencyMap.of(image,
			EnlargeSettings.Region.IMAGE, twice(image), Progress.NONE).image();
		assertTrue(map.getChannelLut(1).max > 0);
		for (int c = 1; c <= 2; c++) {
			assertEquals(0, map.getChannelLut(c).min);
			assertEquals(map.getDisplayRangeMax(), map.getChannelLut(c).max);
		}
	}
}
