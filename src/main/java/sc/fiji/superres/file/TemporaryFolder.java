package sc.fiji.superres.file;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A temporary folder, deleted when closed. Folders left by processes that were
 * killed are deleted when the next one is created.
 */
public final class TemporaryFolder implements AutoCloseable {

	private static final System.Logger LOG = System.getLogger(
		TemporaryFolder.class.getName());

	private final Path path;

	private TemporaryFolder(final Path path) {
		this.path = path;
	}

	/**
	 * Creates an empty folder in the system's folder for temporary files.
	 *
	 * @param kind prefix of its name
	 */
	public static TemporaryFolder make(final String kind) throws IOException {
		final Path path = Files.createTempDirectory(kind + "-" + Owner.id() + "-");
		clean(path.getParent(), Pattern.compile(Pattern.quote(kind) +
			"-(" + Owner.PATTERN + ")-\\d+"));
		return new TemporaryFolder(path.toRealPath());
	}

	/** Returns its path, with all links resolved. */
	public Path path() {
		return path;
	}

	/** Deletes it with its content. */
	@Override
	public void close() throws IOException {
		AtomicFiles.delete(path);
	}

	// -- Helper methods --

	private static void clean(final Path parent, final Pattern names)
		throws IOException
	{
		final List<Path> files;
		try (Stream<Path> all = Files.list(parent)) {
			files = all.toList();
		}
		for (final Path file : files) {
			final Matcher name = names.matcher(file.getFileName().toString());
			if (!name.matches()) continue;
			try {
				if (!Owner.lives(name.group(1), file)) AtomicFiles.delete(file);
			}
			catch (final IOException e) {
				// It may belong to another user.
				LOG.log(Level.DEBUG, "Cannot delete " + file, e);
			}
		}
	}
}
