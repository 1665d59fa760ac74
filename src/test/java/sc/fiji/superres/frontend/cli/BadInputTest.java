package sc.fiji.superres.frontend.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import ij.ImagePlus;
import ij.process.ShortProcessor;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.file.Npy;
import sc.fiji.superres.file.Tensor;
import sc.fiji.superres.image.file.ImageFiles;
import sc.fiji.superres.model.ModelDescription;
import sc.fiji.superres.network.TestNetworks;
import sc.fiji.superres.network.TestPackages;

/**
 * Tests what users of the command line see of bad input: an exit code, one line
 * that names it, and all files as they were.
 */
class BadInputTest {

	private static final Path RESOURCES = Path.of("src/test/resources");
	private static final List<String> DESCRIPTIONS = List.of("bioimageio.yaml",
		"rdf.yaml");

	@TempDir
	private Path folder;

	@TempDir
	private Path models;

	private Path input;
	private Path output;

	@BeforeEach
	void writeInput() throws IOException {
		input = folder.resolve("in.tif");
		output = folder.resolve("out.tif");
		final ShortProcessor samples = new ShortProcessor(30, 20);
		for (int i = 0; i < 600; i++) {
			samples.set(i, i);
		}
		ImageFiles.save(new ImagePlus("in", samples), input, false, Progress.NONE);
	}

	// -- Models --

	/** A model that is bad, and what is to be said of it. */
	private enum BadModel {

			MISSING("There is no model", "path of a model file") {

				@Override
				void write(final Path model) {
					// Is not there.
				}
			},

			TEXT("not a TorchScript archive", "torch.jit.trace") {

				@Override
				void write(final Path model) throws IOException {
					Files.writeString(model, "no network");
				}
			},

			TRUNCATED("truncated", "copy it again") {

				@Override
				void write(final Path model) throws IOException {
					final byte[] bytes = Files.readAllBytes(TestNetworks.writeSmall(model
						.getParent()));
					Files.write(model, Arrays.copyOf(bytes, bytes.length / 2));
				}
			},

			WEIGHTS_ONLY("state_dict", "torch.jit.trace") {

				@Override
				void write(final Path model) throws IOException {
					Files.copy(RESOURCES.resolve("network/state-dict.pt"), model);
				}
			},

			NEWER("newer PyTorch", "aten::sharpen2d") {

				@Override
				void write(final Path model) throws IOException {
					Files.move(TestNetworks.writeFuture(model.getParent()), model);
				}
			},

			TWO_INPUTS("more than one input", "only networks with one input") {

				@Override
				void write(final Path model) throws IOException {
					Files.copy(RESOURCES.resolve("network/two-inputs.pt"), model);
				}
			},

			ZIP_THAT_CLIMBS("\"../evil.txt\"", "leads out of its folder") {

				@Override
				void write(final Path model) throws IOException {
					zip(model, "../evil.txt", 1);
				}
			},

			BOMB("unpacks to more than", "unpack it yourself") {

				@Override
				void write(final Path model) throws IOException {
					zip(model, "zeros.bin", 32 << 20);
				}
			},

			UNSAFE_YAML("its YAML is unsafe", "javax.script.ScriptEngineManager") {

				@Override
				void write(final Path model) throws IOException {
					edit(model, "config: \\{}",
						"config: !!javax.script.ScriptEngineManager []");
				}
			},

			ABSOLUTE_SOURCE("\"/etc/passwd\"", "must lie in the package") {

				@Override
				void write(final Path model) throws IOException {
					edit(model, "source: weights.pt", "source: /etc/passwd");
				}
			},

			CLIMBING_SOURCE("\"../net.pt\"", "climbs out") {

				@Override
				void write(final Path model) throws IOException {
					edit(model, "source: weights.pt", "source: ../net.pt");
				}
			},

