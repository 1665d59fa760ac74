package sc.fiji.superres.degrade;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.degrade.PairSampler.Batch;
import sc.fiji.superres.degrade.PairSampler.Pair;

class PairSamplerTest {

	@Test
	void lowAndHighPatchesLieOnEachOther() {
		final int scale = 3;
		final Plane low = ramp(11, 9, 1);
		final Plane high = ramp(33, 27, scale);
		final Batch batch = PairSampler.of(List.of(TestPairs.of(low, high)), 4, 50, 7)
			.batch(0);
		assertEquals(50 * 4 * 4, batch.low().length);
		assertEquals(50 * 12 * 12, batch.high().length);
		for (int i = 0; i < batch.high().length; i++) {
			final int x = i % 12 / scale;
			final int y = i / 12 % 12 / scale;
			final int n = i / 144;
			assertEquals(batch.low()[(n * 4 + y) * 4 + x], batch.high()[i]);
		}
	}

	/** Channel c is 1000 c brighter: all are drawn from one place, turned alike. */
	@Test
	void channelsLieOnEachOther() {
		final List<Plane> channels = List.of(ramp(11, 9, 1), shifted(ramp(11, 9, 1),
			1000), shifted(ramp(11, 9, 1), 2000));
		final Batch batch = PairSampler.of(List.of(new Pair(channels, channels)), 4,
			50, 7).batch(0);
		assertEquals(3, batch.channels());
		assertArrayEquals(batch.low(), batch.high());
		for (int i = 0; i < batch.low().length; i++) {
			final int first = i / 48 * 48 + i % 16;
			assertEquals(batch.low()[first] + i / 16 % 3 * 1000, batch.low()[i]);
		}
		assertTrue(assertThrows(IllegalArgumentException.class, () -> PairSampler.of(
			List.of(new Pair(channels, channels), TestPairs.of(channels.get(0), channels
				.get(0))), 4, 1, 1)).getMessage().contains("Image 2 has 1 channels"));
	}

	/** The noise of channels differs, and is that of planes one after another. */
	@Test
	void channelsHaveNoiseOfTheirOwn() {
		final Degradation noisy = new Degradation(2, Degradation.bicubic(2).kernel(),
			Blur.NONE, new Noise(0, 0.1, 0, 0, 1));
		final Plane plane = constant(8, 8, 0.5f);
		final Pair pair = Pair.of(List.of(plane, plane, plane), noisy, 4);
		for (int c = 0; c < 3; c++)
			assertEquals(noisy.apply(plane, 4 + c), pair.lows().get(c));
		assertFalse(pair.lows().get(0).equals(pair.lows().get(1)));
	}

	/** A patch of one place has new noise each time, of the same strength. */
	@Test
	void noiseIsDrawnAnewForEachPatch() {
		final Degradation noisy = new Degradation(2, Degradation.bicubic(2).kernel(),
			Blur.NONE, new Noise(0, 0.1, 0, 0, 1));
		final Pair pair = Pair.of(List.of(constant(16, 16, 0.5f)), noisy, 0);
		final PairSampler sampler = PairSampler.of(List.of(pair, pair.crop(0, 0, 8,
			8)), 8, 20, 3);
		final float[] low = sampler.batch(0).low();
		double squares = 0;
		for (final float sample : low)
			squares += (sample - 0.5) * (sample - 0.5) / low.length;
		// 1,280 samples: 5 standard deviations are 10 %.
		assertEquals(0.1, Math.sqrt(squares), 0.01);
		for (int i = 1; i < 20; i++)
			assertFalse(Arrays.equals(Arrays.copyOf(low, 64), Arrays.copyOfRange(low,
				64 * i, 64 * (i + 1))));
		for (final float sample : sampler.batch(0).high())
			assertEquals(0.5f, sample);
		assertArrayEquals(low, sampler.batch(0).low());
	}

	@Test
	void drawsAllOrientationsAndAllPositions() {
		final Plane plane = ramp(5, 4, 1);
		final PairSampler sampler = PairSampler.of(List.of(TestPairs.of(plane, plane)),
			2, 4, 1);
		final Set<List<Float>> seen = new HashSet<>();
		for (int step = 0; step < 500; step++) {
			final float[] low = sampler.batch(step).low();
			for (int i = 0; i < low.length; i += 4) {
				seen.add(List.of(low[i], low[i + 1], low[i + 2], low[i + 3]));
			}
		}
		assertEquals(4 * 3 * 8, seen.size());
	}

