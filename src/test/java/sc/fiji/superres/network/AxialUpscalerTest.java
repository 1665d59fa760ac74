package sc.fiji.superres.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.SplittableRandom;

import net.imglib2.FinalDimensions;
import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.superres.block.BlockOperation;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.OperationContractTest;
import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.network.architecture.Architectures;
import sc.fiji.superres.network.architecture.ScriptModule;
import sc.fiji.superres.network.architecture.ScriptModule.Variable;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;

class AxialUpscalerTest extends OperationContractTest {

	@TempDir
	private Path folder;

	/** A real factor, and weights none of which is 0. */
	@Override
	protected BlockOperation open() {
		final ScriptModule net = Architectures.named("axial-3x1").create(3, 1, 1);
		final SplittableRandom random = new SplittableRandom(4);
		final float[] rows = net.variable("rows_w").values();
		for (int i = 0; i < rows.length; i++)
			rows[i] = (float) (0.1 * random.nextGaussian());
		return open(net, 2.5);
	}

	/** Untrained it is bicubic, of the slices alone, at the places of z. */
	@Test
	void untrainedIsBicubicAlongZ() {
		final long[] size = { 9, 7, 12 };
		final float[] samples = new float[9 * 7 * 12];
		final SplittableRandom random = new SplittableRandom(1);
		for (int i = 0; i < samples.length; i++)
			samples[i] = (float) random.nextDouble();
		for (final int scale : new int[] { 2, 4 }) {
			try (Upscaler axial = open(Architectures.named("axial-4x1").create(scale,
				1, 1), 0); Resampler bicubic = Resampler.by(Sampling.of(Kernel.named(
					"bicubic")), 1, 1).withSlices(scale))
			{
				final float[] expected = whole(bicubic, samples, size);
				final float[] found = whole(axial, samples, size);
				assertEquals(9 * 7 * 12 * scale, found.length);
				double most = 0;
				// Away from the border, which the resampler mirrors.
				for (int i = 9 * 7 * 2 * scale; i < 9 * 7 * 10 * scale; i++)
					most = Math.max(most, Math.abs(expected[i] - found[i]));
				assertEquals(0, most, 1e-6);
			}
		}
	}

	/** Both directions count alike: the volume and it with x and y swapped. */
	@Test
	void xAndYAreAlike() {
		final long[] size = { 6, 6, 5 };
		final float[] samples = new float[6 * 6 * 5];
		final float[] swapped = new float[samples.length];
		final SplittableRandom random = new SplittableRandom(2);
		for (int i = 0; i < samples.length; i++) {
			samples[i] = (float) random.nextDouble();
			swapped[i / 36 * 36 + i % 6 * 6 + i / 6 % 6] = samples[i];
		}
		try (BlockOperation axial = open()) {
			final float[] one = whole(axial, samples, size);
			final float[] other = whole(axial, swapped, size);
			assertEquals(6 * 6 * 13, one.length);
			for (int i = 0; i < one.length; i++)
				assertEquals(one[i], other[i / 36 * 36 + i % 6 * 6 + i / 6 % 6], 1e-5);
		}
	}

	/** Untrained weights are large: all is seen. Head, block, body, rows. */
	@Test
	void scaleAndHaloAreOfZ() {
		try (BlockOperation axial = open(Architectures.named("axial-4x1").create(4,
			1, 1), 0))
		{
			assertEquals(1, axial.scale(0));
			assertEquals(1, axial.scale(1));
			assertEquals(4, axial.scale(2));
			assertEquals(axial.halo(0), axial.halo(1));
		}
	}

	// -- Helper methods --

	private Upscaler open(final ScriptModule net, final double factor) {
		try {
			return Networks.open(TestNetworks.write(folder, net), factor,
				ComputeSettings.DEFAULT, Progress.NONE);
		}
		catch (final IOException exc) {
			throw new UncheckedIOException(exc);
		}
	}

	private static float[] whole(final BlockOperation operation,
		final float[] samples, final long[] size)
	{
		final PreparedOperation prepared = operation.prepare(new FinalDimensions(
			size), Intensities.unit());
		final Interval to = new FinalInterval(prepared.target());
		final float[] target = new float[(int) Intervals.numElements(to)];
		prepared.fill(samples, prepared.source(to), target, to);
		return target;
	}
}
