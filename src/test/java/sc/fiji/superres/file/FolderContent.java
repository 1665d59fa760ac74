package sc.fiji.superres.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a folder holds, to be compared. */
public final class FolderContent {

	private FolderContent() {
		// Static methods only.
	}

	/** Returns the names of what lies in a folder, in order. */
	public static List<String> names(final Path folder) throws IOException {
		try (final Stream<Path> paths = Files.list(folder)) {
			return paths.map(path -> path.getFileName().toString()).sorted().toList();
		}
	}

	/**
	 * Returns the content of all files of a folder and those inside it, in Base64, by
	 * their names; none if there is no such folder.
	 */
	public static Map<String, String> bytes(final Path folder)
		throws IOException
	{
		final Map<String, String> content = new TreeMap<>();
		if (!Files.exists(folder)) return content;
		try (final Stream<Path> files = Files.walk(folder)) {
			for (final Path file : (Iterable<Path>) files.filter(
				Files::isRegularFile)::iterator)
				content.put(folder.relativize(file).toString(), Base64.getEncoder()
					.encodeToString(Files.readAllBytes(file)));
		}
		return content;
	}
}
