package sc.fiji.superres.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.command.CommandModule;

import ij.ImagePlus;

import sc.fiji.superres.file.TestOwner;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.file.Csv;
import sc.fiji.superres.file.FolderContent;
import sc.fiji.superres.image.file.ImageFiles;
import sc.fiji.superres.method.Methods;
import sc.fiji.superres.network.TestNetworks;
import sc.fiji.superres.step.Incomplete;

/** Tests {@link SuperResolutionBatch}. */
class SuperResolutionBatchTest extends ScriptTest {

	@TempDir
	Path folder;

	private Path images;
	private Path output;

	@BeforeEach
	void writeImages() throws IOException {
		images = Files.createDirectory(folder.resolve("in put"));
		output = folder.resolve("out put");
		save("a.tif", 8);
		save("b.png.tif", 16);
		save("sub/c.tif", 32);
		save("sub/.hidden/d.tif", 8);
		Files.writeString(images.resolve("notes.txt"), "no image");
	}

	@Test
	void everyImageHasItsResult() throws Exception {
		batch("command", "resample", "options", "kernel=bilinear scale=3");
		assertEquals(List.of("a.tif", "b.png.tif", "batch.csv", "batch.txt"),
			files());
		assertSamePixels(enlarge(ResampleImage.class, ImageFiles.open(images
			.resolve("a.tif")), "kernel", "bilinear", "scale", "3"), ImageFiles.open(
				output.resolve("a.tif")));
		assertEquals(List.of(List.of("image", "result", "status", "message"), List
			.of("a.tif", "a.tif", "done", ""), List.of("b.png.tif", "b.png.tif",
				"done", "")), report("batch.csv"));
	}

	@Test
	void labelsFiltersAndSubfolders() throws Exception {
		batch("command", "Resample Image...", "subfolders", true, "filter",
			"c*, a.*", "names", "{name}-big.tiff");
		assertEquals(List.of("a-big.tiff", "batch.csv", "batch.txt",
			"sub/c-big.tiff"), files());
	}

	/** Results below the images are no images of the batch. */
	@Test
	void outputBelowTheImages() throws Exception {
		output = images.resolve("sub/results");
		for (int i = 0; i < 2; i++) {
			batch("command", "resample", "subfolders", true);
		}
		assertEquals(List.of("a.tif", "b.png.tif", "batch.csv", "batch.txt",
			"sub/c.tif"), files());
	}

	/** All kinds of outputs; a second image is a file in the options. */
	@Test
	void everyOutputIsSaved() throws Exception {
		batch("command", "probe-step", "options", "method=fancy csv=[" + folder +
			"/{folder}-{name}.csv]", "subfolders", true, "filter", "c.tif");
		assertEquals(List.of("batch.csv", "batch.txt", "sub/c-map.tif",
			"sub/c-summary.txt", "sub/c-total.txt", "sub/c.tif"), files());
		assertEquals("fancy 1.5 3 true " + folder + "/sub-c.csv\n", Files
			.readString(output.resolve("sub/c-summary.txt")));
	}

	/** As results, error maps are in the journal, and made once. */
	@Test
	void mapsErrors() throws Exception {
		batch("options", "model=bicubic bound=true");
		assertEquals(List.of("a-error.tif", "a.tif", "b.png-error.tif", "b.png.tif",
			"batch.csv", "batch.txt"), files());
		assertTrue(Files.readString(output.resolve("batch.txt")).contains(
			"a-error.tif"));
		final CommandModule module = run(UpscaleImage.class, "image", ImageFiles.open(
			images.resolve("a.tif")), "model", "bicubic", "bound", true);
		assertSamePixels((ImagePlus) module.getOutput("error"), ImageFiles.open(output
			.resolve("a-error.tif")));
		Files.delete(output.resolve("a-error.tif"));
		batch("options", "model=bicubic bound=true");
		assertTrue(Files.exists(output.resolve("a-error.tif")));
	}

