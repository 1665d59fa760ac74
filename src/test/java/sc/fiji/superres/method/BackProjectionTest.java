package sc.fiji.superres.method;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.BlockOperation;
import sc.fiji.superres.block.Tiles;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.block.OperationContractTest;
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
	@ValueSource(doubles = { 1, 1.5, 0.5 })
	void scaleThatIsNotWholeOrDoesNotEnlarge(final double scale) {
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
}
