package sc.fiji.superres.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.superres.file.Tensor;

/** Attaches to copies of the packages that are shipped. */
class AttachmentTest {

	private static final Attachment SOMETHING = new Attachment(Map.of("list",
		List.of(1, 2.5), "text", "a: b"), Map.of("found", new Tensor(new int[] { 2,
			2 }, new float[] { 1, 2, 3, 4 })));

	@TempDir
	private Path folder;

	private Path model;

	@BeforeEach
	void makeFolder() {
		model = folder.resolve("model");
	}

	@ParameterizedTest
	@ValueSource(strings = { "srcnn-natural-x2", "dictionary-natural-x2" })
	void isReadAgainAndChangesNothingElse(final String name) throws IOException {
		copy(name);
		final Path shipped = Path.of("models", name);
		SOMETHING.write(model, "key");
		final Attachment found = Attachment.read(model, "key").orElseThrow();
		assertEquals(List.of(1, 2.5), found.values().get("list"));
		assertEquals("a: b", found.values().get("text"));
		assertEquals(SOMETHING.arrays(), found.arrays());
		assertEquals(Optional.empty(), Attachment.read(model, "other"));
		try (PackageFiles files = PackageFiles.open(model)) {
			Checksums.verify(files);
		}
		if (ModelPackage.isPackage(model)) {
			final ModelDescription before = ModelPackage.describe(shipped);
			final ModelDescription after = ModelPackage.describe(model);
			assertEquals(before.about(), after.about());
			assertEquals(before.input(), after.input());
			assertEquals(before.output(), after.output());
			assertEquals(before.weights(), after.weights());
			assertEquals(before.provenance(), after.provenance());
		}
		else {
			assertEquals(ArrayPackage.describe(shipped).provenance(), ArrayPackage
				.describe(model).provenance());
			ArrayPackage.read(model);
		}
		for (final Path file : PackageFiles.list(shipped)) {
			if (file.toString().endsWith(".yaml") || file.endsWith(Checksums.FILE))
				continue;
			assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(model
				.resolve(shipped.relativize(file))), file::toString);
		}
	}

	@Test
	void isReplaced() throws IOException {
		copy("srcnn-natural-x2");
		SOMETHING.write(model, "key");
		new Attachment(Map.of("text", "new"), SOMETHING.arrays()).write(model,
			"key");
		final Attachment found = Attachment.read(model, "key").orElseThrow();
		assertEquals("new", found.values().get("text"));
		assertEquals(null, found.values().get("list"));
	}

	@Test
	void damageIsRefused() throws IOException {
		copy("srcnn-natural-x2");
		SOMETHING.write(model, "key");
		Files.write(model.resolve("found.npy"), new byte[200]);
		assertTrue(assertThrows(IOException.class, () -> Attachment.read(model,
			"key")).getMessage().contains("found.npy"));
		assertThrows(IOException.class, () -> SOMETHING.write(model, "key"));
	}

	@Test
	void otherFoldersAreRefused() throws IOException {
		Files.createDirectories(model);
		assertThrows(IOException.class, () -> SOMETHING.write(model, "key"));
		assertThrows(IOException.class, () -> SOMETHING.write(folder.resolve(
			"none.zip"), "key"));
	}

	private void copy(final String name) throws IOException {
		Files.createDirectories(model);
		try (Stream<Path> files = Files.list(Path.of("models", name))) {
			for (final Path file : files.toList())
				Files.copy(file, model.resolve(file.getFileName()));
		}
	}
}
