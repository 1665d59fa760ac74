package sc.fiji.superres.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.superres.file.TestOwner;
import sc.fiji.superres.block.Failures;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.dictionary.Dictionaries;
import sc.fiji.superres.dictionary.TestDictionaries;
import sc.fiji.superres.file.Sha256;
import sc.fiji.superres.model.About;
import sc.fiji.superres.model.Provenance;
import sc.fiji.superres.model.TrainingData;
import sc.fiji.superres.network.TestPackages;

/**
 * Installs damaged packages: each is installed, or refused in one line by an
 * exception that is meant, and nothing is left behind.
 */
class MutatedPackagesTest {

	private static final int PACKAGES = 200;

	/** Values that numbers of a description are replaced by. */
	private static final List<String> ODD = List.of("0", "-1", ".nan", ".inf",
		"2147483647", "1e308", "0.25", "null", "[]", "{}", "'text'", "&a [*a]",
		"9".repeat(400));

	@TempDir
	private Path folder;

	private final Random random = new Random(14);
	private String home;

	@BeforeEach
	void moveIn() {
		home = System.setProperty("superres.home", folder.resolve("home")
			.toString());
	}

	@AfterEach
	void moveOut() {
		if (home == null) System.clearProperty("superres.home");
		else System.setProperty("superres.home", home);
	}

	@Test
	void eachIsInstalledOrRefused() throws IOException {
		final Path network = folder.resolve("network");
		TestPackages.writeSmall(network);
		final Path dictionary = folder.resolve("dictionary");
		Dictionaries.write(TestDictionaries.small(2), new About("dictionary",
			"A dictionary to test with", List.of("Ada Lovelace"), "CC0-1.0", About.CARD,
			List.of(), List.of("test"), "2026-01-02T03:04:05Z"), new Provenance(
				"superres", 1, "", "", Map.of(), List.of()), new TrainingData(List.of()),
			dictionary, false);
		final List<Map<String, byte[]>> packages = List.of(read(network), read(
			network), read(dictionary));
		final Object[] before = list();
		int installed = 0;
		for (int i = 0; i < PACKAGES; i++) {
			final Map<String, byte[]> files = new TreeMap<>(packages.get(i % packages
				.size()));
			// They would find most damage.
			if (i % 8 > 0) files.remove("checksums.sha256");
			mutate(files);
			final Path mutant = Files.write(folder.resolve(i % 3 < 2 ? "network.zip"
				: "dictionary.zip"), zip(files));
			final int number = i;
			if (assertTimeoutPreemptively(Duration.ofSeconds(30), () -> install(mutant,
				number))) installed++;
			Files.delete(mutant);
		}
		assertTrue(installed > 10 && installed < PACKAGES / 2, installed +
			" were installed");
		assertEquals(List.of(before), List.of(list()));
	}

	/** Returns whether a package was installed, which it then is whole. */
	private boolean install(final Path file, final int number)
		throws IOException
	{
		try {
			Methods.install(file, true, Progress.NONE);
			Methods.models();
			return true;
		}
		catch (final IOException | IllegalArgumentException e) {
			final String message = Failures.message(e);
			final String text = "Package " + number + ": " + e;
			assertEquals(1, message.lines().count(), text);
			assertTrue(message.length() > 30 && !message.startsWith("java."), text);
			return false;
		}
		catch (final RuntimeException e) {
			throw new AssertionError("Package " + number + ": " + e, e);
		}
	}

	// -- Damage --

	private void mutate(final Map<String, byte[]> files) throws IOException {
		final List<String> names = List.copyOf(files.keySet());
		final String name = names.get(random.nextInt(names.size()));
		final byte[] bytes = files.get(name);
		switch (random.nextInt(8)) {
			case 0 -> files.remove(name);
			case 1 -> files.put(name, new byte[0]);
			case 2 -> files.put(name, cut(bytes));
			case 3 -> files.put("../" + name, bytes);
			case 4 -> flip(bytes.length == 0 ? new byte[1] : bytes.clone(), files,
				name);
			default -> {
				for (final String inside : names) {
					if (inside.endsWith(".yaml")) values(files, inside);
					else if (inside.endsWith(".pt") && random.nextInt(4) > 0) archive(
						files, inside);
					else if (inside.endsWith(".npy") && random.nextInt(4) == 0) header(
						files, inside);
				}
			}
		}
	}

