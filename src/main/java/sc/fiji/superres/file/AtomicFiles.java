package sc.fiji.superres.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
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
 * extension, is forced to the disk and then moved into place in one step. If
 * writing fails or is canceled, the sibling is deleted and the previous target
 * is left as it was.
 * </p>
 *
 * <pre>
 * AtomicFiles.write(csv, overwrite, part -&gt; Files.writeString(part, text));
 * </pre>
 */
public final class AtomicFiles {

	/**
	 * A sibling's name: its kind, the process that made it, and the target's
	 * name.
	 */
	private static final Pattern SIBLING = Pattern.compile(
		"\\.(part|old)-(" + Owner.PATTERN + ")-[0-9a-f]{8}-(.+)");

	/**
	 * How often replacing a folder is tried if another process restores the old
	 * one.
	 */
	private static final int ATTEMPTS = 20;

	private static final long MEBIBYTE = 1 << 20;

	/** Bytes of the longest name of a file on usual disks. */
	private static final int LONGEST = 255;

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
	 * Checks, before a long run, that its result can be written, by creating an
	 * empty sibling.
	 *
	 * @param target file or folder to be written
	 * @param overwrite whether an existing one may be replaced
	 * @throws FileAlreadyExistsException if it exists and may not be replaced
	 * @throws NoSuchFileException if the folder around it does not exist
	 * @throws IOException if nothing can be written there
	 */
	public static void check(final Path target, final boolean overwrite)
		throws IOException
	{
		checkFree(target, overwrite);
		try {
			final Path part = sibling(place(target), "part");
			Files.createFile(part);
			Files.delete(part);
		}
		catch (final IOException e) {
			throw failure(target, e);
		}
	}

	private static void checkFree(final Path target, final boolean overwrite)
		throws IOException
	{
		final Path parent = target.toAbsolutePath().getParent();
		if (parent == null) throw new FileSystemException(target.toString(), null,
			"cannot be written because it is the root of a disk");
		if (!Files.isDirectory(parent)) throw new NoSuchFileException(target
			.toString(), null, "cannot be written because there is no folder " +
				"" + parent +
				": create it first");
		if (!overwrite && exists(target)) throw new FileAlreadyExistsException(
			target.toString(), null,
			"already exists: choose another name, or allow overwriting");
	}

	/**
	 * Writes a file.
	 *
	 * @param target the file, or a link to it
	 * @param overwrite whether an existing file may be replaced
	 * @param writer writes the content to the path passed to it
	 */
	public static void write(final Path target, final boolean overwrite,
		final Writer writer) throws IOException
	{
		checkFree(target, overwrite);
		if (Files.isDirectory(target)) throw new FileSystemException(target
			.toString(), null, "is a folder, but a file is to be written");
		final Path place = place(target);
		fill(target, sibling(place, "part"), part -> {
			writer.write(part);
			if (!Files.isRegularFile(part)) throw new IOException(
				"nothing was written");
			force(part);
			if (overwrite) Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
			else Files.move(part, place);
		});
	}

	/**
	 * Writes a folder.
	 *
	 * @param target the folder
	 * @param overwrite whether an existing folder may be replaced; it is deleted
	 *          with its content after the new one has taken its place
	 * @param writer writes the content into the folder passed to it
	 */
	public static void writeFolder(final Path target, final boolean overwrite,
		final Writer writer) throws IOException
	{
		checkFree(target, overwrite);
		if (exists(target) && !Files.isDirectory(target))
			throw new FileSystemException(target.toString(), null,
				"is a file, but a folder is to be written");
		final Path place = place(target);
		final Path old = sibling(place, "old");
		fill(target, sibling(place, "part"), part -> {
			Files.createDirectory(part);
			writer.write(part);
			force(part);
			replace(place, part, old);
		});
		delete(old);
	}

	/**
	 * Cleans up after writers that were killed: deletes what was half written or
	 * already replaced, and restores what was moved aside but not replaced.
	 * Siblings of living processes are kept ({@link Owner}).
	 *
	 * @param folder folder to clean up; may be missing
	 * @param mine selects the targets
	 * @return the restored targets
	 */
	public static List<Path> recover(final Path folder,
		final Predicate<Path> mine) throws IOException
	{
		final List<Path> restored = new ArrayList<>();
		if (!Files.isDirectory(folder)) return restored;
		final List<Path> siblings;
		try (Stream<Path> files = Files.list(folder)) {
			siblings = files.filter(file -> SIBLING.matcher(file.getFileName()
				.toString()).matches()).toList();
		}
		for (final Path file : siblings) {
			final Matcher name = SIBLING.matcher(file.getFileName().toString());
			name.matches();
			final Path target = file.resolveSibling(name.group(3));
			if (!mine.test(target) || Owner.lives(name.group(2), file)) continue;
			if (name.group(1).equals("part") || exists(target)) delete(file);
			else {
				Files.move(file, target);
				restored.add(target);
			}
		}
		return restored;
	}

	/** Deletes a file, or a folder with its content, if it exists. */
	public static void delete(final Path tree) throws IOException {
		if (!exists(tree)) return;
		for (final Path path : walk(tree, Comparator.reverseOrder())) {
			Files.delete(path);
		}
	}

	// -- Helper methods --

	/** Writes a sibling and moves it into place, or deletes it. */
	private static void fill(final Path target, final Path part,
		final Writer steps) throws IOException
	{
		try {
			steps.write(part);
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
	 * Replaces a folder. Between the two moves, another process may find it
	 * missing and {@link #recover} it; then the replacement is tried again.
	 */
	private static void replace(final Path place, final Path part, final Path old)
		throws IOException
	{
		for (int attempt = 1;; attempt++) {
			if (exists(place)) Files.move(place, old);
			try {
				Files.move(part, place);
				return;
			}
			catch (final IOException e) {
				if (exists(old) && !exists(place)) Files.move(old, place);
				if (attempt == ATTEMPTS || exists(old) || !exists(part)) throw e;
			}
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

	/** Returns the remedy where a disk is full; empty if it is not, or read-only. */
	private static String free(final Path target) {
		try {
			final FileStore disk = Files.getFileStore(target.toAbsolutePath()
				.getParent());
			final long bytes = disk.getUsableSpace();
			return disk.isReadOnly() || bytes >= 64 * MEBIBYTE ? "" : " (" + bytes /
				MEBIBYTE + " MiB are free on its disk: free some space, or choose " +
				"another disk)";
		}
		catch (final IOException unknown) {
			return "";
		}
	}

	private static boolean exists(final Path path) {
		return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
	}

	private static Path place(final Path target) throws IOException {
		return Files.isSymbolicLink(target) ? target.toRealPath() : target
			.toAbsolutePath().normalize();
	}

	/** @throws IOException if its name would be too long for a disk */
	private static Path sibling(final Path place, final String kind)
		throws IOException
	{
		final String before = "." + kind + "-" + Owner.id() + "-" + UUID.randomUUID()
			.toString().substring(0, 8) + "-";
		final int length = bytes(place.getFileName().toString());
		if (bytes(before) + length > LONGEST) throw new FileSystemException(place
			.toString(), null, "has a name of " + length + " bytes, but may have " +
				(LONGEST - bytes(before)) + ", as a temporary file beside it has a longer " +
				"one: choose a shorter name");
		return place.resolveSibling(before + place.getFileName());
	}

	private static int bytes(final String name) {
		return name.getBytes(StandardCharsets.UTF_8).length;
	}
}
