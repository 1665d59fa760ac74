package sc.fiji.superres.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.superres.file.FolderContent;
import sc.fiji.superres.file.Sha256;
import sc.fiji.superres.file.TestZips;

class ModelPackageTest {

	@TempDir
	private Path folder;

	@Test
	void comesBack() throws IOException {
		final Path path = TestDescriptions.write(folder);
		try (final ModelPackage model = ModelPackage.open(path)) {
			final ModelDescription d = model.description();
			assertEquals(TestDescriptions.about(), d.about());
			assertEquals(Optional.of(TestDescriptions.provenance()), d.provenance());
			assertEquals(2, d.output().scaleY());
			assertEquals("not really TorchScript", Files.readString(model.weights()));
			assertEquals(Optional.of(Sha256.of(model.weights())), d.weights()
				.sha256());
			assertEquals(Optional.of(TestDescriptions.ramp(1, 1, 32, 40)), model.testInput());
			assertEquals(Optional.of(TestDescriptions.ramp(1, 1, 64, 80)), model.testOutput());
			assertEquals(path, model.path());
		}
		assertEquals(List.of("README.md", "bioimageio.yaml", "checksums.sha256",
			"rdf.yaml", "test_input.npy", "test_output.npy", "training-data.csv",
			"weights.pt"), FolderContent.names(path));
		assertEquals(List.of("some.pt", "srcnn-natural-x2"), FolderContent.names(folder));
	}

	@Test
	void comesBackFromAZip() throws IOException {
		final Path path = TestDescriptions.write(folder);
		final Path zip = folder.resolve("model.zip");
		final ModelDescription description;
		try (final ModelPackage model = ModelPackage.open(path)) {
			description = model.description();
		}
		TestZips.write(path, zip);
		final Path weights;
		try (final ModelPackage model = ModelPackage.open(zip)) {
			assertEquals(description, model.description());
			assertEquals(Optional.of(TestDescriptions.ramp(1, 1, 32, 40)), model.testInput());
			weights = model.weights();
		}
		assertFalse(Files.exists(weights));
	}

	@Test
	void tellsPackagesFromOtherFiles() throws IOException {
		final Path path = TestDescriptions.write(folder);
		final Path zip = folder.resolve("model.zip");
		TestZips.write(path, zip);
		final Path other = folder.resolve("other.zip");
		TestZips.write(Files.createDirectory(folder.resolve("empty")), other);
		assertTrue(ModelPackage.isPackage(path));
		assertTrue(ModelPackage.isPackage(zip));
		assertFalse(ModelPackage.isPackage(other));
		assertFalse(ModelPackage.isPackage(path.resolve("weights.pt")));
		assertFalse(ModelPackage.isPackage(folder));
		assertFalse(ModelPackage.isPackage(folder.resolve("none")));
	}

