package sc.fiji.superres.training;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Function;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Tiles.Stoppable;
import sc.fiji.superres.degrade.PairSampler;
import sc.fiji.superres.degrade.PairSampler.Batch;
import sc.fiji.superres.degrade.PairSampler.Pair;
import sc.fiji.superres.file.AtomicFiles;
import sc.fiji.superres.file.Differences;
import sc.fiji.superres.file.Tensor;
import sc.fiji.superres.network.TorchNetwork;
import sc.fiji.superres.network.ImageNetwork.OutOfDeviceMemory;

/**
 * Trains a TorchScript network on pairs of planes: mean absolute error (squared
 * where pixels of noisy planes are predicted, see {@code loss}), on request with
 * that of the Fourier transform, Adam, warm-up and cosine decay, and a running
 * average of the weights.
 * <p>
 * Samples are 0 to 1. The working folder receives {@code best.pt} (the average
 * with the highest validation PSNR), {@code last.pt}, {@code log.csv} and
 * {@code checkpoint.bin}. A training that was stopped or killed continues from
 * its checkpoint when it is started again with the same settings, and ends with
 * the same weights as an uninterrupted one on the same machine.
 * </p>
 */
public final class NetworkTrainer {

	/** The network with the highest validation score, in the working folder. */
	public static final String BEST = "best.pt";

	/** The network after the last step, in the working folder. */
	public static final String LAST = "last.pt";

	/** Scores by step, in the working folder. */
	public static final String LOG = TrainingLog.FILE;

	private static final String CHECKPOINT = "checkpoint.bin";

	/** All files that it writes to the working folder. */
	static final List<String> FILES = List.of(CHECKPOINT, BEST, LAST, LOG);

	/** A training has diverged if the score is this many dB below the best. */
	private static final double DIVERGED = 20;

	/**
	 * A training has diverged if the mean loss is this many times the one before
	 * the first score.
	 */
	private static final double EXPLODED = 10;

	/** Minimum number of steps for such a mean. */
	private static final int MANY = 50;

	private final TorchNetwork network;
	/** The native passes, which a stop leaves. */
	private final Stoppable passes;
	private final Map<String, NDArray> parameters;
	private final Map<String, TrainedTensor> tensors = new LinkedHashMap<>();
	/** What sets each parameter. */
	private final Map<String, Consumer<float[]>> setters = new HashMap<>();
	private BatchMemory low;
	private BatchMemory high;
	private BatchMemory known;
	private final PairSampler sampler;
	private final ValidationSet validation;
	private final TrainingSettings given;
	private TrainingSettings settings;
	private final TimeBudget budget;
	private final SortedMap<String, String> task;
	private final Path folder;
	private final TrainingLog log;
	private int step;
	private int bestStep;
	private double bestScore = Double.NEGATIVE_INFINITY;
	/** Sum of the losses since the last score, and their number. */
	private double loss;
	private int losses;

	/** The reason why a training ended. */
	public enum End {

			/** All steps were taken, or fewer where the score no longer rose. */
			DONE,

			/** The user stopped it; it continues when started again. */
			STOPPED,

			/**
			 * The loss was NaN, or far above the first losses for many steps, or the
			 * score was far below the best.
			 */
			DIVERGED
	}

	/**
	 * The result of a training.
	 *
	 * @param bestStep step of the best validation score
	 * @param psnr that score, as {@link ValidationSet#score} defines it
	 * @param before the score before the first step
	 * @param steps number of steps that were taken
	 * @param end why it ended
	 * @param settings by which it can be repeated, without a clock, to the same
	 *          end
	 */
	public record Result(int bestStep, double psnr, double before, int steps,
		End end, TrainingSettings settings)
	{}