	@Test
	void goesOnWhereItWas() throws Exception {
		batch("command", "resample");
		final Path done = output.resolve("a.tif");
		final FileTime past = FileTime.fromMillis(1_000_000);
		Files.setLastModifiedTime(done, past);
		Files.delete(output.resolve("b.png.tif"));
		Files.writeString(output.resolve(".part-" + TestOwner.dead() +
			"-0123abcd-b.png.tif"), "killed");
		Files.writeString(output.resolve(".part-" + TestOwner.dead() +
			"-0123abcd-c.tif"), "of another");
		batch("command", "resample");
		assertEquals(past, Files.getLastModifiedTime(done));
		assertEquals(List.of(".part-" + TestOwner.dead() + "-0123abcd-c.tif", "a.tif", "b.png.tif",
			"batch.csv", "batch.txt"), files());
		assertEquals(List.of("status", "there already", "done"), report("batch.csv")
			.stream().map(line -> line.get(2)).toList());
		batch("command", "resample", "options", "scale=3", "overwrite", true);
		assertEquals(3 * WIDTH, ImageFiles.open(done).getWidth());
	}

	/** Each into an OME-Zarr folder of its own, in any of which the batch goes on. */
	@Test
	void enlargesVolumes() throws Exception {
		final Path zarr = images.resolve("v.ome.zarr");
		run(UpscaleVolume.class, "image", images.resolve("sub/c.tif").toFile(),
			"output", zarr.toFile(), "model", "bicubic");
		final Object[] volumes = { "command", "volume", "options",
			"model=bicubic scale=2 chunk=16,16,1", "filter", "a.tif,v.*" };
		batch(volumes);
		assertEquals(List.of("a.zarr", "batch.csv", "batch.txt", "v.ome.zarr"),
			results());
		for (final String name : List.of("a.tif", "v.ome.zarr"))
			assertSamePixels(enlarge(UpscaleImage.class, ImageFiles.open(images.resolve(
				name)), "model", "bicubic", "scale", "2"), ImageFiles.open(output
					.resolve(name.replace(".tif", ".zarr"))));

		// As after a kill: a block is missing, and the result is not finished.
		final Path own = output.resolve("v.ome.zarr/.superres");
		final FileTime past = FileTime.fromMillis(1_000_000);
		Files.setLastModifiedTime(own.resolve("plan.json"), past);
		Files.delete(own.resolve("blocks/0.done"));
		Files.delete(output.resolve("v.ome.zarr/0/0/0"));
		Files.delete(own.resolve("finished"));
		batch(volumes);
		assertEquals(List.of("status", "there already", "done"), report("batch.csv")
			.stream().map(line -> line.get(2)).toList());
		assertEquals(past, Files.getLastModifiedTime(own.resolve("plan.json")));

		refuses("give count, which the batch sets", "command", "volume", "options",
			"model=bicubic count=2", "filter", "v.*");
		batch("command", "volume", "options", "model=bicubic scale=3", "filter", "v.*",
			"overwrite", true);
		assertEquals(3 * ImageFiles.open(zarr).getWidth(), ImageFiles.open(output
			.resolve("v.ome.zarr")).getWidth());
	}

	/** OME-Zarr images are images to any command, and done again if they change. */
	@Test
	void takesOmeZarr() throws Exception {
		final Path zarr = images.resolve("v.zarr");
		run(UpscaleVolume.class, "image", images.resolve("a.tif").toFile(), "output",
			zarr.toFile(), "model", "bicubic");
		final Object[] all = { "command", "resample", "filter", "v*" };
		batch(all);
		batch(all);
		assertEquals("there already", report("batch.csv").get(1).get(2));
		Files.setLastModifiedTime(zarr.resolve(".zattrs"), FileTime.fromMillis(System
			.currentTimeMillis() + 10_000));
		batch(all);
		assertEquals(List.of("v.zarr", "v.tif", "done", ""), report("batch.csv").get(
			1));
	}

