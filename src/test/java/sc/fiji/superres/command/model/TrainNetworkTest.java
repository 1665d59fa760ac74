package sc.fiji.superres.command.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.FloatProcessor;
import ij.process.ColorProcessor;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.command.ScriptTest;
import sc.fiji.superres.command.UpscaleImage;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.file.FolderContent;
import sc.fiji.superres.image.file.ImageFiles;
import sc.fiji.superres.model.ModelPackage;
import sc.fiji.superres.model.Provenance;

/** Tests {@link TrainNetwork} as a script calls it. */
class TrainNetworkTest extends ScriptTest {

	@TempDir
	private static Path images;

	/** Images that are not among the others. */
	@TempDir
	private static Path benchmark;

	@TempDir
	private Path folder;

	private Path output;

	@BeforeAll
	static void writeImages() throws IOException {
		for (final int depth : new int[] { 8, 16, 32 }) {
			ImageFiles.save(noise(depth, 40, 36), images.resolve(depth + ".tif"),
				false, Progress.NONE);
			ImageFiles.save(noise(depth, 36, 40), benchmark.resolve(depth + ".tif"), false,
				Progress.NONE);
		}
	}

	@BeforeEach
	void choosePlaces() {
		output = folder.resolve("mine-x2");
	}

	@Test
	void trainsAPackageThatRuns() throws Exception {
		train("author", "Ada Lovelace", "benchmark", benchmark
			.toString());
		assertEquals(List.of("mine-x2"), FolderContent.names(folder));
		try (ModelPackage model = ModelPackage.open(output)) {
			assertEquals("mine-x2", model.description().about().name());
			assertEquals(List.of("Ada Lovelace"), model.description().about()
				.authors());
			assertEquals("CC-BY-4.0", model.description().about().license());
			assertEquals(2, model.description().output().scaleY());
			final Provenance provenance = model.description().provenance()
				.orElseThrow();
			assertEquals("superres train-network --images=" + images +
				" --benchmark=" + benchmark + " --output=" + output +
				" --overwrite=false --author='Ada Lovelace' --license=CC-BY-4.0 " +
				"--seed=1 --scale=2 --kernel=bicubic --sigma=0 --photons=0 --noise=0 --none=0.25 " +
				"--supervision=pairs --network=srcnn-9-1-5 --channels=1 --steps=2 --minutes=0.0 --patch=8 --batch=2 " +
				"--rate=0.001 --fourier=0.0 --device=auto --precision=float32", provenance.command());
			final String set = benchmark.getFileName().toString();
			assertEquals(List.of("validation set (1 image)", set, set), provenance.figures().stream().map(
					Provenance.Figure::set).toList());
			assertTrue(Files.readString(model.path().resolve("training-log.csv"))
				.contains("\n2,"));
			// Dong et al. 2016, in both formats of a description and in the card.
			for (final String name : new String[] { "rdf.yaml", "bioimageio.yaml" })
				assertTrue(Files.readString(output.resolve(name)).contains(
					"doi: 10.1109/TPAMI.2015.2439281"), name);
			final String card = Files.readString(output.resolve("README.md"));
			assertTrue(card.contains(
				"https://doi.org/10.1109/TPAMI.2015.2439281"), card);
			assertTrue(card.contains("(srcnn-9-1-5: SRCNN, works on the enlarged " +
				"image)"), card);
		}
		assertEquals(80, enlarge(UpscaleImage.class, noise(16, 40, 36), "model",
			output.toString()).getWidth());
	}

	@Test
	void equalSeedsGiveEqualNetworks() throws Exception {
		train();
		final byte[] first = weights();
		train("overwrite", true);
		assertArrayEquals(first, weights());
		train("overwrite", true, "seed", 2L);
		assertFalse(Arrays.equals(first, weights()));
	}

	@Test
	void learnsFromTheOpenStack() throws Exception {
		final ImageStack slices = new ImageStack();
		for (int i = 0; i < 4; i++)
			slices.addSlice(noise(8, 40, 36).getProcessor());
		final Map<String, Object> all = new HashMap<>();
		final Object[] inputs = inputs("image", new ImagePlus("mine", slices));
		for (int i = 0; i < inputs.length; i += 2)
			if (!inputs[i].equals("images")) {
				all.put((String) inputs[i], inputs[i + 1]);
			}
		run(TrainNetwork.class, all.entrySet().stream().flatMap(e -> Stream.of(e
			.getKey(), e.getValue())).toArray());
		assertTrue(Files.readString(output.resolve("training-data.csv")).contains(
			"mine"));
	}

