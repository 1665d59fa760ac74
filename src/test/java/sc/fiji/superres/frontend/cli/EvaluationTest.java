package sc.fiji.superres.frontend.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.process.ByteProcessor;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.image.file.ImageFiles;

/** Tests the command lines that evaluate results, as the documentation has them. */
class EvaluationTest {

	@TempDir
	private Path folder;

	private String image;

	@BeforeEach
	void writeImage() throws IOException {
		final ByteProcessor samples = new ByteProcessor(80, 60);
		final Random random = new Random(1);
		for (int i = 0; i < 4800; i++)
			samples.set(i, random.nextInt(256));
		samples.smooth();
		final ImagePlus plain = new ImagePlus("in", samples);
		plain.getCalibration().setUnit("mm");
		image = path("in.tif");
		ImageFiles.save(plain, Path.of(image), false, Progress.NONE);
	}

	@Test
	void resolutionWithItsPlot() throws IOException {
		final String shown = run(0, "frc", "--image", image, "--output", path(
			"curve.png"), "--csv", path("curve.csv"));
		assertTrue(shown.contains("checkerboard halves"), shown);
		assertTrue(ImageFiles.open(folder.resolve("curve.png")).getWidth() > 700);
		assertTrue(Files.exists(folder.resolve("curve.csv")));
		assertTrue(run(0, "frc", "--image", image, "--second", image).contains(
			"two images"));
	}

	@Test
	void qualityWithItsMaps() throws IOException {
		run(0, "upscale", "--image", image, "--scale", "1", "--output", path(
			"same.tif"));
		final String shown = run(0, "quality", "--image", path("same.tif"),
			"--reference", image, "--maps", "--ssim", path("ssim.tif"),
			"--difference", path("difference.tif"), "--csv", path("q.csv"));
		assertTrue(shown.contains("inf"), shown);
		assertEquals(32, ImageFiles.open(folder.resolve("ssim.tif"))
			.getBitDepth());
		assertEquals(0, ImageFiles.open(folder.resolve("difference.tif"))
			.getStatistics().max);
		assertTrue(run(1, "quality", "--image", image, "--reference", image,
			"--ssim", path("none.tif")).contains("it is not made with these options"));
	}

	@Test
	void verifiedResult() throws IOException {
		run(0, "upscale", "--image", image, "--output", path("out.tif"), "--verify",
			"--consistency", path("map.tif"));
		run(0, "consistency", "--image", image, "--result", path("out.tif"),
			"--output", path("again.tif"));
		for (final String map : new String[] { "map.tif", "again.tif" })
			assertEquals(80, ImageFiles.open(folder.resolve(map)).getWidth());
	}

	@Test
	void splitViewAndMontage() throws IOException {
		run(0, "split", "--image", image, "--output", path("split.png"),
			"--models", "bicubic,nearest", "--montage", path("montage.png"));
		assertEquals(160, ImageFiles.open(folder.resolve("split.png")).getWidth());
		assertEquals(24, ImageFiles.open(folder.resolve("montage.png"))
			.getBitDepth());
	}

	/** The others are compared, and the code tells. */
	@Test
	void unreadableImageEndsInCodeOne() throws IOException {
		final Path images = Files.createDirectory(folder.resolve("images"));
		Files.copy(Path.of(image), images.resolve("b.tif"));
		Files.writeString(images.resolve("a.tif"), "no image");
		final String told = run(1, "compare", "--images", images.toString(),
			"--csv", path("scores.csv"), "--plots", path("plots"));
		assertTrue(told.contains("a.tif: Cannot open"), told);
		assertEquals(3, Files.readAllLines(folder.resolve("scores.csv")).size());
		assertTrue(Files.exists(folder.resolve("plots/b-x2.png")));
		assertFalse(Files.exists(folder.resolve("scores.csv.unfinished")));
		final Line line = Line.run("compare", "--images", images.toString(),
			"--distribution", path("good.png"), "--slices", path("none.png"));
		assertEquals(1, line.code());
		assertTrue(line.results().matches("(?s)Method +Scale.*bicubic +2.*lanczos3" +
			".*Image +Scale.*b\\.tif.*Not compared\\Ra\\.tif: Cannot open.*"), line
				.results());
		assertTrue(line.messages().contains("a.tif: Cannot open"), line.messages());
		assertTrue(Files.exists(folder.resolve("good.png")));
		assertFalse(Files.exists(folder.resolve("none.png")));
		assertEquals(0, Line.run("compare", "--image", image, "--distribution",
			path("d.png"), "--time", path("t.png")).code());
		assertTrue(Files.exists(folder.resolve("d.png")));
	}

	private String path(final String name) {
		return folder.resolve(name).toString();
	}

	/** Runs a line, and gives what it wrote; what it told, where it failed. */
	private static String run(final int code, final String... args) {
		final Line line = Line.run(args);
		assertEquals(code, line.code(), line::toString);
		return code == 0 ? line.results() : line.messages();
	}
}
