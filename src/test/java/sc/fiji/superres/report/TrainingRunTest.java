package sc.fiji.superres.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.network.Architecture;
import sc.fiji.superres.training.TrainingSettings;

/** What can be known before hours of training is refused before. */
class TrainingRunTest {

	@TempDir
	private Path folder;

	private Path images;

	@BeforeEach
	void makeImages() throws IOException {
		images = Files.createDirectory(folder.resolve("images"));
		for (int i = 0; i < 2; i++)
			TestImages.save(TestImages.bytes(64, 64, i), images.resolve(i + ".tif"));
	}

	@Test
	void nameThatNoPackageMayHave() throws IOException {
		refuses("my.net", "CC0-1.0", Optional.empty(), "name is \"my.net\"");
		refuses("net", "CC0-1.0", Optional.empty(), "name is \"net\"");
	}

	@Test
	void noLicence() throws IOException {
		refuses("network", "", Optional.empty(), "licence");
	}

	@Test
	void noBenchmark() throws IOException {
		refuses("network", "CC0-1.0", Optional.of(folder.resolve("none")),
			"no folder of images");
	}

	private void refuses(final String name, final String license,
		final Optional<Path> benchmark, final String why) throws IOException
	{
		final TrainingRun run = new TrainingRun(images, Architecture.named("srcnn-9-1-5"),
			Degradation.bicubic(2), TrainingSettings.of(8, 1, 1, 1e-3, 1, false), "Somebody", license,
			"superres");
		final Exception exc = assertThrows(Exception.class, () -> run.run(folder
			.resolve(name), false, benchmark, Progress.NONE));
		assertTrue(exc.getMessage().contains(why), exc.getMessage());
		try (Stream<Path> left = Files.list(folder)) {
			assertEquals(List.of(images), left.toList());
		}
	}
}
