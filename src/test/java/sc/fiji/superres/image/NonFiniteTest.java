package sc.fiji.superres.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.process.FloatProcessor;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;

class NonFiniteTest {

	private static float[] run(final float[] pixels, final int width,
		final double scale, final int radius, final int tile)
	{
		return (float[]) TestImages.enlarge(new ImagePlus("f", new FloatProcessor(
			width, pixels.length / width, pixels)), BoxUpscaler.box(scale, radius),
			TestImages.settings(tile)).getProcessor().getPixels();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 5 })
	void staysInPlaceAndSpoilsNothingBeyondTheHalo(final int tile) {
		final int radius = 2;
		final float[] clean = (float[]) TestImages.plane(32, 20, 15, 1).getPixels();
		final float[] spoilt = clean.clone();
		spoilt[7 * 20 + 9] = Float.NaN;
		spoilt[14 * 20 + 19] = Float.NEGATIVE_INFINITY;
		final float[] expected = run(clean, 20, 2, radius, 0);
		final float[] actual = run(spoilt, 20, 2, radius, tile);
		for (int i = 0; i < actual.length; i++) {
			final int x = i % 40 / 2;
			final int y = i / 40 / 2;
			if (x == 9 && y == 7) assertEquals(Float.NaN, actual[i]);
			else if (x == 19 && y == 14) assertEquals(Float.NEGATIVE_INFINITY,
				actual[i]);
			else if (Math.max(Math.abs(x - 9), Math.abs(y - 7)) > radius && Math.max(
				19 - x, 14 - y) > radius) assertEquals(expected[i], actual[i]);
			else assertTrue(Float.isFinite(actual[i]));
		}
	}

	@Test
	void isSeenAsTheMeanOfItsFiniteNeighbours() {
		final float[] pixels = { //
			1, 2, 3, //
			4, Float.NaN, Float.POSITIVE_INFINITY, //
			7, 8, 9 };
		// The NaN is seen as (1 + 2 + 3 + 4 + 7 + 8 + 9) / 7, the infinity as
		// (2 + 3 + 8 + 9) / 4; the box at the upper left is of four samples.
		final float[] result = run(pixels, 3, 1, 1, 0);
		assertEquals((1 + 2 + 4 + 34 / 7f) / 4, result[0], 1e-6);
		assertEquals((2 + 3 + 34 / 7f + 5.5f) / 4, result[2], 1e-6);
		assertEquals(Float.NaN, result[4]);
		assertEquals(Float.POSITIVE_INFINITY, result[5]);
	}

	@Test
	void isSeenAsTheLowWhereNoNeighbourIsFinite() {
		final float nan = Float.NaN;
		final float[] pixels = { //
			nan, nan, nan, 6, -2, //
			nan, nan, nan, 6, 6 };
		// Nearest never shows what is put in, so look at a wide box: the first
		// three columns are read as low, low and the mean of the fourth.
		final float[] result = run(pixels, 5, 1, 4, 0);
		final float mean = (4 * -2 + 2 * 6 + 3 * 6 - 2) / 10f;
		assertArrayEquals(new float[] { nan, nan, nan, mean, mean, nan, nan, nan,
			mean, mean }, result, 1e-6f);
	}

	@Test
	void fallsWhereTheCentreOfTheTargetPixelFalls() {
		// Centres of 5 target pixels on 2 source pixels: 0.2 0.6 1.0 1.4 1.8.
		assertArrayEquals(new float[] { 3, 3, Float.NaN, Float.NaN, Float.NaN },
			Arrays.copyOf(run(new float[] { 3, Float.NaN }, 2, 2.5, 0, 0), 5));
	}

	/** Wherever it is: centers of target pixels fall on every second one only. */
	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 5, 6, 7 })
	void isNotLostWhereTheImageShrinks(final int at) {
		final float[] pixels = new float[8 * 8];
		pixels[at * 8 + at] = Float.NaN;
		final float[] result = (float[]) TestImages.enlarge(new ImagePlus("f",
			new FloatProcessor(8, 8, pixels)), Resampler.by(Sampling.of(Kernel.named(
				"bicubic")), 0.5, 0.5), TestImages.settings(0)).getProcessor().getPixels();
		for (int i = 0; i < 16; i++)
			assertEquals(i == at / 2 * 4 + at / 2, Float.isNaN(result[i]), "pixel " + i);
	}

	@Test
	void followsTheScaleWhereTheSizeIsRoundedUp() {
		// 6 pixels by 1.2 become 8. Target pixel 6 is centred at 6.5 / 1.2 = 5.4,
		// while 6.5 * 6 / 8 = 4.9; the last one at 6.25, beyond the border.
		final float[] pixels = { 1, 2, 3, 4, 5, Float.NaN };
		assertArrayEquals(new float[] { 1, 2, 3, 3, 4, 5, Float.NaN, Float.NaN },
			Arrays.copyOf(run(pixels, 6, 1.2, 0, 0), 8));
	}

	@Test
	void nothingFiniteAtAllStaysSo() {
		assertArrayEquals(new float[] { Float.NaN, Float.NaN, Float.NaN,
			Float.NaN }, run(new float[] { Float.NaN }, 1, 2, 1, 0));
	}
}
