package sc.fiji.superres.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import sc.fiji.superres.file.Npy;
import sc.fiji.superres.file.SafeYaml;
import sc.fiji.superres.file.Sha256;
import sc.fiji.superres.file.Tensor;
import sc.fiji.superres.file.YamlMap;

/**
 * What is learned about a model after its training, and kept in its package:
 * values in an entry of {@code config} in each description of the package, which
 * other programs ignore, and arrays in {@code .npy} files, which the entry
 * lists with their checksums.
 *
 * @param values texts, numbers, lists and maps of these
 * @param arrays by their names
 */
public record Attachment(Map<String, Object> values,
	Map<String, Tensor> arrays)
{

	static final String CONFIG = "config";
	private static final String ARRAYS = "arrays";
	private static final String SOURCE = "source";
	private static final String SUM = "sha256";

	/**
	 * Reads an attachment.
	 *
	 * @param folderOrZip a package
	 * @param key its entry in {@code config}
	 * @return empty if the package has none
	 * @throws IOException if it is damaged; the message says why
	 */
	public static Optional<Attachment> read(final Path folderOrZip,
		final String key) throws IOException
	{
		try (PackageFiles files = PackageFiles.open(folderOrZip, name -> name
			.endsWith(".npy") || descriptions().contains(name)))
		{
			for (final String name : descriptions()) {
				if (!files.has(name)) continue;
				final YamlMap root = SafeYaml.read(files.resolve(name));
				if (!root.has(CONFIG) || !root.map(CONFIG).has(key)) continue;
				return Optional.of(read(files, root.map(CONFIG).map(key)));
			}
			return Optional.empty();
		}
	}

	/**
	 * Adds this to a package, in place of what it has under the same key;
	 * everything else stays as it is, and the checksums are renewed.
	 *
	 * @param folder the package, which is replaced as a whole or not at all
	 * @param key its entry in {@code config}
	 * @throws IOException if it is not the folder of a package, is damaged, or
	 *           cannot be written
	 */
	public void write(final Path folder, final String key) throws IOException {
		if (!Files.isDirectory(folder)) throw new IOException(folder +
			" is not a folder: unpack the model, or install it, first");
		final List<String> found = new ArrayList<>();
		try (PackageFiles files = PackageFiles.open(folder)) {
			descriptions().stream().filter(files::has).forEach(found::add);
			Checksums.verify(files);
		}
		if (found.isEmpty()) throw new IOException(folder +
			" is not a model package: it has none of the files " + String.join(", ",
				descriptions()));
		PackageWriter.write(folder, true, found, part -> {
			PackageWriter.copyFiles(folder, part);
			final Map<String, Object> sources = new LinkedHashMap<>();
			for (final Map.Entry<String, Tensor> array : new TreeMap<>(arrays)
				.entrySet())
			{
				final String source = array.getKey() + ".npy";
				Npy.write(array.getValue(), part.resolve(source));
				final Map<String, String> file = new LinkedHashMap<>();
				file.put(SOURCE, source);
				file.put(SUM, Sha256.of(part.resolve(source)));
				sources.put(array.getKey(), file);
			}
			final Map<String, Object> entry = new LinkedHashMap<>(values);
			entry.put(ARRAYS, sources);
			for (final String name : found)
				add(part.resolve(name), key, entry);
		});
	}

	// -- Helper methods --

	/** Returns the names of the files that describe a package. */
	static List<String> descriptions() {
		final List<String> names = new ArrayList<>(ModelPackage.descriptions());
		names.add(ArrayPackage.FILE);
		return names;
	}

	/** Returns the files of all attachments of a package. */
	static Set<String> sources(final PackageFiles files) throws IOException {
		final Set<String> sources = new HashSet<>();
		for (final String name : descriptions()) {
			if (!files.has(name)) continue;
			final YamlMap root = SafeYaml.read(files.resolve(name));
			if (!root.has(CONFIG)) continue;
			for (final Object entry : root.map(CONFIG).values().values())
				if (entry instanceof final Map<?, ?> values && values.get(
					ARRAYS) instanceof final Map<?, ?> arrays) for (final Object array : arrays
						.values()) if (array instanceof final Map<?, ?> one && one.get(
							SOURCE) instanceof final String source) sources.add(source);
		}
		return sources;
	}

	private static Attachment read(final PackageFiles files,
		final YamlMap entry) throws IOException
	{
		final Map<String, Tensor> arrays = new TreeMap<>();
		final YamlMap sources = entry.map(ARRAYS);
		for (final String name : sources.values().keySet()) {
			final Path file = files.resolve(sources.map(name).text(SOURCE));
			Checksums.verify(file, sources.map(name).text(SUM));
			arrays.put(name, Npy.read(file));
		}
		return new Attachment(entry.values(), arrays);
	}

	private static void add(final Path description, final String key,
		final Map<String, Object> entry) throws IOException
	{
		final Map<String, Object> root = new LinkedHashMap<>(SafeYaml.read(
			description).values());
		final Map<String, Object> config = new LinkedHashMap<>();
		if (root.get(CONFIG) instanceof final Map<?, ?> old) old.forEach((name,
			value) -> config.put(name.toString(), value));
		config.put(key, entry);
		root.put(CONFIG, config);
		Files.writeString(description, SafeYaml.toText(root));
	}
}
