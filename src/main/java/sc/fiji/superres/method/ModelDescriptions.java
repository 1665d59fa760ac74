package sc.fiji.superres.method;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The descriptions of models, read once per process, and again only if the size
 * or time of the description's file has changed. Thread-safe.
 */
final class ModelDescriptions {

	private static final Map<Key, Entry> CACHE = new ConcurrentHashMap<>();

	private ModelDescriptions() {
		// Static methods only.
	}

	private record Key(String name, Path path) {}

	private record Entry(long size, FileTime time, InstalledModel model) {

		boolean isOf(final BasicFileAttributes file) {
			return size == file.size() && time.equals(file.lastModifiedTime());
		}
	}

	/** Returns the description of a model, even if it is damaged. */
	static InstalledModel of(final String name, final Path path) {
		try {
			final BasicFileAttributes file = Files.readAttributes(ModelFormat
				.described(path), BasicFileAttributes.class);
			return CACHE.compute(new Key(name, path.toAbsolutePath()), (key,
				entry) -> entry != null && entry.isOf(file) ? entry : new Entry(file
					.size(), file.lastModifiedTime(), read(name, path))).model();
		}
		catch (final IOException exc) {
			return InstalledModel.unknown(name, path, ModelFormat.of(path), String
				.valueOf(exc.getMessage()));
		}
	}

	/** Records the scale of a model that was measured by running it. */
	static void measured(final String name, final Path path, final String scale) {
		CACHE.computeIfPresent(new Key(name, path.toAbsolutePath()), (key,
			entry) -> new Entry(entry.size(), entry.time(), entry.model().withScale(
				scale)));
	}

	private static InstalledModel read(final String name, final Path path) {
		final ModelFormat format = ModelFormat.of(path);
		try {
			return format.describe(name, path);
		}
		catch (final IOException | RuntimeException exc) {
			return InstalledModel.unknown(name, path, format, String.valueOf(exc
				.getMessage()));
		}
	}
}
