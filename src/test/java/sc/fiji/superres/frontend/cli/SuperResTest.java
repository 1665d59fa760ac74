package sc.fiji.superres.frontend.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ij.ImagePlus;
import ij.process.ShortProcessor;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.image.file.ImageFiles;

/** Tests {@link SuperRes} with the probe commands of the tests. */
class SuperResTest {

	@TempDir
	Path folder;

	private Path input;
	private Path output;
	private String results;
	private String messages;

	@BeforeEach
	void setUp() throws IOException {
		input = folder.resolve("a b.tif");
		output = folder.resolve("out.tif");
		final ImagePlus image = new ImagePlus("in", new ShortProcessor(6, 4));
		image.getCalibration().setUnit("mm");
		ImageFiles.save(image, input, false, Progress.NONE);
	}

	@Test
	void runsAStep() throws IOException {
		assertEquals(0, step("--output", output.toString(), "--factor", "2.5",
			"--keep=false", "--method=fancy"));
		assertEquals("fancy 2.5 3 false null\ntotal: 7.5", results);
		assertEquals("", messages);
		assertEquals(0, ImageFiles.open(input).getPixel(0, 0)[0]);
		assertEquals("mm", ImageFiles.open(output).getCalibration().getUnit());
		assertFalse(Files.exists(folder.resolve("map.tif")));
	}

	@Test
	void writesASecondOutputWhereAsked() throws IOException {
		final Path map = folder.resolve("map.tif");
		assertEquals(0, step("--output", output.toString(), "--map", map
			.toString(), "--keep"));
		assertTrue(results.contains("true"), results);
		assertEquals(6, ImageFiles.open(map).getWidth());
	}

	@Test
	void speaksOneLanguage() {
		final Locale locale = Locale.getDefault();
		try {
			Locale.setDefault(Locale.GERMANY);
			assertEquals(0, step("--output", output.toString()));
			assertTrue(results.endsWith("total: 4.5"), results);
			assertEquals(0, run("probe-step", "--help"));
			assertTrue(results.contains("0.5 to 8.0. Default: 1.5."), results);
		}
		finally {
			Locale.setDefault(locale);
		}
	}

	@Test
	void helpTellsWhatIsDeclared() {
		assertEquals(0, run("--help"));
		assertTrue(results.contains("probe-step"), results);
		assertTrue(results.contains("Inverts an image, 100 % of it"), results);
		assertEquals(0, run("probe-step", "--help"));
		for (final String text : new String[] { "100 % of it", "--image=FILE",
			"One of: plain, fancy. Default: plain.", "Factor. How much. 0.5 to 8.0.",
			"At least 1.", "--output=FILE", "--overwrite" })
		{
			assertTrue(results.contains(text), text + " in " + results);
		}
		assertEquals(0, run("--version"));
		assertTrue(results.matches("superres \\d.*"), results);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "probe-nothing", "probe-step",
		"probe-step --image x.tif", "probe-step --image x.tif --output o.gif",
		"probe-step --image x.tif --output o.tif --factor 9",
		"probe-step --image x.tif --output o.tif --factor 1,5",
		"probe-step --image x.tif --output o.tif --count -1",
		"probe-step --image x.tif --output o.tif --method other",
		"probe-step --image x.tif --output o.tif --keep=maybe",
		"probe-step --image x.tif --output o.tif --bogus 1",
		"probe-step --image x.tif --output o.tif --factor 1 --factor 2",
		"probe-step --image x.tif --output o.tif --map o.tif", "--bogus" })
	void wrongUsage(final String line) {
		assertEquals(2, run(line.isEmpty() ? new String[0] : line.split(" ")));
		assertEquals("", results);
		assertTrue(messages.matches("superres[^\\n]*: .*\\nTry '.* --help'\\."),
			messages);
	}

	@Test
	void failureIsOneLine() throws IOException {
		assertEquals(1, step("--output", output.toString(), "--fault",
			"java.io.IOException"));
		assertEquals("superres probe-step: fault in a b.tif", messages);
		assertEquals(1, step("--output", output.toString(), "--fault",
			"java.lang.IllegalStateException"));
		assertEquals("superres probe-step: fault in a b.tif", messages);
		assertEquals(1, fileCount());
	}

	@Test
	void badInputImage() throws IOException {
		final Path bad = folder.resolve("bad.tif");
		fails("no image file", "--image", bad.toString(), "--output", output
			.toString());
		Files.write(bad, Arrays.copyOf(Files.readAllBytes(input), 200));
		fails("cut off", "--image", bad.toString(), "--output", output.toString());
		Files.writeString(bad, "text");
		fails("not an image", "--image", bad.toString(), "--output", output
			.toString());
	}

	@Test
	void badOutputIsToldBeforeTheWork() throws IOException {
		final String fault = "java.io.IOException";
		Files.writeString(output, "precious");
		fails("already exists", "--image", input.toString(), "--output", output
			.toString(), "--fault", fault);
		fails("no folder", "--image", input.toString(), "--output", folder.resolve(
			"none/o.tif").toString(), "--fault", fault);
		fails("already exists", "--image", input.toString(), "--output", folder
			.resolve("new.tif").toString(), "--csv", output.toString(), "--fault",
			fault);
		assertEquals("precious", Files.readString(output));
		assertEquals(0, step("--output", output.toString(), "--overwrite"));
		assertEquals(6, ImageFiles.open(output).getWidth());
	}

	@Test
	void lossIsRefused() throws IOException {
		fails("PNG would lose the image's pixel size in mm", "--image", input
			.toString(), "--output", folder.resolve("o.png").toString());
		assertEquals(1, fileCount());
	}

	// -- Helper methods --

	private void fails(final String reason, final String... options) {
		assertEquals(1, run(Stream.concat(Stream.of("probe-step"), Stream.of(
			options)).toArray(String[]::new)));
		assertTrue(messages.contains(reason), messages);
		assertFalse(messages.contains("\n"), messages);
	}

	private int step(final String... options) {
		return run(Stream.concat(Stream.of("probe-step", "--image", input
			.toString()), Stream.of(options)).toArray(String[]::new));
	}

	private int run(final String... line) {
		final Line done = Line.run(line);
		results = done.results();
		messages = done.messages();
		return done.code();
	}

	private long fileCount() throws IOException {
		try (final Stream<Path> files = Files.list(folder)) {
			return files.count();
		}
	}
}
