package sc.fiji.superres.degrade;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.degrade.PairSampler.Batch;
import sc.fiji.superres.degrade.PairSampler.Pair;
import sc.fiji.superres.resample.Kernel;

/** Tests {@link DegradationRange} and {@link ValueRange}. */
class DegradationRangeTest {

	private static final List<Kernel> BOTH = List.of(Kernel.named("bicubic"),
		Kernel.named("area"));

	@ParameterizedTest
	@CsvSource({ "0, 0, 0", "1.5, 1.5, 1.5", "0.5-2, 0.5, 2", "1e-3-2e2, 0.001, 200",
		"' 3 - 4 ', 3, 4", "8-20000, 8, 20000" })
	void rangesAreRead(final String text, final double low, final double high) {
		assertEquals(new ValueRange(low, high), ValueRange.parse("sigma", text));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "-1", "2-1", "1-2-3", "a", "1-", "-", "1,5", "NaN",
		"0-Infinity", "1e999", "1--2" })
	void whatIsNoRangeIsRefused(final String text) {
		final String message = assertThrows(IllegalArgumentException.class,
			() -> ValueRange.parse("sigma", text)).getMessage();
		assertTrue(message.contains("sigma=" + text), message);
	}

	@Test
	void oneValueMeansWhatItMeant() {
		final DegradationRange fixed = DegradationRange.of(2, BOTH.subList(0, 1),
			ValueRange.parse("", "0.8"), ValueRange.parse("", "50"), ValueRange.parse(
				"", "0.02"), 0.25, 7);
		final Degradation single = new Degradation(2, BOTH.get(0), Blur.gaussian(
			0.8), new Noise(50, 0.02, 0, 0, 7));
		assertTrue(fixed.isFixed());
		assertEquals(single, fixed.base());
		final Plane high = texture(40, 30);
		assertEquals(Pair.of(List.of(high), single, 3), Pair.of(List.of(high), fixed, 3));
		assertEquals(single.toMap(), fixed.toMap());
	}

	@Test
	void defaultAtScale1StaysBicubicDownAndUp() {
		assertEquals(Degradation.of(1), DegradationRange.of(1, BOTH.subList(0, 1),
			ValueRange.ZERO, ValueRange.ZERO, ValueRange.ZERO, 0, 0).base());
	}

	/** The margin around a patch is all that its pixels depend on. */
	@Test
	void patchesHaveNoSeams() {
		final Plane high = texture(120, 100);
		final double sigma = 1.9;
		final DegradationRange range = DegradationRange.of(2, BOTH.subList(0, 1),
			new ValueRange(sigma, Math.nextUp(sigma)), ValueRange.ZERO,
			ValueRange.ZERO, 0, 1);
		final Plane whole = new Degradation(2, BOTH.get(0), Blur.gaussian(sigma),
			Noise.NONE).apply(high);
		final SplittableRandom random = new SplittableRandom(5);
		for (final int[] at : new int[][] { { 0, 0 }, { 40, 36 }, { 88, 68 } }) {
			final Pair pair = range.patch(List.of(high), at[0], at[1], 32, random);
			final Plane expected = whole.crop(at[0] / 2, at[1] / 2, 16, 16);
			final float[] wanted = pair.high().samples();
			final Plane original = high.crop(at[0], at[1], 32, 32);
			final double gain = (wanted[1] - wanted[0]) / (original
				.samples()[1] - original.samples()[0]);
			final double offset = wanted[0] - gain * original.samples()[0];
			assertTrue(gain > 0.299 && gain < 1.001, "gain " + gain);
			assertTrue(offset > -1e-3 && offset < 0.0511, "offset " + offset);
			for (int i = 0; i < 256; i++)
				// The offset is solved from floats: a few of their last digits.
				assertEquals(expected.samples()[i] * gain + offset, pair.low()
					.samples()[i], 1e-4);
		}
	}

	/** A flat patch shows the noise: variance = u / photons. */
	@Test
	void noiseIsWithinItsRange() {
		final float[] flat = new float[128 * 128];
		Arrays.fill(flat, 0.8f);
		final Plane high = new Plane(flat, 128, 128);
		final DegradationRange range = DegradationRange.of(2, BOTH, ValueRange.ZERO,
			new ValueRange(20, 2000), ValueRange.ZERO, 0.3, 1);
		final SplittableRandom random = new SplittableRandom(9);
		int quiet = 0;
		int below200 = 0;
		final int count = 300;
		for (int i = 0; i < count; i++) {
			final Pair pair = range.patch(List.of(high), 0, 0, 128, random);
			final double u = pair.high().samples()[0];
			double variance = 0;
			for (final float sample : pair.low().samples())
				variance += (sample - u) * (sample - u) / pair.low().samples().length;
			if (variance < 1e-10) {
				quiet++;
				continue;
			}
			final double photons = u / variance;
			// 4,096 samples: a variance is known within 10 % (5 sigma).
			assertTrue(photons > 18 && photons < 2220, "photons " + photons);
			if (photons < 200) below200++;
		}
		// 4 standard deviations of a binomial distribution about 0.3 and 0.5.
		assertEquals(0.3, quiet / (double) count, 0.106);
		assertEquals(0.5, below200 / (double) (count - quiet), 0.14);
	}

	@Test
	void drawnPatchesDependOnSeedAndStepAlone() {
		final DegradationRange range = DegradationRange.of(2, BOTH, new ValueRange(0,
			2), new ValueRange(10, 1000), new ValueRange(0.01, 0.1), 0.2, 4);
		final List<Pair> pairs = List.of(Pair.of(List.of(texture(64, 64)), range, 0),
			Pair.of(List.of(texture(50, 80)), range, 1));
		final Batch batch = PairSampler.of(pairs, 12, 6, 3).batch(17);
		final PairSampler again = PairSampler.of(pairs, 12, 6, 3);
		again.batch(1);
		assertArrayEquals(batch.low(), again.batch(17).low());
		assertArrayEquals(batch.high(), again.batch(17).high());
		assertFalse(Arrays.equals(batch.low(), again.batch(18).low()));
	}

	@Test
	void shareAndKernelsAreChecked() {
		assertThrows(IllegalArgumentException.class, () -> DegradationRange.of(2,
			List.of(), ValueRange.ZERO, ValueRange.ZERO, ValueRange.ZERO, 0, 0));
		assertTrue(assertThrows(IllegalArgumentException.class,
			() -> DegradationRange.of(2, BOTH, ValueRange.ZERO, ValueRange.ZERO,
				ValueRange.ZERO, 1.5, 0)).getMessage().contains("none=1.5"));
		assertTrue(assertThrows(IllegalArgumentException.class,
			() -> DegradationRange.of(2, BOTH, ValueRange.ZERO, new ValueRange(0, 9),
				ValueRange.ZERO, 0, 0)).getMessage().contains("begins at 0"));
	}

	private static Plane texture(final int width, final int height) {
		final Random random = new Random(width);
		final float[] samples = new float[width * height];
		for (int i = 0; i < samples.length; i++)
			samples[i] = random.nextFloat();
		return new Plane(samples, width, height);
	}
}
