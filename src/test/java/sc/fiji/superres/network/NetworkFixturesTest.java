package sc.fiji.superres.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.file.Npy;
import sc.fiji.superres.file.Tensor;
import sc.fiji.superres.network.architecture.Architectures;
import sc.fiji.superres.network.architecture.ScriptModule;

/**
 * The networks against the same networks in PyTorch 1.13.1; networks.py, rcan.py, axial.py and
 * span.py beside the fixtures made these.
 */
class NetworkFixturesTest {

	/** Float sums in another order. */
	private static final float OUTPUT = 1e-5f;

	/** The same, through all layers and back. */
	private static final float GRADIENT = 1e-4f;

	@TempDir
	private Path folder;

	@ParameterizedTest
	@CsvSource({ "srcnn-9-1-5, 3, 1", "edsr-6x2, 2, 3", "edsr-6x2, 3, 1",
		"edsr-6x2, 4, 1", "edsr-light-6x2, 2, 1", "edsr-light-6x2, 4, 3",
		"wdsr-a-5x2, 2, 1", "wdsr-a-5x2, 4, 3", "wdsr-b-6x2, 2, 1",
		"wdsr-b-6x2, 3, 3", "rcan-6x2x2, 2, 3", "rcan-6x2x2, 4, 1",
		"rcan-plain-6x2x2, 3, 1", "axial-6x2, 2, 1", "axial-6x2, 4, 1",
		"axial-6x2, 7, 1", "span-6x2, 2, 1", "span-6x2, 3, 3" })
	void equalsTheSameNetworkInPyTorch(final String name, final int scale,
		final int channels) throws IOException
	{
		final ScriptModule net = Architectures.named(name).create(scale, channels,
			1);
		final List<ScriptModule.Variable> trained = net.variables().stream().filter(
			ScriptModule.Variable::trained).toList();
		for (int i = 0; i < trained.size(); i++)
			fill(trained.get(i).values(), i / 2, i % 2 == 0);
		final float[] values = new float[channels * 11 * 14];
		for (int i = 0; i < values.length; i++)
			values[i] = (float) (0.5 + 0.5 * Math.sin(0.7 * i));
		final String file = name + "-x" + scale + "-c" + channels;
		try (TorchNetwork network = TorchNetwork.openForTraining(TestNetworks.write(
			folder, net), ComputeSettings.on(Device.CPU), Progress.NONE); NDManager scope = network.newScope();
				GradientCollector collector = Engine.getEngine("PyTorch")
					.newGradientCollector())
		{
			final NDArray output = network.forward(TorchNetwork.array(scope, new Tensor(
				new int[] { 1, channels, 11, 14 }, values)), true);
			final Tensor expected = resource(file + "-output.npy");
			assertArrayEquals(expected.values(), output.toFloatArray(), OUTPUT);
			collector.backward(output.sub(0.3f).abs().mean());
			final float[] gradients = resource(file + "-gradient.npy").values();
			final Map<String, NDArray> parameters = network.parameters();
			int at = 0;
			for (final ScriptModule.Variable variable : trained) {
				final float[] found = parameters.get(variable.name()).getGradient()
					.toFloatArray();
				final float[] wanted = new float[found.length];
				System.arraycopy(gradients, at, wanted, 0, wanted.length);
				assertArrayEquals(wanted, found, GRADIENT, variable.name());
				at += found.length;
			}
			assertArrayEquals(new int[] { gradients.length }, new int[] { at });
		}
	}

	private static void fill(final float[] values, final int layer,
		final boolean weights)
	{
		for (int i = 0; i < values.length; i++)
			values[i] = (float) (weights ? 0.07 * Math.sin(0.37 * i + layer) : 0.01 *
				Math.cos(i + layer));
	}

	private static Tensor resource(final String name) throws IOException {
		return Npy.read(Path.of("src/test/resources/network", name));
	}
}