	/** Else the results of two batches would lie side by side unnoticed. */
	@Test
	void otherSettingsAreNotMixedIn() throws Exception {
		batch("command", "resample");
		final String journal = Files.readString(output.resolve("batch.txt"));
		refuses("is the journal of another batch (option scale is 3, but was 2)",
			"command", "resample", "options", "scale=3");
		refuses("is the journal of another batch (option scale is 3, but was 2)",
			"command", "resample", "options", "scale=3", "index", 1, "count", 2);
		assertEquals(journal, Files.readString(output.resolve("batch.txt")));
		// The same values, said otherwise.
		batch("command", "Resample Image...", "options", " scale=[2] ");
		assertEquals("there already", report("batch.csv").get(1).get(2));
		assertEquals(2 * WIDTH, ImageFiles.open(output.resolve("a.tif"))
			.getWidth());
	}

	/** Images of another folder may have the same names. */
	@Test
	void otherImagesAreNotTakenForDone() throws Exception {
		batch("command", "resample");
		final Path first = images;
		images = Files.createDirectory(folder.resolve("others"));
		save("a.tif", 32);
		refuses("is the journal of another batch (images is " + images +
			", but was " + first, "command", "resample");
		assertEquals(8, ImageFiles.open(output.resolve("a.tif")).getBitDepth());
		batch("command", "resample", "overwrite", true);
		assertEquals(32, ImageFiles.open(output.resolve("a.tif")).getBitDepth());
	}

	/** Whatever the batch may write: results, second results, tables, reports. */
	@ParameterizedTest
	@ValueSource(strings = { "out put/b.png.tif", "out put/b.png-map.tif",
		"out put/b.png-summary.txt", "out put/batch.csv", "out put/batch.txt",
		"b.png.csv" })
	void filesOfOthersAreKept(final String name) throws Exception {
		final Path foreign = folder.resolve(name);
		Files.createDirectories(foreign.getParent());
		Files.writeString(foreign, "precious");
		final Object[] inputs = { "command", "probe-step", "options", "csv=[" +
			folder + "/{name}.csv]" };
		for (int i = 0; i < 2; i++) {
			refuses(foreign.toString(), inputs);
			assertEquals("precious", Files.readString(foreign));
			assertTrue(Files.notExists(output.resolve("a.tif")));
		}
		Files.delete(foreign);
		batch(inputs);
		batch(inputs);
		assertEquals(List.of("there already", "there already"), report("batch.csv")
			.stream().skip(1).map(line -> line.get(2)).toList());
	}

	/** A result that was cut off, or lacks a second one, is made again. */
	@ParameterizedTest
	@CsvSource({ "b.png.tif, cut", "b.png-map.tif, cut", "b.png-summary.txt, gone" })
	void doneIsWhatTheJournalSays(final String name, final String fate)
		throws Exception
	{
		batch("command", "probe-step");
		final Path result = output.resolve(name);
		final byte[] before = Files.readAllBytes(result);
		if ("gone".equals(fate)) Files.delete(result);
		else Files.write(result, new byte[9]);
		batch("command", "probe-step");
		assertArrayEquals(before, Files.readAllBytes(result));
		assertEquals(List.of("there already", "done"), report("batch.csv").stream()
			.skip(1).map(line -> line.get(2)).toList());
	}

	/** Else old results would pass for those of new images and models. */
	@Test
	void changedInputsAreDoneAgain() throws Exception {
		final Path model = TestNetworks.writeSmall(folder);
		final Object[] inputs = { "command", "upscale", "options", "model=[" +
			model + "]" };
		batch(inputs);
		Files.delete(images.resolve("b.png.tif"));
		save("b.png.tif", 8);
		batch(inputs);
		assertEquals(List.of("there already", "done"), report("batch.csv").stream()
			.skip(1).map(line -> line.get(2)).toList());
		assertEquals(8, ImageFiles.open(output.resolve("b.png.tif"))
			.getBitDepth());
		// A dictionary in the place of the network.
		Files.delete(model);
		copy(Methods.path("dictionary-natural-x2"), model);
		batch(inputs);
		assertEquals(List.of("done", "done"), report("batch.csv").stream().skip(1)
			.map(line -> line.get(2)).toList());
	}

