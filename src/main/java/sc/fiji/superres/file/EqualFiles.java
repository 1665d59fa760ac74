package sc.fiji.superres.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds files that are in two places. */
public final class EqualFiles {

	private EqualFiles() {
		// Static methods only.
	}

	/**
	 * Returns the files that are also among others: the same ones, by links, too, or
	 * copies of them, byte by byte. Folders are never copies.
	 *
	 * @throws IOException if one of them cannot be read
	 */
	public static Set<Path> among(final Collection<Path> files,
		final Collection<Path> others) throws IOException
	{
		final Map<Long, List<Path>> bySize = new HashMap<>();
		for (final Path other : others)
			bySize.computeIfAbsent(Files.size(other), size -> new ArrayList<>()).add(
				other);
		final Set<Path> found = new LinkedHashSet<>();
		for (final Path file : files)
			for (final Path other : bySize.getOrDefault(Files.size(file), List.of()))
				if (Files.isSameFile(file, other) || Files.isRegularFile(file) && Files
					.mismatch(file, other) == -1) found.add(file);
		return found;
	}
}
