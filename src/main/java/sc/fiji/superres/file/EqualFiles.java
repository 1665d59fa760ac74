package sc.fiji.superres.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds files that are in two places. */
public final class EqualFiles {

	/** Files that begin differently are not compared any further. */
	private static final int BEGINNING = 1 << 16;

	private EqualFiles() {
		// Static methods only.
	}

	/**
	 * Returns the files that are also among others: the same ones, by links, too, or
	 * copies of them, byte by byte. Folders are never copies; files that are missing are
	 * left to those who open them.
	 *
	 * @throws IOException if one of them cannot be read
	 */
	public static Set<Path> among(final Collection<Path> files,
		final Collection<Path> others) throws IOException
	{
		final Map<String, List<Path>> alike = new HashMap<>();
		for (final Path other : others)
			alike.computeIfAbsent(beginning(other), key -> new ArrayList<>()).add(other);
		final Set<Path> found = new LinkedHashSet<>();
		if (alike.isEmpty()) return found;
		for (final Path file : files)
			if (isAmong(file, alike.getOrDefault(beginning(file), List.of()))) found.add(
				file);
		return found;
	}

	// -- Helper methods --

	private static boolean isAmong(final Path file, final List<Path> alike)
		throws IOException
	{
		for (final Path other : alike)
			if (Files.isSameFile(file, other) || Files.isRegularFile(file) && Files
				.mismatch(file, other) == -1) return true;
		return false;
	}

	/** Returns what is equal for equal files. */
	private static String beginning(final Path file) throws IOException {
		if (!Files.isRegularFile(file)) return Files.exists(file) ? file.toRealPath()
			.toString() : file.toAbsolutePath().toString();
		try (InputStream content = Files.newInputStream(file)) {
			return Files.size(file) + " " + Arrays.hashCode(content.readNBytes(
				BEGINNING));
		}
	}
}
