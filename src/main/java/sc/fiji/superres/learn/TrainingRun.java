package sc.fiji.superres.learn;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.bound.ImageKind;
import sc.fiji.superres.file.AtomicFiles;
import sc.fiji.superres.file.Overlap;
import sc.fiji.superres.model.About;
import sc.fiji.superres.model.ModelPackage;
import sc.fiji.superres.model.Provenance;
import sc.fiji.superres.model.Provenance.Figure;
import sc.fiji.superres.network.ComputeSettings;
import sc.fiji.superres.network.Device;
import sc.fiji.superres.network.Networks;
import sc.fiji.superres.network.Precision;
import sc.fiji.superres.training.Decay;
import sc.fiji.superres.training.Interrupted;
import sc.fiji.superres.training.NetworkPackage;
import sc.fiji.superres.training.NetworkTrainer;
import sc.fiji.superres.training.NetworkTrainer.End;
import sc.fiji.superres.training.NetworkTrainer.Result;
import sc.fiji.superres.training.TimeBudget;
import sc.fiji.superres.training.TrainingFolder;
import sc.fiji.superres.training.TrainingStart;
import sc.fiji.superres.training.TrainingWatcher;
import sc.fiji.superres.training.ValidationSet;

/**
 * Trains a network: reads the images, sets some aside for validation, trains,
 * scores the result against bicubic, and writes the package.
 * <p>
 * The working folder lies beside the package and has its name followed by
 * {@value #WORK}. It is kept until the training is done, so that an interrupted
 * run continues where it stopped. A run that the user stops, or that diverges,
 * still writes a package of the best network so far.
 * </p>
 */
public final class TrainingRun {

	/** What the errors of a new model are calibrated on. */
	static final String CALIBRATION = "validation images of the training";

	/** What the kind of a new model's images is fitted to. */
	static final String KIND = "images that the model was trained on";

	private static final String WORK = ".training";

	/**
	 * What is reached on the validation set, in dB.
	 *
	 * @param bicubic by bicubic interpolation
	 * @param start name of what the training started from
	 * @param before by that, before the first step
	 * @param model by the new model
	 */
	public record Scores(double bicubic, String start, double before,
		double model)
	{}

	private final TrainingPlan plan;
	private final Path output;
	private final boolean replace;
	/** Whether the package is needed for a while only. */
	private final boolean temporary;
	private final Progress progress;
	private final Path work;
	private final int scale;

	private TrainingRun(final TrainingPlan plan, final Path output,
		final boolean replace, final boolean temporary, final Progress progress)
	{
		this.plan = plan;
		this.output = output;
		this.replace = replace;
		this.temporary = temporary;
		this.progress = progress;
		work = output.resolveSibling(output.getFileName() + WORK);
		scale = plan.task().scale();
	}

	/**
	 * Runs the training.
	 *
	 * @param plan what to train
	 * @param output folder of the package; its name is the model's
	 * @param replace whether an existing package may be replaced
	 * @param watcher updated after each score
	 * @param progress updated after each step
	 * @return what was reached
	 * @throws IOException if images cannot be read, the package cannot be
	 *           written, or another training is writing to it
	 * @throws IllegalArgumentException if the images cannot be trained on, or the
	 *           name of the model is not valid; the message says why
	 * @throws ArithmeticException if the training diverged; the message says where
	 *           the best network is
	 * @throws Interrupted if the user stopped it; the message says where
	 *           the best network is
	 */
	public static Scores run(final TrainingPlan plan, final Path output,
		final boolean replace, final TrainingWatcher watcher,
		final Progress progress) throws IOException
	{
		return new TrainingRun(plan, output, replace, false, progress).run(watcher);
	}

	/**
	 * Runs a training whose package the caller will delete: messages do not name it.
	 *
	 * @see #run(TrainingPlan, Path, boolean, TrainingWatcher, Progress)
	 */
	static Scores temporary(final TrainingPlan plan, final Path output,
		final TrainingWatcher watcher, final Progress progress) throws IOException
	{
		return new TrainingRun(plan, output, true, true, progress).run(watcher);
	}

	/** Returns whether a training made its package, and was not stopped. */
	static boolean isDone(final Path output) {
		return Files.exists(output) && Files.notExists(output.resolveSibling(output
			.getFileName() + WORK));
	}

	private Scores run(final TrainingWatcher watcher) throws IOException {
		final TimeBudget budget = plan.budget();
		plan.settings().compute().device().here(); // A GPU that is not there is refused.
		checkOutput();
		final List<Path> inputs = plan.task().inputs();
		plan.start().path().ifPresent(inputs::add);
		Overlap.refuse(inputs, List.of(output, work), WrongUsage::new);
		plan.task().reserved(); // A missing folder is refused.
		try (TrainingFolder folder = TrainingFolder.of(work)) {
			final TrainingImages images = TrainingImages.read(plan.task(), plan
				.start().channels(), plan.settings().patch(), split(), progress);
			final Path start = work.resolve(TrainingFolder.START);
			AtomicFiles.write(start, true, part -> plan.start().write(part, scale, plan
				.settings().seed()));
			final Result result = NetworkTrainer.train(start, images.training(), images
				.validation(), plan.settings(), budget, task(images), work, watcher,
				progress);
			finish(plan.repeated(result.settings()), images, result);
			folder.delete();
			return new Scores(new ValidationSet(images.validation()).bicubic(), plan
				.start().path().map(path -> path.getFileName().toString()).orElse(plan
					.start().name()), result.before(), result.psnr());
		}
	}

