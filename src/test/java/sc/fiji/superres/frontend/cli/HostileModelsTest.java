package sc.fiji.superres.frontend.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ij.ImagePlus;
import ij.process.ByteProcessor;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.file.FolderContent;
import sc.fiji.superres.image.file.ImageFiles;

/**
 * Models that are made to harm, by the verbs that meet them: each is refused in
 * one line, this process lives, and nothing is left. What is wrong with them is
 * said beside them; skipped where they are not.
 */
class HostileModelsTest {

	private static final Path DATA = Path.of("../shared/data/hostile");

	/**
	 * The limit of a command, in seconds of processor time, with that of the
	 * process that tries a network: what an idle machine needs at most, wherever
	 * one thread works at a time.
	 */
	private static final double LONGEST = 10;

	/** The limit by the clock, for what waits: tests may share the machine. */
	private static final Duration HANGS = Duration.ofSeconds(60);

	/** What this process and its children have used, on Linux. */
	private static final Path USED = Path.of("/proc/self/stat");
	private static final double TICKS_PER_SECOND = 100;

	@TempDir
	private Path folder;

	private String home;

	@BeforeEach
	void moveIn() throws IOException {
		home = System.setProperty("superres.home", folder.toString());
		Files.createDirectory(folder.resolve("models"));
		ImageFiles.save(new ImagePlus("in", new ByteProcessor(30, 20)), folder
			.resolve("in.tif"), false, Progress.NONE);
	}

	@AfterEach
	void moveOut() {
		if (home == null) System.clearProperty("superres.home");
		else System.setProperty("superres.home", home);
	}

	@ParameterizedTest
	@CsvSource({ "nan.pt, NaN", "nanWeightCRC.pt, checksum",
		"shortStorage.pt, holds", "offsetHuge.pt, lies outside",
		"deepnest.pt, too deep", "hangForward.pt, never end", "p_01, ''",
		"k_regressors_nan, ''", "wt_scalar, ''", "o_scale0.25, ''",
		"h_halo2147483647, halo" })
	void isRefused(final String name, final String why) throws IOException {
		final Path model = DATA.resolve(name);
		assumeTrue(Files.exists(model), "no " + model);
		final Line upscaled = run("upscale", "--model", model.toString(), "--image",
			folder.resolve("in.tif").toString(), "--output", folder.resolve("out.tif")
				.toString());
		assertRefused(upscaled, why);
		assertRefused(run("install-model", "--model", model.toString()),
			"");
		assertEquals(List.of("in.tif", "models"), FolderContent.names(folder));
		assertEquals(List.of(), FolderContent.names(folder.resolve("models")));
		// Copied by hand, it does not keep the others from being listed.
		copy(model, folder.resolve("models").resolve(name));
		final Line models = run("models");
		assertEquals(0, models.code(), models::toString);
		assertEquals("", models.messages());
	}

	private static Line run(final String... args) throws IOException {
		final double before = used();
		final Line line = assertTimeoutPreemptively(HANGS, () -> Line.run(args));
		final double seconds = used() - before;
		assertTrue(seconds < LONGEST, () -> String.join(" ", args) + ": " + seconds +
			" s");
		return line;
	}

	/**
	 * Returns seconds of processor time, of ended children too; 0 where the system
	 * does not say.
	 */
	private static double used() throws IOException {
		if (!Files.exists(USED)) return 0;
		final String line = Files.readString(USED);
		// The first field after the name in parentheses is the third.
		return Stream.of(line.substring(line.lastIndexOf(')') + 2).split(" ")).skip(
			11).limit(4).mapToLong(Long::parseLong).sum() / TICKS_PER_SECOND;
	}

	private static void assertRefused(final Line line, final String why) {
		assertTrue(line.code() > 0, line::toString);
		assertEquals("", line.results());
		assertEquals(1, line.messages().lines().filter(text -> !text.startsWith(
			"Try '")).count(), line::messages);
		assertTrue(line.messages().contains(why) && line.messages().length() < 600,
			line::messages);
		assertFalse(line.messages().contains("Exception"), line::messages);
	}

	private static void copy(final Path from, final Path to) throws IOException {
		final List<Path> all;
		try (Stream<Path> files = Files.walk(from)) {
			all = files.toList();
		}
		for (final Path file : all)
			Files.copy(file, to.resolve(from.relativize(file).toString()));
	}
}
