package sc.fiji.superres.learn;

import ij.ImagePlus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.degrade.DegradationRange;
import sc.fiji.superres.degrade.ValueRange;
import sc.fiji.superres.image.file.ImageFiles;
import sc.fiji.superres.image.file.ImageFolder;
import sc.fiji.superres.measure.AcquisitionRange;
import sc.fiji.superres.measure.ImageAcquisition;
import sc.fiji.superres.measure.ModelChoice;
import sc.fiji.superres.method.BlurLevel;
import sc.fiji.superres.method.InstalledModel;
import sc.fiji.superres.method.Methods;
import sc.fiji.superres.method.ModelFormat;
import sc.fiji.superres.network.ComputeSettings;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.training.Decay;
import sc.fiji.superres.training.TrainingSettings;
import sc.fiji.superres.training.TrainingStart;
import sc.fiji.superres.training.TrainingWatcher;

/**
 * Fits a network to a microscope, by images of that microscope alone: measures
 * how they were acquired ({@link AcquisitionRange}), makes sharp images of them
 * ({@link SharpImages}), and goes on training a base on those, degraded as it
 * was measured.
 * <p>
 * There is no ground truth: the scores are against the sharp images that were
 * made of the validation images.
 * </p>
 *
 * @param images folder of the images; takes precedence over an open image
 * @param image an open image
 * @param sharp folder of sharp images of the same kind to learn from instead
 * @param base the model to start from, or {@value ModelChoice#AUTO}
 * @param scale of the new model
 * @param sigma of the blur in high-resolution pixels; empty to measure it
 * @param photons empty to measure them
 * @param noise read noise as a share of the range; empty to measure it
 * @param minutes how long it may take, where {@code steps} is 0
 * @param steps number of training steps; 0 for as many as the minutes allow
 * @param decays with steps, those over which the learning rate falls; empty for
 *          all after the warm-up
 * @param compute where, and in which numbers, it is trained
 */
public record Adaptation(Optional<Path> images, Optional<ImagePlus> image,
	Optional<Path> sharp, String base, int scale, Optional<ValueRange> sigma,
	Optional<ValueRange> photons, Optional<ValueRange> noise, double minutes,
	int steps, List<Decay> decays, ComputeSettings compute, long seed, String author,
	String license, String command)
{

	/** Images that are measured at most, spread over the folder. */
	private static final int MOST = 20;

	private static final int PATCH = 48;
	private static final int BATCH = 4;
	private static final double RATE = 1e-3;

	/**
	 * Checks that there is time to learn.
	 *
	 * @throws IllegalArgumentException if there are neither minutes nor steps
	 */
	public Adaptation {
		if (steps < 0 || steps == 0 && !(minutes > 0)) throw new WrongUsage(
			"minutes=" + minutes + " and steps=" + steps +
				": give minutes above 0, or a number of steps");
	}

	/**
	 * Runs.
	 *
	 * @return what bicubic, the base and the new model reach
	 * @see TrainingRun#run
	 */
	public TrainingRun.Scores run(final Path output, final boolean overwrite,
		final TrainingWatcher watcher, final Progress progress) throws IOException
	{
		final List<ImageAcquisition> measured = measure(progress);
		final AcquisitionRange range = AcquisitionRange.of(measured);
		final DegradationRange degradation = DegradationRange.of(scale, List.of(Kernel
			.named(Kernel.AREA), Kernel.named(Kernel.BICUBIC)), sigma.orElseGet(
				() -> range.sigma(scale)), photons.orElse(range.photons()), noise.orElse(
					range.noise()), 0, seed);
		progress.note("Measured on " + measured.size() + (measured.size() == 1
			? " image: " : " images: ") + degradation.describe());
		final Optional<ImageAcquisition> worst = measured.stream().max(Comparator
			.comparingInt(Adaptation::trouble));
		final List<InstalledModel> networks = Methods.models().stream().filter(
			model -> model.format() == ModelFormat.NETWORK && model.channels() == 1)
			.toList();
		final TrainingStart start = TrainingStart.of(base(worst, networks, progress),
			scale, 1, progress);
		if (sharp.isPresent()) return TrainingRun.run(plan(start, TrainingSource.of(
			sharp.get()), degradation, progress), output, overwrite, watcher, progress);
		try (SharpImages made = SharpImages.of(worst.orElseThrow(), networks,
			ComputeSettings.on(compute.device()), progress)) {
			return TrainingRun.run(plan(start, new TrainingSource(images, image, Optional
				.empty(), Optional.empty(), made), degradation, progress), output,
				overwrite, watcher, progress);
		}
	}

	// -- Helper methods --

	private TrainingPlan plan(final TrainingStart start,
		final TrainingSource source, final DegradationRange degradation,
		final Progress progress)
	{
		progress.note("Learns from " + source.describe());
		final int count = Math.max(1, steps);
		return new TrainingPlan(start, new TrainingTask(source, degradation,
			Supervision.PAIRS, List.of(), author, license, command), TrainingSettings
				.of(PATCH, BATCH, count, RATE, seed, start.normalized()).with(count,
					decays).on(compute), steps > 0 ? 0 : minutes);
	}

	/** Returns how much an image lacks to be learned from as it is. */
	private static int trouble(final ImageAcquisition image) {
		return (image.noisy() ? BlurLevel.values().length : 0) + image.blurLevel()
			.ordinal();
	}

	private List<ImageAcquisition> measure(final Progress progress) throws IOException {
		if (images.isEmpty() && image.isEmpty()) throw new WrongUsage(
			"There is nothing to adapt to: give a folder of images, or open one");
		final List<ImageAcquisition> measured = new ArrayList<>();
		final List<String> problems = new ArrayList<>();
		if (images.isEmpty()) measure(image.get(), measured, problems, progress);
		else {
			final List<Path> files = ImageFolder.list(images.get());
			for (final long i : Intensities.spread(files.size(), MOST).toArray()) {
				final Path file = files.get((int) i);
				progress.check();
				progress.update(0, "Measuring " + file.getFileName());
				final ImagePlus opened = ImageFiles.open(file);
				opened.setTitle(file.getFileName().toString());
				measure(opened, measured, problems, progress);
			}
		}
		if (measured.isEmpty()) throw new IllegalArgumentException(
			"How the images were acquired cannot be measured: " + String.join("; ",
				problems));
		problems.forEach(progress::note);
		return measured;
	}

	private static void measure(final ImagePlus image,
		final List<ImageAcquisition> measured, final List<String> problems,
		final Progress progress)
	{
		try {
			measured.add(ImageAcquisition.of(image, progress));
		}
		catch (final IllegalArgumentException exc) {
			problems.add(exc.getMessage());
		}
	}

	private Path base(final Optional<ImageAcquisition> worst,
		final List<InstalledModel> networks, final Progress progress)
	{
		if (!Methods.AUTO.equals(base)) return Methods.path(base);
		final ModelChoice choice = ModelChoice.of(worst, Integer.toString(scale),
			networks);
		if (Kernel.names().contains(choice.model())) throw new WrongUsage(
			"model=auto finds no base for a scale of " + scale + " (" + choice
				.reason() + "): give the name or the path of a network");
		progress.note("model=auto takes " + choice.model() + ": " + choice.reason());
		return Methods.path(choice.model());
	}
}