	@Test
	void drawsFromEveryPlaneBySize() {
		final Plane small = constant(4, 4, 1);
		final Plane large = constant(10, 6, 2);
		final PairSampler sampler = PairSampler.of(List.of(TestPairs.of(small, small),
			TestPairs.of(large, large)), 3, 1000, 5);
		int fromSmall = 0;
		for (int i = 0; i < 10; i++) {
			final float[] low = sampler.batch(i).low();
			for (int k = 0; k < low.length; k += 9) {
				if (low[k] == 1) fromSmall++;
			}
		}
		// 4 of 36 positions; 5 standard deviations of 10000 draws are 157
		assertEquals(10000 * 4 / 36, fromSmall, 157);
	}

	/** A quarter anywhere, the rest where something is. */
	@Test
	void prefersTexture() {
		final Plane empty = constant(90, 90, 0);
		for (int i = 0; i < 9; i++)
			empty.samples()[(80 + i / 3) * 90 + 80 + i % 3] = 1;
		final PairSampler sampler = PairSampler.of(List.of(TestPairs.of(empty, empty)),
			10, 1000, 5);
		int bright = 0;
		for (int step = 0; step < 10; step++) {
			final float[] low = sampler.batch(step).low();
			for (int n = 0; n < 1000; n++) {
				float sum = 0;
				for (int k = 0; k < 100; k++)
					sum += low[n * 100 + k];
				if (sum > 0) bright++;
			}
		}
		// All but the draws from the empty places, 6561 - 121 of 6561, and those of
		// cells on the edge of the spot, of which some places are empty.
		assertEquals(7500, bright, 600);
	}

	@Test
	void dependsOnSeedAndStepAlone() {
		final Plane plane = ramp(40, 40, 1);
		final List<Pair> pairs = List.of(TestPairs.of(plane, Degradation.bicubic(2)));
		final PairSampler sampler = PairSampler.of(pairs, 8, 4, 11);
		sampler.batch(0);
		sampler.batch(5);
		final float[] late = sampler.batch(123).high();
		assertArrayEquals(late, PairSampler.of(pairs, 8, 4, 11).batch(123).high());
		assertFalse(Arrays.equals(late, sampler.batch(124).high()));
		assertFalse(Arrays.equals(late, PairSampler.of(pairs, 8, 4, 12).batch(123)
			.high()));
	}

	@Test
	void refusesWhatDoesNotFit() {
		final Pair fits = TestPairs.of(constant(40, 40, 0), Degradation.bicubic(2));
		final Pair small = TestPairs.of(constant(40, 14, 0), Degradation.bicubic(2));
		final String message = assertThrows(IllegalArgumentException.class,
			() -> PairSampler.of(List.of(fits, small), 8, 4, 1)).getMessage();
		assertTrue(message.contains("Image 2"), message);
		assertTrue(message.contains("40 x 14"), message);
		final Pair other = TestPairs.of(constant(60, 60, 0), Degradation.bicubic(3));
		assertThrows(IllegalArgumentException.class, () -> PairSampler.of(List.of(
			fits, other), 8, 4, 1));
		assertThrows(IllegalArgumentException.class, () -> PairSampler.of(List
			.of(), 8, 4, 1));
		assertThrows(IllegalArgumentException.class, () -> PairSampler.of(List.of(
			fits), 0, 4, 1));
	}

	@Test
	void refusesBatchesThatNoArrayHolds() {
		final List<Pair> pairs = List.of(TestPairs.of(constant(40, 40, 0), Degradation
			.bicubic(2)));
		PairSampler.of(pairs, 8, Integer.MAX_VALUE / 256 - 1, 1);
		final String message = assertThrows(IllegalArgumentException.class,
			() -> PairSampler.of(pairs, 8, Integer.MAX_VALUE / 256 + 1, 1))
				.getMessage();
		assertTrue(message.contains("8388608 patches of 8 pixels"), message);
	}

	/** Every block of scale x scale pixels has a value of its own. */
	private static Plane ramp(final int width, final int height,
		final int scale)
	{
		final float[] samples = new float[width * height];
		for (int i = 0; i < samples.length; i++) {
			samples[i] = i % width / scale + 1000 * (i / width / scale);
		}
		return new Plane(samples, width, height);
	}

	private static Plane shifted(final Plane plane, final float by) {
		final float[] samples = plane.samples().clone();
		for (int i = 0; i < samples.length; i++)
			samples[i] += by;
		return new Plane(samples, plane.width(), plane.height());
	}

	private static Plane constant(final int width, final int height,
		final float value)
	{
		final float[] samples = new float[width * height];
		Arrays.fill(samples, value);
		return new Plane(samples, width, height);
	}
}