	private NetworkTrainer(final TorchNetwork network, final Stoppable passes,
		final PairSampler sampler, final ValidationSet validation,
		final TrainingSettings settings, final TimeBudget budget,
		final SortedMap<String, String> task, final Path folder)
	{
		this.network = network;
		this.passes = passes;
		this.parameters = network.parameters();
		this.sampler = sampler;
		this.validation = validation;
		given = budget.isLimited() ? settings.with(Decay.NEVER.to(), List.of(
			Decay.NEVER)) : settings;
		this.settings = given;
		this.budget = budget;
		this.task = task;
		this.folder = folder;
		log = new TrainingLog(folder);
		parameters.forEach((name, array) -> {
			tensors.put(name, TrainedTensor.of(array.toFloatArray(), rows(array)));
			setters.put(name, TorchNetwork.setter(array));
		});
	}

	/**
	 * Trains a network, or resumes if the working folder contains a checkpoint.
	 *
	 * @param start TorchScript archive of the untrained network
	 * @param training pairs of planes to train on
	 * @param validation pairs of planes of the validation set
	 * @param settings how it is trained; with a limited time, neither its steps nor
	 *          its decays count
	 * @param budget how long it may take
	 * @param task network and data by name: a checkpoint is continued only if
	 *          these values and the settings are equal
	 * @param folder working folder, created if missing; the caller ensures that
	 *          no other training uses it ({@link TrainingFolder})
	 * @param watcher updated after each score
	 * @param progress updated after each step; a step or a score that is running
	 *          when the user stops is left, and does not count
	 * @return the result; the best network is in the working folder
	 * @throws IOException if the working folder cannot be used, because its disk
	 *           is full or it belongs to another training; previous files are
	 *           kept
	 * @throws IllegalStateException if its steps do not fit into memory, or into
	 *           that of the GPU
	 * @throws CancellationException if the user stopped it before the first score
	 */
	public static Result train(final Path start, final List<Pair> training,
		final List<Pair> validation, final TrainingSettings settings,
		final TimeBudget budget, final Map<String, ?> task, final Path folder, final TrainingWatcher watcher,
		final Progress progress) throws IOException
	{
		final ValidationSet scored = new ValidationSet(validation);
		final SortedMap<String, String> values = new TreeMap<>();
		task.forEach((name, value) -> values.put(name, value.toString()));
		settings.values().forEach((name, value) -> values.put(name, value
			.toString()));
		if (budget.isLimited()) {
			values.keySet().removeAll(Set.of("steps", "decay"));
			values.put("minutes", Double.toString(budget.minutes()));
		}
		final PairSampler sampler = PairSampler.of(training, settings.patch(),
			settings.batch(), settings.seed());
		Files.createDirectories(folder);
		try (TorchNetwork network = TorchNetwork.openForTraining(start, settings
			.compute(), progress);
				Stoppable passes = new Stoppable(progress))
		{
			BatchMemory.require(network, training.get(0), settings);
			return new NetworkTrainer(network, passes, sampler, scored, settings,
				budget, values, folder).run(watcher, progress);
		}
		catch (final OutOfDeviceMemory exc) {
			throw new IllegalStateException("Training on " + settings.batch() +
				" patches of " + settings.patch() + " x " + settings.patch() +
				" pixels per step, or scoring a validation image, needs more memory than " +
				"the GPU has: choose fewer or smaller patches, smaller validation images, " +
				"or device=cpu, with which it continues (" + exc.getMessage() + ")", exc);
		}
	}

	/** Returns the number of normalized outputs of a tensor. */
	private int rows(final NDArray array) {
		final Shape shape = array.getShape();
		return settings.normalized() && shape.dimension() == 4 ? (int) shape.get(0)
			: 0;
	}

	private Result run(final TrainingWatcher watcher, final Progress progress)
		throws IOException
	{
		final Path checkpoint = folder.resolve(CHECKPOINT);
		budget.start();
		if (Files.exists(checkpoint)) restore(Checkpoint.read(checkpoint));
		else {
			score(Double.NaN, watcher);
			budget.scored();
		}
		try {
			return proceed(watcher, progress);
		}
		catch (final CancellationException e) {
			save();
			return result(End.STOPPED);
		}
	}

