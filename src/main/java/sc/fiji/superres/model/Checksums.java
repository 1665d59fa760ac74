package sc.fiji.superres.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import sc.fiji.superres.file.Sha256;

/**
 * SHA-256 checksums of the files of a package.
 * <p>
 * They are stored in {@link #FILE} in the format of {@code sha256sum}, so that
 * {@code sha256sum -c checksums.sha256} checks them, too.
 * </p>
 */
public final class Checksums {

	/** The file with the checksums. */
	public static final String FILE = "checksums.sha256";

	private static final Pattern LINE = Pattern.compile(
		"([0-9a-fA-F]{64}) [ *](.+)");

	private Checksums() {
		// Static methods only.
	}

	/**
	 * Checks one file.
	 *
	 * @param file the file
	 * @param expected its checksum in hexadecimal digits
	 * @throws IOException if they differ; the message holds file and both sums
	 */
	public static void verify(final Path file, final String expected)
		throws IOException
	{
		final String found = Sha256.of(file);
		if (!found.equalsIgnoreCase(expected)) throw new IOException("The file " +
			file + " is damaged or was changed: its SHA-256 is " + found +
			", but should be " + expected + ". Get the package again");
	}

	/** Writes the checksums of all files in a folder and its subfolders. */
	public static void write(final Path folder) throws IOException {
		final StringBuilder text = new StringBuilder();
		for (final Path file : PackageFiles.list(folder)) {
			final String name = PackageFiles.name(folder, file);
			if (!FILE.equals(name)) text.append(Sha256.of(file)).append("  ").append(
				name).append('\n');
		}
		Files.writeString(folder.resolve(FILE), text);
	}

	/**
	 * Checks all files that {@link #FILE} lists, if the package has one.
	 *
	 * @throws IOException if one is missing, differs or lies outside the package
	 */
	public static void verify(final PackageFiles files) throws IOException {
		if (!files.has(FILE)) return;
		for (final Map.Entry<String, String> sum : read(files.resolve(FILE))
			.entrySet())
			verify(files.resolve(sum.getKey()), sum.getValue());
	}

	/**
	 * Returns the names of the files of a package: those listed in {@link #FILE},
	 * and that file itself; empty without it.
	 */
	static Set<String> names(final Path folder) throws IOException {
		final Path file = folder.resolve(FILE);
		if (!Files.isRegularFile(file)) return Set.of();
		final Set<String> names = new HashSet<>(read(file).keySet());
		names.add(FILE);
		return names;
	}

	// -- Helper methods --

	/** Reads checksums by the names of the files. */
	private static Map<String, String> read(final Path file) throws IOException {
		final Map<String, String> sums = new LinkedHashMap<>();
		for (final String line : Files.readAllLines(file)) {
			if (line.isBlank()) continue;
			final Matcher matcher = LINE.matcher(line);
			if (!matcher.matches()) throw new IOException(file +
				" is damaged, it has the line \"" + line + "\"");
			sums.put(matcher.group(2), matcher.group(1));
		}
		return sums;
	}
}