	@Test
	void learnsFromMeasuredPairs() throws Exception {
		final Path lows = Files.createDirectory(folder.resolve("lows"));
		final Path others = Files.createDirectory(folder.resolve("others"));
		for (final int depth : new int[] { 8, 16, 32 })
			ImageFiles.save(half(noise(depth, 40, 36)), lows.resolve(depth + ".tif"),
				false, Progress.NONE);
		ImageFiles.save(noise(8, 60, 56), others.resolve("a.tif"), false,
			Progress.NONE);
		ImageFiles.save(half(noise(8, 60, 56)), lows.resolve("a.tif"), false,
			Progress.NONE);
		train("lowres", lows.toFile(), "heldout", others.toFile());
		try (ModelPackage model = ModelPackage.open(output)) {
			final Provenance provenance = model.description().provenance()
				.orElseThrow();
			assertTrue(provenance.degradation().startsWith("measured images in " +
				lows + ", registered: shift 0.00, 0.00 LR pixels, gain 1.00, "),
				provenance::degradation);
			assertEquals(3, provenance.settings().get("training images"));
			assertEquals(1, provenance.settings().get("validation images"));
			assertFalse(provenance.settings().containsKey("kernel"));
		}
	}

	/** What is not built for the new scale stays as it was. */
	@Test
	void anotherScaleStartsFromTheBase() throws Exception {
		train("network", "edsr-light-8x1");
		final Path base = folder.resolve("base-x2");
		Files.move(output, base);
		train("base", base.toString(), "scale", 4, "patch", 8, "rate", 1e-9);
		try (ModelPackage model = ModelPackage.open(output)) {
			assertEquals(4, model.description().output().scaleY());
			final Map<String, Object> settings = model.description().provenance()
				.orElseThrow().settings();
			assertEquals("edsr-light-8x1", settings.get("network"));
			assertTrue(settings.get("started from").toString().startsWith("base-x2 "),
				settings::toString);
		}
	}

	/** Colors are learned together, of the images that have some. */
	@Test
	void learnsColorsTogether() throws Exception {
		final Path colors = Files.createDirectory(folder.resolve("colors"));
		for (int seed = 0; seed < 4; seed++)
			ImageFiles.save(new ImagePlus("", squares(seed)), colors.resolve(seed +
				".tif"), false, Progress.NONE);
		Files.copy(images.resolve("8.tif"), colors.resolve("grey.tif"));
		final Path others = Files.createDirectory(folder.resolve("others"));
		ImageFiles.save(new ImagePlus("", squares(7)), others.resolve("7.tif"), false,
			Progress.NONE);
		train("images", colors.toFile(), "channels", 3, "steps", 200, "patch", 12,
			"batch", 4, "rate", 2e-3, "benchmark", others.toString());
		try (ModelPackage model = ModelPackage.open(output)) {
			assertEquals(3, model.description().input().channels());
			final Provenance provenance = model.description().provenance()
				.orElseThrow();
			assertEquals("grey.tif has 1 channel, not 3", provenance.settings().get(
				"left out"));
			final Provenance.Figure validation = provenance.figures().get(0);
			assertTrue(validation.model() > validation.bicubic() + 0.2, validation::toString);
			final Provenance.Figure luma = provenance.figures().get(1);
			assertEquals("others", luma.set());
			assertTrue(luma.model() > luma.bicubic(), luma::toString);
			final String card = Files.readString(model.path().resolve("README.md"));
			assertTrue(card.contains("images of 3 channels by 2") && card.contains(
				"--channels 3"), card);
		}
		final ImagePlus image = new ImagePlus("image", squares(9));
		final ImagePlus whole = enlarge(UpscaleImage.class, image, "model", output
			.toString());
		assertEquals(ImagePlus.COLOR_RGB, whole.getType());
		assertEquals(96, whole.getWidth());
		final ImagePlus tiled = enlarge(UpscaleImage.class, image, "model", output
			.toString(), "tile", 20);
		assertArrayEquals((int[]) whole.getProcessor().getPixels(), (int[]) tiled
			.getProcessor().getPixels());
		final ImagePlus channels = enlarge(UpscaleImage.class, split(image), "model",
			output.toString(), "tile", 20);
		for (int c = 1; c <= 3; c++)
			assertArrayEquals(((ColorProcessor) whole.getProcessor()).getChannel(c),
				(byte[]) channels.getStack().getPixels(c));
		grayIsTheMeanOfColors();
		final Path base = folder.resolve("base-x2");
		Files.move(output, base);
		fails(TrainNetwork.class, inputs("base", base.toString()), base +
			" enlarges 3 channels together, not 1: choose channels=3");
		train("images", colors.toFile(), "channels", 3, "base", base.toString());
		fails(TrainNetwork.class, inputs("channels", 3, "overwrite", true),
			"8.tif has 1 channel, not 3");
	}

