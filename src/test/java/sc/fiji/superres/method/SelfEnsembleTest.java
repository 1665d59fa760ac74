package sc.fiji.superres.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;

import net.imglib2.FinalDimensions;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.superres.block.BlockOperation;
import sc.fiji.superres.block.PlaneByPlane;
import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Tiles;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.block.OperationContractTest;
import sc.fiji.superres.network.Networks;
import sc.fiji.superres.network.TestNetworks;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;

/** The average over 8 orientations of a network with random weights. */
class SelfEnsembleTest extends OperationContractTest {

	@TempDir
	private static Path folder;

	@Override
	protected BlockOperation open() {
		return new SelfEnsemble(network());
	}

	private static Upscaler network() {
		try {
			return Networks.open(TestNetworks.write(folder, TestNetworks
				.zeroPadded()), Progress.NONE);
		}
		catch (final IOException exc) {
			throw new UncheckedIOException(exc);
		}
	}

	/** Also where a plane is one tile: 8 runs of a network take their time. */
	@Test
	void reportsEachOrientationAndStopsBetween() {
		final List<Double> told = new ArrayList<>();
		final Progress progress = new Progress() {

			@Override
			public void update(final double fraction, final String what) {
				told.add(fraction);
			}

			@Override
			public boolean cancelled() {
				return told.size() == 11;
			}
		};
		for (final int iterations : new int[] { 0, 1 }) {
			told.clear();
			try (BlockOperation upscaler = PlaneByPlane.of(BackProjection.of(
				(Upscaler) open(), iterations)))
			{
				final PreparedOperation prepared = upscaler.prepare(new FinalDimensions(
					9, 7, 2), Intensities.unit());
				assertThrows(CancellationException.class, () -> Tiles.run(prepared, 1, 0,
					(from, block) -> {}, (to, block) -> {}, progress));
			}
			assertEquals(11, told.size());
			for (int i = 0; i < 8; i++)
				assertEquals((i + 1) / 16.0, told.get(i), 1e-6);
			// The first tile is done, and of the second two orientations are.
			assertEquals(0.5, told.get(8), 1e-6);
			assertEquals(0.5 + 2 / 16.0, told.get(10), 1e-6);
		}
	}

	/** Turned by a quarter and flipped, the input makes the same output so. */
	@Test
	void isTheSameForAllOrientations() {
		final float[] plane = random(9 * 7);
		try (BlockOperation upscaler = open(); Upscaler network = network()) {
			final float[] expected = run(upscaler, plane, 9, 7);
			final float[] turned = run(upscaler, transposed(plane, 9, 7), 7, 9);
			assertArrayEquals(expected, transposed(turned, 14, 18), 1e-5f);
			final float[] once = run(network, transposed(plane, 9, 7), 7, 9);
			final float[] straight = run(network, plane, 9, 7);
			float difference = 0;
			for (int i = 0; i < straight.length; i++)
				difference = Math.max(difference, Math.abs(straight[i] - transposed(once,
					14, 18)[i]));
			assertTrue(difference > 1e-3, "the network alone is not");
		}
	}

	/** The mean of 8 explicit turns at a whole plane. */
	@Test
	void isTheMean() {
		final float[] plane = random(6 * 5);
		try (BlockOperation upscaler = open(); Upscaler network = network()) {
			final double[] sum = new double[12 * 10];
			for (int way = 0; way < 8; way++) {
				float[] input = flipped(plane, 6, 5, way);
				float[] output;
				if ((way & 4) == 0) output = run(network, input, 6, 5);
				else output = transposed(run(network, transposed(input, 6, 5), 5, 6), 10,
					12);
				output = flipped(output, 12, 10, way);
				for (int i = 0; i < sum.length; i++)
					sum[i] += output[i] / 8;
			}
			final float[] found = run(upscaler, plane, 6, 5);
			for (int i = 0; i < sum.length; i++)
				assertEquals(sum[i], found[i], 1e-5);
		}
	}

	@Test
	void wholeScalesOnly() {
		try (Upscaler upscaler = new SelfEnsemble(Resampler.by(Sampling.of(Kernel
			.named("bicubic")), 1.5, 1.5)))
		{
			final String message = assertThrows(IllegalArgumentException.class,
				() -> upscaler.prepare(9, 7, Intensities.unit())).getMessage();
			assertTrue(message.contains("1.5"), message);
		}
	}

	private static float[] run(final BlockOperation upscaler, final float[] plane,
		final int width, final int height)
	{
		final PreparedOperation enlargement = upscaler.prepare(width, height, Intensities
			.unit());
		final Interval all = Intervals.createMinSize(0, 0, 2 * width, 2 * height);
		final float[] target = new float[4 * plane.length];
		Arrays.fill(target, 7);
		enlargement.fill(plane, enlargement.source(all), target, all);
		return target;
	}

	private static float[] transposed(final float[] plane, final int width,
		final int height)
	{
		final float[] turned = new float[plane.length];
		for (int i = 0; i < plane.length; i++)
			turned[i % width * height + i / width] = plane[i];
		return turned;
	}

	private static float[] flipped(final float[] plane, final int width,
		final int height, final int way)
	{
		final float[] turned = new float[plane.length];
		for (int i = 0; i < plane.length; i++) {
			final int x = (way & 1) == 0 ? i % width : width - 1 - i % width;
			final int y = (way & 2) == 0 ? i / width : height - 1 - i / width;
			turned[y * width + x] = plane[i];
		}
		return turned;
	}

	private static float[] random(final int length) {
		final Random random = new Random(1);
		final float[] plane = new float[length];
		for (int i = 0; i < length; i++)
			plane[i] = random.nextFloat();
		return plane;
	}
}
