package sc.fiji.superres.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import sc.fiji.superres.file.Half;
import sc.fiji.superres.file.Npy;
import sc.fiji.superres.file.SafeYaml;
import sc.fiji.superres.file.Tensor;
import sc.fiji.superres.file.YamlMap;

/**
 * A package of trained arrays: a folder or zip file with a description, an
 * {@code .npy} file for each array, model card, training data and checksums,
 * like the package of a network.
 * <p>
 * The description {@link #FILE} is YAML: {@code format_version},
 * {@code type: dictionary}, the entries of a BioImage.IO description for name,
 * authors, license and the like, {@code dictionary} with the settings needed to
 * use the arrays, {@code arrays} with the file of each, and {@code config}.
 * Arrays are restored bit for bit; those whose values all fit into 16 bits are
 * stored as float16.
 * </p>
 *
 * @param about name, authors, license, ...
 * @param settings what is needed to use the arrays: texts and numbers
 * @param arrays by their names
 * @param provenance how they were learned, where that is stated
 */
public record ArrayPackage(About about, YamlMap settings,
	Map<String, Tensor> arrays, Optional<Provenance> provenance)
{

	/** The file that holds the description. */
	public static final String FILE = "dictionary.yaml";

	private static final String VERSION = "1.0";
	private static final String TYPE = "dictionary";
	private static final String ARRAYS = "arrays";
	private static final String CONFIG = "config";
	private static final String ENDING = ".npy";

	/**
	 * The content of a package to write.
	 *
	 * @param about name, authors, license, ...
	 * @param settings what is needed to use the arrays: texts and numbers
	 * @param arrays by their names
	 * @param provenance how they were learned
	 * @param card the text of the model card
	 * @param trainingData the text of {@link ModelPackage#TRAINING_DATA}
	 */
	public record Content(About about, Map<String, Object> settings,
		Map<String, Tensor> arrays, Provenance provenance, String card,
		String trainingData)
	{}

	/** Returns whether a folder or zip file looks like such a package. */
	public static boolean isPackage(final Path path) {
		return PackageFiles.holds(path, List.of(FILE));
	}

	/**
	 * The content of a package's description.
	 *
	 * @param about name, authors, license, ...
	 * @param settings what is needed to use the arrays: texts and numbers
	 * @param provenance how they were learned, where that is stated
	 * @param numbers number of values in all arrays
	 */
	public record Summary(About about, YamlMap settings,
		Optional<Provenance> provenance, long numbers)
	{}

	/**
	 * Reads the description of a package, and the shapes of its arrays; the arrays
	 * themselves are neither read nor checked.
	 *
	 * @param folderOrZip where it is
	 * @throws IOException if it is damaged or unsafe, or lacks an array; the
	 *           message says which
	 */
	public static Summary describe(final Path folderOrZip) throws IOException {
		try (PackageFiles files = PackageFiles.open(folderOrZip, name -> FILE
			.equals(name) || name.endsWith(ENDING)))
		{
			final YamlMap root = root(files);
			final YamlMap sources = root.map(ARRAYS);
			long numbers = 0;
			for (final String name : sources.values().keySet())
				numbers += Tensor.size(Npy.shape(files.resolve(sources.text(name))));
			return new Summary(AboutYaml.read(root), root.map(TYPE), provenance(root),
				numbers);
		}
	}

	/**
	 * Reads a package.
	 *
	 * @param folderOrZip where it is
	 * @throws IOException if it is damaged or unsafe, or lacks an array; the
	 *           message says which
	 */
	public static ArrayPackage read(final Path folderOrZip) throws IOException {
		try (PackageFiles files = PackageFiles.open(folderOrZip)) {
			Checksums.verify(files);
			final YamlMap root = root(files);
			final Map<String, Tensor> arrays = new TreeMap<>();
			final YamlMap sources = root.map(ARRAYS);
			for (final String name : sources.values().keySet())
				arrays.put(name, Npy.read(files.resolve(sources.text(name))));
			return new ArrayPackage(AboutYaml.read(root), root.map(TYPE), arrays,
				provenance(root));
		}
	}

	private static YamlMap root(final PackageFiles files) throws IOException {
		final YamlMap root = SafeYaml.read(files.resolve(FILE));
		if (!VERSION.equals(root.text("format_version"))) throw root.wrong(
			"format_version", "only " + VERSION + " is read");
		if (!TYPE.equals(root.text("type"))) throw root.wrong("type", "must be " +
			TYPE);
		return root;
	}

	private static Optional<Provenance> provenance(final YamlMap root)
		throws IOException
	{
		return Provenance.of(root.has(CONFIG) ? root.map(CONFIG).values() : Map
			.of());
	}

	/**
	 * Checks, before a long run, that {@link #write} may write to the folder.
	 *
	 * @throws IllegalArgumentException if {@code about} is not valid
	 */
	public static void check(final Path folder, final boolean overwrite,
		final About about) throws IOException
	{
		check(folder, overwrite);
		AboutYaml.check(about);
	}

	/** Checks, before a long run, that {@link #copy} may write to the folder. */
	public static void check(final Path folder, final boolean overwrite)
		throws IOException
	{
		PackageWriter.check(folder, overwrite, List.of(FILE));
	}

	/**
	 * Writes a package.
	 *
	 * @param folder where it goes
	 * @param overwrite whether an existing package may be replaced
	 */
	public static void write(final Path folder, final boolean overwrite,
		final Content content) throws IOException
	{
		check(folder, overwrite, content.about());
		PackageWriter.write(folder, overwrite, List.of(FILE), part -> {
			final Map<String, Object> sources = new LinkedHashMap<>();
			for (final Map.Entry<String, Tensor> array : content.arrays().entrySet()) {
				final String source = array.getKey() + ENDING;
				sources.put(array.getKey(), source);
				if (Half.fits(array.getValue().values())) Npy.writeHalf(array.getValue(),
					part.resolve(source));
				else Npy.write(array.getValue(), part.resolve(source));
			}
			final Map<String, Object> map = new LinkedHashMap<>();
			map.put("format_version", VERSION);
			map.put("type", TYPE);
			map.putAll(AboutYaml.toMap(content.about()));
			map.put(TYPE, content.settings());
			map.put(ARRAYS, sources);
			map.put(CONFIG, Map.of(Provenance.KEY, content.provenance().toMap()));
			Files.writeString(part.resolve(FILE), SafeYaml.toText(map));
			Files.writeString(part.resolve(About.CARD), content.card());
			Files.writeString(part.resolve(ModelPackage.TRAINING_DATA), content
				.trainingData());
		});
	}

	/** Copies a package to another folder, file by file. */
	public static void copy(final Path folderOrZip, final Path target,
		final boolean overwrite) throws IOException
	{
		try (PackageFiles files = PackageFiles.open(folderOrZip)) {
			PackageWriter.copy(files.root(), target, overwrite, List.of(FILE));
		}
	}

	/**
	 * Returns an array.
	 *
	 * @throws IOException if the description does not list it
	 */
	public Tensor array(final String name) throws IOException {
		final Tensor array = arrays.get(name);
		if (array == null) throw new IOException(FILE + ": arrays." + name +
			" is missing");
		return array;
	}
}
