package sc.fiji.superres.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.FloatProcessor;

import java.awt.Rectangle;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.channel.IntensityRange;

class ChannelIntensitiesTest {

	/** Rounding of sums in double, relative. */
	private static final double ROUNDING = 1e-12;

	private static final double[] PERCENTS = { 0, 0.5, 1, 25, 50, 99.8, 100 };

	private static Intensities of(final ImagePlus image, final int channel,
		final Component component)
	{
		return new StoredPlanes(image, new Rectangle(1, 1, 1, 1), false).intensities(
			channel, component, Optional.empty(), Progress.NONE);
	}

	private static ImagePlus floats(final float... values) {
		return new ImagePlus("floats", new FloatProcessor(values.length, 1,
			values));
	}

	private static double[] percentiles(final Intensities intensities) {
		return Arrays.stream(PERCENTS).map(intensities::percentile).toArray();
	}

	@Test
	void bytesAndColorsAreFullRange() {
		for (final int depth : new int[] { 8, 24 }) {
			final Intensities grey = of(TestImages.image(depth, 3, 2), 0, depth == 8
				? Component.GREY : Component.LUMA);
			assertEquals(0, grey.low());
			assertEquals(255, grey.high());
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, 16, 32 })
	void describesOneChannelOfAllPlanes(final int depth) {
		final ImagePlus image = TestImages.hyperstack(depth, 11, 7, 2, 3, 2);
		final double[] values = new double[6 * 77];
		int n = 0;
		for (int i = 2; i <= 12; i += 2)
			for (int p = 0; p < 77; p++)
				values[n++] = image.getStack().getProcessor(i).getf(p);
		Arrays.sort(values);
		final double mean = Arrays.stream(values).average().orElseThrow();
		final double variance = Arrays.stream(values).map(v -> (v - mean) * (v -
			mean)).average().orElseThrow();

		final Intensities second = of(image, 1, Component.GREY);
		assertEquals(depth == 8 ? 0 : values[0], second.low());
		assertEquals(depth == 8 ? 255 : values[n - 1], second.high());
		assertEquals(mean, second.mean(), ROUNDING * 65535);
		assertEquals(Math.sqrt(variance), second.standardDeviation(), ROUNDING *
			65535);
		for (final double percent : PERCENTS) {
			final double position = percent / 100 * (n - 1);
			final int rank = (int) position;
			final double next = values[Math.min(n - 1, rank + 1)];
			assertEquals(values[rank] + (position - rank) * (next - values[rank]),
				second.percentile(percent), ROUNDING * 65535, "percentile " + percent);
		}
	}

	/**
	 * NumPy 1.24.2: a = np.float32([-3e38, -7.25, -1e-3, 0, 2.5e-7, 1, 1.0000001,
	 * 8, 3e38]); np.percentile(a.astype('f8'), [0, 12.5, 25, 37.5, 50, 62.5, 75,
	 * 87.5, 100]) gives the values themselves.
	 */
	@Test
	void percentilesAreExactWhateverTheOutliers() {
		final float[] values = { -3e38f, -7.25f, -1e-3f, 0, 2.5e-7f, 1, 1.0000001f,
			8, 3e38f };
		final Intensities shuffled = of(floats(8, 1, -1e-3f, 3e38f, 2.5e-7f, Float.NaN,
			-3e38f, 0, 1.0000001f, -7.25f, Float.NEGATIVE_INFINITY), 0,
			Component.GREY);
		for (int i = 0; i < 9; i++)
			assertEquals(values[i], shuffled.percentile(12.5 * i));
		assertEquals(-3e38f, shuffled.low());
		assertEquals(3e38f, shuffled.high());
	}

	@Test
	void deviationSurvivesALargeOffset() {
		// Multiples of 8 near 1e8 are exact in float.
		final Intensities far = of(floats(1e8f, 1e8f + 8, 1e8f + 16), 0,
			Component.GREY);
		assertEquals(1e8 + 8, far.mean());
		assertEquals(Math.sqrt(128.0 / 3), far.standardDeviation(), ROUNDING * 100);
	}

	/** A dim scene of 135 to 1473, 16-bit or of floats, with pixels set to others. */
	private static Intensities scene(final int depth, final int... others) {
		final ImagePlus image = depth == 16 ? IJ.createImage("scene",
			"16-bit black", 60, 50, 1) : IJ.createImage("scene", "32-bit black", 60,
				50, 1);
		for (int i = 0; i < 3000; i++)
			image.getProcessor().setf(i, 135 + 1338f * (i * 7 % 3000) / 2999);
		for (int i = 0; i < others.length; i += 2)
			image.getProcessor().setf(others[i], others[i + 1]);
		return of(image, 0, Component.GREY);
	}

