package sc.fiji.superres.degrade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.degrade.PairRegistration.Intensity;
import sc.fiji.superres.degrade.PairSampler.Pair;

/**
 * Tests {@link PairRegistration} on spots whose values are computed at any place,
 * so that nothing is interpolated.
 */
class PairRegistrationTest {

	private static final double X = 2.3;
	private static final double Y = -1.6;
	private static final double GAIN = 1.4;
	private static final double OFFSET = 100;

	/** Gray value of an HR pixel that is as bright as a spot. */
	private static final double WHITE = 200;

	/** Gaussian spots at random places, lengths in LR pixels. */
	private record Spots(long seed, int count, double sigma) {

		/**
		 * Looks at the spots.
		 *
		 * @param step LR pixels per pixel
		 * @param x LR pixels that the spots are moved right
		 * @param y the same, down
		 * @param blur sigma of a Gaussian that the spots are blurred by
		 */
		Plane plane(final int width, final int height, final double step,
			final double x, final double y, final double blur)
		{
			final Random random = new Random(seed);
			final double[] samples = new double[width * height];
			final double variance = sigma * sigma + blur * blur;
			final double peak = sigma * sigma / variance;
			for (int i = 0; i < count; i++) {
				final double centerX = random.nextDouble() * width * step + x;
				final double centerY = random.nextDouble() * height * step + y;
				final double brightness = peak * (0.3 + random.nextDouble());
				final double[] columns = profile(width, step, centerX, variance);
				final double[] rows = profile(height, step, centerY, variance);
				for (int k = 0; k < samples.length; k++)
					samples[k] += brightness * columns[k % width] * rows[k / width];
			}
			final float[] plane = new float[samples.length];
			for (int i = 0; i < plane.length; i++)
				plane[i] = (float) samples[i];
			return new Plane(plane, width, height);
		}

		private static double[] profile(final int length, final double step,
			final double center, final double variance)
		{
			return IntStream.range(0, length).mapToDouble(i -> Math.exp(-Math.pow((i +
				0.5) * step - center, 2) / 2 / variance)).toArray();
		}

		Plane high(final int width, final int height, final int scale) {
			return plane(width * scale, height * scale, 1.0 / scale, 0, 0, 0).scaled(
				WHITE, 0);
		}

		Plane low(final int width, final int height, final double blur,
			final double photons, final double x, final double y)
		{
			final Plane low = plane(width, height, 1, x, y, blur);
			if (photons > 0) new Noise(photons, 0, 0, 0, 0).add(low.samples(), 0, low
				.samples().length, 0, 1, new PixelRandom(seed, 0), 0);
			return low.scaled(WHITE * GAIN, OFFSET);
		}
	}

	@ParameterizedTest
	@CsvSource({ "1,64,48,0", "1,200,150,100", "1,200,150,30", "2,40,64,0",
		"2,120,100,1000", "2,160,160,100", "3,32,32,0", "3,100,130,300",
		"4,90,70,1000" })
	void shiftToATenthOfAPixel(final int scale, final int width,
		final int height, final double photons)
	{
		for (long seed = 1; seed <= 5; seed++) {
			final Spots spots = new Spots(seed, width * height / 60, 1.5);
			final PairRegistration found = PairRegistration.of(TestPairs.of(spots.low(
				width, height, 0, photons, X, Y), spots.high(width, height, scale)));
			final String what = seed + ": " + found;
			assertTrue(found.misfit().isEmpty(), what);
			assertEquals(X, found.x(), 0.1, what);
			assertEquals(Y, found.y(), 0.1, what);
			final Intensity intensity = found.channels().get(0);
			assertEquals(GAIN, intensity.gain(), photons == 0 ? 0.02 : 0.1, what);
			assertEquals(OFFSET, intensity.offset(), photons == 0 ? 2 : 10, what);
		}
	}

	/** The microscope's optics change neither the shift nor the gain. */
	@ParameterizedTest
	@CsvSource({ "1,0.7", "1,2", "2,1", "2,2.5" })
	void softerImages(final int scale, final double blur) {
		for (long seed = 1; seed <= 3; seed++) {
			final Spots spots = new Spots(seed, 60, 1.5);
			final PairRegistration found = PairRegistration.of(TestPairs.of(spots.low(
				120, 100, blur, 0, X, Y), spots.high(120, 100, scale)));
			assertEquals(X, found.x(), 0.1, found::toString);
			assertEquals(Y, found.y(), 0.1, found::toString);
			assertEquals(blur, found.blur(), 0.15 * blur, found::toString);
			assertEquals(GAIN, found.channels().get(0).gain(), 0.07, found::toString);
		}
	}

	/** Hot pixels and a speck of dust. */
	@Test
	void outliers() {
		final Spots spots = new Spots(1, 100, 1.5);
		final Plane low = spots.low(100, 80, 0, 100, X, Y);
		final Random random = new Random(3);
		for (int i = 0; i < 8; i++)
			low.samples()[random.nextInt(8000)] = 4000;
		for (int y = 40; y < 48; y++)
			Arrays.fill(low.samples(), y * 100 + 60, y * 100 + 68, 600);
		final PairRegistration found = PairRegistration.of(TestPairs.of(low, spots
			.high(100, 80, 2)));
		assertEquals(X, found.x(), 0.1, found::toString);
		assertEquals(Y, found.y(), 0.1, found::toString);
		assertEquals(GAIN, found.channels().get(0).gain(), 0.1, found::toString);
	}

