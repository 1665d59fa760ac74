package sc.fiji.superres.training;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.degrade.PairSampler;
import sc.fiji.superres.degrade.PairSampler.Batch;
import sc.fiji.superres.degrade.PairSampler.Pair;
import sc.fiji.superres.degrade.TestPairs;
import sc.fiji.superres.file.AtomicFiles;
import sc.fiji.superres.network.ComputeSettings;
import sc.fiji.superres.network.Device;
import sc.fiji.superres.network.TorchNetwork;
import sc.fiji.superres.network.architecture.Architectures;

/**
 * Times {@value #STEPS} steps of a training, with its patches, averages and two
 * scores of a small image, against the same steps in plain DJL calls on one
 * ready-made batch.
 * <p>
 * Run by {@code org.openjdk.jmh.Main TrainingBenchmark} on the test class path.
 * </p>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 4)
@Fork(value = 1, jvmArgs = "-Xmx2g")
public class TrainingBenchmark {

	private static final int STEPS = 20;

	private final List<Pair> pairs = new ArrayList<>();
	private Path folder;
	private Path start;
	private TorchNetwork network;
	private Batch batch;
	private Optimizer adam;

	@Setup
	public void prepare() throws IOException {
		folder = Files.createTempDirectory("superres-benchmark-");
		start = folder.resolve("start.pt");
		Architectures.named("balanced").write(start, 2, 1, 1);
		final Random random = new Random(1);
		for (final int side : new int[] { 512, 96 }) {
			final float[] samples = new float[side * side];
			for (int i = 0; i < samples.length; i++)
				samples[i] = random.nextFloat();
			pairs.add(TestPairs.of(new Plane(samples, side, side), Degradation.bicubic(
				2)));
		}
		batch = PairSampler.of(pairs.subList(0, 1), 48, 8, 1).batch(1);
		network = TorchNetwork.openForTraining(start, ComputeSettings.on(Device.CPU), Progress.NONE);
		adam = Optimizer.adam().optLearningRateTracker(Tracker.fixed(1e-4f)).build();
	}

	@TearDown
	public void end() throws IOException {
		network.close();
		AtomicFiles.delete(folder);
	}

	@Benchmark
	public NetworkTrainer.Result trainer() throws IOException {
		final Path work = Files.createTempDirectory(folder, "work");
		return NetworkTrainer.train(start, pairs.subList(0, 1), pairs.subList(1, 2),
			TrainingSettings.of(48, 8, STEPS, 1e-4, 1, false), TimeBudget.none(), Map.of(), work,
			TrainingWatcher.NONE, Progress.NONE);
	}

	@Benchmark
	public float plain() {
		float last = 0;
		for (int i = 0; i < STEPS; i++)
			last = plainStep();
		return last;
	}

	private float plainStep() {
		final Map<String, NDArray> parameters = network.parameters();
		try (NDManager scope = network.newScope();
				GradientCollector collector = Engine.getEngine("PyTorch")
					.newGradientCollector())
		{
			final NDArray input = scope.create(FloatBuffer.wrap(batch.low()),
				new Shape(8, 1, 48, 48));
			final NDArray wanted = scope.create(FloatBuffer.wrap(batch.high()),
				new Shape(8, 1, 96, 96));
			final NDArray loss = network.forward(input, true).sub(wanted).abs()
				.mean();
			collector.backward(loss);
			parameters.forEach((name, parameter) -> {
				final NDArray gradient = parameter.getGradient();
				adam.update(name, parameter, gradient);
				gradient.muli(0);
				gradient.close();
			});
			return loss.getFloat();
		}
	}
}
