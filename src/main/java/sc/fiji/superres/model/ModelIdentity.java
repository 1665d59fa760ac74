package sc.fiji.superres.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import sc.fiji.superres.file.SafeYaml;
import sc.fiji.superres.file.Sha256;

/**
 * A checksum of what the results of a model depend on: its files but for the
 * card, tables, pictures, what is {@linkplain Attachment attached}, and the
 * {@code config} of its descriptions. So a model that is calibrated again, or
 * zipped, stays the same model.
 */
public final class ModelIdentity {

	private static final Set<String> IRRELEVANT = Set.of("md", "csv", "png", "jpg",
		"sha256");

	private ModelIdentity() {
		// Static methods only.
	}

	/**
	 * Computes the checksum.
	 *
	 * @param path a package, as a folder or zip, or a file of weights
	 * @return SHA-256 in hexadecimal digits
	 * @throws IOException if it cannot be read
	 */
	public static String of(final Path path) throws IOException {
		final List<String> descriptions = Attachment.descriptions();
		if (!PackageFiles.holds(path, descriptions)) return Sha256.of(path);
		final MessageDigest digest = Sha256.digest();
		try (PackageFiles files = PackageFiles.open(path)) {
			final Set<String> attached = Attachment.sources(files);
			for (final Path file : PackageFiles.list(files.root())) {
				final String name = PackageFiles.name(files.root(), file);
				if (name.startsWith(".") || attached.contains(name) || IRRELEVANT
					.contains(name.substring(name.lastIndexOf('.') + 1))) continue;
				digest.update((name + '\0' + (descriptions.contains(name) ? text(file)
					: Sha256.of(file)) + '\n').getBytes(StandardCharsets.UTF_8));
			}
		}
		return Sha256.hex(digest);
	}

	// -- Helper methods --

	private static String text(final Path description) throws IOException {
		final Map<String, Object> root = new LinkedHashMap<>(SafeYaml.read(
			description).values());
		root.remove(Attachment.CONFIG);
		return SafeYaml.toText(root);
	}
}