	private Result proceed(final TrainingWatcher watcher,
		final Progress progress) throws IOException
	{
		final long begin = System.nanoTime();
		final int first = step;
		// A stop may have left the score of the last step.
		if (log.lastStep() < step && isDue() && !advance(watcher)) return result(
			End.DIVERGED);
		while (step < settings.steps()) {
			progress.check();
			loss += step();
			losses++;
			if (!Double.isFinite(loss) || exploded()) return result(End.DIVERGED);
			budget.stepped();
			if (isDue() && !advance(watcher)) return result(End.DIVERGED);
			progress.update(share(), describe((System.nanoTime() - begin) / 1e9 /
				(step - first)));
			if (step < settings.steps()) budget.decide(step, settings.steps(), settings
				.interval()).or(() -> settings.early(step, bestStep)).ifPresent(
					decay -> settings = settings.ending(decay));
		}
		put(TrainedTensor::average);
		AtomicFiles.write(folder.resolve(LAST), true, this::writeNetwork);
		return result(End.DONE);
	}

	/** Returns whether a score is due after the last step. */
	private boolean isDue() {
		return step > 0 && (step % settings.interval() == 0 || step == settings
			.steps());
	}

	/** Scores the last step, and returns whether the training may go on. */
	private boolean advance(final TrainingWatcher watcher) throws IOException {
		final double psnr = score(loss / losses, watcher);
		if (!(psnr > bestScore - DIVERGED)) return false;
		loss = losses = 0;
		save();
		budget.scored();
		return true;
	}

	/** Returns how much is done. */
	private double share() {
		return budget.isLimited() ? 1 - budget.left() / 60 / budget.minutes()
			: (double) step / settings.steps();
	}

	private String describe(final double secondsPerStep) {
		final boolean open = settings.steps() == Decay.NEVER.to();
		final double left = budget.isLimited() ? budget.left() : secondsPerStep *
			(settings.steps() - step);
		return String.format(Locale.ROOT, "step %d%s, %.2f dB (bicubic %.2f), %d " +
			"min left", step, open ? "" : " of " + settings.steps(), bestScore,
			validation.bicubic(), Math.round(left / 60));
	}

	private List<Plane> enlarge(final List<Plane> lows) {
		return passes.call(() -> PlaneTensors.of(network.forward(PlaneTensors
			.tensor(lows))), unwanted -> {});
	}

	/**
	 * Returns whether the loss has exploded, which the averaged weights hide for
	 * a long time.
	 */
	private boolean exploded() {
		return losses >= MANY && loss / losses > EXPLODED * log.firstLoss();
	}

	private Result result(final End end) {
		// What the clock has not ended yet ends here, at the rate that is held.
		return new Result(bestStep, bestScore, log.before(), step, end,
			settings.steps() == Decay.NEVER.to() ? settings.with(Math.max(1, step), List
				.of(Decay.NEVER)) : settings);
	}

	/** Takes one step and returns its loss. */
	private double step() {
		final Batch batch = sampler.batch(step + 1);
		final float loss = passes.call(() -> network.collect(collector -> backward(
			batch, collector)), unwanted -> {});
		step++;
		parameters.forEach(this::update);
		return loss;
	}

	/** Sets the gradients for a batch and returns its loss. */
	private float backward(final Batch batch, final GradientCollector collector) {
		if (low == null) {
			low = new BatchMemory(batch.low().length);
			high = new BatchMemory(batch.high().length);
			known = new BatchMemory(batch.high().length);
		}
		try (NDManager scope = network.newScope()) {
			final NDArray input = low.array(scope, tensor(batch, batch.low(), batch
				.width(), batch.height()));
			final NDArray wanted = high.array(scope, tensor(batch, batch.high(), batch
				.side(), batch.side()));
			final NDArray loss = loss(network.forward(input, true).sub(wanted), batch,
				scope);
			collector.backward(loss);
			return loss.getFloat();
		}
	}

