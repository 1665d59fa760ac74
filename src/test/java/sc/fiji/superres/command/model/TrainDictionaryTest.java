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

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.command.ScriptTest;
import sc.fiji.superres.command.UpscaleImage;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.dictionary.TestDictionaries;
import sc.fiji.superres.file.FolderContent;
import sc.fiji.superres.image.file.ImageFiles;
import sc.fiji.superres.model.ArrayPackage;
import sc.fiji.superres.model.Provenance.Figure;
import sc.fiji.superres.model.Provenance;

/**
 * Tests {@link TrainDictionary} and {@link ExplainDictionary} as a script calls
 * them.
 */
class TrainDictionaryTest extends ScriptTest {

	@TempDir
	private static Path images;

	@TempDir
	private static Path lows;

	/** Images that are not among the others. */
	@TempDir
	private static Path benchmark;

	@TempDir
	private Path folder;

	private Path output;

	@BeforeAll
	static void writeImages() throws IOException {
		for (int seed = 0; seed < 4; seed++) {
			final Plane high = TestDictionaries.image(seed);
			save(high, images.resolve(seed + ".tif"));
			save(Degradation.bicubic(2).apply(high), lows.resolve(seed + ".tif"));
			save(TestDictionaries.image(seed + 4), benchmark.resolve(seed + ".tif"));
		}
	}

	@BeforeEach
	void choosePlaces() {
		output = folder.resolve("mine-x2");
	}

	@Test
	void trainsAPackageThatRuns() throws Exception {
		train("author", "Ada Lovelace", "benchmark", benchmark.toString());
		assertEquals(List.of("mine-x2"), FolderContent.names(folder));
		final ArrayPackage trained = ArrayPackage.read(output);
		assertEquals("mine-x2", trained.about().name());
		assertEquals(List.of("Ada Lovelace"), trained.about().authors());
		final Provenance provenance = trained.provenance().orElseThrow();
		assertEquals("superres train-dictionary --images=" + images +
			" --benchmark=" + benchmark + " --output=" + output +
			" --overwrite=false --author='Ada Lovelace' --license=CC-BY-4.0 " +
			"--seed=1 --scale=2 --kernel=bicubic --sigma=0 --photons=0 --noise=0 --none=0.25 " +
			"--feature=derivatives --patch=0 --atoms=16 --clustering=kmeans " +
			"--association=aplus --patches=3000", provenance.command());
		final String set = benchmark.getFileName().toString();
		assertEquals(List.of("validation set (1 image)", set, set), provenance.figures()
			.stream().map(Figure::set).toList());
		assertEquals(List.of("PSNR (dB)", "PSNR (dB)", "SSIM"), provenance.figures()
			.stream().map(Figure::metric).toList());
		for (final Figure figure : provenance.figures())
			assertTrue(figure.model() > figure.bicubic() + (figure.metric().equals(
				"SSIM") ? 0 : 0.5), figure::toString);
		final ImagePlus image = noise(16, 40, 36);
		final ImagePlus plain = enlarge(UpscaleImage.class, image, "model", output
			.toString());
		assertEquals(80, plain.getWidth());
		final ImagePlus projected = enlarge(UpscaleImage.class, image, "model",
			output.toString(), "iterations", 2);
		assertFalse(Arrays.equals(samples(plain), samples(projected)));
	}

	@Test
	void explains() throws Exception {
		train();
		final ImagePlus image = noise(8, 30, 20);
		final ImagePlus distance = enlarge(ExplainDictionary.class, image, "model",
			output.toString());
		assertEquals("30 x 20, 32", size(distance));
		assertEquals("noise-distance", distance.getTitle());
		assertEquals(0.5, distance.getCalibration().pixelWidth);
		for (final float value : samples(distance))
			assertTrue(value > 0 && value < 1, () -> String.valueOf(value));
		final ImagePlus anchors = (ImagePlus) run(ExplainDictionary.class, "image",
			image, "model", output.toString()).getOutput("anchors");
		assertEquals("30 x 20, 32", size(anchors));
		for (final float value : samples(anchors))
			assertTrue(value >= 1 && value <= 16, () -> String.valueOf(value));
		fails(ExplainDictionary.class, new Object[] { "image", image, "model",
			"bicubic" }, "bicubic", "not a dictionary");
		fails(ExplainDictionary.class, new Object[] { "image", image, "model",
			"none-x2" }, "none-x2");
	}

	@Test
	void equalSeedsGiveEqualDictionaries() throws Exception {
		train();
		final byte[] first = regressors();
		train("overwrite", true);
		assertArrayEquals(first, regressors());
		train("overwrite", true, "seed", 2L);
		assertFalse(Arrays.equals(first, regressors()));
	}

