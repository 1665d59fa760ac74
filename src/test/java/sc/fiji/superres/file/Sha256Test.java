package sc.fiji.superres.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Sha256Test {

	@TempDir
	private Path folder;

	/** The digest of "abc" in FIPS 180-2, appendix B.1. */
	@Test
	void publishedDigest() throws IOException {
		assertEquals(
			"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Sha256
				.of(Files.writeString(folder.resolve("a"), "abc")));
		assertThrows(IOException.class, () -> Sha256.of(folder.resolve("none")));
	}

	@Test
	void folderIsItsNamesAndContents() throws IOException {
		final Path file = Files.createDirectories(folder.resolve("sub")).resolve(
			"b");
		Files.writeString(file, "1");
		final String before = Sha256.of(folder);
		Files.writeString(file, "2");
		assertNotEquals(before, Sha256.of(folder));
		Files.writeString(file, "1");
		assertEquals(before, Sha256.of(folder));
		Files.move(file, file.resolveSibling("c"));
		assertNotEquals(before, Sha256.of(folder));
	}
}
