package sc.fiji.superres.training;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.degrade.PairSampler;
import sc.fiji.superres.degrade.PairSampler.Batch;
import sc.fiji.superres.degrade.PairSampler.Pair;
import sc.fiji.superres.degrade.Plane;
import sc.fiji.superres.model.AtomicFiles;
import sc.fiji.superres.model.Tensor;
import sc.fiji.superres.network.TorchNetwork;
import sc.fiji.superres.quality.Psnr;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Sampling;

/**
 * Trains a TorchScript network on pairs of planes: mean absolute error, Adam,
 * warm-up and cosine decay.
 * <p>
 * Samples are 0 to 1. The working folder receives {@code best.pt} (the network
 * with the highest held-out PSNR), {@code last.pt}, {@code log.csv} and
 * {@code checkpoint.bin}. A training that was stopped or killed goes on from its
 * checkpoint when it is started again with the same settings, and ends with the
 * same weights as an unbroken one on the same machine.
 * </p>
 */
public final class NetworkTrainer {

	/** The network with the highest held-out score, in the working folder. */
	public static final String BEST = "best.pt";

	/** The network after the last step, in the working folder. */
	public static final String LAST = "last.pt";

	/** Scores by step, in the working folder. */
	public static final String LOG = "log.csv";

	private static final String CHECKPOINT = "checkpoint.bin";
	private static final String LOG_HEADER = "step,loss,psnr,rate";

	private final TorchNetwork network;
	private final Map<String, NDArray> parameters;
	private final Map<String, float[]> values = new LinkedHashMap<>();
	/** The native memory of the parameters, seen from Java. */
	private final Map<String, FloatBuffer> memory = new HashMap<>();
	private final Map<String, Adam> optimizers = new LinkedHashMap<>();
	private final PairSampler sampler;
	private final List<Pair> heldOut;
	private final TrainingSettings settings;
	private final String task;
	private final Path folder;
	private int step;
	private int bestStep;
	private double bestScore = Double.NEGATIVE_INFINITY;
	/** Sum of the losses since the last score, and their number. */
	private double loss;
	private int losses;

	/**
	 * What a training reached.
	 *
	 * @param step of the best held-out score
	 * @param psnr that score: mean PSNR over the held-out planes in dB, peak 1,
	 *          borders of {@code scale} pixels left out
	 */
	public record Result(int step, double psnr) {}

	private NetworkTrainer(final TorchNetwork network, final PairSampler sampler,
		final List<Pair> heldOut, final TrainingSettings settings,
		final String task, final Path folder)
	{
		this.network = network;
		this.parameters = network.parameters();
		this.sampler = sampler;
		this.heldOut = heldOut;
		this.settings = settings;
		this.task = task;
		this.folder = folder;
		parameters.forEach((name, array) -> {
			values.put(name, array.toFloatArray());
			memory.put(name, share(array));
			optimizers.put(name, new Adam(values.get(name).length));
		});
	}

	/**
	 * Trains a network, or goes on with it where the working folder holds a
	 * checkpoint.
	 *
	 * @param start TorchScript archive of the untrained network
	 * @param training pairs of planes that it learns from
	 * @param heldOut pairs of planes that it is scored on and never learns from
	 * @param settings how it is trained
	 * @param name what is trained on what, in one line: a checkpoint is continued
	 *          only if this and the settings are equal
	 * @param folder working folder, made where it does not exist
	 * @param progress told after each step
	 * @return what was reached; the best network is in the working folder
	 * @throws IOException if the working folder cannot be used
	 * @throws ArithmeticException if the loss diverges; the best state is kept
	 * @throws CancellationException if the user stopped it; a checkpoint of the
	 *           last step is kept
	 */
	public static Result train(final Path start, final List<Pair> training,
		final List<Pair> heldOut, final TrainingSettings settings,
		final String name, final Path folder, final Progress progress)
		throws IOException
	{
		if (heldOut.isEmpty()) throw new IllegalArgumentException(
			"There are no held-out images to score the network on: give at least " +
				"one");
		final PairSampler sampler = PairSampler.of(training, settings.patch(),
			settings.batch(), settings.seed());
		Files.createDirectories(folder);
		try (TorchNetwork network = TorchNetwork.openForTraining(start)) {
			return new NetworkTrainer(network, sampler, heldOut, settings, name +
				"; " + settings, folder).run(progress);
		}
	}

	/** Moves an array to memory that Java can write to, and gives that. */
	private static FloatBuffer share(final NDArray array) {
		final float[] values = array.toFloatArray();
		final ByteBuffer bytes = ByteBuffer.allocateDirect(values.length *
			Float.BYTES).order(ByteOrder.nativeOrder());
		bytes.asFloatBuffer().put(values);
		array.set(bytes);
		return bytes.asFloatBuffer();
	}

	/**
	 * Scores bicubic interpolation as held-out planes are scored.
	 *
	 * @return mean PSNR in dB
	 */
	public static double bicubic(final List<Pair> heldOut) {
		double sum = 0;
		for (final Pair pair : heldOut) {
			final Plane high = pair.high();
			sum += psnr(pair, pair.low().resampled(Sampling.of(Kernel.named(
				"bicubic")), high.width(), high.height()).samples());
		}
		return sum / heldOut.size();
	}

	private static double psnr(final Pair pair, final float[] enlarged) {
		final Plane high = pair.high();
		return Psnr.of(high.samples(), enlarged, high.width(), high.height(), high
			.width() / pair.low().width(), 1);
	}

