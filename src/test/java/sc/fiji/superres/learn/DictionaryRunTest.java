package sc.fiji.superres.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.degrade.DegradationRange;
import sc.fiji.superres.dictionary.Association;
import sc.fiji.superres.dictionary.Clustering;
import sc.fiji.superres.dictionary.DictionarySettings;
import sc.fiji.superres.dictionary.Feature;
import sc.fiji.superres.measure.ReportImages;
import sc.fiji.superres.model.ArrayPackage;

class DictionaryRunTest {

	@TempDir
	private Path folder;

	/** What was learned is written before it is scored. */
	@Test
	void stoppedWhileItIsScored() throws IOException {
		final Path images = Files.createDirectory(folder.resolve("images"));
		for (int i = 0; i < 3; i++)
			ReportImages.save(ReportImages.bytes(96, 96, i), images.resolve(i + ".tif"));
		final Path output = folder.resolve("dictionary");
		final DictionaryRun run = new DictionaryRun(new TrainingTask(TrainingSource
			.of(images), DegradationRange.of(Degradation.bicubic(2)), Supervision.PAIRS, List.of(), "Somebody", "CC0-1.0",
			"superres"), new DictionarySettings(Feature.DERIVATIVES, 0, 4,
				Clustering.KMEANS, Association.APLUS, 500, 1));
		assertThrows(CancellationException.class, () -> run.run(output, false,
			new StopAt(output)));
		assertEquals(List.of(), ArrayPackage.read(output).provenance().orElseThrow()
			.figures());
		run.run(output, true, Progress.NONE);
		assertEquals(1, ArrayPackage.read(output).provenance().orElseThrow()
			.figures().size());
	}

	/** Stops as soon as a package is there. */
	private record StopAt(Path output) implements Progress {

		@Override
		public void update(final double fraction, final String what) {
			// Nobody looks.
		}

		@Override
		public boolean cancelled() {
			return Files.exists(output);
		}
	}
}