	private byte[] cut(final byte[] bytes) {
		return Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
	}

	private void flip(final byte[] bytes, final Map<String, byte[]> files,
		final String name)
	{
		for (int flips = 1 + random.nextInt(3); flips > 0; flips--)
			bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
		files.put(name, bytes);
	}

	/** Replaces a value of a description; its keys stay. */
	private void values(final Map<String, byte[]> files, final String name) {
		if (random.nextBoolean()) return;
		final String[] lines = text(files.get(name)).split("\n");
		for (int tries = 0; tries < 20; tries++) {
			final int line = random.nextInt(lines.length);
			// The last value of the line, or the first.
			final String changed = lines[line].replaceFirst((random.nextBoolean()
				? "(.*: )" : "(.*?: )") + "[^ ,{}\\[\\]]+", "$1" + ODD.get(random.nextInt(
					ODD.size())));
			if (changed.equals(lines[line])) continue;
			lines[line] = changed;
			break;
		}
		files.put(name, bytes(String.join("\n", lines) + "\n"));
	}

	/** Damages an entry of a network, as if it was made so: all checksums fit. */
	private void archive(final Map<String, byte[]> files, final String weights)
		throws IOException
	{
		final Map<String, byte[]> entries = new TreeMap<>();
		try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(files
			.get(weights))))
		{
			for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry())
				entries.put(e.getName(), in.readAllBytes());
		}
		final List<String> names = List.copyOf(entries.keySet());
		final String name = names.get(random.nextInt(names.size()));
		flip(entries.get(name), entries, name);
		files.put(weights, zip(entries));
		final Path file = Files.write(folder.resolve("mutant.pt"), files.get(
			weights));
		files.computeIfPresent("bioimageio.yaml", (key, text) -> bytes(text(text)
			.replaceFirst("[0-9a-f]{64}", sum(file))));
		Files.delete(file);
	}

	private static String sum(final Path file) {
		try {
			return Sha256.of(file);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** Changes a digit of the shape, or a byte of the header, of an array. */
	private void header(final Map<String, byte[]> files, final String name) {
		final byte[] bytes = files.get(name).clone();
		final int length = Math.min(bytes.length, 128);
		for (int tries = 0; tries < 200; tries++) {
			final int at = random.nextInt(length);
			if (bytes[at] < '0' || bytes[at] > '9') continue;
			bytes[at] = (byte) ('0' + random.nextInt(10));
			break;
		}
		files.put(name, bytes);
	}

	// -- Helper methods --

	private static byte[] zip(final Map<String, byte[]> files)
		throws IOException
	{
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream out = new ZipOutputStream(bytes)) {
			for (final Map.Entry<String, byte[]> file : files.entrySet()) {
				out.putNextEntry(new ZipEntry(file.getKey()));
				out.write(file.getValue());
			}
		}
		return bytes.toByteArray();
	}

	private static Map<String, byte[]> read(final Path folder)
		throws IOException
	{
		final Map<String, byte[]> files = new TreeMap<>();
		try (Stream<Path> all = Files.list(folder)) {
			for (final Path file : all.toList())
				files.put(file.getFileName().toString(), Files.readAllBytes(file));
		}
		return files;
	}

	/** Lists what is there beside the models, and what this process unpacked. */
	private Object[] list() throws IOException {
		final String mine = "-" + TestOwner.self() +
			"-";
		try (Stream<Path> files = Files.list(folder); Stream<Path> temporary = Files
			.list(Path.of(System.getProperty("java.io.tmpdir"))))
		{
			return Stream.concat(files.filter(file -> !file.endsWith("home")),
				temporary.filter(file -> file.getFileName()
					.toString().startsWith("superres-") && file.toString().contains(mine)))
				.sorted().toArray();
		}
	}

	private static String text(final byte[] bytes) {
		return new String(bytes, StandardCharsets.ISO_8859_1);
	}

	private static byte[] bytes(final String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}
}