	@Test
	void inputsAreNeverReplaced() throws Exception {
		final Path a = images.resolve("a.tif");
		final byte[] before = Files.readAllBytes(a);
		refuses(a + " is an input, which is never replaced", "command",
			"probe-step", "filter", "a*", "options", "csv=[" + images + "/{file}]",
			"overwrite", true);
		// A table of differences in the place of the image that is compared with.
		final Path reference = Files.createDirectories(output).resolve("b.png.csv");
		Files.writeString(reference, "precious");
		refuses(reference + " is an input, which is never replaced", "command",
			"quality", "filter", "b*", "options", "reference=[" + reference + "]",
			"overwrite", true);
		assertEquals("precious", Files.readString(reference));
		assertArrayEquals(before, Files.readAllBytes(a));
	}

	/** Nothing is done before it is sure that all can be kept apart. */
	@Test
	void resultsThatWouldShareAFile() throws Exception {
		save("a-map.tif", 8);
		refuses("a-map.tif and a.tif would both go to " + output.resolve(
			"a-map.tif") + ": use {file}", "command", "probe-step");
		batch("command", "probe-step", "names", "{file}.tif", "filter", "a*");
		Files.delete(images.resolve("a-map.tif"));
		output = folder.resolve("other");
		save("A.png", 8);
		refuses("A.png and a.tif would both go to " + output.resolve("a.tif"),
			"command", "resample");
		Files.delete(images.resolve("A.png"));
		final Path csv = folder.resolve("all.csv");
		refuses("a.tif and b.png.tif would both go to " + csv +
			": choose another file in the options", "command", "probe-step",
			"options", "csv=[" + csv + "]");
		assertTrue(Files.notExists(output));
	}

	/** The batch writes its own files beside the results. */
	@ParameterizedTest
	@CsvSource({ "Batch", "batch-1-of-2" })
	void resultInThePlaceOfTheReport(final String name) throws Exception {
		save(name + ".tif", 8);
		final String options = "reference=[" + images.resolve("a.tif") + "]";
		refuses(name + ".csv, which is the batch's own", "command",
			"quality", "options", options);
		assertTrue(Files.notExists(output));
	}

	/** Names are filled in after the options were taken apart. */
	@Test
	void namesWithSpacesAndBrackets() throws Exception {
		save("odd ] name [x.tif", 8);
		batch("command", "probe-step", "filter", "odd*", "options",
			"csv={name}.csv method=fancy");
		assertEquals("fancy 1.5 3 true odd ] name [x.csv\n", Files.readString(output
			.resolve("odd ] name [x-summary.txt")));
	}

	@Test
	void failuresAreListedAndTheOthersDone() throws Exception {
		Files.write(images.resolve("aa.tif"), new byte[100]);
		Files.createDirectory(images.resolve("folder.tif"));
		final Incomplete failure = (Incomplete) assertThrows(
			ExecutionException.class, () -> batch("command", "resample")).getCause().getCause()
				.getCause();
		assertTrue(failure.getMessage().startsWith("1 of 3 images failed: aa.tif;"),
			failure.getMessage());
		assertEquals("aa.tif", failure.table().getStringValue("Image", 0));
		assertTrue(failure.table().getStringValue("Failure", 0).contains(
			"aa.tif"));
		final List<List<String>> report = report("batch.csv");
		assertEquals(List.of("done", "failed", "done"), report.stream().skip(1).map(
			line -> line.get(2)).toList());
		assertEquals(failure.table().getStringValue("Failure", 0), report.get(2)
			.get(3));
		assertEquals(List.of("a.tif", "b.png.tif", "batch.csv", "batch.txt"),
			files());
	}

