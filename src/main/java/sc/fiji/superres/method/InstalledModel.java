package sc.fiji.superres.method;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.dictionary.Dictionaries;
import sc.fiji.superres.dictionary.DictionaryUpscaler;
import sc.fiji.superres.model.About;
import sc.fiji.superres.model.ArrayPackage;
import sc.fiji.superres.model.ModelDescription;
import sc.fiji.superres.model.ModelPackage;
import sc.fiji.superres.model.Provenance;
import sc.fiji.superres.model.Provenance.Figure;

/**
 * What an installed package says of itself.
 *
 * @param name by which it is chosen
 * @param scale how much it enlarges; empty where its files are damaged
 * @param domain what kind of images it was trained on: the name of their folder,
 *          else the package's tags
 * @param figure what it reaches beside bicubic; empty where it does not say
 * @param gain PSNR over bicubic of that figure in dB; NaN where it does not say
 * @param parameters number of trained values; empty where it does not say
 * @param acquisition what acquisitions it was trained to undo
 * @param path folder or zip
 * @param problem why it cannot be used; empty where it can
 */
public record InstalledModel(String name, String scale, String domain,
	String figure, double gain, String parameters,
	TrainedAcquisition acquisition, Path path,
	String problem)
{

	/** Reads a package. */
	static InstalledModel of(final String name, final Path path) {
		try {
			return ArrayPackage.isPackage(path) ? dictionary(name, path) : network(
				name, path);
		}
		catch (final IOException | RuntimeException exc) {
			return new InstalledModel(name, "", "", "", Double.NaN, "",
				TrainedAcquisition.IDEAL, path, String.valueOf(exc.getMessage()));
		}
	}

	private static InstalledModel network(final String name, final Path path)
		throws IOException
	{
		try (ModelPackage model = ModelPackage.open(path)) {
			final ModelDescription description = model.description();
			final Optional<Provenance> provenance = description.provenance();
			return of(name, path, description.output().scale(), description.about(),
				provenance, provenance.map(Provenance::settings).map(
					settings -> settings.get(Provenance.PARAMETERS)).map(
						Object::toString).orElse(""));
		}
	}

	private static InstalledModel dictionary(final String name, final Path path)
		throws IOException
	{
		final ArrayPackage arrays = ArrayPackage.read(path);
		try (Upscaler upscaler = new DictionaryUpscaler(Dictionaries.of(arrays, path))) {
			return of(name, path, upscaler.prepare(1, 1, Intensities.unit()).scale(0),
				arrays.about(), arrays.provenance(), Long.toString(upscaler
					.parameters()));
		}
	}

	private static InstalledModel of(final String name, final Path path,
		final double scale, final About about,
		final Optional<Provenance> provenance, final String parameters)
	{
		final Optional<Figure> figure = provenance.map(Provenance::figures).flatMap(
			InstalledModel::figure);
		return new InstalledModel(name, number(scale), provenance.map(
			Provenance::data).map(InstalledModel::domain).filter(domain -> !domain
				.isEmpty()).orElseGet(() -> String.join(", ", about.tags())), figure.map(
					InstalledModel::text).orElse(""), figure.map(best -> best.model() - best
						.bicubic()).orElse(Double.NaN), parameters, provenance.map(
							TrainedAcquisition::of).orElse(TrainedAcquisition.IDEAL), path, "");
	}

	private static String number(final double scale) {
		return scale == Math.rint(scale) ? Long.toString((long) scale) : Double
			.toString(scale);
	}

	private static String domain(final String data) {
		final Path name = Path.of(data).getFileName();
		return name == null ? "" : name.toString();
	}

	/** The PSNR of the first benchmark, else of the validation set. */
	private static Optional<Figure> figure(final List<Figure> figures) {
		return figures.stream().filter(figure -> figure.metric().startsWith("PSNR"))
			.reduce((first, second) -> first.isValidation() ? second : first);
	}

	private static String text(final Figure figure) {
		return String.format(Locale.ROOT, "%s: %.2f dB (bicubic %.2f)", figure.set(),
			figure.model(), figure.bicubic());
	}
}