	/** The LR image stays as it is; the HR image is what it would have been. */
	@ParameterizedTest
	@CsvSource({ "1", "2", "3" })
	void registeredPairsLieOnEachOther(final int scale) {
		final Spots spots = new Spots(4, 60, 1.5);
		final Pair pair = TestPairs.of(spots.low(60, 50, 0, 0, X, Y), spots.high(60,
			50, scale));
		final Pair registered = PairRegistration.of(pair).apply(pair);
		assertTrue(registered.low().width() >= 57 && registered.low()
			.height() >= 48, () -> registered.low().toString());
		// The columns that have no HR pixels are at the left, the rows below.
		final int left = 60 - registered.low().width();
		assertEquals(pair.low().crop(left, 0, registered.low().width(), registered
			.low().height()), registered.low());
		final Plane wanted = spots.plane(60 * scale, 50 * scale, 1.0 / scale, X, Y, 0)
			.scaled(WHITE * GAIN, OFFSET).crop(left * scale, 0, registered.high()
				.width(), registered.high().height());
		double squares = 0;
		for (int y = 6; y < wanted.height() - 6; y++)
			for (int x = 6; x < wanted.width() - 6; x++) {
				final int i = y * wanted.width() + x;
				squares += Math.pow(wanted.samples()[i] - registered.high().samples()[i],
					2);
			}
		assertEquals(0, Math.sqrt(squares / wanted.samples().length), 0.02 * WHITE);
	}

	/** What lies on the grid already is not interpolated. */
	@Test
	void wholePixels() {
		final Spots spots = new Spots(5, 60, 1.5);
		final Plane high = spots.high(64, 64, 2);
		final Pair pair = TestPairs.of(spots.low(64, 64, 0, 0, -1.5, 3), high);
		final PairRegistration found = PairRegistration.of(pair);
		final Intensity intensity = found.channels().get(0);
		final Pair registered = found.apply(pair);
		assertEquals(62, registered.low().width());
		assertEquals(61, registered.low().height());
		assertEquals(high.crop(3, 0, 124, 122).scaled(intensity.gain(), intensity
			.offset()), registered.high());
	}

	/** One shift, but a gain of its own for each channel; one may be empty. */
	@Test
	void channels() {
		final Spots red = new Spots(6, 80, 1.5);
		final Spots green = new Spots(7, 80, 1.5);
		final Pair pair = new Pair(List.of(red.low(80, 70, 0, 0, X, Y), green.low(80,
			70, 0, 0, X, Y).scaled(0.5, 0), new Plane(new float[5600], 80, 70)), List
				.of(red.high(80, 70, 2), green.high(80, 70, 2), new Plane(
					new float[22400], 160, 140)));
		final PairRegistration found = PairRegistration.of(pair);
		assertEquals(X, found.x(), 0.1, found::toString);
		assertEquals(GAIN, found.channels().get(0).gain(), 0.02, found::toString);
		assertEquals(GAIN / 2, found.channels().get(1).gain(), 0.02, found::toString);
		assertEquals(new Intensity(0, 0), found.channels().get(2));
		assertEquals(3, found.apply(pair).channels());
	}

	@Test
	void misfits() {
		final Spots spots = new Spots(8, 60, 1.5);
		final Plane high = spots.high(64, 64, 2);
		final List<PairRegistration> found = new ArrayList<>();
		for (long seed = 20; seed < 30; seed++)
			found.add(misfit(new Spots(seed, 60, 1.5).low(64, 64, 0, 0, 0, 0), high,
				""));
		misfit(spots.low(64, 64, 0, 0, 30, 0), high, "");
		misfit(new Plane(new float[4096], 64, 64), high, "the correlation");
		misfit(spots.low(64, 64, 5, 0, 0, 0), high, "softer");
		assertThrows(IllegalStateException.class, () -> found.get(0).apply(TestPairs
			.of(high, high)));
	}

	@Test
	void whatCannotBeRegistered() {
		final Plane low = new Plane(new float[20 * 20], 20, 20);
		refuses(low, new Plane(new float[40 * 41], 40, 41), "20 x 20 pixels",
			"40 x 41 pixels", "by a whole number");
		refuses(low, new Plane(new float[10 * 10], 10, 10), "by a whole number");
		refuses(new Plane(new float[20 * 15], 20, 15), new Plane(new float[20 * 15],
			20, 15), "20 x 15", "at least 16 x 16");
		final float[] nan = new float[400];
		nan[7] = Float.NaN;
		refuses(low, new Plane(nan, 20, 20), "NaN or infinite");
		refuses(new Plane(nan, 20, 20), low, "NaN or infinite");
	}

	private static PairRegistration misfit(final Plane low, final Plane high,
		final String reason)
	{
		final PairRegistration found = PairRegistration.of(TestPairs.of(low, high));
		assertTrue(found.misfit().orElseThrow().contains(reason), found::toString);
		return found;
	}

	private static void refuses(final Plane low, final Plane high,
		final String... words)
	{
		final String message = assertThrows(IllegalArgumentException.class,
			() -> PairRegistration.of(TestPairs.of(low, high))).getMessage();
		for (final String word : words)
			assertTrue(message.contains(word), message);
	}
}