			URL_SOURCE("\"https://example.org/net.pt\"",
				"nothing is ever fetched: put the file into the package") {

				@Override
				void write(final Path model) throws IOException {
					edit(model, "source: weights.pt",
						"source: 'https://example.org/net.pt'");
				}
			},

			LINKED_SOURCE("\"weights.pt\"", "it is or follows a link") {

				@Override
				void write(final Path model) throws IOException {
					edit(model, "", "");
					Files.move(model.resolve(ModelDescription.WEIGHTS), model
						.resolveSibling("elsewhere.pt"));
					Files.createSymbolicLink(model.resolve(ModelDescription.WEIGHTS),
						Path.of("../elsewhere.pt"));
				}
			},

			OBJECTS("test_input.npy", "Python objects") {

				@Override
				void write(final Path model) throws IOException {
					edit(model, "", "");
					final Path array = model.resolve(ModelDescription.TEST_INPUT);
					Files.delete(array);
					Files.copy(RESOURCES.resolve("model/objects.npy"), array);
				}
			},

			CHECKSUM("README.md", "Get the package again") {

				@Override
				void write(final Path model) throws IOException {
					TestPackages.writeSmall(model);
					Files.writeString(model.resolve("README.md"), "# Other\n");
				}
			},

			TEST_OUTPUT("does not reproduce its own test output", "get it again") {

				@Override
				void write(final Path model) throws IOException {
					edit(model, "", "");
					final Path file = model.resolve(ModelDescription.TEST_OUTPUT);
					final Tensor array = Npy.read(file);
					array.values()[0] += 1;
					Npy.write(array, file);
				}
			};

		private final String[] words;

		BadModel(final String... words) {
			this.words = words;
		}

		abstract void write(Path model) throws IOException;

		/** Writes a package without checksums, with other descriptions. */
		private static void edit(final Path model, final String old,
			final String bad) throws IOException
		{
			TestPackages.writeSmall(model);
			Files.delete(model.resolve("checksums.sha256"));
			for (final String name : DESCRIPTIONS) {
				final Path file = model.resolve(name);
				Files.writeString(file, Files.readString(file).replaceAll(old, bad));
			}
		}

