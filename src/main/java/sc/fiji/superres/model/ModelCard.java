package sc.fiji.superres.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import sc.fiji.superres.model.About.Citation;
import sc.fiji.superres.model.Provenance.Figure;

/**
 * The README of a package: what the model is for, what it was trained on and
 * how, its scores, and its limits.
 */
public final class ModelCard {

	private static final String LIMITS = """
		## Limits

		The result is an estimate. Detail that is finer than the input is inferred from
		the training data: it may be wrong, above all on images that differ from them
		in kind, noise, blur or scale. Do not measure or diagnose from such detail
		alone. Compare with the input, and check the result on images of your own whose
		fine detail you know.

		""";

	/** The line above the command that trained a model. */
	public static final String COMMAND = "Trained by this command:\n";

	private static final String FIGURES = """
		## Figures

		On images that it was not trained on. The validation set was set aside from the
		training images, or given beside them; its figure is the mean PSNR over its
		images: the middle 512 x 512 pixels of each, all channels together, without a
		border as wide as the scale (2 pixels at scale 1), at most 100 dB. The other sets
		are scored by the published protocol.

		""";

	private ModelCard() {
		// Static methods only.
	}

	/**
	 * Returns the card of a network.
	 *
	 * @param model description of the model, with its provenance
	 * @param data the training images
	 */
	public static String of(final ModelDescription model,
		final TrainingData data)
	{
		final int channels = model.input().channels();
		final Number scale = Rdf.plain(model.output().scaleY());
		final boolean axial = model.output().isAxial();
		final String use = (axial ? "It enlarges stacks along z by " + scale +
			", each channel on its own: the network enlarges y of xz and yz planes, " +
			"and both results are averaged" : "It enlarges images of " + channels +
				(channels == 1 ? " channel" : " channels") + " by " + scale) +
			". The network is TorchScript (PyTorch " + model.weights().pytorch() +
			" or newer) in a [BioImage.IO](https://bioimage.io) package. " +
			"TorchScript is " +
			"a program: run only what you trust." + (axial || imported(model) ? "" : " To continue its " +
				"training, on other images too:\n\n    superres train-network " +
				"--images FOLDER --base path/to/this/folder --scale " + scale +
				(channels == 1 ? "" : " --channels " + channels) +
				" --rate 1e-4 --output NEW-MODEL");
		return of(model.about(), use, model.provenance().orElseGet(
			() -> new Provenance("", 0, "", "", Map.of(), List.of())), data);
	}

	/**
	 * Returns the card of any trained model.
	 *
	 * @param about what it is and who made it
	 * @param use text on its inputs and outputs
	 * @param provenance how it was trained
	 * @param data the training images
	 */
	public static String of(final About about, final String use,
		final Provenance provenance, final TrainingData data)
	{
		final StringBuilder card = new StringBuilder();
		card.append("# ").append(about.name()).append("\n\n").append(about
			.description()).append("\n\n").append(use).append("\n\n");
		table(card, "", List.of("", ""), List.of(List.of("Authors", String.join(
			", ", about.authors())), List.of("License", about.license()), List.of(
				"Made", about.timestamp())));
		card.append("## Use\n\n    superres upscale --image in.tif --model " +
			"path/to/this/folder --output out.tif\n\nor in Fiji: " +
			"Plugins > Super Resolution > Upscale Image...\n\n");
		final List<List<String>> figures = new ArrayList<>();
		for (final Figure figure : provenance.figures()) {
			figures.add(List.of(figure.set(), figure.metric(), number(figure
				.bicubic()), number(figure.model())));
		}
		table(card, FIGURES, List.of("Set", "Metric", "Bicubic", "This model"),
			figures);
		table(card, provenance.isImported() ? "## Origin\n\n" : "## Training\n\n", List.of("", ""), training(provenance));
		if (!provenance.command().isEmpty()) card.append(
			COMMAND).append("\n    ").append(provenance.command())
			.append("\n\n");
		final List<List<String>> licences = new ArrayList<>();
		data.licences().forEach((licence, count) -> licences.add(List.of(licence
			.isEmpty() ? "not stated" : licence, count.toString())));
		table(card, "## Training data\n\n`" + ModelPackage.TRAINING_DATA +
			"` lists each image with its author.\n\n", List.of("License", "Images"),
			licences);
		card.append(LIMITS);
		cite(card, about.cite());
		card.append("## Files\n\n`sha256sum -c ").append(Checksums.FILE).append(
			"` checks that all files are as they were written.\n");
		return card.toString();
	}

	// -- Helper methods --

	private static boolean imported(final ModelDescription model) {
		return model.provenance().map(Provenance::isImported).orElse(false);
	}

	private static List<List<String>> training(final Provenance provenance) {
		final List<List<String>> rows = new ArrayList<>();
		if (!provenance.data().isEmpty()) rows.add(List.of("Images", provenance
			.data()));
		if (!provenance.degradation().isEmpty()) rows.add(List.of("Degradation",
			provenance.degradation()));
		if (!provenance.command().isEmpty()) rows.add(List.of("Seed", Long.toString(
			provenance.seed())));
		provenance.settings().forEach((key, value) -> rows.add(List.of(key, String
			.valueOf(value))));
		return rows;
	}

	private static void cite(final StringBuilder card,
		final List<Citation> cite)
	{
		if (cite.isEmpty()) return;
		card.append("## Cite\n\n");
		for (final Citation citation : cite) {
			card.append("- ").append(citation.text());
			if (!citation.doi().isEmpty()) card.append(", https://doi.org/").append(
				citation.doi());
			if (!citation.url().isEmpty()) card.append(", ").append(citation.url());
			card.append('\n');
		}
		card.append('\n');
	}

	/** Adds a table below its title, or neither if it has no rows. */
	private static void table(final StringBuilder card, final String title,
		final List<String> head, final List<List<String>> rows)
	{
		if (rows.isEmpty()) return;
		card.append(title);
		row(card, head);
		row(card, head.stream().map(cell -> "---").toList());
		rows.forEach(cells -> row(card, cells));
		card.append('\n');
	}

	private static void row(final StringBuilder card, final List<String> cells) {
		card.append('|');
		for (final String cell : cells) {
			card.append(' ').append(cell.replace("|", "\\|").replaceAll("\\s+", " "))
				.append(" |");
		}
		card.append('\n');
	}

	/** Formats decibels with two decimals, and values of at most 1 with four. */
	private static String number(final double value) {
		return String.format(Locale.ROOT, Math.abs(value) <= 1 ? "%.4f" : "%.2f",
			value);
	}
}
