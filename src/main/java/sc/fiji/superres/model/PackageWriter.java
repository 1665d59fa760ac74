package sc.fiji.superres.model;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import sc.fiji.superres.file.AtomicFiles;

/**
 * Writes packages, completely or not at all, with checksums of all
 * their files.
 */
final class PackageWriter {

	private PackageWriter() {
		// Static methods only.
	}

	/**
	 * Checks, before a long run, that a package can be written.
	 *
	 * @param folder folder to write
	 * @param overwrite whether an existing package may be replaced
	 * @param descriptions names of files by which a folder is recognized as a
	 *          package; any other non-empty folder is never replaced, nor is a
	 *          package with files that its checksums do not list
	 */
	public static void check(final Path folder, final boolean overwrite,
		final List<String> descriptions) throws IOException
	{
		final Path place = folder.toAbsolutePath().normalize();
		AtomicFiles.recover(place.getParent(), place::equals);
		AtomicFiles.check(folder, overwrite);
		if (!Files.isDirectory(folder)) return;
		if (descriptions.stream().anyMatch(name -> Files.exists(folder.resolve(
			name)))) {
			checkOwned(folder);
			return;
		}
		try (final Stream<Path> content = Files.list(folder)) {
			if (content.findAny().isPresent()) throw new FileAlreadyExistsException(
				folder.toString(), null,
				"is not the folder of a package and is not replaced: choose another");
		}
	}

	/** Checks that nobody has added files to a package. */
	private static void checkOwned(final Path folder) throws IOException {
		final Set<String> own = Checksums.names(folder);
		try (Stream<Path> content = Files.walk(folder)) {
			final Optional<String> other = content.filter(file -> !Files.isDirectory(
				file, LinkOption.NOFOLLOW_LINKS)).map(file -> PackageFiles.name(folder,
					file)).filter(name -> !own.contains(name)).sorted().findFirst();
			if (other.isPresent()) throw new FileAlreadyExistsException(folder
				.toString(), null, "is not replaced, it holds " + other.get() +
					", which its " + Checksums.FILE +
					" does not list: move that away, or choose another folder");
		}
	}

	/**
	 * Writes a package and its checksums.
	 *
	 * @param folder where it goes
	 * @param overwrite whether an existing package may be replaced
	 * @param descriptions as in {@link #check}
	 * @param writer writes the files into the folder passed to it
	 */
	public static void write(final Path folder, final boolean overwrite,
		final List<String> descriptions, final AtomicFiles.Writer writer)
		throws IOException
	{
		check(folder, overwrite, descriptions);
		AtomicFiles.writeFolder(folder, overwrite, part -> {
			writer.write(part);
			Checksums.write(part);
		});
	}

	/**
	 * Copies a package, and writes the checksums of all its files.
	 *
	 * @param folder where its files are
	 * @param target where it goes
	 * @param overwrite whether an existing package may be replaced
	 * @param descriptions as in {@link #check}
	 */
	public static void copy(final Path folder, final Path target,
		final boolean overwrite, final List<String> descriptions)
		throws IOException
	{
		check(target, overwrite, descriptions);
		AtomicFiles.writeFolder(target, overwrite, part -> {
			copyFiles(folder, part);
			Checksums.write(part);
		});
	}

	/** Copies all files of a folder and its subfolders. */
	static void copyFiles(final Path folder, final Path target)
		throws IOException
	{
		for (final Path file : PackageFiles.list(folder)) {
			final Path copy = target.resolve(PackageFiles.name(folder, file));
			Files.createDirectories(copy.getParent());
			Files.copy(file, copy);
		}
	}
}