	/** A gray image is all three colors, and their mean the result. */
	private void grayIsTheMeanOfColors() throws Exception {
		final ImagePlus gray = noise(32, 40, 36);
		final ImageStack same = new ImageStack(40, 36);
		for (int c = 0; c < 3; c++)
			same.addSlice(gray.getProcessor());
		final ImagePlus colors = new ImagePlus("same", same);
		colors.setDimensions(3, 1, 1);
		final ImageStack three = enlarge(UpscaleImage.class, colors, "model", output
			.toString()).getStack();
		final ImagePlus mean = enlarge(UpscaleImage.class, gray, "model", output
			.toString());
		assertEquals(1, mean.getStackSize());
		for (int i = 0; i < three.getWidth() * three.getHeight(); i++)
			assertEquals((three.getProcessor(1).getf(i) + three.getProcessor(2).getf(
				i) + three.getProcessor(3).getf(i)) / 3, mean.getProcessor().getf(i),
				1e-5 * Math.abs(mean.getProcessor().getf(i)) + 1e-5);
	}

	@Test
	void stepsFollowFromMinutes() throws Exception {
		train("minutes", 1e-3, "author", "A --steps=5 --minutes=2 B");
		try (ModelPackage model = ModelPackage.open(output)) {
			final Provenance provenance = model.description().provenance()
				.orElseThrow();
			assertTrue(provenance.command().endsWith(" --steps=" + provenance
				.settings().get("steps") + " --decay=" + provenance.settings().get(
					"decay")), provenance::command);
			assertFalse(provenance.command().contains("--minutes=0"));
			assertTrue(provenance.command().contains(
				" --author='A --steps=5 --minutes=2 B' "), provenance::command);
		}
	}

