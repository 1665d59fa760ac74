package sc.fiji.superres.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import net.imglib2.Dimensions;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.BlockOperation;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Tiles;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.block.OperationContractTest;
import sc.fiji.superres.compare.Multiplied;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;

class BackProjectionTest {

	@Nested
	class OnceAtScale2 extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return BackProjection.of(bicubic(2), 1);
		}
	}

	@Nested
	class ThriceAtScale3 extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return BackProjection.of(bicubic(3), 3);
		}

		@Override
		protected int[][] sizes() {
			// Some parts end within the halo of 18 pixels, some beyond.
			return new int[][] { { 1, 1 }, { 3, 2 }, { 23, 31 }, { 64, 12 } };
		}
	}

	@Nested
	class TwiceAtScale1 extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return BackProjection.of(new Halved(bicubic(1)), 2);
		}
	}

	/** An upscaler that loses half of the intensity. */
	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3 })
	void keepsTheIntensityOfSpots(final int scale) {
		final int side = 48;
		final float[] source = new float[side * side];
		source[side / 2 * side + side / 2] = 1;
		try (Upscaler upscaler = BackProjection.of(new Halved(bicubic(scale)), 2)) {
			double sum = 0;
			for (final float sample : Tiles.plane(upscaler.prepare(side, side), source,
				side, side))
				sum += sample;
			assertEquals(scale * scale, sum, 0.001 * scale * scale);
		}
	}

	@Test
	void resultShrinksToTheSource() {
		final float[] source = new float[20 * 16];
		final Random random = new Random(1);
		for (int i = 0; i < source.length; i++)
			source[i] = random.nextFloat();
		double before = error(source, 0);
		for (final int iterations : new int[] { 1, 4, 16 }) {
			final double error = error(source, iterations);
			assertTrue(error < before / 2, iterations + " iterations leave " + error +
				" of " + before);
			before = error;
		}
	}

	@Test
	void noneGivesTheUpscalerItself() {
		final Upscaler bicubic = bicubic(2);
		assertSame(bicubic, BackProjection.of(bicubic, 0));
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 101 })
	void numberOutOfItsLimits(final int iterations) {
		final IllegalArgumentException e = assertThrows(
			IllegalArgumentException.class, () -> BackProjection.of(bicubic(2),
				iterations));
		assertTrue(e.getMessage().contains("iterations=" + iterations), e
			.getMessage());
	}

	@ParameterizedTest
	@ValueSource(doubles = { 1.5, 0.5 })
	void scaleThatIsNotWhole(final double scale) {
		try (Upscaler upscaler = BackProjection.of(bicubic(scale), 2)) {
			final IllegalArgumentException e = assertThrows(
				IllegalArgumentException.class, () -> upscaler.prepare(8, 8));
			assertTrue(e.getMessage().contains(String.valueOf(scale)), e
				.getMessage());
		}
	}

	/** Returns the mean squared difference of the shrunk result and the source. */
	private static double error(final float[] source, final int iterations) {
		try (Upscaler upscaler = BackProjection.of(bicubic(2), iterations)) {
			final float[] shrunk = Resampler.resized(Sampling.of(Kernel.named(
				"bicubic")), new Plane(Tiles.plane(upscaler.prepare(20, 16), source, 20,
					16), 40, 32), 20, 16).samples();
			double sum = 0;
			for (int i = 0; i < source.length; i++)
				sum += Math.pow(shrunk[i] - source[i], 2);
			return sum / source.length;
		}
	}

	private static Upscaler bicubic(final double scale) {
		return Resampler.by(Sampling.of(Kernel.named("bicubic")), scale, scale);
	}

	/** Loses half of the intensity. */
	private static final class Halved extends WrappedUpscaler {

		Halved(final Upscaler upscaler) {
			super(upscaler);
		}

		@Override
		public long halo(final int axis) {
			return upscaler.halo(axis);
		}

		@Override
		public PreparedOperation prepare(final Dimensions size,
			final Intensities... intensities)
		{
			return new Multiplied(upscaler.prepare(size, intensities), 0.5f);
		}
	}
}
