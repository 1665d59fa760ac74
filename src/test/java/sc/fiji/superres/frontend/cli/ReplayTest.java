package sc.fiji.superres.frontend.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.Context;
import org.scijava.command.CommandService;

import ij.ImagePlus;
import ij.process.ShortProcessor;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.file.AtomicFiles;
import sc.fiji.superres.image.file.ImageFiles;
import sc.fiji.superres.model.ModelDescription;
import sc.fiji.superres.model.ModelPackage;
import sc.fiji.superres.network.TestNetworks;
import sc.fiji.superres.step.Step;

/** Tests that what results tell of their making makes them again. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asks a shell")
class ReplayTest {

	private static final String PROVENANCE = "SuperRes: ";

	private static Context context;

	@TempDir
	private Path folder;

	private Path input;
	private Path output;

	@BeforeAll
	static void start() {
		context = new Context(CommandService.class);
	}

	@AfterAll
	static void end() {
		context.dispose();
	}

	@BeforeEach
	void writeInput() throws IOException {
		input = folder.resolve("in.tif");
		output = folder.resolve("out.tif");
		final Random random = new Random(1);
		final ShortProcessor samples = new ShortProcessor(40, 36);
		for (int i = 0; i < 40 * 36; i++) {
			samples.set(i, random.nextInt(5000));
		}
		samples.resetMinAndMax();
		final ImagePlus image = new ImagePlus("in", samples);
		image.setRoi(3, 4, 20, 11);
		ImageFiles.save(image, input, false, Progress.NONE);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "upscale | ",
		"upscale | model=lanczos4 scale=1.7 region=selection",
		"upscale | model=@NETWORK tile=32 range=-10.5,6e3",
		"resample | kernel=mitchell scale=0.7x1.3 antialias=false border=replicate",
		"resample | width=7 height=50 region=selection" })
	void image(final String verb, final String options) throws Exception {
		final Path network = TestNetworks.writeSmall(Files.createDirectory(folder
			.resolve("it's $HOME (new)")));
		final Map<String, Object> values = new HashMap<>();
		values.put("image", ImageFiles.open(input));
		final Step step = Step.named(context, verb);
		for (final String option : options == null ? new String[0] : options.split(
			" "))
		{
			final String[] parts = option.split("=");
			values.put(parts[0], step.inputs().stream().filter(i -> i.name().equals(
				parts[0])).findFirst().orElseThrow().read(parts[1].replace("@NETWORK",
					network.toString())));
		}
		final ImagePlus made = (ImagePlus) step.run(values, Progress.NONE).get(
			"output");
		final String line = provenance(made);
		assertEquals(new Line(0, "", ""), replay(line, "--image", input.toString(),
			"--output", output.toString()));
		final ImagePlus again = ImageFiles.open(output);
		assertEquals(made.getWidth(), again.getWidth());
		assertArrayEquals((short[]) made.getProcessor().getPixels(), (short[]) again
			.getProcessor().getPixels());
		assertEquals(line, provenance(again));
	}

	@Test
	void network() throws Exception {
		final Path images = Files.createDirectory(folder.resolve("my images"));
		for (final String name : new String[] { "a.tif", "b.tif" }) {
			Files.copy(input, images.resolve(name));
		}
		final Path model = folder.resolve("mine-x2");
		assertEquals(new Line(0, "", ""), Line.run("train-network", "--images",
			images.toString(), "--steps", "2", "--patch", "8", "--network",
			"srcnn-9-1-5", "--author", "Ada L. O'Hara", "--seed=-3", "--rate", "1e-4",
			"--output", model.toString()));
		final byte[] weights = Files.readAllBytes(model.resolve(
			ModelDescription.WEIGHTS));
		final String line;
		try (ModelPackage made = ModelPackage.open(model)) {
			line = made.description().provenance().orElseThrow().command();
		}
		AtomicFiles.delete(model);
		assertEquals(new Line(0, "", ""), replay(line));
		assertArrayEquals(weights, Files.readAllBytes(model.resolve(
			ModelDescription.WEIGHTS)));
	}

	// -- Helper methods --

	private static String provenance(final ImagePlus image) {
		final String[] lines = image.getInfoProperty().split("\n");
		final String last = lines[lines.length - 1];
		assertTrue(last.startsWith(PROVENANCE), last);
		return last.substring(PROVENANCE.length());
	}

	/** Runs a line in the words that a shell makes of it. */
	private static Line replay(final String line, final String... more)
		throws IOException
	{
		final Process shell = new ProcessBuilder("sh", "-c", "printf '%s\\n' " +
			line).start();
		final List<String> words;
		try (InputStream printed = shell.getInputStream()) {
			words = new String(printed.readAllBytes(), StandardCharsets.UTF_8).lines()
				.toList();
		}
		assertEquals("superres", words.get(0));
		return Line.run(Stream.concat(words.stream().skip(1), Stream.of(more))
			.toArray(String[]::new));
	}
}
