package sc.fiji.superres.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackageFilesTest {

	/** The mark of an entry of a zip's central directory. */
	private static final int ENTRY = 0x02014b50;

	@TempDir
	private Path folder;

	@Test
	void readsFolders() throws IOException {
		Files.createDirectory(folder.resolve("sub"));
		Files.writeString(folder.resolve("sub/a.txt"), "text");
		try (final PackageFiles files = PackageFiles.open(folder)) {
			assertEquals("text", Files.readString(files.resolve("sub/a.txt")));
			assertTrue(files.has("sub"));
			assertFalse(files.has("a.txt"));
		}
		assertTrue(Files.exists(folder.resolve("sub/a.txt")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "top/" })
	void readsZipsAndDeletesWhatItUnpacked(final String top)
		throws IOException
	{
		final Path zip = write(zip(top + "rdf.yaml", top + "sub/a.txt"));
		final Path unpacked;
		try (final PackageFiles files = PackageFiles.open(zip)) {
			unpacked = files.root();
			assertEquals(zip, files.origin());
			assertTrue(files.has("rdf.yaml"));
			assertEquals(top + "sub/a.txt", Files.readString(files.resolve(
				"sub/a.txt")));
		}
		assertFalse(Files.exists(unpacked));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "../a.txt | climbs out",
		"sub/../../a.txt | climbs out", "/etc/passwd | absolute",
		"C:/a.txt | absolute", "sub\\a.txt | backslash",
		"https://example.org/weights.pt | nothing is ever fetched",
		"file:/etc/passwd | nothing is ever fetched", "'' | empty",
		"out.txt | link", "outer/secret.txt | link", "sub | not a file",
		"none.txt | lacks the file none.txt" })
	void refusesSources(final String source, final String reason)
		throws IOException
	{
		final Path secret = Files.createDirectory(folder.resolve("secret"));
		Files.writeString(secret.resolve("secret.txt"), "secret");
		final Path inner = Files.createDirectory(folder.resolve("package"));
		Files.createDirectory(inner.resolve("sub"));
		Files.createSymbolicLink(inner.resolve("out.txt"), secret.resolve(
			"secret.txt"));
		Files.createSymbolicLink(inner.resolve("outer"), secret);
		try (final PackageFiles files = PackageFiles.open(inner)) {
			final IOException e = assertThrows(IOException.class, () -> files.resolve(
				source));
			assertTrue(e.getMessage().contains(reason), e.getMessage());
		}
	}

	@Test
	void refusesLinksThatStayInside() throws IOException {
		Files.writeString(folder.resolve("a.txt"), "text");
		Files.createSymbolicLink(folder.resolve("b.txt"), Path.of("a.txt"));
		try (final PackageFiles files = PackageFiles.open(folder)) {
			final String message = assertThrows(IOException.class, () -> files
				.resolve("b.txt")).getMessage();
			assertTrue(message.contains("link"), message);
			assertEquals("text", Files.readString(files.resolve("a.txt")));
			// Nor is what it leads to copied.
			assertThrows(IOException.class, () -> PackageFiles.list(folder));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "../evil.txt", "sub/../../evil.txt", "/evil.txt",
		"C:evil.txt", "..\\evil.txt", "sub/..", "a\nb" })
	void refusesEntriesThatClimbOut(final String name) throws IOException {
		refuses(zip("rdf.yaml", name), "leads out");
	}

	@Test
	void refusesLinks() throws IOException {
		final byte[] zip = zip("rdf.yaml", "link");
		final ByteBuffer entry = entry(zip, "link");
		entry.put(5, (byte) 3); // made on Unix
		entry.putInt(38, 0xa1ff << 16); // lrwxrwxrwx
		refuses(zip, "the entry link is a link");
	}

	@Test
	void refusesNamesThatAreThereTwice() throws IOException {
		refuses(zip("a.txt", "A.TXT"), "twice");
		final byte[] zip = zip("a.txt", "b.txt");
		entry(zip, "b.txt").put(46, (byte) 'a');
		refuses(zip, "twice");
	}

	@Test
	void refusesAFileThatIsAFolderToo() throws IOException {
		refuses(zip("a", "a/b"), "a");
	}

	@Test
	void refusesBombs() throws IOException {
		refuses(bomb(), "unpacks to more than");
	}

	@Test
	void refusesBombsThatLie() throws IOException {
		final byte[] zip = bomb();
		entry(zip, "bomb").putInt(24, 1000);
		refuses(zip, "more than the 1000 bytes");
	}

	@Test
	void refusesDamage() throws IOException {
		final byte[] zip = zip("rdf.yaml", "sub/a.txt");
		refuses(Arrays.copyOf(zip, zip.length / 2), "damaged");
		refuses(Arrays.copyOf(zip, zip.length - 1), "damaged");
		refuses("not a zip file".getBytes(StandardCharsets.US_ASCII), "not a zip");
		final byte[] other = zip.clone();
		final ByteBuffer entry = entry(other, "rdf.yaml");
		entry.putInt(16, entry.getInt(16) ^ 1);
		refuses(other, "checksum");
	}

	@Test
	void refusesWhatIsNotThere() {
		final IOException e = assertThrows(IOException.class, () -> PackageFiles
			.open(folder.resolve("none.zip")));
		assertTrue(e.getMessage().contains("none.zip"), e.getMessage());
	}

	// -- Helper methods --

	/** Checks that a zip is refused, and nothing of it left. */
	private void refuses(final byte[] zip, final String reason)
		throws IOException
	{
		final Set<Path> before = unpacked();
		final Path file = write(zip);
		final IOException e = assertThrows(IOException.class, () -> PackageFiles
			.open(file));
		assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
		assertTrue(e.getMessage().contains(reason), e.getMessage());
		assertEquals(before, unpacked());
		assertEquals(List.of(file), list(folder));
	}

	private static Set<Path> unpacked() throws IOException {
		final Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
		return new TreeSet<>(list(temporary).stream().filter(path -> path
			.getFileName().toString().startsWith("superres-package-")).toList());
	}

	private static List<Path> list(final Path folder) throws IOException {
		try (final Stream<Path> paths = Files.list(folder)) {
			return paths.toList();
		}
	}

	private Path write(final byte[] zip) throws IOException {
		return Files.write(folder.resolve("model.zip"), zip);
	}

	/** Makes a zip of files that hold their names. */
	private static byte[] zip(final String... names) throws IOException {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (final ZipOutputStream zip = new ZipOutputStream(bytes)) {
			for (final String name : names) {
				zip.putNextEntry(new ZipEntry(name));
				zip.write(name.getBytes(StandardCharsets.UTF_8));
			}
		}
		return bytes.toByteArray();
	}

	/** Makes a zip of 32 MiB of zeros, which are packed 1000 times. */
	private static byte[] bomb() throws IOException {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (final ZipOutputStream zip = new ZipOutputStream(bytes)) {
			zip.putNextEntry(new ZipEntry("bomb"));
			final byte[] zeros = new byte[1 << 20];
			for (int i = 0; i < 32; i++) {
				zip.write(zeros);
			}
		}
		return bytes.toByteArray();
	}

	/** Finds an entry of the central directory, to be changed in place. */
	private static ByteBuffer entry(final byte[] zip, final String name) {
		final ByteBuffer buffer = ByteBuffer.wrap(zip).order(
			ByteOrder.LITTLE_ENDIAN);
		for (int at = 0; at < zip.length - 46 - name.length(); at++) {
			if (buffer.getInt(at) == ENTRY && name.equals(new String(zip, at + 46,
				name.length(), StandardCharsets.UTF_8))) return buffer.slice(at,
					zip.length - at).order(ByteOrder.LITTLE_ENDIAN);
		}
		throw new IllegalArgumentException(name);
	}
}
