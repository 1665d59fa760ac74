package sc.fiji.superres.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes a file or a folder completely or not at all.
 * <p>
 * The content goes to a hidden sibling of the target, which keeps the target's
 * extension, is forced to the disk and then moved into place in one step. When
 * writing fails or is cancelled the sibling is deleted, and what was at the
 * target before is still there.
 * </p>
 *
 * <pre>
 * AtomicFiles.write(csv, overwrite, part -&gt; Files.writeString(part, text));
 * </pre>
 */
public final class AtomicFiles {

	private static final Pattern PART = Pattern.compile(
		"\\.part-[0-9a-f]{8}-(.+)");

	private static final long MEBIBYTE = 1 << 20;

	private AtomicFiles() {
		// Static methods only.
	}

	/** Writes the content of a file or folder. */
	@FunctionalInterface
	public interface Writer {

		/**
		 * Writes the content.
		 *
		 * @param part where it goes: a file that does not exist yet, or an empty
		 *          folder
		 */
		void write(Path part) throws IOException;
	}

	/**
	 * Checks, before a long run, that its result can go where it should.
	 *
	 * @param target file or folder to be written
	 * @param overwrite whether an existing one may be replaced
	 * @throws FileAlreadyExistsException if it exists and may not be replaced
	 * @throws NoSuchFileException if the folder around it does not exist
	 */
	public static void check(final Path target, final boolean overwrite)
		throws IOException
	{
		final Path parent = target.toAbsolutePath().getParent();
		if (parent == null) throw new FileSystemException(target.toString(), null,
			"cannot be written, it is the root of a disk");
		if (!Files.isDirectory(parent)) throw new NoSuchFileException(target
			.toString(), null, "cannot be written, there is no folder " + parent +
				": make it first");
		if (!overwrite && exists(target)) throw new FileAlreadyExistsException(
			target.toString(), null,
			"exists already: choose another name, or allow overwriting");
	}

	/**
	 * Writes a file.
	 *
	 * @param target the file; where it is a link, what the link points to
	 * @param overwrite whether an existing file may be replaced
	 * @param writer writes the content to the path that it is given
	 */
	public static void write(final Path target, final boolean overwrite,
		final Writer writer) throws IOException
	{
		check(target, overwrite);
		if (Files.isDirectory(target)) throw new FileSystemException(target
			.toString(), null, "is a folder, but a file is to be written");
		final Path place = place(target);
		final Path part = sibling(place, "part");
		try {
			writer.write(part);
			if (!Files.isRegularFile(part)) throw new IOException(
				"nothing was written");
			force(part);
			if (overwrite) Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
			else Files.move(part, place);
		}
		catch (final IOException e) {
			final IOException failure = failure(target, e);
			cleanUp(part, failure);
			throw failure;
		}
		catch (final RuntimeException | Error e) {
			cleanUp(part, e);
			throw e;
		}
	}

	/**
	 * Writes a folder.
	 *
	 * @param target the folder
	 * @param overwrite whether an existing folder may be replaced; it is deleted
	 *          with all that it holds, after the new one took its place
	 * @param writer writes the content into the folder that it is given
	 */
	public static void writeFolder(final Path target, final boolean overwrite,
		final Writer writer) throws IOException
	{
		check(target, overwrite);
		if (exists(target) && !Files.isDirectory(target))
			throw new FileSystemException(target.toString(), null,
				"is a file, but a folder is to be written");
		final Path place = place(target);
		final Path part = sibling(place, "part");
		final Path old = sibling(place, "old");
		try {
			Files.createDirectory(part);
			writer.write(part);
			force(part);
			replace(place, part, old);
		}
		catch (final IOException e) {
			final IOException failure = failure(target, e);
			cleanUp(part, failure);
			throw failure;
		}
		catch (final RuntimeException | Error e) {
			cleanUp(part, e);
			throw e;
		}
		delete(old);
	}

	/**
	 * Deletes what writers that were killed have left in a folder. Nobody may be
	 * writing the targets meanwhile.
	 *
	 * @param mine tells of which targets
	 */
	public static void deleteParts(final Path folder, final Predicate<Path> mine)
		throws IOException
	{
		try (Stream<Path> files = Files.list(folder)) {
			for (final Path file : files.toList()) {
				final Matcher part = PART.matcher(file.getFileName().toString());
				if (part.matches() && mine.test(file.resolveSibling(part.group(1))))
					delete(file);
			}
		}
	}

	/** Deletes a file, or a folder with all that it holds, if it is there. */
	public static void delete(final Path tree) throws IOException {
		if (!exists(tree)) return;
		for (final Path path : walk(tree, Comparator.reverseOrder())) {
			Files.delete(path);
		}
	}

	// -- Helper methods --

	private static void replace(final Path place, final Path part, final Path old)
		throws IOException
	{
		if (!exists(place)) {
			Files.move(part, place);
			return;
		}
		Files.move(place, old);
		try {
			Files.move(part, place);
		}
		catch (final IOException e) {
			Files.move(old, place);
			throw e;
		}
	}

	private static void force(final Path tree) throws IOException {
		for (final Path path : walk(tree, Comparator.naturalOrder())) {
			if (!Files.isRegularFile(path) || !Files.isWritable(path)) continue;
			try (final FileChannel channel = FileChannel.open(path,
				StandardOpenOption.WRITE))
			{
				channel.force(true);
			}
		}
	}

	private static List<Path> walk(final Path tree, final Comparator<Path> order)
		throws IOException
	{
		try (final Stream<Path> paths = Files.walk(tree)) {
			return paths.sorted(order).collect(Collectors.toList());
		}
	}

	private static void cleanUp(final Path part, final Throwable failure) {
		try {
			delete(part);
		}
		catch (final IOException e) {
			failure.addSuppressed(e);
		}
	}

	private static IOException failure(final Path target, final IOException e) {
		final String reason = e instanceof FileSystemException system && system
			.getReason() != null ? system.getReason() : String.valueOf(e
				.getMessage());
		return new IOException("Cannot write " + target + ": " + reason + free(
			target), e);
	}

	private static String free(final Path target) {
		final long bytes = target.toAbsolutePath().getParent().toFile()
			.getUsableSpace();
		return bytes < 64 * MEBIBYTE ? " (" + bytes / MEBIBYTE +
			" MiB are free on its disk: make room, or choose another disk)" : "";
	}

	private static boolean exists(final Path path) {
		return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
	}

	private static Path place(final Path target) throws IOException {
		return Files.isSymbolicLink(target) ? target.toRealPath() : target
			.toAbsolutePath().normalize();
	}

	private static Path sibling(final Path place, final String kind) {
		return place.resolveSibling("." + kind + "-" + UUID.randomUUID().toString()
			.substring(0, 8) + "-" + place.getFileName());
	}
}