	/**
	 * Returns the mean absolute error, with that of the real and imaginary parts of
	 * its Fourier transform over each patch, times its weight (Cho et al. 2021, eq.
	 * 5); where not all is known, the mean squared error of what is, whose minimum
	 * is the mean of noisy values.
	 */
	private NDArray loss(final NDArray error, final Batch batch,
		final NDManager scope)
	{
		if (batch.known().isEmpty()) return settings.fourier() == 0 ? error.abs()
			.mean() : error.abs().mean().add(error.fft2(new long[] { batch.side(), batch
				.side() }).real().abs().mean().mul((float) settings
					.fourier()));
		final float[] values = batch.known().get();
		float count = 0;
		for (final float value : values)
			count += value;
		return error.mul(known.array(scope, tensor(batch, values, batch.side(),
			batch.side())))
			.square().sum().div(count);
	}

	private static Tensor tensor(final Batch batch, final float[] patches,
		final int width, final int height)
	{
		return new Tensor(new int[] { batch.count(), batch.channels(), height,
			width }, patches);
	}

	private void update(final String name, final NDArray parameter) {
		final TrainedTensor tensor = tensors.get(name);
		try (NDArray gradient = parameter.getGradient()) {
			tensor.update(gradient.toFloatArray(), settings.rateAt(step), step,
				settings.averaging());
			gradient.muli(0);
		}
		setters.get(name).accept(tensor.plain());
	}

	/** Copies one form of the weights to the network. */
	private void put(final Function<TrainedTensor, float[]> form) {
		tensors.forEach((name, tensor) -> setters.get(name).accept(form.apply(
			tensor)));
	}

	/**
	 * Scores the average of the weights, logs it, and keeps it if it is the best
	 * so far.
	 */
	private double score(final double meanLoss, final TrainingWatcher watcher)
		throws IOException
	{
		put(TrainedTensor::average);
		final double psnr = validation.score(this::enlarge);
		log.add(new TrainingLog.Line(step, meanLoss, psnr, validation.bicubic(),
			settings.rateAt(step)));
		if (psnr > bestScore) {
			bestScore = psnr;
			bestStep = step;
			AtomicFiles.write(folder.resolve(BEST), true, this::writeNetwork);
		}
		watcher.scored(log.lines(), () -> validation.preview(this::enlarge));
		put(TrainedTensor::plain);
		return psnr;
	}

	// -- Checkpoints --

	private void save() throws IOException {
		final Map<String, Checkpoint.State> states = new LinkedHashMap<>();
		tensors.forEach((name, tensor) -> states.put(name, tensor.state()));
		final Checkpoint checkpoint = new Checkpoint(task, step, bestStep,
			bestScore, loss, losses, budget.spent(), settings.equals(given) ? List
				.of() : settings.decays(), states);
		AtomicFiles.write(folder.resolve(CHECKPOINT), true, checkpoint::write);
	}

	private void restore(final Checkpoint checkpoint) throws IOException {
		final String difference = Differences.between(checkpoint.task(),
			task);
		if (!difference.isEmpty()) throw new IOException(folder +
			" holds the checkpoint of another training (" + difference +
			"): choose another folder, or delete it");
		if (!fits(checkpoint)) throw new IOException(folder +
			" holds the checkpoint of another network: choose another folder, or " +
			"delete it");
		checkpoint.states().forEach((name, state) -> tensors.put(name, TrainedTensor
			.of(state, rows(parameters.get(name)))));
		put(TrainedTensor::plain);
		step = checkpoint.step();
		bestStep = checkpoint.bestStep();
		bestScore = checkpoint.bestScore();
		loss = checkpoint.loss();
		budget.resume(checkpoint.seconds());
		checkpoint.decays().forEach(decay -> settings = settings.ending(decay));
		losses = checkpoint.losses();
		log.cut(step);
	}

	/** Returns whether a checkpoint has the tensors of the network. */
	private boolean fits(final Checkpoint checkpoint) {
		return checkpoint.states().keySet().equals(tensors.keySet()) && tensors
			.entrySet().stream().allMatch(e -> checkpoint.states().get(e.getKey())
				.average().length == e.getValue().average().length);
	}

	private void writeNetwork(final Path file) throws IOException {
		try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(
			file)))
		{
			network.write(out);
		}
	}
}
