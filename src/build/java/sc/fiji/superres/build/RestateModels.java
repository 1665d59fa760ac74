package sc.fiji.superres.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Stream;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.degrade.DegradationRange;
import sc.fiji.superres.dictionary.Association;
import sc.fiji.superres.dictionary.Clustering;
import sc.fiji.superres.dictionary.Dictionaries;
import sc.fiji.superres.dictionary.Dictionary;
import sc.fiji.superres.dictionary.DictionarySettings;
import sc.fiji.superres.dictionary.DictionaryUpscaler;
import sc.fiji.superres.dictionary.Feature;
import sc.fiji.superres.file.AtomicFiles;
import sc.fiji.superres.file.Csv;
import sc.fiji.superres.learn.Supervision;
import sc.fiji.superres.learn.TrainingImages;
import sc.fiji.superres.learn.TrainingSource;
import sc.fiji.superres.learn.TrainingTask;
import sc.fiji.superres.model.About;
import sc.fiji.superres.model.About.Citation;
import sc.fiji.superres.model.ArrayPackage;
import sc.fiji.superres.model.Checksums;
import sc.fiji.superres.model.ModelCard;
import sc.fiji.superres.model.ModelDescription;
import sc.fiji.superres.model.ModelPackage;
import sc.fiji.superres.model.Provenance;
import sc.fiji.superres.model.Provenance.Figure;
import sc.fiji.superres.model.TrainingData;
import sc.fiji.superres.network.Networks;
import sc.fiji.superres.network.architecture.Architecture;
import sc.fiji.superres.network.architecture.Architectures;
import sc.fiji.superres.training.TrainingStart;
import sc.fiji.superres.training.ValidationSet;

/**
 * Writes the shipped packages anew, as the suite of today would describe them:
 * what their networks are and what to cite, the score of the validation set, and
 * the card. Weights, arrays, test tensors, logs and lists of images stay as they
 * are, and so does what was written into a card by hand above its training
 * command.
 * <p>
 * The only argument is optional: the folder that the training commands were given
 * in. Where their images are found from there, the validation set is scored
 * again; else, and where it was a folder of its own, its figure stays.
 * </p>
 */
public final class RestateModels {

	private static final Path MODELS = Path.of("models");
	private static final String LAST_ROW = " |\n\n";

	private RestateModels() {
		// Static methods only.
	}

	/** Writes each package in {@code models} of this folder anew. */
	public static void main(final String... args) throws IOException {
		final Optional<Path> root = args.length > 0 ? Optional.of(Path.of(args[0]))
			: Optional.empty();
		try (Stream<Path> packages = Files.list(MODELS)) {
			for (final Path folder : packages.sorted().toList()) {
				if (ModelPackage.isPackage(folder)) network(folder, root);
				else if (ArrayPackage.isPackage(folder)) dictionary(folder, root);
			}
		}
	}

	private static void network(final Path folder, final Optional<Path> root)
		throws IOException
	{
		final String notes = notes(folder);
		try (ModelPackage model = ModelPackage.open(folder);
				Upscaler upscaler = Networks.open(folder, Progress.NONE))
		{
			final ModelDescription old = model.description();
			final Provenance provenance = old.provenance().orElseThrow();
			final Architecture network = Architectures.named(text(provenance,
				TrainingStart.NETWORK));
			final Map<String, Object> config = new LinkedHashMap<>(old.config());
			config.put(Provenance.KEY, restated(provenance, upscaler, (int) old
				.output().scaleY(), number(provenance, "patch"), root).toMap());
			final ModelDescription description = new ModelDescription(about(old
				.about(), network + ": " + network.describe(), network.cite()), old
					.input(), old.output(), old.weights(), config);
			final Map<String, Path> extra = new LinkedHashMap<>();
			final Path log = folder.resolve("training-log.csv");
			if (Files.exists(log)) extra.put("training-log.csv", log);
			final Path data = folder.resolve(ModelPackage.TRAINING_DATA);
			ModelPackage.write(folder, true, new ModelPackage.Content(description,
				model.weights(), model.testInput().orElseThrow(), model.testOutput()
					.orElseThrow(), card(ModelCard.of(description, data(data)), notes),
				Files.readString(data), extra));
		}
	}

