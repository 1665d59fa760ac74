package sc.fiji.superres.network.architecture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.file.Tensor;
import sc.fiji.superres.network.ComputeSettings;
import sc.fiji.superres.network.Device;
import sc.fiji.superres.network.NetworkGeometry;
import sc.fiji.superres.network.TorchNetwork;
import sc.fiji.superres.training.TrainingStart;

/** What SPAN does besides what {@code NetworkFixturesTest} compares. */
class SpanTest {

	private static final String NAME = "span-8x2";

	@TempDir
	private Path folder;

	/** Without its branches, it enlarges as it did with them. */
	@Test
	void branchesAreFused() throws IOException {
		final Path trained = trained();
		final Path kept = folder.resolve("kept.pt");
		Architectures.named(NAME).fuse(trained, kept, 2, 1);
		final SplittableRandom random = new SplittableRandom(1);
		final float[] samples = new float[20 * 24];
		for (int i = 0; i < samples.length; i++)
			samples[i] = (float) random.nextDouble();
		final Tensor image = new Tensor(new int[] { 1, 1, 20, 24 }, samples);
		try (TorchNetwork with = TorchNetwork.open(trained, Progress.NONE);
				TorchNetwork without = TorchNetwork.open(kept, Progress.NONE))
		{
			final float[] expected = with.forward(image).values();
			assertArrayEquals(expected, without.forward(image).values(), 1e-5f);
			// Head, six convolutions of blocks, body and tail.
			assertEquals(9, NetworkGeometry.measure(without).halo());
			final Map<String, int[]> shapes = new HashMap<>();
			without.parameters().forEach((name, array) -> shapes.put(name, Arrays
				.stream(array.getShape().getShape()).mapToInt(Math::toIntExact)
				.toArray()));
			assertEquals(NAME, Architectures.recognize(shapes, 2, 1).orElseThrow()
				.toString());
			// The weights and biases of ten convolutions.
			assertEquals(20, shapes.size());
		}
	}

	/** A training that goes on has new branches, which change nothing yet. */
	@Test
	void goesOnWithNewBranches() throws IOException {
		final Path kept = folder.resolve("kept.pt");
		Architectures.named(NAME).fuse(trained(), kept, 2, 1);
		final Path start = folder.resolve("start.pt");
		TrainingStart.of(kept, 2, 1, Progress.NONE).write(start, 2, 5);
		final Tensor image = new Tensor(new int[] { 1, 1, 3, 3 }, new float[] { 0, 0.2f,
			0.4f, 1, 0.5f, 0, 0.1f, 0.9f, 0.3f });
		try (TorchNetwork before = TorchNetwork.open(kept, Progress.NONE);
				TorchNetwork after = TorchNetwork.open(start, Progress.NONE))
		{
			assertNotEquals(before.parameters().size(), after.parameters().size());
			assertArrayEquals(before.forward(image).values(), after.forward(image)
				.values(), 1e-6f);
		}
	}

	@Test
	void keepsOneConvolutionOfEach() throws IOException {
		final Path trained = folder.resolve("large.pt");
		Architectures.named("span-32x6").write(trained, 2, 1, 1);
		final Path kept = folder.resolve("kept.pt");
		Architectures.named("span-32x6").fuse(trained, kept, 2, 1);
		try (TorchNetwork network = TorchNetwork.open(kept, Progress.NONE)) {
			// Head 320, 19 convolutions of 9248, join 4128, tail 1156.
			assertEquals(181316, network.parameters().values().stream().mapToLong(
				NDArray::size).sum());
		}
	}

	/**
	 * At the start the gates of blocks are neither saturated, which makes the
	 * gradients of the first ones hundreds of times larger than those of the last,
	 * nor nearly shut, which makes those of the last ones vanish.
	 */
	@Test
	void allBlocksLearnFromTheStart() throws IOException {
		final ScriptModule net = Architectures.named("span-32x6").create(2, 1, 1);
		final SplittableRandom random = new SplittableRandom(2);
		final float[] tail = net.variable("tail_w").values();
		for (int i = 0; i < tail.length; i++)
			tail[i] = (float) (0.01 * random.nextGaussian());
		final float[] samples = new float[32 * 32];
		for (int i = 0; i < samples.length; i++)
			samples[i] = (float) random.nextDouble();
		final Path file = folder.resolve("start.pt");
		write(net, file);
		try (TorchNetwork network = TorchNetwork.openForTraining(file,
			ComputeSettings.on(Device.CPU), Progress.NONE);
				NDManager scope = network.newScope();
				GradientCollector collector = Engine.getEngine("PyTorch")
					.newGradientCollector())
		{
			collector.backward(network.forward(TorchNetwork.array(scope, new Tensor(
				new int[] { 1, 1, 32, 32 }, samples)), true).abs().mean());
			final double[] lengths = IntStream.range(0, 6).mapToDouble(block -> network
				.parameters().get("block" + block + "_third_w").getGradient().norm()
				.getFloat()).toArray();
			final double most = Arrays.stream(lengths).max().getAsDouble();
			final double least = Arrays.stream(lengths).min().getAsDouble();
			assertTrue(least > 0.05 * most, () -> Arrays.toString(lengths));
		}
	}

	/** Writes a network all of whose weights count. */
	private Path trained() throws IOException {
		final ScriptModule net = Architectures.named(NAME).create(2, 1, 3);
		final SplittableRandom random = new SplittableRandom(2);
		for (final ScriptModule.Variable variable : net.variables()) {
			if (!variable.trained()) continue;
			for (int i = 0; i < variable.values().length; i++)
				variable.values()[i] += (float) (0.02 * random.nextGaussian());
		}
		final Path file = folder.resolve("trained.pt");
		write(net, file);
		return file;
	}

	private static void write(final ScriptModule net, final Path file)
		throws IOException
	{
		try (OutputStream out = Files.newOutputStream(file)) {
			net.write(out);
		}
	}
}