		private static void zip(final Path model, final String entry,
			final int size) throws IOException
		{
			try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(
				model)))
			{
				zip.putNextEntry(new ZipEntry(DESCRIPTIONS.get(0)));
				zip.write("name: bad\n".getBytes(StandardCharsets.US_ASCII));
				zip.putNextEntry(new ZipEntry(entry));
				zip.write(new byte[size]);
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void badModel(final BadModel bad) throws IOException {
		final Path model = models.resolve("bad-model");
		bad.write(model);
		final int code = bad == BadModel.MISSING ? 2 : 1;
		final String message = fails(code, "upscale", "--image", input.toString(),
			"--model", model.toString(), "--output", output.toString());
		assertTrue(message.contains(model.toString()), message);
		for (final String word : bad.words) {
			assertTrue(message.contains(word), message);
		}
		assertFalse(Files.exists(models.resolveSibling("evil.txt")));
		// A comparison opens its models before the first image.
		assertEquals(message.replace("upscale", "compare"), fails(code, "compare",
			"--image", input.toString(), "--models", "bicubic," + model, "--csv",
			folder.resolve("scores.csv").toString()));
	}

	// -- Images --

	@ParameterizedTest
	@ValueSource(strings = { "upscale", "resample" })
	void badImage(final String verb) throws IOException {
		final byte[] whole = Files.readAllBytes(input);
		Files.delete(input);
		final String[] line = { verb, "--image", input.toString(), "--output",
			output.toString() };
		assertTrue(fails(1, line).contains("There is no image file " + input));
		for (final int length : new int[] { 8, 150, whole.length - 1 }) {
			Files.write(input, Arrays.copyOf(whole, length));
			final String message = fails(1, line);
			assertTrue(message.contains("Cannot open " + input), message);
		}
		Files.writeString(input, "no image");
		assertTrue(fails(1, line).contains("not an image"));
	}

	@Test
	void noImageAtAll() throws IOException {
		assertTrue(fails(2, "upscale", "--output", output.toString()).contains(
			"'--image=FILE'"));
		assertTrue(fails(2, "upscale", "--image", input.toString()).contains(
			"'--output=FILE'"));
		assertTrue(fails(2, "compare").contains("no image"));
		assertTrue(fails(2, "train-network", "--output", output.toString())
			.contains("nothing to learn from"));
	}

	// -- Values --

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"2 | upscale  | scale   | 0         | '0': enter a number above 0",
		"2 | upscale  | scale   | -1        | '-1': enter a number above 0",
		"2 | upscale  | scale   | NaN       | 'NaN': enter a number above 0",
		"2 | upscale  | scale   | 1,5       | '1,5': enter a number above 0",
		"2 | upscale  | scale   | 1000000   | 30000000 x 20000000 pixels",
		"2 | upscale  | scale   | 1e300     | choose a smaller one",
		"2 | upscale  | scale   | 1e-9      | at least 1/65536",
		"2 | upscale  | model   | bicubik   | 'bicubik': choose one of nearest",
		"2 | upscale  | range   | 1         | range=1: two numbers",
		"2 | upscale  | region  | selection | select a part of the image",
		"2 | upscale  | region  | all       | one of image, selection",
		"2 | upscale  | color   | grey      | one of luma, channels",
		"2 | upscale  | tile    | -1        | at least 0",
		"2 | upscale  | tile    | 2.5       | a whole number",
		"2 | resample | scale   | 0         | '0': enter a number above 0",
		"2 | resample | scale   | -1        | '-1': enter a number above 0",
		"2 | resample | scale   | NaN       | 'NaN': enter a number above 0",
		"2 | resample | scale   | 1000000   | 30000000 x 20000000 pixels",
		"2 | resample | width   | 7         | 7 x 0 pixels: give both",
		"2 | resample | width   | -7        | at least 0",
		"2 | resample | kernel  | cubic     | one of nearest, area",
		"2 | resample | border  | mirror    | one of symmetric, replicate",
		"2 | compare  | scale   | 0         | scale of 0",
		"2 | compare  | scale   | NaN       | scale=NaN: give whole numbers",
		"2 | compare  | scale   | 2,,4      | scale=2,,4: give whole numbers",
		"2 | compare  | scale   | 2,        | scale=2,: give whole numbers",
		"2 | compare  | models  | bicubik   | 'bicubik': choose one of nearest",
		"2 | compare  | kernel  | cubic     | one of nearest, area",
		"2 | split    | left    | 101       | at most 100",
		"2 | split    | left    | 80        | left=80.0 right=67.0",
		"2 | upscale  | range   | 5,1       | low must be a number below high",
		"2 | upscale  | tile    | 99999999999 | fits into int",
		"2 | degrade  | scale   | 0         | at least 1",
		"2 | degrade  | range   | a,b       | range=a,b: two numbers",
		"2 | degrade  | aperture | 3        | at most 2",
		"2 | edges    | sigma   | 0         | sigma=0.0: a Gaussian",
		"2 | edges    | method  | canny     | one of unsharp, laplacian",
		"2 | highpass | cutoff  | 1         | cutoff=1.0: a wavelength",
		"2 | highpass | order   | 0         | at least 1",
		"2 | upscale  | models  | bicubic   | Unknown option" })
	void badValue(final int code, final String verb, final String option,
		final String value, final String words) throws IOException
	{
		final String[] line = { verb, "--image", input.toString(), verb.equals(
			"compare") ? "--csv" : "--output", output.toString(), "--" + option,
			value };
		final String message = fails(code, line);
		assertTrue(message.contains(words), message);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "2 | scale | 5 | at most 4",
		"2 | scale | 0 | at least 1", "2 | network | srcnn | no network 'srcnn'",
		"2 | steps | 0 | at least 1", "2 | sigma | 2-1 | sigma=2-1 is not valid",
		"2 | photons | many | photons=many", "2 | kernel | cubic | 'cubic'",
		"2 | base | nowhere | no model 'nowhere'",
		"2 | base | bicubic | choose a trained model", "2 | rate | NaN | a number",
		"2 | rate | 0 | above 0", "1 | benchmark | no/where | no/where",
		"1 | images | no/where | no/where" })
	void badTrainingValue(final int code, final String option,
		final String value, final String words) throws IOException
	{
		final String model = folder.resolve("mine-x2").toString();
		final String[] line = option.equals("images") ? new String[] {
			"train-network", "--output", model, "--images", value } : new String[] {
				"train-network", "--images", folder.toString(), "--output", model,
				"--" + option, value };
		final String message = fails(code, line);
		assertTrue(message.contains(words), message);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "command | enlarge | no step 'enlarge'",
		"options | scale | cannot be read", "options | width=x | a whole number",
		"options | sigma=1 | no option 'sigma'", "names | all.tif | use {name}",
		"names | {name}.xyz | must end in", "index | 1 | set count" })
	void badBatchValue(final String option, final String value,
		final String words) throws IOException
	{
		final String message = fails(2, "batch", "--images", folder.toString(),
			"--output", folder.resolve("results").toString(), option.equals(
				"command") ? "--filter" : "--command", option.equals("command")
					? "*.tif" : "resample", "--" + option, value);
		assertTrue(message.contains(words), message);
	}

	/** Known before the first image, or only when the step runs. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
		"upscale  | model=bicubik         | no model 'bicubik'",
		"upscale  | model=bicubic scale=0 | enter a number above 0",
		"resample | scale=-1              | enter a number above 0",
		"degrade  | range=5,1             | low must be a number below high" })
	void valueThatNoImageOfABatchCanUse(final String command,
		final String options, final String words) throws IOException
	{
		final Path results = Files.createDirectory(folder.resolve("results"));
		final String[] line = { "batch", "--images", folder.toString(), "--output",
			results.toString(), "--command", command, "--options", options };
		Files.copy(input, folder.resolve("another.tif"));
		final String message = fails(2, line);
		assertTrue(message.contains(words), message);
		// The folder of results takes the same batch with other options.
		line[line.length - 1] = "scale=2";
		line[line.length - 3] = "resample";
		assertEquals(0, Line.run(line).code());
	}

	/** What only some images do not admit is a failure of those. */
	@Test
	void valueThatOneImageOfABatchCannotUse() throws IOException {
		final ImagePlus selected = ImageFiles.open(input);
		selected.setRoi(2, 3, 10, 12);
		ImageFiles.save(selected, folder.resolve("selected.tif"), false,
			Progress.NONE);
		final Line line = Line.run("batch", "--images", folder.toString(),
			"--output", folder.resolve("results").toString(), "--options",
			"model=bicubic region=selection");
		assertEquals(1, line.code(), line::toString);
		assertTrue(line.messages().contains("1 of 2 images failed"), line
			::messages);
		assertTrue(Files.exists(folder.resolve("results/selected.tif")));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
		"upscale --image IN --model bicubic --overwrite --output IN",
		"compare --image IN --models bicubic --overwrite --csv IN",
		"batch --images DIR --output DIR",
		"batch --images DIR --command compare --options csv=IN --overwrite " +
			"--output DIR/results",
		"train-network --images DIR --overwrite --output DIR",
		"train-dictionary --images DIR --overwrite --output DIR",
		"install-model --overwrite --model DIR/models/mine" })
	void outputThatIsAnInput(final String line) throws IOException {
		TestPackages.writeSmall(Files.createDirectory(folder.resolve("models"))
			.resolve("mine"));
		final String home = System.setProperty("superres.home", folder.toString());
		try {
			final String message = fails(2, line.replace("DIR", folder.toString())
				.replace("IN", input.toString()).split(" "));
			assertTrue(message.contains("input") || message.contains(
				"folder of the images"), message);
		}
		finally {
			if (home == null) System.clearProperty("superres.home");
			else System.setProperty("superres.home", home);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "3", "1000000" })
	void scaleThatIsNotTheNetworks(final String scale) throws IOException {
		final Path model = TestNetworks.writeSmall(models);
		final String message = fails(2, "upscale", "--image", input.toString(),
			"--model", model.toString(), "--scale", scale, "--output", output
				.toString());
		assertTrue(message.contains("enlarges by 2, not by " + scale), message);
	}

	// -- Outputs --

	@ParameterizedTest
	@ValueSource(strings = { "upscale", "resample" })
	void existingImageIsKept(final String verb) throws IOException {
		Files.writeString(output, "precious");
		final String[] line = { verb, "--image", input.toString(), "--output",
			output.toString() };
		final String message = fails(1, line);
		assertTrue(message.contains(output + ": already exists"), message);
		final String[] overwrite = Arrays.copyOf(line, line.length + 1);
		overwrite[line.length] = "--overwrite";
		assertEquals(new Line(0, "", ""), Line.run(overwrite));
		assertEquals(60, ImageFiles.open(output).getWidth());
	}

	@Test
	void existingScoresAndPackageAreKept() throws IOException {
		Files.writeString(output, "precious");
		for (final String[] line : new String[][] { { "compare", "--image", input
			.toString(), "--csv", output.toString() }, { "train-network", "--images",
				folder.toString(), "--output", output.toString() } })
		{
			final String message = fails(1, line);
			assertTrue(message.contains(output + ": already exists"), message);
		}
		Files.writeString(models.resolve("a.txt"), "precious");
		assertTrue(fails(1, "train-network", "--images", folder.toString(),
			"--output", models.toString(), "--overwrite").contains(
				"not the folder of"));
		assertEquals("precious", Files.readString(models.resolve("a.txt")));
	}

	/** Even the administrator cannot write below a file. */
	@ParameterizedTest
	@ValueSource(strings = { "none/out.tif", "in.tif/out.tif" })
	void outputThatCannotBeWritten(final String name) throws IOException {
		final String bad = folder.resolve(name).toString();
		for (final String[] line : new String[][] { { "upscale", "--image", input
			.toString(), "--output", bad }, { "resample", "--image", input.toString(),
				"--output", bad }, { "compare", "--image", input.toString(), "--csv",
					bad }, { "train-network", "--images", folder.toString(), "--output",
						bad } })
		{
			final String message = fails(1, line);
			assertTrue(message.contains(bad) && message.contains("create it first"),
				message);
		}
	}

	@Test
	void figuresBelowAFile() throws IOException {
		final String bad = input.resolve("figures").toString();
		final String message = fails(1, "compare", "--image", input.toString(),
			"--csv", output.toString(), "--plots", bad);
		assertTrue(message.contains(bad) && message.contains(
			"choose another folder"), message);
	}

	// -- Helper methods --

	/** Runs a line that has to fail, and gives what it says. */
	private String fails(final int code, final String... args)
		throws IOException
	{
		final List<String> before = content();
		final Line line = Line.run(args);
		assertEquals(code, line.code(), line::toString);
		assertEquals("", line.results());
		final String[] said = line.messages().split("\n");
		assertEquals(code == 2 ? 2 : 1, said.length, line::toString);
		assertTrue(said[0].startsWith("superres " + args[0] + ": "), said[0]);
		if (code == 2) assertEquals("Try 'superres " + args[0] + " --help'.",
			said[1]);
		assertEquals(before, content());
		return said[0];
	}

	/** Lists all files with their sizes, hidden ones too. */
	private List<String> content() throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.sorted().map(file -> file + " " + file.toFile().length())
				.toList();
		}
	}
}