	private Result run(final Progress progress) throws IOException {
		final Path checkpoint = folder.resolve(CHECKPOINT);
		if (Files.exists(checkpoint)) restore(Checkpoint.read(checkpoint));
		else score(Double.NaN);
		final long begin = System.nanoTime();
		final int first = step;
		while (step < settings.steps()) {
			if (progress.cancelled()) {
				save();
				throw new CancellationException("Stopped by the user after step " +
					step);
			}
			loss += step();
			losses++;
			if (!Double.isFinite(loss)) throw new ArithmeticException(
				"The training diverged at step " + step + " (loss " + loss +
					"): choose a learning rate below " + settings.rate() +
					"; the best network so far is " + folder.resolve(BEST));
			if (step % settings.interval() == 0 || step == settings.steps()) {
				score(loss / losses);
				loss = losses = 0;
				save();
			}
			final double seconds = (System.nanoTime() - begin) / 1e9 / (step -
				first) * (settings.steps() - step);
			progress.update((double) step / settings.steps(), String.format(
				Locale.ROOT, "step %d of %d, %.2f dB, %d min left", step, settings
					.steps(), bestScore, Math.round(seconds / 60)));
		}
		AtomicFiles.write(folder.resolve(LAST), true, this::writeNetwork);
		return new Result(bestStep, bestScore);
	}

	/** Takes one step and gives its loss. */
	private double step() {
		final Batch batch = sampler.batch(++step);
		final int low = batch.side();
		final int high = low * batch.scale();
		try (NDManager scope = network.newScope();
				GradientCollector collector = Engine.getEngine("PyTorch")
					.newGradientCollector())
		{
			final NDArray input = TorchNetwork.array(scope, new Tensor(new int[] {
				batch.count(), 1, low, low }, batch.low()));
			final NDArray wanted = TorchNetwork.array(scope, new Tensor(new int[] {
				batch.count(), 1, high, high }, batch.high()));
			final NDArray loss = network.forward(input, true).sub(wanted).abs()
				.mean();
			collector.backward(loss);
			parameters.forEach(this::update);
			return loss.getFloat();
		}
	}

	private void update(final String name, final NDArray parameter) {
		try (NDArray gradient = parameter.getGradient()) {
			optimizers.get(name).update(values.get(name), gradient.toFloatArray(),
				settings.rateAt(step), step);
			gradient.muli(0);
		}
		memory.get(name).put(0, values.get(name));
	}

	/** Scores the network, logs it, and keeps it if it is the best so far. */
	private void score(final double meanLoss) throws IOException {
		double sum = 0;
		for (final Pair pair : heldOut)
			sum += score(pair);
		final double psnr = sum / heldOut.size();
		final Path log = folder.resolve(LOG);
		final List<String> lines = new ArrayList<>();
		if (step > 0) lines.addAll(Files.readAllLines(log));
		else lines.add(LOG_HEADER);
		lines.add(String.format(Locale.ROOT, "%d,%.6f,%.4f,%.3g", step, meanLoss,
			psnr, settings.rateAt(step)));
		AtomicFiles.write(log, true, part -> Files.write(part, lines));
		if (psnr > bestScore) {
			bestScore = psnr;
			bestStep = step;
			AtomicFiles.write(folder.resolve(BEST), true, this::writeNetwork);
		}
	}

	private double score(final Pair pair) {
		final Plane low = pair.low();
		final Plane high = pair.high();
		final Tensor output = network.forward(new Tensor(new int[] { 1, 1, low
			.height(), low.width() }, low.samples()));
		final int[] wanted = { 1, 1, high.height(), high.width() };
		final int scale = high.width() / low.width();
		if (!Arrays.equals(output.shape(), wanted))
			throw new IllegalArgumentException("The network makes " + Arrays.toString(
				output.shape()) + " of " + low + ", but the images were degraded by " +
				scale + ": choose a network that enlarges by " + scale);
		return psnr(pair, output.values());
	}

	// -- Checkpoints --

	private void save() throws IOException {
		final Map<String, Checkpoint.State> states = new LinkedHashMap<>();
		values.forEach((name, array) -> states.put(name, new Checkpoint.State(array,
			optimizers.get(name).mean(), optimizers.get(name).variance())));
		final Checkpoint checkpoint = new Checkpoint(task, step, bestStep,
			bestScore, loss, losses, states);
		AtomicFiles.write(folder.resolve(CHECKPOINT), true, checkpoint::write);
	}

	private void restore(final Checkpoint checkpoint) throws IOException {
		if (!checkpoint.task().equals(task)) throw new IOException(folder +
			" holds the checkpoint of another training (" + checkpoint.task() +
			"), not of this one (" + task + "): choose another folder, or delete it");
		if (!fits(checkpoint)) throw new IOException(folder +
			" holds the checkpoint of another network: choose another folder, or " +
			"delete it");
		checkpoint.states().forEach((name, state) -> {
			values.put(name, state.values());
			optimizers.put(name, new Adam(state.mean(), state.variance()));
			memory.get(name).put(0, state.values());
		});
		step = checkpoint.step();
		bestStep = checkpoint.bestStep();
		bestScore = checkpoint.bestScore();
		loss = checkpoint.loss();
		losses = checkpoint.losses();
		final List<String> log = Files.readAllLines(folder.resolve(LOG));
		log.removeIf(line -> !line.equals(LOG_HEADER) && Integer.parseInt(line
			.substring(0, line.indexOf(','))) > step);
		AtomicFiles.write(folder.resolve(LOG), true, part -> Files.write(part,
			log));
	}

	/** Tells whether a checkpoint has the parameters of the network. */
	private boolean fits(final Checkpoint checkpoint) {
		return checkpoint.states().keySet().equals(values.keySet()) && values
			.entrySet().stream().allMatch(e -> checkpoint.states().get(e.getKey())
				.values().length == e.getValue().length);
	}

	private void writeNetwork(final Path file) throws IOException {
		try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(
			file)))
		{
			network.write(out);
		}
	}
}
