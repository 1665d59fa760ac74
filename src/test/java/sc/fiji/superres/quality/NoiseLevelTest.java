package sc.fiji.superres.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoiseLevelTest {

	private static final int SIDE = 300;

	/** On waves and steps, as on nothing at all. */
	@ParameterizedTest
	@ValueSource(doubles = { 0, 100 })
	void findsTheNoise(final double structure) {
		final Random random = new Random(1);
		final float[] samples = new float[SIDE * SIDE];
		for (int i = 0; i < samples.length; i++) {
			final int x = i % SIDE;
			final double wave = Math.sin(x / 20.0) * Math.cos(i / SIDE / 15.0) + (x /
				50) % 2;
			samples[i] = (float) (structure * wave + 2.5 * random.nextGaussian());
		}
		assertEquals(2.5, NoiseLevel.of(samples, SIDE, SIDE), 0.1);
	}

	@Test
	void smoothPlanesHaveNone() {
		final float[] ramp = new float[20 * 10];
		for (int i = 0; i < ramp.length; i++)
			ramp[i] = 3 * (i % 20) + 5 * (i / 20);
		assertEquals(0, NoiseLevel.of(ramp, 20, 10));
		assertEquals(0, NoiseLevel.of(new float[] { 1, 9 }, 2, 1));
	}

	@Test
	void medianIsBetweenTheMiddleTwo() {
		// Of 4 x 3 samples, two differences: 4 * 12 and 2 * 12.
		final float[] samples = { 0, 0, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0 };
		assertEquals(36 / 6.0 / 0.67449, NoiseLevel.of(samples, 4, 3), 1e-4);
	}
}
