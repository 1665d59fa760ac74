package sc.fiji.superres.degrade;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import sc.fiji.superres.resample.Kernel;

class DegradationTest {

	@Test
	void cutsToAMultipleAndAveragesBlocks() {
		final float[] samples = { 1, 2, 3, 4, 99, 5, 6, 7, 8, 99, 99, 99, 99, 99,
			99 };
		final Plane low = new Degradation(2, Kernel.named("area")).apply(new Plane(
			samples, 5, 3));
		assertEquals(2, low.width());
		assertEquals(1, low.height());
		assertArrayEquals(new float[] { 3.5f, 5.5f }, low.samples(), 0);
	}

	@Test
	void flippedImagesHaveFlippedTwins() {
		// Or flipped patches would not be pairs. Float sums in another order.
		final Random random = new Random(4);
		final float[] samples = new float[18 * 24];
		final float[] flipped = new float[samples.length];
		for (int i = 0; i < samples.length; i++) {
			samples[i] = random.nextFloat();
			flipped[samples.length - 1 - i] = samples[i];
		}
		for (final int scale : new int[] { 2, 3 }) {
			final Degradation degradation = Degradation.bicubic(scale);
			final float[] low = degradation.apply(new Plane(samples, 18, 24))
				.samples();
			final float[] other = degradation.apply(new Plane(flipped, 18, 24))
				.samples();
			for (int i = 0; i < low.length; i++) {
				assertEquals(low[i], other[low.length - 1 - i], 1e-6f);
			}
		}
	}

	@Test
	void keepsTheInput() {
		final Plane plane = new Plane(new float[] { 1, 2, 3, 4, 5, 6 }, 3, 2);
		final float[] copy = plane.samples().clone();
		Degradation.bicubic(2).apply(plane);
		assertTrue(Arrays.equals(copy, plane.samples()));
	}

	@Test
	void refusesBadScalesAndSmallPlanes() {
		assertThrows(IllegalArgumentException.class, () -> Degradation.bicubic(0));
		final Plane plane = new Plane(new float[6], 3, 2);
		final String message = assertThrows(IllegalArgumentException.class,
			() -> Degradation.bicubic(3).apply(plane)).getMessage();
		assertTrue(message.contains("3 x 2 pixels"), message);
		assertThrows(IllegalArgumentException.class, () -> new Plane(new float[5],
			3, 2));
	}
}
