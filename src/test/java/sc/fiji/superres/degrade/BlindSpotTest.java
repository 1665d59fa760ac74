package sc.fiji.superres.degrade;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.degrade.PairSampler.Batch;
import sc.fiji.superres.degrade.PairSampler.Pair;

class BlindSpotTest {

	private static final int WIDTH = 30;
	private static final int HEIGHT = 22;

	/** Each pixel of the ramp has a value of its own. */
	private static final Plane RAMP = ramp(0);

	@Test
	void hidesOnePixelOfEachCell() {
		final Pair pair = BlindSpot.pair(List.of(RAMP), 1);
		final int[] hidden = new int[8 * 6];
		for (int i = 0; i < RAMP.samples().length; i++) {
			final float low = pair.low().samples()[i];
			final float high = pair.high().samples()[i];
			if (Float.isNaN(high)) {
				assertEquals(RAMP.samples()[i], low);
				continue;
			}
			hidden[i / WIDTH / 4 * 8 + i % WIDTH / 4]++;
			assertEquals(RAMP.samples()[i], high);
			final int dx = (int) low % WIDTH - i % WIDTH;
			final int dy = (int) low / WIDTH - i / WIDTH;
			assertNotEquals(high, low);
			assertTrue(Math.abs(dx) <= 2 && Math.abs(dy) <= 2, dx + ", " + dy);
		}
		final int[] one = new int[hidden.length];
		Arrays.fill(one, 1);
		assertArrayEquals(one, hidden);
	}

	@Test
	void patchesHideOtherPixelsEachTime() {
		final PairSampler sampler = PairSampler.of(List.of(BlindSpot.pair(List.of(
			RAMP), 1)), 8, 4, 1);
		final Batch first = sampler.batch(1);
		assertArrayEquals(first.low(), sampler.batch(1).low());
		assertFalse(Arrays.equals(first.known().orElseThrow(), sampler.batch(2)
			.known().orElseThrow()));
		float count = 0;
		for (int i = 0; i < first.high().length; i++) {
			count += first.known().get()[i];
			if (first.known().get()[i] == 0) assertEquals(0, first.high()[i]);
			else assertNotEquals(first.low()[i], first.high()[i]);
		}
		assertEquals(4 * 4, count);
	}

	@Test
	void channelsAreHiddenAtTheSamePlaces() {
		final Pair pair = BlindSpot.pair(List.of(RAMP, ramp(10000), ramp(20000)), 3);
		for (int i = 0; i < RAMP.samples().length; i++)
			for (int c = 1; c < 3; c++) {
				assertEquals(pair.low().samples()[i] + 10000 * c, pair.lows().get(c)
					.samples()[i]);
				assertEquals(pair.high().samples()[i] + 10000 * c, pair.highs().get(c)
					.samples()[i]);
			}
	}

	/** A part hides what the whole hides there, and draws from there alone. */
	@Test
	void partsOfAPair() {
		final Pair whole = BlindSpot.pair(List.of(RAMP), 1);
		final Pair part = whole.crop(12, 8, 9, 10);
		assertEquals(whole.high().crop(12, 8, 9, 10), part.high());
		assertEquals(RAMP.crop(12, 8, 9, 10), part.source().orElseThrow().highs()
			.get(0));
	}

	private static Plane ramp(final float first) {
		final float[] samples = new float[WIDTH * HEIGHT];
		for (int i = 0; i < samples.length; i++)
			samples[i] = first + i;
		return new Plane(samples, WIDTH, HEIGHT);
	}
}
