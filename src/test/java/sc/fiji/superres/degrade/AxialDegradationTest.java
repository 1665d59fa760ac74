package sc.fiji.superres.degrade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import sc.fiji.superres.block.BlockOperation;
import sc.fiji.superres.block.OperationContractTest;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.degrade.PairSampler.Batch;
import sc.fiji.superres.degrade.PairSampler.Pair;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resliced;

/** What an acquisition does along one axis, to y of planes and z of volumes. */
class AxialDegradationTest {

	private static final int[][] MULTIPLES = { { 1, 1, 3 }, { 9, 1, 6 }, { 3, 2,
		9 }, { 7, 13, 24 } };

	@Nested
	class OfXz extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return Resliced.xz(noisy().operation());
		}

		@Override
		protected int[][] sizes() {
			return MULTIPLES;
		}
	}

	@Nested
	class OfYz extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return Resliced.yz(noisy().operation());
		}

		@Override
		protected int[][] sizes() {
			return MULTIPLES;
		}
	}

	/** The mean of a ramp under a symmetric profile is its middle. */
	@Test
	void slicesLieInTheMiddleOfTheirPixels() {
		final float[] ramp = new float[5 * 40];
		for (int i = 0; i < ramp.length; i++)
			ramp[i] = i / 5 + 100 * (i % 5);
		for (final double fwhm : new double[] { 0, 1 }) {
			final Plane low = Degradation.axial(4, fwhm).apply(new Plane(ramp, 5,
				40));
			assertEquals("5 x 10 pixels", low.toString());
			for (int y = 3; y < 7; y++) {
				for (int x = 0; x < 5; x++)
					assertEquals(4 * y + 1.5 + 100 * x, low.samples()[5 * y + x], 1e-3);
			}
		}
	}

	/**
	 * Of a step a quarter of a slice below the middle, a profile of sigma = 1 /
	 * 2.3548 slices holds (1 - erf(0.25 / sigma / sqrt(2))) / 2 = 0.27802 (Python's
	 * math.erf).
	 */
	@Test
	void theProfileIsAGaussianOfThatWidth() {
		final int scale = 32;
		final float[] step = new float[9 * scale];
		for (int y = 4 * scale + 3 * scale / 4; y < step.length; y++)
			step[y] = 1;
		final float[] low = Degradation.axial(scale, 1).apply(new Plane(step, 1,
			step.length)).samples();
		assertEquals(0.27802, low[4], 2e-3);
		assertEquals(0, low[2], 1e-3);
		assertEquals(1, low[6], 1e-3);
	}

	@Test
	void kernelsThatSmoothXAreRefused() {
		assertTrue(assertThrows(WrongUsage.class, () -> new Degradation(2, true,
			Kernel.named("bspline"), Blur.NONE, Noise.NONE)).getMessage().contains(
				"kernel=bspline"));
	}

	@Test
	void patchesLieOnEachOther() {
		final int scale = 3;
		final float[] low = new float[20 * 9];
		final float[] high = new float[20 * 27];
		for (int i = 0; i < high.length; i++) {
			high[i] = i % 20 + 100 * (i / 20 / scale);
			low[i / 20 / scale * 20 + i % 20] = high[i];
		}
		final Batch batch = PairSampler.of(List.of(new Pair(List.of(new Plane(low, 20,
			9)), List.of(new Plane(high, 20, 27)))), 4, 50, 7).batch(0);
		assertEquals(12, batch.width());
		assertEquals(4, batch.height());
		assertEquals(12, batch.side());
		assertEquals(50 * 4 * 12, batch.low().length);
		assertEquals(50 * 12 * 12, batch.high().length);
		for (int i = 0; i < batch.high().length; i++)
			assertEquals(batch.low()[(i / 144 * 4 + i / 12 % 12 / scale) * 12 + i %
				12], batch.high()[i]);
	}

	/** Noise that is drawn anew lies on the same places as the planes. */
	@Test
	void drawnPatchesAreThoseOfTheWholePlane() {
		final Random random = new Random(1);
		final float[] samples = new float[60 * 60];
		for (int i = 0; i < samples.length; i++)
			samples[i] = random.nextFloat();
		final Plane plane = new Plane(samples, 60, 60);
		final Degradation clean = Degradation.axial(4, 1);
		final DegradationRange range = new DegradationRange(clean, List.of(clean
			.kernel()), ValueRange.ZERO, ValueRange.ZERO, new ValueRange(1e-9, 1e-9),
			0);
		final Plane whole = clean.apply(plane);
		final Pair patch = range.patch(List.of(plane), 7, 24, 16,
			new SplittableRandom(3));
		final float[] drawn = patch.low().samples();
		final float[] high = patch.high().samples();
		assertEquals("16 x 4 pixels", patch.low().toString());
		// Both have the gain and offset of the patch.
		final double gain = (high[1] - high[0]) / (samples[24 * 60 + 8] -
			samples[24 * 60 + 7]);
		final double offset = high[0] - gain * samples[24 * 60 + 7];
		for (int i = 0; i < drawn.length; i++)
			assertEquals(gain * whole.samples()[(6 + i / 16) * 60 + 7 + i % 16] +
				offset, drawn[i], 1e-4);
	}

	private static Degradation noisy() {
		return Degradation.axial(3, 1.5).with(Kernel.named("bicubic"), Blur.gaussian(
			0, 1.7), new Noise(0, 0.1, 0, 0, 3));
	}
}