	private void checkOutput() throws IOException {
		try {
			ModelPackage.check(output, replace, about());
		}
		catch (final FileAlreadyExistsException e) {
			if (Files.notExists(work)) throw e;
			throw new FileAlreadyExistsException(output.toString(), null,
				"is the best network of a training that was stopped: allow overwriting to " +
					"continue that, or choose another name");
		}
	}

	/** Returns the training task by name; a checkpoint continues no other. */
	private Map<String, Object> task(final TrainingImages images) {
		final Map<String, Object> task = new TreeMap<>();
		task.put("network", plan.start().name());
		task.put("channels", plan.start().channels());
		task.put("base", plan.start().checksum());
		task.put("training images", images.training().size());
		task.put("validation images", images.validation().size());
		task.put("image checksum", images.checksum());
		task.put("lowres", plan.task().source().lowres().isPresent());
		task.putAll(plan.task().values());
		return task;
	}

	private void finish(final TrainingPlan repeated, final TrainingImages images,
		final Result result) throws IOException
	{
		final boolean done = result.end() == End.DONE;
		if (done || result.bestStep() > 0) {
			final List<Figure> figures = new ArrayList<>();
			figures.add(new ValidationSet(images.validation()).figure(result.psnr()));
			write(repeated, images, result, figures, replace);
			// The package is written already, even if the benchmarks fail.
			if (done && figures.addAll(benchmarks())) write(repeated, images, result,
				figures, true);
			if (done) calibrate(images);
			if (temporary) progress.note(TrainingTask.text(figures));
			else TrainingTask.tell(figures, output, progress);
		}
		final String best = result.bestStep() == 0 ? "; it had not yet improved " +
			"on its start, and nothing was written" : "; the best network so far is " +
				"that of step " + result.bestStep() + (temporary ? "" : ", in " +
					output);
		if (result.end() == End.STOPPED) throw new Interrupted(
			"Stopped by the user after step " + result.steps() + best +
				". The same command " + (temporary ? "" : "with overwrite ") +
				"continues");
		if (result.end() == End.DIVERGED) throw new ArithmeticException(
			"The training diverged at step " + result.steps() +
				": choose a learning rate below " + plan.settings().rate() +
				", and delete " + work + best);
	}

	private void write(final TrainingPlan repeated, final TrainingImages images,
		final Result result, final List<Figure> figures, final boolean overwrite)
		throws IOException
	{
		NetworkPackage.write(plan.start(), scale, work, images.validation().get(0).lows(), about(),
			new Provenance(repeated.task().command(), plan.settings().seed(), plan.task()
				.source().describe(), images.degradation(), settings(repeated, images,
					result), figures), images.data(), output, overwrite);
	}

	/**
	 * Stores the kind of the images, and calibrates the errors of the network,
	 * whose truth is known but for networks that learned from noise alone.
	 */
	private void calibrate(final TrainingImages images) throws IOException {
		if (plan.start().isAxial()) return;
		final Optional<ImageKind> kind = images.kind();
		if (kind.isPresent()) kind.get().write(output, KIND);
		if (plan.task().isBlind()) return;
		try (Upscaler best = best()) {
			new ValidationSet(images.validation()).bound(best, progress).write(output,
				CALIBRATION);
		}
	}

	private List<Figure> benchmarks() throws IOException {
		if (plan.task().benchmarks().isEmpty()) return List.of();
		try (Upscaler best = best()) {
			return plan.task().figures(best, progress);
		}
	}

	private Upscaler best() throws IOException {
		return Networks.open(work.resolve(NetworkTrainer.BEST), ComputeSettings.on(
			plan.settings().compute().device()), progress);
	}

	private About about() {
		return plan.task().about(output, plan.start().describe(), plan.start()
			.name(), plan.start().cite());
	}

	private Map<String, Object> settings(final TrainingPlan repeated,
		final TrainingImages images, final Result result)
	{
		final Map<String, Object> map = new LinkedHashMap<>();
		map.put(TrainingStart.NETWORK, plan.start().name());
		map.put("channels", plan.start().channels());
		plan.start().base().ifPresent(base -> map.put("started from", base));
		map.putAll(plan.task().toMap(images));
		map.put("steps", repeated.settings().steps());
		if (result.steps() < repeated.settings().steps()) map.put("ended after step",
			result.steps());
		if (!repeated.settings().decays().isEmpty()) map.put("decay", Decay.text(
			repeated.settings().decays()));
		map.put("best step", result.bestStep());
		if (plan.start().base().isPresent()) map.put(
			"validation PSNR before (dB)", Math.round(100 * result.before()) / 100.0);
		map.put("patch", plan.settings().patch());
		map.put("batch", plan.settings().batch());
		map.put("learning rate", plan.settings().rate());
		if (plan.settings().fourier() > 0) map.put("Fourier loss", plan.settings()
			.fourier());
		if (plan.settings().compute().device().here() == Device.GPU) map.put("device", "gpu");
		final Precision precision = plan.settings().compute().precision();
		if (precision != Precision.FLOAT32) map.put("precision", precision
			.toString());
		map.putAll(images.toMap());
		if (plan.task().source().validation().isEmpty() && split() != plan.settings()
			.seed()) map.put(TrainingStart.SPLIT, split());
		return map;
	}

	/** Returns the seed for choosing the validation set. */
	private long split() {
		return plan.start().split(plan.settings().seed());
	}
}