	@ParameterizedTest
	@ValueSource(ints = { 16, 32 })
	void hotAndDeadPixelsDoNotSetTheRange(final int depth) {
		final Intensities hot = scene(depth, 1000, 65535, 1500, 40000, 2000, 65535);
		assertEquals(135, hot.low());
		assertEquals(1473, hot.high(), 1);
		// At the border, and a pair.
		assertEquals(1473, scene(depth, 0, 65535, 1, 60000).high(), 1);
		if (depth == 32) {
			final Intensities dead = scene(depth, 1000, -9000, 1500, 60000);
			assertEquals(135, dead.low(), 1);
			assertEquals(1473, dead.high(), 1);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 16, 32 })
	void brightSpotsSetTheRange(final int depth) {
		// Three neighbors are no hot pixels, nor are more than four.
		assertEquals(65535, scene(depth, 1000, 65535, 1001, 50000, 1060, 50000)
			.high());
		assertEquals(65535, scene(depth, 100, 65535, 300, 60000, 500, 60000, 700,
			60000, 900, 60000).high());
		// Not far enough from the others.
		assertEquals(2500, scene(depth, 1000, 2500).high());
		// What is left would be constant.
		final ImagePlus flat = IJ.createImage("flat", "16-bit black", 20, 20, 1);
		flat.getProcessor().set(77, 500);
		assertEquals(500, of(flat, 0, Component.GREY).high());
	}

	@Test
	void rangeChangesLowAndHighOnly() {
		final ImagePlus image = TestImages.image(8, 9, 9);
		final StoredPlanes planes = new StoredPlanes(image, new Rectangle(9, 9), false);
		final Intensities own = of(image, 0, Component.GREY);
		final Intensities users = planes.intensities(0, Component.GREY,
			Optional.of(new IntensityRange(5, 10)), Progress.NONE);
		assertEquals(5, users.low());
		assertEquals(10, users.high());
		assertEquals(own.mean(), users.mean());
		assertArrayEquals(percentiles(own), percentiles(users));
	}

	@Test
	void constantChannelHasEqualLowAndHigh() {
		final Intensities constant = of(floats(2.5f, 2.5f, Float.NaN), 0,
			Component.GREY);
		assertEquals(2.5, constant.low());
		assertEquals(2.5, constant.high());
		assertEquals(2.5, constant.percentile(50));
		assertEquals(0, constant.standardDeviation());
	}

	@Test
	void channelWithoutFiniteValuesIsZero() {
		final Intensities nothing = of(floats(Float.NaN, Float.POSITIVE_INFINITY),
			0, Component.GREY);
		assertEquals(0, nothing.low());
		assertEquals(0, nothing.high());
		assertEquals(0, nothing.mean());
		assertEquals(0, nothing.standardDeviation());
		assertEquals(0, nothing.percentile(99));
	}

	@Test
	void refusesPercentilesThatAreNone() {
		final Intensities some = of(floats(1, 2), 0, Component.GREY);
		for (final double percent : new double[] { -1, 100.5, Double.NaN })
			assertThrows(IllegalArgumentException.class, () -> some.percentile(
				percent));
	}

	@Test
	void readsPlanesOnceAndOnlyWhenAsked() {
		final TestImages.CountingStack stack = new TestImages.CountingStack(16, 5,
			4, 6);
		final ImagePlus image = new ImagePlus("virtual", stack);
		image.setDimensions(2, 3, 1);
		final Intensities first = of(image, 0, Component.GREY);
		Arrays.fill(stack.reads, 0);
		assertArrayEquals(new int[6], stack.reads);
		first.low();
		first.high();
		first.mean();
		first.standardDeviation();
		percentiles(first);
		assertArrayEquals(new int[] { 1, 0, 1, 0, 1, 0 }, stack.reads);
	}

	@Test
	void readsFloatsOnceMoreForEachRank() {
		final TestImages.CountingStack stack = new TestImages.CountingStack(32, 5,
			4, 2);
		final Intensities floats = of(new ImagePlus("virtual", stack), 0,
			Component.GREY);
		Arrays.fill(stack.reads, 0);
		for (int i = 0; i < 3; i++) {
			floats.mean();
			floats.percentile(0);
			floats.percentile(100);
		}
		assertArrayEquals(new int[] { 3, 3 }, stack.reads);
	}

	@Test
	void stopsWhenTheUserAsks() {
		final Progress stopped = new Progress() {

			@Override
			public void update(final double fraction, final String what) {
				// Not looked at.
			}

			@Override
			public boolean cancelled() {
				return true;
			}
		};
		final Intensities intensities = new StoredPlanes(TestImages.image(16, 4, 4),
			new Rectangle(4, 4), false).intensities(0, Component.GREY, Optional.empty(),
				stopped);
		assertThrows(CancellationException.class, intensities::low);
	}

	@Test
	void rangesAreInCalibratedValues() {
		final Calibration signed = new Calibration();
		signed.setSigned16BitCalibration();
		assertEquals(new IntensityRange(31768, 34768), stored(-1000, 2000, signed));
		final Calibration falling = new Calibration();
		falling.setFunction(Calibration.STRAIGHT_LINE, new double[] { 100, -2 },
			"OD");
		assertEquals(new IntensityRange(10, 50), stored(0, 80, falling));
		assertEquals(new IntensityRange(0, 80), stored(0, 80, new Calibration()));
	}

	private static IntensityRange stored(final double low, final double high,
		final Calibration calibration)
	{
		final ImagePlus image = TestImages.image(16, 2, 2);
		image.setCalibration(calibration);
		return new StoredPlanes(image, new Rectangle(2, 2), false).stored(
			new IntensityRange(low, high));
	}
}
