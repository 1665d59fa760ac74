package sc.fiji.superres.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import sc.fiji.superres.file.TemporaryFolder;
import sc.fiji.superres.file.ZipUnpacker;

/**
 * The files of a package from an untrusted source: a folder or a zip file.
 * <p>
 * A zip file is unpacked into a temporary folder, which {@link #close()}
 * deletes; if its content lies in a single folder, that folder is the package.
 * Nothing outside the package is ever read, and nothing is ever downloaded.
 * </p>
 */
final class PackageFiles implements AutoCloseable {

	private static final Pattern URL = Pattern.compile(
		"(?i)[a-z][a-z0-9+.-]+:.*");
	private static final Pattern DRIVE = Pattern.compile("(?i)[a-z]:.*");

	private final Path origin;
	private final Path root;
	private final TemporaryFolder temporary;

	private PackageFiles(final Path origin, final Path root,
		final TemporaryFolder temporary)
	{
		this.origin = origin;
		this.root = root;
		this.temporary = temporary;
	}

	/**
	 * Opens a package.
	 *
	 * @param folderOrZip where it is
	 * @throws IOException if there is none, or if it is a damaged or unsafe zip
	 *           file; the message says which and why
	 */
	public static PackageFiles open(final Path folderOrZip) throws IOException {
		return open(folderOrZip, name -> true);
	}

	/**
	 * Opens some files of a package; otherwise like {@link #open(Path)}.
	 *
	 * @param wanted which files of a zip file to unpack, by their names in the
	 *          package
	 */
	static PackageFiles open(final Path folderOrZip,
		final Predicate<String> wanted) throws IOException
	{
		if (!Files.exists(folderOrZip)) throw new NoSuchFileException(folderOrZip
			.toString(), null, "there is no such package");
		if (Files.isDirectory(folderOrZip)) return new PackageFiles(folderOrZip,
			folderOrZip.toRealPath(), null);
		final TemporaryFolder folder = TemporaryFolder.make("superres-package");
		try {
			ZipUnpacker.unpack(folderOrZip, folder.path(), name -> wanted.test(name(
				name)));
			return new PackageFiles(folderOrZip, top(folder.path()), folder);
		}
		catch (final IOException | RuntimeException e) {
			folder.close();
			throw e;
		}
	}

	/**
	 * Returns whether a folder or zip file contains a file of one of these names,
	 * at the top or in its only folder.
	 */
	static boolean holds(final Path path, final List<String> names) {
		if (Files.isDirectory(path)) return names.stream().anyMatch(name -> Files
			.exists(path.resolve(name)));
		if (!Files.isRegularFile(path)) return false;
		try (final ZipFile zip = new ZipFile(path.toFile())) {
			return zip.stream().map(ZipEntry::getName).map(PackageFiles::name).anyMatch(
				names::contains);
		}
		catch (final IOException e) {
			return false; // Not a zip file.
		}
	}

	/** Returns the folder or zip file that was opened. */
	public Path origin() {
		return origin;
	}

	/** Returns the folder that contains the files. */
	public Path root() {
		return root;
	}

	/** Returns whether there is a file of this name at the top. */
	public boolean has(final String name) {
		return Files.exists(root.resolve(name), LinkOption.NOFOLLOW_LINKS);
	}

	/**
	 * Finds a file that a description names.
	 *
	 * @param source its path relative to the package, parts separated by slashes
	 * @return the file, which exists
	 * @throws IOException if it is missing or would lie outside the package
	 */
	public Path resolve(final String source) throws IOException {
		refuse(source.isBlank(), source, "it is empty");
		refuse(source.contains("\\"), source,
			"it has a backslash: separate folders by slashes");
		refuse(source.startsWith("/") || DRIVE.matcher(source).matches(), source,
			"it is an absolute path: files must lie in the package");
		refuse(URL.matcher(source).matches(), source,
			"it is a URL, and nothing is ever fetched: put the file into the " +
				"package");
		refuse(List.of(source.split("/")).contains(".."), source,
			"it climbs out of the package");
		refuse(source.chars().anyMatch(c -> c < ' '), source,
			"it has control characters");
		final Path file = root.resolve(source);
		if (!Files.exists(file)) throw new NoSuchFileException(origin +
			" lacks the file " + source + " that its description names");
		for (Path at = file.normalize(); !at.equals(root); at = at.getParent())
			refuse(Files.isSymbolicLink(at), source,
				"it is or follows a link: put the file itself into the package");
		refuse(!Files.isRegularFile(file), source, "it is not a file");
		return file;
	}

	/** Deletes the unpacked files. */
	@Override
	public void close() throws IOException {
		if (temporary != null) temporary.close();
	}

	/**
	 * Lists the files in a folder and its subfolders, sorted.
	 *
	 * @throws IOException if there is a link, which a package must not contain
	 */
	static List<Path> list(final Path folder) throws IOException {
		final List<Path> all;
		try (final Stream<Path> paths = Files.walk(folder)) {
			all = paths.sorted().toList();
		}
		for (final Path path : all) {
			if (Files.isSymbolicLink(path)) throw new IOException(folder +
				" is refused, " + folder.relativize(path) +
				" is a link: put the file itself into the package");
		}
		return all.stream().filter(Files::isRegularFile).toList();
	}

	/** Returns the name of a file in a package, with slashes. */
	static String name(final Path folder, final Path file) {
		return folder.relativize(file).toString().replace('\\', '/');
	}

	// -- Helper methods --

	/**
	 * Returns the name of a file of a zip file, without the one folder that may
	 * contain all files.
	 */
	private static String name(final String entry) {
		return entry.substring(entry.indexOf('/') + 1);
	}

	private void refuse(final boolean bad, final String source,
		final String why) throws IOException
	{
		if (bad) throw new IOException(origin + ": the source \"" + source +
			"\" is refused, " + why);
	}

	private static Path top(final Path folder) throws IOException {
		try (final Stream<Path> paths = Files.list(folder)) {
			final List<Path> content = paths.filter(path -> !path.endsWith(
				"__MACOSX")).collect(Collectors.toList());
			return content.size() == 1 && Files.isDirectory(content.get(0)) ? content
				.get(0) : folder;
		}
	}
}