	@Test
	void jobsShareTheImages() throws Exception {
		batch("command", "resample", "subfolders", true, "index", 1, "count", 2);
		assertEquals(List.of("b.png.tif", "batch-1-of-2.csv", "batch-1-of-2.txt"),
			files());
		batch("command", "resample", "subfolders", true, "index", 2, "count", 2);
		assertEquals(List.of("a.tif", "b.png.tif", "batch-1-of-2.csv",
			"batch-1-of-2.txt", "batch-2-of-2.csv", "batch-2-of-2.txt", "sub/c.tif"),
			files());
		// More jobs than images.
		batch("command", "resample", "subfolders", true, "index", 7, "count", 9);
		assertEquals(1, report("batch-7-of-9.csv").size());
		// Jobs know what others have done, however many they were.
		batch("command", "resample", "subfolders", true);
		assertEquals(List.of("there already", "there already", "there already"),
			report("batch.csv").stream().skip(1).map(line -> line.get(2)).toList());
		// Done anew by all, what the jobs before have noted no longer counts.
		batch("command", "resample", "options", "scale=3", "subfolders", true,
			"overwrite", true);
		assertEquals(List.of("batch.txt"), files().stream().filter(name -> name
			.endsWith(".txt")).toList());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"command | sharpen | no step 'sharpen'", //
		"command | batch | does not work on an image", //
		"command | check | does not work on an image", //
		"options | modle=bicubic | no option 'modle'", //
		"options | scale | cannot be read at 'scale'", //
		"options | color=grey | color = 'grey' is not allowed", //
		"options | image=a.tif | which the batch sets for each image", //
		"names | result.tif | use {name} or {file}", //
		"names | {name}.bmp | must end in .tif", //
		"names | ../{name}.tif | cannot contain a slash", //
		"filter | *.jpg | no images that match *.jpg", //
		"index | 3 | set count", //
		"count | -1 | count=-1" })
	void badSettings(final String name, final String value, final String words)
		throws Exception
	{
		refuses(words, name, name.matches("index|count") ? Integer.valueOf(value)
			: value);
		assertTrue(Files.notExists(output));
	}

	@Test
	void badFolders() throws Exception {
		save("a.png", 8);
		refuses("a.png and a.tif would both go to " + output.resolve("a.tif"),
			"command", "resample");
		batch("command", "resample", "names", "{file}.tif");
		output = images;
		refuses("cannot go to the folder of the images");
		images = folder.resolve("none");
		refuses("no folder of images " + images);
	}

	// -- Helper methods --

	private void save(final String name, final int depth) throws IOException {
		final Path file = images.resolve(name);
		Files.createDirectories(file.getParent());
		final ImagePlus image = noise(depth);
		if (name.endsWith(".png")) image.getCalibration().setUnit("pixel");
		ImageFiles.save(image, file, false, Progress.NONE);
	}

	private static void copy(final Path from, final Path to)
		throws IOException
	{
		try (Stream<Path> files = Files.walk(from)) {
			for (final Path file : files.toList())
				Files.copy(file, to.resolve(from.relativize(file).toString()));
		}
	}

	private void batch(final Object... inputs) throws Exception {
		run(SuperResolutionBatch.class, all(inputs));
	}

	private void refuses(final String words, final Object... inputs) {
		fails(SuperResolutionBatch.class, all(inputs), words);
	}

	private Object[] all(final Object... inputs) {
		return Stream.concat(Stream.of("images", images.toFile(), "output", output
			.toFile()), Stream.of(inputs)).toArray();
	}

	private List<List<String>> report(final String name) throws IOException {
		return Csv.parse(Files.readString(output.resolve(name)));
	}

	/** Returns what is in the folder of results itself. */
	private List<String> results() throws IOException {
		return FolderContent.names(output);
	}

	private List<String> files() throws IOException {
		try (Stream<Path> files = Files.walk(output)) {
			return files.filter(Files::isRegularFile).map(file -> output.relativize(
				file).toString().replace(File.separatorChar, '/')).sorted().toList();
		}
	}
}
