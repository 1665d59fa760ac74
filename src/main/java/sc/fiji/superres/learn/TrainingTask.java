package sc.fiji.superres.learn;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.compare.Comparison;
import sc.fiji.superres.compare.ComparisonJournal;
import sc.fiji.superres.compare.ComparisonResult;
import sc.fiji.superres.compare.ComparisonRow;
import sc.fiji.superres.compare.ComparisonTable;
import sc.fiji.superres.compare.OpenMethod;
import sc.fiji.superres.compare.Series;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.degrade.DegradationRange;
import sc.fiji.superres.image.file.ImageFolder;
import sc.fiji.superres.measure.Moments;
import sc.fiji.superres.model.About;
import sc.fiji.superres.model.About.Citation;
import sc.fiji.superres.model.Provenance.Figure;
import sc.fiji.superres.network.ComputeSettings;

/**
 * What a model is trained and scored on, and its description.
 *
 * @param source source of the images
 * @param degradation the acquisitions by which LR images are made; its scale is
 *          the model's
 * @param supervision what the model is taught by; with
 *          {@link Supervision#BLIND_SPOT} only the scale and the seed of the
 *          degradation count
 * @param benchmarks folders of images on which the model is scored
 * @param author author of the model, for the model card
 * @param license of the model, an SPDX identifier
 * @param command the equivalent command line, for the model card
 */
public record TrainingTask(TrainingSource source, DegradationRange degradation,
	Supervision supervision, List<Path> benchmarks, String author, String license, String command)
{

	private static final String BICUBIC = "bicubic";
	private static final String MODEL = "model";

	/**
	 * Checks that all goes together.
	 *
	 * @throws IllegalArgumentException if noisy images alone are to be learned from
	 *           with low-resolution images, benchmarks or another scale than 1
	 */
	public TrainingTask {
		benchmarks = List.copyOf(benchmarks);
		if (supervision == Supervision.BLIND_SPOT && (source.lowres()
			.isPresent() || !benchmarks.isEmpty() || degradation.scale() != 1))
			throw new WrongUsage("supervision=" + supervision +
				" removes noise at a scale of 1, without clean images: leave out " +
				"lowres and benchmark");
	}

	/** Returns a copy with another command line. */
	TrainingTask withCommand(final String other) {
		return new TrainingTask(source, degradation, supervision, benchmarks, author,
			license, other);
	}

	/** Returns whether noisy images alone are learned from. */
	boolean isBlind() {
		return supervision == Supervision.BLIND_SPOT;
	}

	/** Says, at the end of a training, what was reached and where the model is. */
	static void tell(final List<Figure> figures, final Path output,
		final Progress progress)
	{
		progress.note("The model is in " + output.toAbsolutePath() + ". " + text(
			figures));
	}

	/** Describes what was reached in one line. */
	static String text(final List<Figure> figures) {
		return figures.stream().map(Figure::describe).collect(Collectors.joining(
			"; "));
	}

	int scale() {
		return degradation.scale();
	}

	/** Returns the input folders, none of which may be replaced. */
	List<Path> inputs() {
		final List<Path> inputs = new ArrayList<>(benchmarks);
		Stream.of(source.images(), source.lowres(), source.validation()).flatMap(
			Optional::stream).forEach(inputs::add);
		return inputs;
	}

	/**
	 * Returns the images that are scored and must not be learned from: those of the
	 * benchmarks and of the validation set.
	 *
	 * @throws IOException if a folder is missing, or has no images
	 */
	List<Path> reserved() throws IOException {
		final List<Path> files = new ArrayList<>();
		for (final Path folder : benchmarks)
			files.addAll(ImageFolder.list(folder));
		if (source.validation().isPresent()) files.addAll(ImageFolder.list(source
			.validation().get()));
		return files;
	}

	/**
	 * Describes the model.
	 *
	 * @param output its folder, named as the model
	 * @param what a short description
	 * @param tag a tag for it
	 */
	About about(final Path output, final String what, final String tag,
		final List<Citation> cite)
	{
		final String does = source.axial().isPresent()
			? "Enlarges stacks along z by " + scale() : isBlind()
				? "Removes noise from images" : scale() == 1 ? "Sharpens images"
					: "Enlarges images by " + scale();
		return new About(output.getFileName().toString(), does + " (" + what + ")",
			List.of(author), license, About.CARD, cite, List.of("super-resolution",
				tag), Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
	}

	/**
	 * Returns the settings by which LR images are made, by name, to compare two
	 * trainings; for measured ones only the scale.
	 */
	Map<String, Object> values() {
		if (isBlind()) return Map.of("scale", scale(), "supervision", supervision);
		return source.lowres().isPresent() ? Map.of("scale", scale()) : degradation
			.values();
	}

	/**
	 * Returns how the LR images were made, as settings of a package, in order.
	 */
	Map<String, Object> toMap(final TrainingImages images) {
		if (isBlind()) {
			final Map<String, Object> map = new LinkedHashMap<>();
			map.put("supervision", supervision.toString());
			map.put("validation", "hidden pixels against their noisy values; bicubic: " +
				"the pixels in their place");
			return map;
		}
		// Measured pairs were degraded by a microscope, not by the settings.
		return images.degradation().equals(degradation.describe()) ? degradation
			.toMap() : new LinkedHashMap<>(Map.of("scale", scale()));
	}

	/**
	 * Scores a model on the benchmarks by the published protocol, regardless of
	 * its training.
	 *
	 * @param upscaler the model, left open
	 * @return its mean PSNR and SSIM and those of bicubic on each folder, over
	 *          planes that neither reproduces exactly
	 * @throws IOException if an image cannot be scored
	 */
	List<Figure> figures(final Upscaler upscaler, final Progress progress)
		throws IOException
	{
		final List<Figure> figures = new ArrayList<>();
		try (OpenMethod bicubic = OpenMethod.open(BICUBIC, Integer.toString(
			scale()), ComputeSettings.DEFAULT, progress)) {
			final OpenMethod model = new OpenMethod(MODEL, upscaler);
			for (final Path folder : benchmarks) {
				final ComparisonResult result = Comparison.with(List.of(bicubic, model),
					Degradation.of(scale()), ComparisonJournal.none(), Comparison
						.each(ImageFolder.list(folder)), progress);
				result.requireComplete();
				final String set = folder.toAbsolutePath().normalize().getFileName()
					.toString();
				final Map<Series, List<ComparisonRow>> means = Series.shared(result
					.rows());
				figures.add(figure(means, set, "PSNR (dB)", ComparisonTable::psnr));
				figures.add(figure(means, set, "SSIM", ComparisonTable::ssim));
			}
		}
		return figures;
	}

	private Figure figure(final Map<Series, List<ComparisonRow>> rows,
		final String set, final String metric,
		final Function<List<ComparisonRow>, Moments> score)
	{
		return new Figure(set, metric, score.apply(rows.get(new Series(BICUBIC,
			scale()))).mean(), score.apply(rows.get(new Series(MODEL, scale())))
				.mean());
	}
}
