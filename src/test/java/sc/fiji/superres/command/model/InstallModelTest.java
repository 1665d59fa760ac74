package sc.fiji.superres.command.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.measure.ResultsTable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.params.ParameterizedTest;

import sc.fiji.superres.file.TestOwner;
import sc.fiji.superres.command.ScriptTest;
import sc.fiji.superres.command.UpscaleImage;
import sc.fiji.superres.dictionary.Dictionaries;
import sc.fiji.superres.dictionary.TestDictionaries;
import sc.fiji.superres.model.About;
import sc.fiji.superres.model.Provenance;
import sc.fiji.superres.model.TrainingData;
import sc.fiji.superres.network.TestPackages;

/** Tests {@link InstallModel} and {@link ModelList} as a script calls them. */
class InstallModelTest extends ScriptTest {

	private static final String HOME = "superres.home";

	@TempDir
	private Path folder;

	private String before;

	@BeforeEach
	void moveIn() {
		before = System.setProperty(HOME, folder.toString());
	}

	@AfterEach
	void moveOut() {
		if (before == null) System.clearProperty(HOME);
		else System.setProperty(HOME, before);
	}

	@Test
	void installedModelIsListedAndRuns() throws Exception {
		TestPackages.writeSmall(folder.resolve("tiny-x2"));
		final ResultsTable installed = (ResultsTable) run(InstallModel.class, "model",
			folder.resolve("tiny-x2").toFile()).getOutput("output");
		assertEquals("tiny-x2", installed.getStringValue("Name", 0));
		final ResultsTable all = (ResultsTable) run(ModelList.class).getOutput(
			"output");
		assertEquals(1, all.size());
		assertEquals("2", all.getStringValue("Scale", 0));
		assertEquals(2 * WIDTH, enlarge(UpscaleImage.class, noise(8), "model",
			"tiny-x2").getWidth());
	}

	@Test
	void dictionaryIsInstalledUnlessDamaged() throws Exception {
		final Path source = folder.resolve("tiny-dictionary");
		Dictionaries.write(TestDictionaries.small(2), new About("tiny-dictionary",
			"Tiny", List.of("Ada Lovelace"), "CC0-1.0", About.CARD, List.of(), List
				.of("test"), "2026-01-02T03:04:05Z"), new Provenance("superres", 1, "",
					"", Map.of(), List.of()), new TrainingData(List.of()), source, false);
		final ResultsTable installed = (ResultsTable) run(InstallModel.class, "model",
			source.toFile()).getOutput("output");
		assertEquals("tiny-dictionary", installed.getStringValue("Name", 0));
		final Path regressors = source.resolve("regressors.npy");
		final byte[] bytes = Files.readAllBytes(regressors);
		bytes[bytes.length / 2] ^= 1;
		Files.write(regressors, bytes);
		final Path changed = Files.move(source, folder.resolve("changed-x2"));
		fails(InstallModel.class, new Object[] { "model", changed.toFile() },
			"regressors.npy");
		Files.write(changed.resolve("regressors.npy"), Arrays.copyOf(bytes, 500));
		Files.delete(changed.resolve("checksums.sha256"));
		fails(InstallModel.class, new Object[] { "model", changed.toFile() },
			"regressors.npy");
		assertTrue(Files.notExists(folder.resolve("models/changed-x2")));
	}

	/** Names that mean something else, or more than one model, in other inputs. */
	@ParameterizedTest
	@ValueSource(strings = { "auto", "bicubic", "richardson-lucy(3)", ".hidden",
		"a,b model" })
	void namesWithAnotherMeaningAreRefused(final String name) throws Exception {
		final Path source = folder.resolve(name);
		TestPackages.writeSmall(source);
		fails(InstallModel.class, new Object[] { "model", source.toFile() },
			"cannot be called " + name);
	}

	/** A kill between the two moves of an installation leaves this. */
	@ParameterizedTest
	@ValueSource(strings = { "list", "upscale", "install" })
	void modelIsBackAfterAKill(final String next) throws Exception {
		final Path source = folder.resolve("tiny-x2");
		TestPackages.writeSmall(source);
		run(InstallModel.class, "model", source.toFile());
		final Path models = folder.resolve("models");
		final Path model = models.resolve("tiny-x2");
		Files.move(model, models.resolve(".old-" + TestOwner.dead() +
			"-0123abcd-tiny-x2"));
		Files.createDirectory(models.resolve(".part-" + TestOwner
			.dead() + "-0123abcd-tiny-x2"));
		switch (next) {
			case "list" -> assertEquals(1, ((ResultsTable) run(ModelList.class)
				.getOutput("output")).size());
			case "upscale" -> assertEquals(2 * WIDTH, enlarge(UpscaleImage.class,
				noise(8), "model", "tiny-x2").getWidth());
			default -> run(InstallModel.class, "model", source.toFile(), "overwrite",
				true);
		}
		try (Stream<Path> files = Files.list(models)) {
			assertEquals(List.of(model), files.toList());
		}
	}

	/** Its own folder is no source; what was put into it is not deleted. */
	@Test
	void installedModelIsReplacedWithCare() throws Exception {
		final Path source = folder.resolve("tiny-x2");
		TestPackages.writeSmall(source);
		run(InstallModel.class, "model", source.toFile());
		final Path model = folder.resolve("models/tiny-x2");
		fails(InstallModel.class, new Object[] { "model", model.toFile(),
			"overwrite", true }, "is an input");
		Files.writeString(model.resolve("notes.txt"), "mine");
		fails(InstallModel.class, new Object[] { "model", source.toFile(),
			"overwrite", true }, "it holds notes.txt");
		assertEquals("mine", Files.readString(model.resolve("notes.txt")));
	}

	@Test
	void refusedModelLeavesNothing() throws IOException {
		final Path bad = Files.writeString(folder.resolve("bad.zip"), "not a zip file");
		fails(InstallModel.class, new Object[] { "model", bad.toFile() },
			"not a model package");
		assertTrue(Files.notExists(folder.resolve("models/bad")));
	}
}
