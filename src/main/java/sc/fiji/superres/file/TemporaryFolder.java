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
 * A folder for the time that something is open. What a process left when it was
 * killed is deleted when the next one makes such a folder.
 */
public final class TemporaryFolder implements AutoCloseable {

	private static final System.Logger LOG = System.getLogger(
		TemporaryFolder.class.getName());

	private final Path path;

	private TemporaryFolder(final Path path) {
		this.path = path;
	}

	/**
	 * Makes an empty folder in the system's folder for temporary files.
	 *
	 * @param kind begins its name
	 */
	public static TemporaryFolder make(final String kind) throws IOException {
		final Path path = Files.createTempDirectory(kind + "-" + Owner.id() + "-");
		clean(path.getParent(), Pattern.compile(Pattern.quote(kind) +
			"-([0-9a-f]+)-\\d+"));
		return new TemporaryFolder(path.toRealPath());
	}

	/** Returns where it is, without links. */
	public Path path() {
		return path;
	}

	/** Deletes it with all that it holds. */
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
				// It may be of another user.
				LOG.log(Level.DEBUG, "Cannot delete " + file, e);
			}
		}
	}
}
