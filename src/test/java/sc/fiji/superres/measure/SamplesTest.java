package sc.fiji.superres.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.compare.Comparison;
import sc.fiji.superres.compare.ComparisonResult;
import sc.fiji.superres.image.file.ImageFiles;

class SamplesTest {

	private static final Path SAMPLES = Path.of("src/main/samples");

	@Test
	void samplesCompare() throws IOException {
		final ComparisonResult result = Comparison.files(List.of(SAMPLES.resolve(
			"nuclei.png"), SAMPLES.resolve("brain.tif")), 2, List
				.of("bicubic"), Progress.NONE);
		result.requireComplete();
		assertEquals(2, result.figures().size());
	}

	@Test
	void brainIsOneSliceOfMillimetres() throws IOException {
		final ImagePlus brain = ImageFiles.open(SAMPLES.resolve("brain.tif"));
		assertEquals(8, brain.getBitDepth());
		assertEquals(1, brain.getStackSize());
		assertEquals(1, brain.getCalibration().pixelWidth);
		assertEquals("mm", brain.getCalibration().getUnit());
	}

	@Test
	void everySampleHasASourceAndANotice() throws IOException {
		final List<String> sources = Files.readAllLines(SAMPLES.resolve(
			"SOURCES.csv"));
		final String notice = Files.readString(SAMPLES.resolve("NOTICE.md"));
		assertEquals("file,original,author,source,licence", sources.get(0));
		try (var files = Files.walk(SAMPLES).filter(
			Files::isRegularFile)) {
			for (final Path file : files.toList()) {
				final String name = SAMPLES.relativize(file).toString().replace('\\',
					'/');
				if (name.endsWith(".csv") || name.endsWith(".md")) continue;
				assertTrue(sources.stream().anyMatch(line -> line.startsWith(name +
					",")), name);
				assertTrue(notice.contains("## " + name), name);
			}
		}
	}
}