	@Test
	void checksumsAreThoseOfSha256sum() throws Exception {
		final Path path = TestDescriptions.write(folder);
		Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/sha256sum")),
			"Needs sha256sum");
		assertEquals(0, new ProcessBuilder("/usr/bin/sha256sum", "-c", "--strict",
			Checksums.FILE).directory(path.toFile()).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor());
		assertEquals(7, Files.readAllLines(path.resolve(Checksums.FILE)).size());
	}

	@ParameterizedTest
	@ValueSource(strings = { "weights.pt", "test_output.npy", "README.md" })
	void refusesFilesThatWereChanged(final String name) throws IOException {
		final Path path = TestDescriptions.write(folder);
		final String right = Sha256.of(path.resolve(name));
		Files.writeString(path.resolve(name), "changed");
		final IOException e = assertThrows(IOException.class, () -> ModelPackage
			.open(path));
		assertTrue(e.getMessage().contains(name), e.getMessage());
		assertTrue(e.getMessage().contains(right), e.getMessage());
		// printf changed | sha256sum, GNU coreutils 9.1
		assertTrue(e.getMessage().contains(
			"d67e2e944994496c8d8ec76eed0cf9f09679448d584b532bebf941852a37f5ed"), e
				.getMessage());
	}

	@Test
	void refusesWeightsThatTheDescriptionDoesNotMean() throws IOException {
		final Path path = TestDescriptions.write(folder);
		Files.delete(path.resolve(Checksums.FILE));
		Files.writeString(path.resolve("weights.pt"), "changed");
		final IOException e = assertThrows(IOException.class, () -> ModelPackage
			.open(path));
		assertTrue(e.getMessage().contains("weights.pt"), e.getMessage());
	}

	@Test
	void refusesMissingFiles() throws IOException {
		final Path path = TestDescriptions.write(folder);
		Files.delete(path.resolve("test_input.npy"));
		final IOException e = assertThrows(IOException.class, () -> ModelPackage
			.open(path));
		assertTrue(e.getMessage().contains("test_input.npy"), e.getMessage());
	}

	@ParameterizedTest
	@ValueSource(strings = { "../weights.pt", "/etc/hostname",
		"https://example.org/weights.pt" })
	void refusesWeightsFromElsewhere(final String source) throws IOException {
		final Path path = TestDescriptions.write(folder);
		Files.writeString(folder.resolve("weights.pt"), "outside");
		Files.delete(path.resolve(Checksums.FILE));
		final Path yaml = path.resolve("bioimageio.yaml");
		Files.writeString(yaml, Files.readString(yaml).replace(
			"source: weights.pt", "source: '" + source + "'"));
		final IOException e = assertThrows(IOException.class, () -> ModelPackage
			.open(path));
		assertTrue(e.getMessage().contains("\"" + source + "\" is refused"), e
			.getMessage());
	}

	@Test
	void replacesPackagesOnlyWhenAllowed() throws IOException {
		final Path path = TestDescriptions.write(folder);
		final ModelPackage.Content content = TestDescriptions.content(folder);
		assertThrows(FileAlreadyExistsException.class, () -> ModelPackage.write(
			path, false, content));
		Files.writeString(path.resolve(About.CARD), "Mine");
		ModelPackage.write(path, true, content);
		ModelPackage.open(path).close();
	}

	/** Somebody may have put images or notes into the folder. */
	@ParameterizedTest
	@ValueSource(strings = { "more.txt", "images/cell.tif", ".hidden" })
	void neverReplacesPackagesWithFilesOfOthers(final String name)
		throws IOException
	{
		final Path path = TestDescriptions.write(folder);
		final ModelPackage.Content content = TestDescriptions.content(folder);
		final Path other = path.resolve(name);
		Files.createDirectories(other.getParent());
		Files.writeString(other, "dear");
		final IOException e = assertThrows(FileAlreadyExistsException.class,
			() -> ModelPackage.write(path, true, content));
		assertTrue(e.getMessage().contains("it holds " + name), e.getMessage());
		assertEquals("dear", Files.readString(other));
		Files.delete(other);
		Files.delete(path.resolve(Checksums.FILE));
		assertThrows(FileAlreadyExistsException.class, () -> ModelPackage.write(
			path, true, content));
	}

	@Test
	void neverReplacesOtherFolders() throws IOException {
		final Path photos = Files.createDirectory(folder.resolve("photos"));
		Files.writeString(photos.resolve("holiday.jpg"), "dear");
		final ModelPackage.Content content = TestDescriptions.content(folder);
		final IOException e = assertThrows(FileAlreadyExistsException.class,
			() -> ModelPackage.write(photos, true, content));
		assertTrue(e.getMessage().contains("photos"), e.getMessage());
		assertTrue(Files.exists(photos.resolve("holiday.jpg")));
	}

	@Test
	void leavesNothingWhenWritingFails() throws IOException {
		final Path path = folder.resolve("model");
		final ModelPackage.Content content = TestDescriptions.content(folder);
		final ModelPackage.Content bad = new ModelPackage.Content(content
			.description(), content.weights(), content.testInput(), content
				.testOutput(), content.card(), content.trainingData(), Map.of(
					"figures/curve.png", folder.resolve("none.png")));
		final IOException e = assertThrows(IOException.class, () -> ModelPackage
			.write(path, false, bad));
		assertTrue(e.getMessage().contains(path.toString()), e.getMessage());
		assertEquals(List.of("some.pt"), FolderContent.names(folder));
	}

	@Test
	void refusesTestTensorsThatContradictTheDescription() throws IOException {
		final ModelPackage.Content content = TestDescriptions.content(folder);
		final ModelPackage.Content bad = new ModelPackage.Content(content
			.description(), content.weights(), content.testInput(), TestDescriptions.ramp(1, 1,
				64, 81), "", "", Map.of());
		final IllegalArgumentException e = assertThrows(
			IllegalArgumentException.class, () -> ModelPackage.write(folder.resolve(
				"model"), false, bad));
		assertTrue(e.getMessage().contains("[1, 1, 64, 81]"), e.getMessage());
		assertEquals(List.of("some.pt"), FolderContent.names(folder));
	}

	// -- Helper methods --
}
