package sc.fiji.superres.learn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.bound.ErrorBound;
import sc.fiji.superres.bound.ImageKind;
import sc.fiji.superres.dictionary.Dictionaries;
import sc.fiji.superres.dictionary.Dictionary;
import sc.fiji.superres.dictionary.DictionarySettings;
import sc.fiji.superres.dictionary.DictionaryTrainer;
import sc.fiji.superres.dictionary.DictionaryUpscaler;
import sc.fiji.superres.file.Overlap;
import sc.fiji.superres.model.About;
import sc.fiji.superres.model.ArrayPackage;
import sc.fiji.superres.model.Provenance;
import sc.fiji.superres.model.Provenance.Figure;
import sc.fiji.superres.training.ValidationSet;

/**
 * Trains a dictionary: reads the images, sets some aside for validation,
 * trains, scores the result against bicubic, and writes the package.
 *
 * @param task the training task; a scale of 1 to 4
 * @param settings how it is trained
 */
public record DictionaryRun(TrainingTask task, DictionarySettings settings) {

	private static final int LARGEST_SCALE = 4;

	/**
	 * Runs the training.
	 *
	 * @param output folder of the package; its name is the dictionary's
	 * @param overwrite whether an existing package may be replaced
	 * @param progress receives the progress, and says whether to stop; if stopped
	 *          during scoring, the dictionary is written without scores
	 * @throws IOException if images cannot be read or the package cannot be
	 *           written
	 * @throws IllegalArgumentException if the images cannot be learned from, or
	 *           the name of the dictionary is not valid; the message says why
	 */
	public void run(final Path output, final boolean overwrite,
		final Progress progress) throws IOException
	{
		final int scale = task.scale();
		if (scale > LARGEST_SCALE) throw new WrongUsage("scale=" +
			scale + ": a dictionary enlarges by 1 to " + LARGEST_SCALE);
		ArrayPackage.check(output, overwrite, about(output));
		Overlap.refuse(task.inputs(), List.of(output), WrongUsage::new);
		task.reserved(); // A missing folder is refused.
		final TrainingImages images = TrainingImages.read(task, 1, settings
			.smallest(scale), settings.seed(), progress);
		final Dictionary dictionary = DictionaryTrainer.train(images.training(),
			task.source().lowres().isPresent() ? Optional.empty() : Optional.of(task
				.degradation()), scale, settings, progress);
		// The package is written already, even if scoring fails.
		write(dictionary, images, List.of(), output, overwrite);
		final List<Figure> figures = new ArrayList<>();
		final ErrorBound bound;
		try (Upscaler upscaler = new DictionaryUpscaler(dictionary)) {
			final ValidationSet validation = new ValidationSet(images.validation());
			figures.add(validation.figure(validation.score(upscaler,
				progress)));
			figures.addAll(task.figures(upscaler, progress));
			bound = validation.bound(upscaler, progress);
		}
		write(dictionary, images, figures, output, true);
		bound.write(output, TrainingRun.CALIBRATION);
		final Optional<ImageKind> kind = images.kind();
		if (kind.isPresent()) kind.get().write(output, TrainingRun.KIND);
		TrainingTask.tell(figures, output, progress);
	}

	private void write(final Dictionary dictionary, final TrainingImages images,
		final List<Figure> figures, final Path output, final boolean overwrite)
		throws IOException
	{
		Dictionaries.write(dictionary, about(output), new Provenance(task.command(),
			settings.seed(), task.source().describe(), images.degradation(),
			described(dictionary, images), figures), images.data(), output,
			overwrite);
	}

	private About about(final Path output) {
		return task.about(output, "dictionary of " + settings.atoms() + " anchors",
			settings.association().toString(), settings.cite());
	}

	private Map<String, Object> described(final Dictionary dictionary,
		final TrainingImages images)
	{
		final Map<String, Object> map = new LinkedHashMap<>(task.toMap(images));
		map.put("patch", dictionary.patch());
		map.put("features", dictionary.features().shape()[0]);
		map.putAll(settings.toMap());
		map.putAll(images.toMap());
		return map;
	}
}
