package sc.fiji.superres.degrade;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import net.imglib2.Interval;

import sc.fiji.superres.block.BlockOperation;
import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Tiles;
import sc.fiji.superres.block.OperationContractTest;
import sc.fiji.superres.resample.Kernel;

class DegradationUpscalerTest {

	private static final int[][] MULTIPLES = { { 2, 2 }, { 2, 8 }, { 8, 2 }, { 24,
		30 }, { 46, 62 } };
	private static final Plane PSF = new Plane(new float[] { 1, 2, 3, 4, 5, 6, 7,
		8, 9, 1, 1, 1, 5, 5, 5 }, 5, 3);

	@Nested
	class WithAMeasuredBlur extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return new Degradation(2, Kernel.named("bicubic"), Blur.measured(PSF),
				Noise.NONE).operation();
		}

		@Override
		protected int[][] sizes() {
			return MULTIPLES;
		}
	}

	@Nested
	class WithAGaussian extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return new Degradation(2, Kernel.named("area"), Blur.gaussian(1.2),
				new Noise(0, 0.1, 0.05, 0, 3)).operation();
		}

		@Override
		protected int[][] sizes() {
			return MULTIPLES;
		}
	}

	@Nested
	class AtScaleOne extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return Degradation.of(1).operation();
		}
	}

	@Test
	void noiseDoesNotDependOnTiles() {
		final Plane plane = random(97, 61);
		final Degradation degradation = new Degradation(2, Kernel.named("bicubic"),
			Blur.measured(PSF), new Noise(40, 0.02, 0.1, 8, 5));
		final float[] expected = degradation.apply(plane, 7).samples();
		for (final int side : new int[] { 0, 1, 7, 32 })
			assertArrayEquals(expected, tiled(degradation, plane, 7, side), 0,
				"tiles of " + side);
	}

	@Test
	void rangeIsThatOfTheIntensities() {
		// A value in the middle of 100 to 300 has half of the photons.
		final Degradation degradation = new Degradation(1, Kernel.named("nearest"),
			Blur.NONE, new Noise(10, 0, 0, 0, 5));
		final float[] unit = new float[64];
		final float[] stored = new float[64];
		Arrays.fill(unit, 0.5f);
		Arrays.fill(stored, 200);
		final PreparedOperation enlargement;
		try (BlockOperation upscaler = degradation.operation()) {
			enlargement = upscaler.prepare(8, 8, range(100, 300));
		}
		final float[] expected = degradation.apply(new Plane(unit, 8, 8)).samples();
		final float[] found = Tiles.plane(enlargement, stored, 8, 8);
		for (int i = 0; i < found.length; i++)
			assertEquals(100 + 200 * expected[i], found[i], 1e-4f);
	}

	private static float[] tiled(final Degradation degradation,
		final Plane plane, final long number, final int side)
	{
		try (BlockOperation upscaler = degradation.operation()) {
			final PreparedOperation enlargement = upscaler.prepare(plane.width(), plane
				.height(), Intensities.unit()).numbered(number, 1);
			final int width = plane.width() / degradation.scale();
			final float[] low = new float[width * (plane.height() / degradation
				.scale())];
			Tiles.run(enlargement, 1, side, (interval, block) -> copy(plane.samples(),
				plane.width(), interval, block, true), (interval, block) -> copy(low,
					width, interval, block, false), Progress.NONE);
			return low;
		}
	}

	private static void copy(final float[] plane, final int stride,
		final Interval interval, final float[] block, final boolean out)
	{
		final int width = (int) interval.dimension(0);
		for (int y = 0; y < interval.dimension(1); y++) {
			final int at = (int) ((interval.min(1) + y) * stride + interval.min(0));
			if (out) System.arraycopy(plane, at, block, y * width, width);
			else System.arraycopy(block, y * width, plane, at, width);
		}
	}

	private static Intensities range(final double low, final double high) {
		return new Intensities() {

			@Override
			public double low() {
				return low;
			}

			@Override
			public double high() {
				return high;
			}

			@Override
			public double percentile(final double percent) {
				throw new UnsupportedOperationException();
			}

			@Override
			public double mean() {
				throw new UnsupportedOperationException();
			}

			@Override
			public double standardDeviation() {
				throw new UnsupportedOperationException();
			}
		};
	}

	private static Plane random(final int width, final int height) {
		final Random random = new Random(1);
		final float[] samples = new float[width * height];
		for (int i = 0; i < samples.length; i++)
			samples[i] = random.nextFloat();
		return new Plane(samples, width, height);
	}
}
