package sc.fiji.superres.degrade;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import sc.fiji.superres.ImageFixtures;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;

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
	void bicubicIsOneResamplingOfTheWholePlane() {
		// Bit for bit: published figures and trainings that go on rest on it.
		final Random random = new Random(5);
		for (final int scale : new int[] { 1, 2, 3, 4 }) {
			final float[] samples = new float[60 * 84];
			for (int i = 0; i < samples.length; i++)
				samples[i] = random.nextFloat();
			assertArrayEquals(Resampler.resized(Sampling.of(Kernel.named("bicubic")),
				new Plane(samples, 60, 84), 60 / scale, 84 / scale).samples(), Degradation.bicubic(scale)
					.apply(new Plane(samples, 60, 84)).samples(), 0, "scale " + scale);
		}
	}

	@Test
	void binningEqualsNumpy() {
		final Map<String, ImageFixtures.Image> planes = ImageFixtures.load("degrade");
		final ImageFixtures.Image source = planes.get("source");
		for (final int scale : new int[] { 2, 3 }) {
			// Sums of floats in another order.
			assertArrayEquals(planes.get("binning " + scale).samples(),
				new Degradation(scale, Kernel.named("area")).apply(new Plane(source
					.samples(), source.width(), source.height())).samples(), 1e-6f);
		}
	}

	@Test
	void tellsWhatIsDone() {
		assertEquals("antialiased bicubic, scale 2", Degradation.bicubic(2)
			.describe());
		assertEquals(Map.of("scale", 2, "kernel", "bicubic"), Degradation.bicubic(2)
			.toMap());
		final Degradation all = new Degradation(3, Kernel.named("area"), Blur
			.gaussian(1.5), new Noise(100, 0.01, 0.05, 12, 7));
		assertEquals("Gaussian blur of sigma 1.5 pixels, antialiased area, " +
			"scale 3, 100 photons at full range, read noise of 0.01 of the range, " +
			"offset of 0.05 of the range, 12 bits, noise seed 7", all.describe());
		assertEquals(List.of("scale", "kernel", "sigma", "photons", "read noise",
			"offset", "bits", "noise seed"), List.copyOf(all.toMap().keySet()));
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