	// -- What is refused, before the training --

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "network | srcnn | 'srcnn'",
		"network | axial-24x6 | one axis, for stacks along z",
		"scale | 5 | by 5", "scale | 0 | by 0", "steps | 0 | steps is 0",
		"patch | 7 | patch is 7", "channels | 2 | 2 channels together", "batch | 0 | batch is 0", "rate | 0 | rate is 0",
		"rate | 2 | rate is 2", "rate | NaN | rate is NaN",
		"minutes | -1 | may take -1.0 minutes", "decay | 9-3 | decay=9-3",
		"decay | late | decay=late", "base | no/where | no model 'no/where'",
		"base | bicubic | is an interpolation",
		"base | models/dictionary-natural-x2 | neither the package of a network",
		"benchmark | no/where | no/where", "images | no/where | no/where" })
	void badValueIsNamed(final String name, final String value,
		final String words) throws IOException
	{
		final Object typed = switch (name) {
			case "network", "base", "benchmark", "decay" -> value;
			case "rate", "minutes" -> Double.valueOf(value);
			case "images" -> new File(value);
			default -> Integer.valueOf(value);
		};
		fails(TrainNetwork.class, inputs(name, typed), words);
		assertEquals(List.of(), FolderContent.names(folder));
	}

	/** BioImage.IO wants 5 letters and more, a license and an author. */
	@Test
	void packageThatWouldBreakTheSpecification() throws IOException {
		fails(TrainNetwork.class, inputs("output", folder.resolve("mine").toFile()),
			"name is \"mine\"", "5 to 128");
		fails(TrainNetwork.class, inputs("license", ""), "license is \"\"");
		assertEquals(List.of(), FolderContent.names(folder));
	}

	@Test
	void patchThatFitsNoImage() throws IOException {
		fails(TrainNetwork.class, inputs("patch", 19),
			"less than a patch of 38 x 38");
		assertEquals(List.of(), FolderContent.names(folder).stream().filter(name -> !name.equals(
			"mine-x2.training")).toList());
	}

	@Test
	void oneSmallImageIsTooFew() throws IOException {
		final Path one = Files.createDirectory(folder.resolve("one"));
		Files.copy(images.resolve("8.tif"), one.resolve("8.tif"));
		fails(TrainNetwork.class, inputs("images", one.toFile(), "patch", 12),
			"only 1 plane to learn from", "than 12 pixels");
		assertEquals(List.of("one"), FolderContent.names(folder));
	}

	@Test
	void truncatedImage() throws IOException {
		final Path cut = Files.createDirectory(folder.resolve("cut"));
		Files.copy(images.resolve("8.tif"), cut.resolve("a.tif"));
		Files.write(cut.resolve("b.tif"), Arrays.copyOf(Files.readAllBytes(images
			.resolve("16.tif")), 1500));
		fails(TrainNetwork.class, inputs("images", cut.toFile()), "b.tif",
			"cut off");
		assertEquals(List.of("cut"), FolderContent.names(folder));
	}

	@Test
	void existingFilesAreKept() throws IOException {
		Files.writeString(output, "precious");
		fails(TrainNetwork.class, inputs(), output.toString(), "already exists");
		Files.delete(output);
		Files.writeString(Files.createDirectory(output).resolve("a.txt"),
			"precious");
		fails(TrainNetwork.class, inputs("overwrite", true), output.toString(),
			"not the folder of");
		assertEquals("precious", Files.readString(output.resolve("a.txt")));
		fails(TrainNetwork.class, inputs("output", output.resolve("a.txt/mine")
			.toFile()), "no folder");
		assertEquals(List.of("mine-x2"), FolderContent.names(folder));
	}

	@Test
	void neitherFolderNorStack() {
		fails(TrainNetwork.class, new Object[] { "output", output.toFile() },
			"nothing to learn from", "a folder of images, or open an image");
	}

	// -- Helper methods --

	private void train(final Object... inputs) throws Exception {
		run(TrainNetwork.class, inputs(inputs));
	}

	/** Adds what makes a training short. */
	private Object[] inputs(final Object... inputs) {
		final Map<String, Object> all = new HashMap<>(Map.of("images", images
			.toFile(), "network", "srcnn-9-1-5", "steps", 2, "patch", 8, "batch", 2,
			"output", output.toFile()));
		for (int i = 0; i < inputs.length; i += 2) {
			all.put((String) inputs[i], inputs[i + 1]);
		}
		return all.entrySet().stream().flatMap(e -> Stream.of(e.getKey(), e
			.getValue())).toArray();
	}

	/** Squares of all colors over each other. */
	private static ColorProcessor squares(final long seed) {
		final Random random = new Random(seed);
		final ColorProcessor image = new ColorProcessor(48, 48);
		for (int i = 0; i < 60; i++) {
			image.setColor(random.nextInt(1 << 24));
			image.fillRect(random.nextInt(48), random.nextInt(48), 4 + random.nextInt(
				10), 4 + random.nextInt(10));
		}
		return image;
	}

	private byte[] weights() throws IOException {
		try (ModelPackage model = ModelPackage.open(output)) {
			return Files.readAllBytes(model.weights());
		}
	}

	/** Gives red, green and blue as three channels of 8 bits. */
	private static ImagePlus split(final ImagePlus rgb) {
		final ImageStack stack = new ImageStack(rgb.getWidth(), rgb.getHeight());
		for (int c = 1; c <= 3; c++)
			stack.addSlice("", ((ColorProcessor) rgb.getProcessor()).getChannel(c));
		final ImagePlus image = new ImagePlus("channels", stack);
		image.setDimensions(3, 1, 1);
		return image;
	}

	/** Shrinks an image by 2. */
	private static ImagePlus half(final ImagePlus image) {
		final Plane half = Degradation.bicubic(2).apply(new Plane(samples(image),
			image.getWidth(), image.getHeight()));
		return new ImagePlus("", new FloatProcessor(half.width(), half.height(), half
			.samples()));
	}
}
