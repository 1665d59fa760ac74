package sc.fiji.superres.network.architecture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.superres.block.Border;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.file.Npy;
import sc.fiji.superres.file.Tensor;
import sc.fiji.superres.network.TestNetworks;
import sc.fiji.superres.network.TorchNetwork;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;

class SrcnnTest {

	/** Float sums in another order. */
	private static final float TOLERANCE = 1e-5f;

	@TempDir
	private Path folder;

	/** The outputs are those of srcnn.py with PyTorch 1.13.1. */
	@ParameterizedTest
	@CsvSource({ "5, 1", "5, 2", "1, 3", "5, 4" })
	void equalsTheSameNetworkInPyTorch(final int middle, final int scale)
		throws IOException
	{
		final ScriptModule net = Srcnn.create(scale, 1, middle, 1);
		final String[] layers = { "first", "middle", "last" };
		for (int k = 0; k < layers.length; k++) {
			final float[] weights = net.variable(layers[k] + "_w").values();
			for (int i = 0; i < weights.length; i++)
				weights[i] = (float) (0.05 * Math.sin(0.37 * i + k));
			final float[] biases = net.variable(layers[k] + "_b").values();
			for (int i = 0; i < biases.length; i++)
				biases[i] = (float) (0.01 * Math.cos(i + k));
		}
		final Tensor input = resource("srcnn-input.npy");
		final Tensor expected = resource("srcnn-" + middle + "-x" + scale +
			"-output.npy");
		final Tensor output = run(net, input);
		assertArrayEquals(expected.shape(), output.shape());
		assertArrayEquals(expected.values(), output.values(), TOLERANCE);
	}

	@ParameterizedTest
	@CsvSource({ "1, 1", "2, 1", "3, 1", "4, 3" })
	void startsAsBicubic(final int scale, final int channels)
		throws IOException
	{
		final Plane plane = random(channels * 15, 13);
		final Tensor output = run(Srcnn.create(scale, channels, 5, 1), new Tensor(
			new int[] { 1, channels, 13, 15 }, plane.samples()));
		final Resampler bicubic = Resampler.by(new Sampling(Kernel.named("bicubic"),
			true, Border.REPLICATE), scale, scale);
		for (int c = 0; c < channels; c++) {
			final float[] channel = Arrays.copyOfRange(plane.samples(), c * 195, (c +
				1) * 195);
			final int size = 195 * scale * scale;
			final float[] found = Arrays.copyOfRange(output.values(), c * size, (c +
				1) * size);
			final float[] expected = bicubic.plane(channel, 15, 13);
			for (int i = 0; i < size; i++) // what the ReLU lets through
				expected[i] = Math.max(0, expected[i]);
			assertArrayEquals(expected, found, TOLERANCE, "channel " + c);
		}
	}

	@Test
	void keepsAConstantImageConstant() throws IOException {
		final float[] grey = new float[20 * 20];
		Arrays.fill(grey, 0.5f);
		final float[] output = run(Srcnn.create(2, 1, 5, 1), new Tensor(new int[] {
			1, 1, 20, 20 }, grey)).values();
		for (final float sample : output)
			assertEquals(0.5f, sample, TOLERANCE);
	}

	@Test
	void equalSeedsGiveEqualBytes() throws IOException {
		final ByteArrayOutputStream first = new ByteArrayOutputStream();
		final ByteArrayOutputStream second = new ByteArrayOutputStream();
		Srcnn.create(2, 1, 5, 7).write(first);
		Srcnn.create(2, 1, 5, 7).write(second);
		assertArrayEquals(first.toByteArray(), second.toByteArray());
	}

	private Tensor run(final ScriptModule net, final Tensor input)
		throws IOException
	{
		try (TorchNetwork network = TorchNetwork.open(TestNetworks.write(folder, net), Progress.NONE)) {
			return network.forward(input);
		}
	}

	private static Plane random(final int width, final int height) {
		final java.util.Random random = new java.util.Random(1);
		final float[] samples = new float[width * height];
		for (int i = 0; i < samples.length; i++)
			samples[i] = random.nextFloat();
		return new Plane(samples, width, height);
	}

	private static Tensor resource(final String name) throws IOException {
		return Npy.read(Path.of("src/test/resources/network", name));
	}
}
