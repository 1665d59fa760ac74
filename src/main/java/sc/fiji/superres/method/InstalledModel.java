package sc.fiji.superres.method;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import sc.fiji.superres.model.About;
import sc.fiji.superres.model.Provenance;
import sc.fiji.superres.model.Provenance.Figure;

/**
 * The description of a model, read once, without unpacking, checking or running
 * its weights.
 *
 * @param name by which it is chosen
 * @param format the kind of file or package
 * @param scale how much it enlarges x and y, or {@code 1x1x4} where it enlarges
 *          z alone; empty if it does not say or is damaged
 * @param channels number of channels that it enlarges together; 0 if not stated
 * @param domain what kind of images it was trained on: the name of their
 *          folder, otherwise the tags of the package
 * @param figure its PSNR next to that of bicubic; empty if not stated
 * @param gain gain in PSNR over bicubic in dB; NaN if not stated
 * @param parameters number of trained values; empty if not stated
 * @param acquisition the acquisition that it was trained to undo
 * @param path folder or zip
 * @param problem why it cannot be used; empty if it can
 */
public record InstalledModel(String name, ModelFormat format, String scale,
	int channels, String domain, String figure, double gain, String parameters,
	TrainedAcquisition acquisition, Path path,
	String problem)
{

	/** Returns the description of a model, which is cached. */
	static InstalledModel of(final String name, final Path path) {
		return ModelDescriptions.of(name, path);
	}

	/** Returns a model without a description, or with an unreadable one. */
	static InstalledModel unknown(final String name, final Path path,
		final ModelFormat format, final String problem)
	{
		return new InstalledModel(name, format, "", 0, "", "", Double.NaN, "",
			TrainedAcquisition.IDEAL, path, problem);
	}

	/**
	 * Checks all files by their checksums, which takes as long as reading them.
	 *
	 * @return a copy, with the problem if a file is missing or damaged
	 */
	public InstalledModel verified() {
		if (!problem.isEmpty()) return this;
		try {
			format.verify(path);
			return this;
		}
		catch (final IOException | RuntimeException exc) {
			return unknown(name, path, format, String.valueOf(exc.getMessage()));
		}
	}

	/** Returns a copy with a measured scale. */
	InstalledModel withScale(final String measured) {
		return new InstalledModel(name, format, measured, channels,
			domain, figure, gain, parameters, acquisition, path, problem);
	}

	static InstalledModel of(final String name, final Path path,
		final ModelFormat format, final String scale, final int channels,
		final About about, final Optional<Provenance> provenance,
		final String parameters)
	{
		final Optional<Figure> figure = provenance.map(Provenance::figures).flatMap(
			InstalledModel::figure);
		return new InstalledModel(name, format, scale, channels,
			provenance.map(Provenance::data).map(data -> domain(name, data)).filter(domain -> !domain
				.isEmpty()).orElseGet(() -> String.join(", ", about.tags())), figure.map(
					InstalledModel::text).orElse(""), figure.map(best -> best.model() - best
						.bicubic()).orElse(Double.NaN), parameters, provenance.map(
							TrainedAcquisition::of).orElse(TrainedAcquisition.IDEAL), path, "");
	}

	/** Returns whether the name of the model says what images it is for. */
	public boolean isOfOneKind() {
		return isIn(name, domain);
	}

	/**
	 * Returns the name of the folder of training images, or the part of it that
	 * the model's name contains: "natural" of natural-scales-3 for
	 * wdsr-natural-x2.
	 */
	private static String domain(final String name, final String data) {
		final Path folder = Path.of(data).getFileName();
		final String whole = folder == null ? "" : folder.toString();
		for (int end = whole.length(); end > 0; end = whole.lastIndexOf('-', end -
			1))
		{
			final String part = whole.substring(0, end);
			if (isIn(name, part)) return part;
		}
		return whole;
	}

	private static boolean isIn(final String name, final String part) {
		return ("-" + name + "-").contains("-" + part + "-");
	}

	/**
	 * Returns the PSNR on the first benchmark, otherwise on the validation set.
	 */
	private static Optional<Figure> figure(final List<Figure> figures) {
		return figures.stream().filter(figure -> figure.metric().startsWith("PSNR"))
			.reduce((first, second) -> first.isValidation() ? second : first);
	}

	private static String text(final Figure figure) {
		return String.format(Locale.ROOT, "%s: %.2f dB (bicubic %.2f)", figure.set(),
			figure.model(), figure.bicubic());
	}
}
