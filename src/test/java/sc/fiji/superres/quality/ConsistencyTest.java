package sc.fiji.superres.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Sampling;

class ConsistencyTest {

	private static final int SIDE = 60;

	/** Of the range, 0 to 200. */
	private static final double LITTLE = 0.01 * 200;

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4 })
	void bicubicAgrees(final int scale) {
		final Consistency found = Consistency.of(low(), bicubic(scale), Degradation
			.bicubic(scale), 1);
		assertEquals(SIDE, found.map().width());
		assertTrue(found.mean() < LITTLE / 4, found::toString);
		for (final float value : found.map().samples())
			assertTrue(value < LITTLE, () -> "a difference of " + value);
		assertEquals(1, found.noise());
	}

	/** A disk that is not in the input, in 36 x 36 of 120 x 120 pixels. */
	@Test
	void foreignStructureLightsUp() {
		final Plane result = bicubic(2);
		for (int y = 0; y < 36; y++) {
			for (int x = 0; x < 36; x++) {
				if (Math.hypot(x - 17.5, y - 17.5) < 17) result.samples()[(40 + y) * 2 *
					SIDE + 60 + x] += 80;
			}
		}
		final Consistency found = Consistency.of(low(), result, Degradation.bicubic(
			2), 1);
		final float[] map = found.map().samples();
		int lit = 0;
		for (int y = 0; y < SIDE; y++) {
			for (int x = 0; x < SIDE; x++) {
				final double distance = Math.hypot(x - 38.75, y - 28.75);
				final float value = map[y * SIDE + x];
				if (distance < 7) assertTrue(value > 70, x + "," + y + ": " + value);
				if (distance > 12) assertTrue(value < LITTLE, x + "," + y + ": " +
					value);
				if (value > 40) lit++;
			}
		}
		assertEquals(Math.PI * 8.5 * 8.5, lit, 20);
		assertEquals(lit / 3600.0, found.share(), 0.03);
	}

	@Test
	void shareIsOfPixelsBeyondThreeSigma() {
		final Random random = new Random(3);
		final float[] noise = new float[200 * 200];
		for (int i = 0; i < noise.length; i++)
			noise[i] = 5 * (float) random.nextGaussian();
		final Consistency found = Consistency.of(new Plane(noise, 200, 200),
			new Plane(new float[noise.length], 200, 200), Degradation.bicubic(1), 5);
		assertEquals(0.0027, found.share(), 0.001);
		assertEquals(5 * Math.sqrt(2 / Math.PI), found.mean(), 0.05);
	}

	@Test
	void refusesOtherSizesAndNoNoise() {
		final String message = assertThrows(IllegalArgumentException.class,
			() -> Consistency.of(low(), bicubic(2), Degradation.bicubic(3), 1))
				.getMessage();
		assertTrue(message.contains("120 x 120 pixels was not made from 60 x 60"),
			message);
		for (final double noise : new double[] { 0, -1, Double.NaN })
			assertThrows(IllegalArgumentException.class, () -> Consistency.of(low(),
				bicubic(2), Degradation.bicubic(2), noise));
	}

	/** Makes smooth waves of 0 to 200. */
	private static Plane low() {
		final float[] samples = new float[SIDE * SIDE];
		Arrays.fill(samples, 100);
		for (int i = 0; i < samples.length; i++)
			samples[i] += 100 * (float) (Math.sin(i % SIDE / 5.0) * Math.cos(i /
				SIDE / 6.0));
		return new Plane(samples, SIDE, SIDE);
	}

	private static Plane bicubic(final int scale) {
		return Resampler.resized(Sampling.of(Kernel.named("bicubic")), low(), SIDE * scale, SIDE * scale);
	}
}
