package sc.fiji.superres.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** SHA-256 checksums, in lower-case hexadecimal digits. */
public final class Sha256 {

	private static final int BUFFER = 1 << 16;

	private Sha256() {
		// Static methods only.
	}

	/**
	 * Computes the checksum of a file, or of the names and contents of all files
	 * in a folder and its subfolders.
	 *
	 * @throws IOException if it does not exist or cannot be read
	 */
	public static String of(final Path path) throws IOException {
		final MessageDigest digest = digest();
		if (Files.isDirectory(path)) for (final Path file : files(path)) {
			digest.update((path.relativize(file).toString().replace('\\', '/') +
				'\0' + of(file) + '\n').getBytes(StandardCharsets.UTF_8));
		}
		else update(digest, path);
		return hex(digest);
	}

	/** Returns an empty digest, for data other than a file. */
	public static MessageDigest digest() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (final NoSuchAlgorithmException e) {
			throw new IllegalStateException("This Java lacks SHA-256", e);
		}
	}

	/** Returns the checksum of the data passed to a digest, and resets it. */
	public static String hex(final MessageDigest digest) {
		return HexFormat.of().formatHex(digest.digest());
	}

	// -- Helper methods --

	private static List<Path> files(final Path folder) throws IOException {
		try (Stream<Path> paths = Files.walk(folder)) {
			return paths.filter(Files::isRegularFile).sorted().toList();
		}
	}

	private static void update(final MessageDigest digest, final Path file)
		throws IOException
	{
		final byte[] buffer = new byte[BUFFER];
		try (InputStream in = Files.newInputStream(file)) {
			for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
				digest.update(buffer, 0, n);
			}
		}
	}
}
