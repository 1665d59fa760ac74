package sc.fiji.superres.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import ij.ImagePlus;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.degrade.PairSampler.Pair;
import sc.fiji.superres.degrade.Plane;
import sc.fiji.superres.image.ImageFiles;
import sc.fiji.superres.image.ImageFolder;
import sc.fiji.superres.image.ImagePlanes;
import sc.fiji.superres.model.About;
import sc.fiji.superres.model.AtomicFiles;
import sc.fiji.superres.model.ModelPackage;
import sc.fiji.superres.model.Provenance;
import sc.fiji.superres.model.Provenance.Figure;
import sc.fiji.superres.model.TrainingData;
import sc.fiji.superres.network.Architecture;
import sc.fiji.superres.training.HeldOut;
import sc.fiji.superres.training.NetworkPackage;
import sc.fiji.superres.training.NetworkTrainer;
import sc.fiji.superres.training.Split;
import sc.fiji.superres.training.TrainingSettings;
import sc.fiji.superres.training.TrainingWatcher;

/**
 * From a folder of images to a model package: reads the images, holds some out,
 * trains, scores the result beside bicubic, and writes the package.
 * <p>
 * The working folder is the package's name with {@value #WORK} behind it, beside
 * the package. It is kept until the package is written, so that a run that was
 * stopped goes on where it was.
 * </p>
 */
public final class TrainingRun {

	private static final String WORK = ".training";
	private static final String START = "start.pt";
	private static final String BICUBIC = "bicubic";
	private static final String METRIC = "PSNR (dB)";

	private final Path images;
	private final Architecture architecture;
	private final Degradation degradation;
	private final int scale;
	private final TrainingSettings settings;
	private final String author;
	private final String license;
	private final String command;

	/**
	 * @param images folder of high-resolution images
	 * @param degradation how low-resolution twins are made; its scale, 1 to 4, is
	 *          the network's
	 * @param author who trains, for the model card
	 * @param license of the network, an SPDX identifier
	 * @param command the command line that does the same, for the model card
	 */
	public TrainingRun(final Path images, final Architecture architecture,
		final Degradation degradation, final TrainingSettings settings,
		final String author, final String license, final String command)
	{
		this.images = images;
		this.architecture = architecture;
		this.degradation = degradation;
		this.scale = degradation.scale();
		this.settings = settings;
		this.author = author;
		this.license = license;
		this.command = command;
	}

	/**
	 * Runs.
	 *
	 * @param output folder of the package; its name is the model's
	 * @param replace whether a package there may be replaced
	 * @param benchmark folder of images that the finished network is scored on
	 * @param progress told after each step
	 * @throws IOException if images cannot be read or the package not be written
	 * @throws IllegalArgumentException if the images cannot be trained on, or the
	 *           model cannot be called so; the message says why
	 */
	public void run(final Path output, final boolean replace,
		final Optional<Path> benchmark, final Progress progress)
		throws IOException
	{
		architecture.check(scale);
		ModelPackage.check(output, replace, about(output));
		final List<Path> files = ImageFolder.list(images);
		final List<Path> scored = benchmark.isPresent() ? ImageFolder.list(benchmark
			.get()) : List.of();
		final TrainingData data = TrainingData.of(files);
		final List<Pair> training = new ArrayList<>();
		final List<Pair> heldOut = new ArrayList<>();
		read(files, data, training, heldOut, progress);

		final Path work = output.resolveSibling(output.getFileName() + WORK);
		Files.createDirectories(work);
		final Path start = work.resolve(START);
		AtomicFiles.write(start, true, part -> architecture.write(part, scale,
			settings.seed()));
		final NetworkTrainer.Result result = NetworkTrainer.train(start, training,
			heldOut, settings, String.format(Locale.ROOT,
				"%s x%d, %s, %d training and %d held-out images", architecture, scale,
				degraded(), training.size(), heldOut.size()), work, TrainingWatcher.NONE, progress);

		if (result.end() == NetworkTrainer.End.STOPPED)
			throw new java.util.concurrent.CancellationException("Stopped by the user after step " + result.steps());
		final List<Figure> figures = new ArrayList<>();
		figures.add(new Figure(heldOut.size() + " held-out images", METRIC,
			new HeldOut(heldOut).bicubic(), result.psnr()));
		if (benchmark.isPresent()) figures.add(score(benchmark.get().getFileName()
			.toString(), scored, work.resolve(NetworkTrainer.BEST), progress));
		NetworkPackage.write(work, heldOut.get(0).low(), about(output),
			new Provenance(command, settings.seed(), images.toString(),
				degradation.describe(), described(result, training.size(), heldOut
					.size()), figures), data, output, replace);
		AtomicFiles.delete(work);
	}

	private void read(final List<Path> files, final TrainingData data,
		final List<Pair> training, final List<Pair> heldOut,
		final Progress progress) throws IOException
	{
		final List<String> originals = data.images().stream().map(image -> image
			.original().isEmpty() ? image.file() : image.original()).toList();
		final Set<String> held = Split.heldOut(originals, settings.seed());
		for (int i = 0; i < files.size(); i++) {
			progress.update(0, "Reading " + files.get(i).getFileName());
			final ImagePlus image = ImageFiles.open(files.get(i));
			final ImagePlanes planes = ImagePlanes.of(image, progress);
			for (int p = 0; p < planes.count(); p++) {
				progress.check();
				final Pair pair = Pair.of(new Plane(planes.unit(p), image.getWidth(),
					image.getHeight()), degradation, training.size() + heldOut.size());
				(held.contains(originals.get(i)) ? heldOut : training).add(pair);
			}
		}
	}

	/** Gives the degradation as the name of a training has it. */
	private String degraded() {
		final String text = degradation.describe();
		return text.equals(Degradation.bicubic(scale).describe()) ? BICUBIC : text;
	}

	private Figure score(final String name, final List<Path> files,
		final Path network, final Progress progress) throws IOException
	{
		final ComparisonResult result = Comparison.files(files, scale, List.of(
			BICUBIC, network.toString()), progress);
		result.requireComplete();
		return new Figure(name, METRIC, psnr(result, BICUBIC), psnr(result, network
			.toString()));
	}

	private static double psnr(final ComparisonResult result,
		final String method)
	{
		return result.rows().stream().filter(row -> row.method().equals(method))
			.filter(row -> !row.identical()).mapToDouble(ComparisonRow::psnr).average()
			.orElse(Double.POSITIVE_INFINITY);
	}

	private About about(final Path output) {
		final String name = output.getFileName().toString();
		return new About(name, "Enlarges images by " + scale + " (" + architecture +
			")", List.of(author), license, About.CARD, List.of(), List.of(
				"super-resolution", architecture.toString()), Instant.now().truncatedTo(
					ChronoUnit.SECONDS).toString());
	}

	private Map<String, Object> described(final NetworkTrainer.Result result,
		final int training, final int heldOut)
	{
		final Map<String, Object> map = new LinkedHashMap<>();
		map.put("network", architecture.toString());
		map.putAll(degradation.toMap());
		map.put("steps", settings.steps());
		map.put("best step", result.bestStep());
		map.put("patch", settings.patch());
		map.put("batch", settings.batch());
		map.put("learning rate", settings.rate());
		map.put("training images", training);
		map.put("held-out images", heldOut);
		return map;
	}
}