	private static void dictionary(final Path folder, final Optional<Path> root)
		throws IOException
	{
		final String notes = notes(folder);
		final ArrayPackage arrays = ArrayPackage.read(folder);
		final Dictionary dictionary = Dictionaries.of(arrays, folder);
		final Provenance old = arrays.provenance().orElseThrow();
		final DictionarySettings settings = new DictionarySettings(Feature.named(
			text(old, "feature")), number(old, "patch"), number(old, "atoms"),
			Clustering.named(text(old, "clustering")), Association.named(text(old,
				"association")), number(old, "patches"), old.seed());
		final int scale = dictionary.scale();
		try (Upscaler upscaler = new DictionaryUpscaler(dictionary)) {
			final Provenance provenance = restated(old, upscaler, scale, settings
				.smallest(scale), root);
			final Path data = folder.resolve(ModelPackage.TRAINING_DATA);
			Dictionaries.write(dictionary, about(arrays.about(), "dictionary of " +
				dictionary.atoms() + " anchors", settings.cite()), provenance, data(
					data), folder, true);
		}
		final Path card = folder.resolve(About.CARD);
		final String text = card(Files.readString(card), notes);
		AtomicFiles.write(card, true, part -> Files.writeString(part, text));
		Checksums.write(folder);
	}

	private static About about(final About old, final String what,
		final List<Citation> cite)
	{
		return new About(old.name(), old.description().replaceFirst("\\(.*\\)$",
			Matcher.quoteReplacement("(" + what + ")")), old.authors(), old.license(),
			old.documentation(), cite, old.tags(), old.timestamp());
	}

	/** Returns a provenance with today's words, and a new score where possible. */
	private static Provenance restated(final Provenance old,
		final Upscaler upscaler, final int scale, final int smallest,
		final Optional<Path> root) throws IOException
	{
		final Map<String, Object> settings = new LinkedHashMap<>();
		old.settings().forEach((name, value) -> settings.put(name.equals(
			"held-out images") ? "validation images" : name, value));
		final int images = ((Number) settings.get("validation images")).intValue();
		final List<Figure> figures = new ArrayList<>(old.figures());
		final Figure before = figures.get(0);
		// A validation folder of its own is known from the command alone.
		final Optional<Path> folder = old.command().contains("--heldout=") ? Optional
			.empty() : root.map(r -> r.resolve(old.data())).filter(
				Files::isDirectory);
		figures.set(0, folder.isPresent() ? score(folder.get(), old, upscaler, scale,
			smallest) : Figure.validation(images, before.bicubic(), before.model()));
		System.err.printf("%s x%d: bicubic %.4f -> %.4f, model %.4f -> %.4f%s%n", old
			.data(), scale, before.bicubic(), figures.get(0).bicubic(), before
				.model(), figures.get(0).model(), folder.isPresent() ? ""
					: " (no images)");
		return new Provenance(old.command(), old.seed(), old.data(), old
			.degradation(), settings, figures);
	}

	private static Figure score(final Path images, final Provenance provenance,
		final Upscaler upscaler, final int scale, final int smallest)
		throws IOException
	{
		final TrainingTask task = new TrainingTask(TrainingSource.of(images),
			DegradationRange.of(Degradation.of(scale)), Supervision.PAIRS, List.of(), "", "", "");
		final ValidationSet validation = new ValidationSet(TrainingImages.read(task,
			1, smallest, provenance.seed(), Progress.NONE).validation());
		return validation.figure(validation.score(upscaler, Progress.NONE));
	}

	/** Returns what stands between the settings and the training command. */
	private static String notes(final Path folder) throws IOException {
		final String card = Files.readString(folder.resolve(About.CARD));
		final int end = card.indexOf(ModelCard.COMMAND);
		return card.substring(card.lastIndexOf(LAST_ROW, end) + LAST_ROW.length(),
			end);
	}

	private static String card(final String card, final String notes) {
		return card.replace(ModelCard.COMMAND, notes +
			ModelCard.COMMAND);
	}

	private static TrainingData data(final Path file) throws IOException {
		return new TrainingData(Csv.parse(Files.readString(file)).stream().skip(1)
			.map(row -> new TrainingData.Image(row.get(0), row.get(1), row.get(2), row
				.get(3))).toList());
	}

	private static String text(final Provenance provenance, final String name) {
		return provenance.settings().get(name).toString();
	}

	private static int number(final Provenance provenance, final String name) {
		return ((Number) provenance.settings().get(name)).intValue();
	}
}