	@Test
	void learnsFromMeasuredPairs() throws Exception {
		train("lowres", lows.toFile());
		final Provenance provenance = ArrayPackage.read(output).provenance()
			.orElseThrow();
		assertTrue(provenance.degradation().contains("measured images in " +
			lows));
		assertFalse(provenance.settings().containsKey("kernel"), provenance
			.settings()::toString);
	}

	@Test
	void learnsFromTheOpenStack() throws Exception {
		final ImageStack stack = new ImageStack(72, 72);
		for (int seed = 0; seed < 4; seed++)
			stack.addSlice(processor(TestDictionaries.image(seed)));
		train("images", null, "image", new ImagePlus("stack.tif", stack));
		assertEquals("stack.tif", ArrayPackage.read(output).provenance()
			.orElseThrow().data());
	}

	@Test
	void sharpensAtTheSameSize() throws Exception {
		train("scale", 1, "benchmark", benchmark.toString());
		final List<Figure> figures = ArrayPackage.read(output).provenance()
			.orElseThrow().figures();
		assertTrue(figures.get(1).model() > figures.get(1).bicubic() + 0.5,
			figures::toString);
		final ImagePlus image = noise(8, 30, 20);
		assertEquals(30, enlarge(UpscaleImage.class, image, "model", output
			.toString()).getWidth());
		fails(UpscaleImage.class, new Object[] { "image", image, "model", output
			.toString(), "iterations", -2 }, "iterations=-2");
	}

	// -- What is refused, with nothing written --

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "feature | edges | 'edges'",
		"clustering | k | 'k'", "association | A+ | 'A+'",
		"scale | 5 | scale=5", "scale | 0 | scale of 0", "patch | 26 | patch=26",
		"patch | 51 | patch=51",
		"atoms | 0 | atoms=0", "atoms | 60000 | 60000 atoms",
		"patches | 0 | patches=0", "benchmark | no/where | no/where",
		"images | no/where | no/where", "lowres | no/where | no/where",
		"license | '' | license", "sigma | -1 | sigma" })
	void badValueIsNamed(final String name, final String value,
		final String words) throws IOException
	{
		final Object typed = switch (name) {
			case "scale", "patch", "atoms", "patches" -> Integer.valueOf(value);
			case "images", "lowres" -> new File(value);
			case "sigma" -> Double.valueOf(value);
			default -> value;
		};
		fails(TrainDictionary.class, inputs(name, typed), words);
		assertEquals(List.of(), FolderContent.names(folder));
	}

	@Test
	void constantImagesAreRefused() throws IOException {
		final Path constant = Files.createDirectory(folder.resolve("constant"));
		for (int i = 0; i < 3; i++)
			save(new Plane(new float[64 * 64], 64, 64), constant.resolve(i + ".tif"));
		fails(TrainDictionary.class, inputs("images", constant.toFile()),
			"No image is left", "constant");
		assertEquals(List.of("constant"), FolderContent.names(folder));
	}

	@Test
	void patchLargerThanTheImagesIsRefused() throws IOException {
		final Path small = Files.createDirectory(folder.resolve("small"));
		for (int i = 0; i < 3; i++)
			save(TestDictionaries.image(i).crop(16, 16), small.resolve(i + ".tif"));
		fails(TrainDictionary.class, inputs("images", small.toFile()),
			"16 x 16 pixels, less than a patch of 18 x 18");
		assertEquals(List.of("small"), FolderContent.names(folder));
	}

	@Test
	void nothingToLearnFrom() throws IOException {
		fails(TrainDictionary.class, inputs("images", null), "nothing to learn");
		assertEquals(List.of(), FolderContent.names(folder));
	}

	// -- Helper methods --

	private void train(final Object... changes) throws Exception {
		run(TrainDictionary.class, inputs(changes));
	}

	private Object[] inputs(final Object... changes) {
		final Map<String, Object> inputs = new HashMap<>(Map.of("images", images
			.toFile(), "output", output.toFile(), "atoms", 16, "patches", 3000));
		for (int i = 0; i < changes.length; i += 2)
			inputs.put((String) changes[i], changes[i + 1]);
		return inputs.entrySet().stream().flatMap(entry -> Stream.of(entry
			.getKey(), entry.getValue())).toArray();
	}

	private byte[] regressors() throws IOException {
		return Files.readAllBytes(output.resolve("regressors.npy"));
	}

	private static void save(final Plane plane, final Path file)
		throws IOException
	{
		ImageFiles.save(new ImagePlus("plane", processor(plane)), file, false,
			Progress.NONE);
	}

	private static FloatProcessor processor(final Plane plane) {
		return new FloatProcessor(plane.width(), plane.height(), plane.samples());
	}

	private static String size(final ImagePlus image) {
		return image.getWidth() + " x " + image.getHeight() + ", " + image
			.getBitDepth();
	}
}
