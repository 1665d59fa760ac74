package sc.fiji.superres.resample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import net.imglib2.FinalDimensions;
import net.imglib2.FinalInterval;

import sc.fiji.superres.block.BlockOperation;
import sc.fiji.superres.block.OperationContractTest;
import sc.fiji.superres.block.PlaneByPlane;
import sc.fiji.superres.block.PreparedOperation;

/** Tests resampling of volumes: along z, and of planes lifted over z. */
class VolumeResamplerTest {

	private static final Sampling BICUBIC = Sampling.of(Kernel.named("bicubic"));

	@Nested
	class EnlargedAlongAllAxes extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return Resampler.by(BICUBIC, 2, 1.5).withSlices(3);
		}
	}

	@Nested
	class ShrunkAlongZ extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return Resampler.by(Sampling.of(Kernel.named("lanczos3")), 0.6, 1)
				.withSlices(0.4);
		}
	}

	@Nested
	class PlanesLiftedOverZ extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return PlaneByPlane.of(Resampler.by(BICUBIC, 2, 2));
		}
	}

	/** A volume that varies along one axis only is resampled alike along each. */
	@Test
	void axesAreAlike() {
		final float[] line = new float[9];
		final Random random = new Random(5);
		for (int i = 0; i < line.length; i++)
			line[i] = random.nextFloat();
		final float[] alongX = run(Resampler.by(BICUBIC, 1.7, 1).withSlices(1), line,
			9, 1, 1);
		final float[] alongY = run(Resampler.by(BICUBIC, 1, 1.7).withSlices(1), line,
			1, 9, 1);
		final float[] alongZ = run(Resampler.by(BICUBIC, 1, 1).withSlices(1.7), line,
			1, 1, 9);
		assertEquals(16, alongZ.length);
		assertArrayEquals(alongX, alongY, 1e-6f);
		assertArrayEquals(alongX, alongZ, 1e-6f);
	}

	private static float[] run(final BlockOperation operation,
		final float[] samples, final long... size)
	{
		final BlockOperation volume = PlaneByPlane.of(operation);
		final PreparedOperation prepared = volume.prepare(new FinalDimensions(size));
		final FinalInterval to = new FinalInterval(prepared.target());
		final float[] result = new float[(int) (to.dimension(0) * to.dimension(1) *
			to.dimension(2))];
		prepared.fill(samples, prepared.source(to), result, to);
		return result;
	}
}
