package sc.fiji.superres.report;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.degrade.PairSampler.Pair;
import sc.fiji.superres.degrade.Plane;
import sc.fiji.superres.dictionary.Dictionaries;
import sc.fiji.superres.dictionary.Dictionary;
import sc.fiji.superres.dictionary.DictionarySettings;
import sc.fiji.superres.dictionary.DictionaryTrainer;
import sc.fiji.superres.dictionary.DictionaryUpscaler;
import sc.fiji.superres.image.ImageFiles;
import sc.fiji.superres.image.ImageFolder;
import sc.fiji.superres.model.About;
import sc.fiji.superres.model.ArrayPackage;
import sc.fiji.superres.model.Provenance;
import sc.fiji.superres.model.Provenance.Figure;

/**
 * From images to the package of a dictionary: reads the images, holds some out,
 * trains, scores the result beside bicubic, and writes the package.
 *
 * @param source where the images come from
 * @param degradation how low-resolution twins are made; its scale, 1 to 4, is
 *          the dictionary's
 * @param settings how it is trained
 * @param benchmarks folders of images that the dictionary is scored on by the
 *          published protocol, degraded as the training images
 * @param author who trains, for the model card
 * @param license of the dictionary, an SPDX identifier
 * @param command the command line that does the same, for the model card
 */
public record DictionaryRun(TrainingSource source, Degradation degradation,
	DictionarySettings settings, List<Path> benchmarks, String author,
	String license, String command)
{

	private static final int LARGEST_SCALE = 4;

	/**
	 * Runs.
	 *
	 * @param output folder of the package; its name is the dictionary's
	 * @param overwrite whether a package there may be replaced
	 * @param progress told how far it is, asked whether to stop
	 * @throws IOException if images cannot be read or the package not be written
	 * @throws IllegalArgumentException if the images cannot be learned from, or
	 *           the dictionary cannot be called so; the message says why
	 */
	public void run(final Path output, final boolean overwrite,
		final Progress progress) throws IOException
	{
		final int scale = degradation.scale();
		if (scale > LARGEST_SCALE) throw new IllegalArgumentException("scale=" +
			scale + ": a dictionary enlarges by 1 to " + LARGEST_SCALE);
		ArrayPackage.check(output, overwrite, about(output));
		for (final Path folder : benchmarks)
			ImageFolder.list(folder);
		final TrainingImages images = TrainingImages.read(source, degradation,
			settings.smallest(scale), settings.seed(), progress);
		final Dictionary dictionary = DictionaryTrainer.train(images.training(),
			source.lowres().isPresent() ? Optional.empty() : Optional.of(degradation),
			scale, settings, progress);
		final List<Figure> figures = new ArrayList<>();
		try (Upscaler upscaler = new DictionaryUpscaler(dictionary)) {
			final PairScores heldOut = new PairScores(upscaler, progress);
			for (final Pair pair : images.heldOut())
				heldOut.add(pair, 1, UnaryOperator.identity());
			figures.add(heldOut.figure(images.heldOut().size() + " held-out images"));
			for (final Path folder : benchmarks)
				figures.add(score(folder, upscaler, progress));
		}
		Dictionaries.write(dictionary, about(output), new Provenance(command,
			settings.seed(), source.describe(), images.degradation(), described(
				dictionary, images), figures), images.data(), output, overwrite);
	}

	private Figure score(final Path folder, final Upscaler upscaler,
		final Progress progress) throws IOException
	{
		final PairScores scores = new PairScores(upscaler, progress);
		// An even size, so that a scale of 1 is measured where 2 would be.
		final int step = degradation.scale() == 1 ? Degradation.BLUR : degradation
			.scale();
		for (final Path file : ImageFolder.list(folder)) {
			progress.update(1, "Scoring " + file.getFileName());
			final HighImage image = new HighImage(ImageFiles.open(file), progress);
			for (int i = 0; i < image.count(); i++) {
				final Plane plane = image.plane(i);
				scores.add(Pair.of(plane.crop(plane.width() / step * step, plane
					.height() / step * step), degradation, i), image.peak(i), image::round);
			}
		}
		return scores.figure(folder.getFileName().toString());
	}

	private About about(final Path output) {
		final String name = output.getFileName().toString();
		return new About(name, (degradation.scale() == 1 ? "Sharpens images"
			: "Enlarges images by " + degradation.scale()) + " (dictionary of " +
			settings.atoms() + " anchors)", List.of(author), license, About.CARD,
			Dictionaries.CITE, List.of("super-resolution", "dictionary", settings
				.association().toString()), Instant.now().truncatedTo(
					ChronoUnit.SECONDS).toString());
	}

	private Map<String, Object> described(final Dictionary dictionary,
		final TrainingImages images)
	{
		final Map<String, Object> map = new LinkedHashMap<>();
		// Measured twins were degraded by a microscope, not by what was chosen.
		if (images.degradation().equals(degradation.describe())) map.putAll(
			degradation.toMap());
		else map.put("scale", degradation.scale());
		map.put("patch", dictionary.patch());
		map.put("features", dictionary.features().shape()[0]);
		map.putAll(settings.toMap());
		map.put("training images", images.training().size());
		map.put("held-out images", images.heldOut().size());
		if (!images.leftOut().isEmpty()) map.put("left out", String.join("; ",
			images.leftOut()));
		return map;
	}
}
