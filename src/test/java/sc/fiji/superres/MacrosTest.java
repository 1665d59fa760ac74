package sc.fiji.superres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.image.file.ImageFiles;
import sc.fiji.superres.network.TestNetworks;

/** Tests the files in {@code macros}, each as Fiji would run it. */
class MacrosTest {

	private static final Path MACROS = Path.of("macros");
	private static final String PLAIN =
		"sc.fiji.superres.frontend.imagej1.PlainBridge";
	private static final String FIJI = "sc.fiji.superres.MacroBridge";

	/** Each file with the test that runs it. */
	private static final Map<String, String> TESTED = Map.ofEntries( //
		Map.entry("adapt_model.ijm", "adaptModel"), //
		Map.entry("axial_experiment.ijm", "axialExperiment"), //
		Map.entry("upscale_folder.ijm", "SuiteMacroTest"), //
		Map.entry("preprocess_then_upscale.ijm", "macros"), //
		Map.entry("train_and_apply.ijm", "macros"), //
		Map.entry("compare_methods.ijm", "macros"), //
		Map.entry("acquisition_table.sh", "acquisitionTable"), //
		Map.entry("reference_experiment.ijm", "ReferenceExperimentTest"), //
		Map.entry("reference_experiment.sh", "ReferenceExperimentTest"), //
		Map.entry("slurm_element.groovy", "slurmElement"), //
		Map.entry("upscale_img.groovy", "upscaleImg"), //
		Map.entry("superres_array.sbatch", "arrayScript"), //
		Map.entry("superres_volume.sh", "DistributionIT"));

	@TempDir
	Path folder;

	private Path images;

	@BeforeEach
	void writeImages() throws IOException {
		images = Files.createDirectory(folder.resolve("in put"));
		for (int i = 0; i < 2; i++) {
			final ByteProcessor samples = new ByteProcessor(112, 104);
			for (int k = 0; k < 112 * 104; k++) {
				samples.set(k, (k * k / 7 + 31 * i) % 256);
			}
			ImageFiles.save(new ImagePlus("", samples), images.resolve(i + ".tif"),
				false, Progress.NONE);
		}
	}

	@Test
	void everyFileIsTested() throws IOException {
		final Set<String> names = names().collect(Collectors.toCollection(
			TreeSet::new));
		names.removeAll(TESTED.keySet());
		assertEquals(Set.of(), names);
	}

	/** What the first lines tell to type must be parameters, and all needed. */
	@ParameterizedTest
	@MethodSource("scripts")
	void lineThatRunsIt(final String name) throws IOException {
		final String text = Files.readString(MACROS.resolve(name));
		final Matcher line = Pattern.compile("// fiji --headless --run (\\S+) " +
			"'(.*)'").matcher(text);
		assertTrue(line.find() && line.group(1).equals(name), name);
		final List<String> keys = new ArrayList<>();
		final Matcher key = Pattern.compile("(?:^|,)(\\w+)=(\"[^\"]*\"|[^,]*)")
			.matcher(line.group(2));
		while (key.find()) {
			keys.add(key.group(1));
		}
		final List<String> parameters = text.lines().filter(l -> l.matches(
			"#@ (File|String|Double|Integer) .*")).toList();
		final Set<String> needed = parameters.stream().filter(l -> !l.contains(
			"value = ")).map(MacrosTest::key).collect(Collectors.toSet());
		assertTrue(keys.containsAll(needed), needed + " but " + keys);
		assertTrue(parameters.stream().map(MacrosTest::key).toList().containsAll(
			keys), keys::toString);
	}

	/** By the installed models, which the other bridge does not have. */
	@Test
	void adaptModel() throws Exception {
		final Path adapted = folder.resolve("adapted");
		final Jvm.Result result = MacroRunner.runIn(PLAIN, folder, macro(
			"adapt_model.ijm", Map.of("input", images, "network", folder.resolve(
				"adapted-x2"), "minutes", 0.001, "output", adapted)));
		assertTrue(result.results().contains("Measured on 2 images") && result
			.results().contains("end of adapt_model.ijm"), result::toString);
		assertEquals(224, ImageFiles.open(adapted.resolve("1.tif")).getWidth());
	}

	@Test
	void axialExperiment() throws Exception {
		final ImageStack slices = new ImageStack(64, 64);
		for (int z = 0; z < 64; z++) {
			final ByteProcessor samples = new ByteProcessor(64, 64);
			for (int i = 0; i < 64 * 64; i++)
				samples.set(i, (int) (127 + 60 * Math.sin(i % 64 / 3.0) * Math.cos(i /
					64 / 4.0) + 60 * Math.sin(z / 3.0)));
			slices.addSlice(samples);
		}
		final Path stack = folder.resolve("stack.tif");
		final ImagePlus image = new ImagePlus("", slices);
		image.getCalibration().setUnit("mm");
		ImageFiles.save(image, stack, false, Progress.NONE);
		final Path results = folder.resolve("axial");
		final Jvm.Result result = MacroRunner.runIn(PLAIN, folder, macro(
			"axial_experiment.ijm", Map.of("stack", stack, "factor", 2, "fwhm", 1,
				"photons", 0, "minutes", 0.001, "output", results)));
		assertTrue(result.results().matches("(?s).*bicubic: \\d+\\.\\d+ dB.*" +
			"axial-experiment: \\d+\\.\\d+ dB.*"), result::toString);
		assertEquals(64, ImageFiles.open(results.resolve("network.tif"))
			.getNSlices());
		assertTrue(Files.exists(results.resolve("scores.csv")));
	}

	/** All in one ImageJ, as each takes seconds to start. */
	@ParameterizedTest
	@ValueSource(strings = { FIJI, PLAIN })
	void macros(final String bridge) throws Exception {
		final Path sharp = folder.resolve("sharp.tif");
		final Path failed = folder.resolve("failed.tif");
		final Path scores = folder.resolve("comparison");
		final Path network = folder.resolve("mine-x2");
		final Path large = folder.resolve("large");
		final Path mixed = Files.createDirectory(folder.resolve("good and bad"));
		Files.copy(images.resolve("0.tif"), mixed.resolve("0.tif"));
		Files.writeString(mixed.resolve("bad.tif"), "no image");
		final Map<String, Object> train = Map.of("training", images, "network",
			network, "steps", 2, "input", images, "output", large);
		final Jvm.Result result = MacroRunner.runIn(bridge, folder, //
			macro("preprocess_then_upscale.ijm", Map.of("input", images.resolve(
				"0.tif"), "output", sharp, "cutoff", 8, "gain", 0.5, "model",
				"lanczos3")), //
			// A failing step stops it: what follows is not done, nor the marker.
			macro("preprocess_then_upscale.ijm", Map.of("input", images.resolve(
				"0.tif"), "output", failed, "cutoff", 8, "gain", 0.5, "model",
				"bicubik")), //
			macro("compare_methods.ijm", Map.of("input", images, "models",
				"bicubic,bilinear", "scale", 2, "output", scores)), //
			// An image that fails aborts it, but the others' means are there.
			macro("compare_methods.ijm", Map.of("input", mixed, "models",
				"bspline,nearest", "scale", 2, "output", folder.resolve("mixed"))),
			"print(nResults + ' ' + getResultString('Method', nResults - 2));", //
			macro("train_and_apply.ijm", train), //
			// Finds the network, and nothing left to do.
			macro("train_and_apply.ijm", train));
		final BiFunction<Integer, Integer, String> summary = (done,
			there) -> "2 images: " + done + " done, " + there +
				" there already, 0 failed; the results are in " + large +
				", a list of them is batch.csv";
		final List<String> printed = result.results().lines().filter(
			line -> !line.startsWith("Logged: ")).map(line -> line.replaceFirst(
				"(?<!images): .*", "")).toList();
		assertEquals(List.of("end of preprocess_then_upscale.ijm", "bicubic",
			"bilinear", "end of compare_methods.ijm", "4 bspline", "The model is in " + network +
				". PSNR (dB) on the validation set (1 image)", summary.apply(2, 0),
			"end of train_and_apply.ijm", summary.apply(0, 2),
			"end of train_and_apply.ijm"), printed, result::toString);
		assertTrue(result.messages().contains("no model 'bicubik'"),
			result::toString);
		assertTrue(result.messages().contains("compared: bad.tif: Cannot open"),
			result::toString);
		assertTrue(Files.exists(folder.resolve("mixed/scores.csv")));
		assertTrue(Files.exists(folder.resolve("mixed/figures/0-x2.png")));
		assertEquals(224, ImageFiles.open(sharp).getWidth());
		assertEquals(8, ImageFiles.open(sharp).getBitDepth());
		assertTrue(Files.notExists(failed), result::toString);
		assertTrue(Files.exists(scores.resolve("scores.csv")));
		assertTrue(Files.exists(scores.resolve("figures/0-x2.png")));
		assertTrue(Files.exists(network.resolve("weights.pt")));
		assertEquals(224, ImageFiles.open(large.resolve("1.tif")).getWidth());
	}

	@Test
	void slurmElement() throws Exception {
		final Path output = folder.resolve("out");
		final Jvm.Result done = script("slurm_element.groovy", "input", images,
			"output", output, "verb", "upscale", "options", "model=bicubic");
		assertEquals(0, done.exitCode(), done::toString);
		assertEquals(224, ImageFiles.open(output.resolve("1.tif")).getWidth());
		Files.writeString(images.resolve("2.tif"), "no image");
		final Jvm.Result failed = script("slurm_element.groovy", "input", images,
			"output", folder.resolve("out2"), "verb", "upscale", "options",
			"model=bicubic");
		assertEquals(1, failed.exitCode(), failed::toString);
		assertTrue(failed.messages().contains(
			"slurm_element: 1 of 3 images failed: 2.tif"), failed::toString);
	}

	@Test
	void upscaleImg() throws Exception {
		final Path output = folder.resolve("out.tif");
		final Path network = TestNetworks.writeSmall(folder);
		final Jvm.Result done = script("upscale_img.groovy", "input", images
			.resolve("1.tif"), "output", output, "model", network);
		assertEquals(0, done.exitCode(), done::toString);
		final ImagePlus image = ImageFiles.open(output);
		assertEquals(32, image.getBitDepth());
		assertEquals(224, image.getWidth());
		final Jvm.Result failed = script("upscale_img.groovy", "input", images
			.resolve("none.tif"), "output", output, "model", "bicubic");
		assertEquals(1, failed.exitCode(), failed::toString);
		assertTrue(failed.messages().contains("upscale_img: There is no image"),
			failed::toString);
	}

	/** For bash before 4.4, an empty array is a variable that is not set. */
	@Test
	void emptyArraysInOlderBash() throws IOException {
		final String script = Files.readString(MACROS.resolve(
			"superres_array.sbatch"));
		assertTrue(script.contains("set -euo"));
		assertFalse(script.replace("${share[@]+\"${share[@]}\"}", "").contains(
			"[@]"), script);
	}

	/** A program in the place of superres tells what it was called with. */
	@Test
	@DisabledOnOs(value = OS.WINDOWS, disabledReason = "runs a shell script")
	void arrayScript() throws Exception {
		final Path program = Files.createDirectory(folder.resolve("bin")).resolve(
			"superres");
		Files.writeString(program, "#!/bin/sh\nprintf '%s\\n' \"$@\"\nexit 7\n");
		program.toFile().setExecutable(true);
		assertEquals(List.of("7", "batch", "--images", "in put", "--output", "out",
			"--command", "resample", "--options", "scale=3 z=2"), arrayScript(Map
				.of(), "in put", "out", "resample", "scale=3 z=2"));
		assertEquals(List.of("7", "batch", "--images", "in", "--output", "out",
			"--command", "upscale", "--options", "", "--index", "3", "--count", "10"),
			arrayScript(Map.of("COUNT", "10", "SLURM_ARRAY_TASK_ID", "3"), "in",
				"out"));
		assertEquals("2", arrayScript(Map.of(), "in").get(0));
	}

	/** Means over the planes that no method makes identical, whatever the names. */
	@Test
	void acquisitionTable() throws Exception {
		final Path program = Files.createDirectory(folder.resolve("bin")).resolve(
			"superres");
		Files.writeString(program, """
			#!/bin/sh
			printf '%s ' "$@" >> "$SUPERRES/called"
			while [ "$1" != --csv ]; do shift; done
			cat > "$2" <<'END'
			image,slice,method,scale,psnr,ssim,seconds,megapixels
			"a, b.tif",1,bicubic,2,30.0,0.9,0.1,0.1
			"a, b.tif",1,net,2,32.0,0.9,0.1,0.1
			"a, b.tif",2,bicubic,2,30.0,0.9,0.1,0.1
			"a, b.tif",2,net,2,31.5,0.9,0.1,0.1
			c.tif,1,bicubic,2,50.0,0.9,0.1,0.1
			c.tif,1,net,2,inf,1.0,0.1,0.1
			END
			""");
		program.toFile().setExecutable(true);
		final Path results = folder.resolve("re sults");
		assertEquals(0, acquisitionTable(results.toString(), "2", "net", images
			.toString()));
		final List<String> lines = Files.readAllLines(results.resolve(
			"gains-x2.md"));
		assertEquals(3, lines.size());
		assertTrue(lines.get(0).startsWith("| images | method |ideal|binning|"),
			lines.get(0));
		assertEquals("| in put | net |" + " +1.75 |".repeat(12), lines.get(2));
		final String called = Files.readString(folder.resolve("called"));
		assertTrue(called.contains("--images " + images + " --scale 2 --kernel=area " +
			"--sigma=1.5 --photons=100 --noise=0.01 --models bicubic,net --csv"),
			called);
		assertEquals(2, acquisitionTable("results", "2", "net"));
	}

	// -- Helper methods --

	private int acquisitionTable(final String... args) throws Exception {
		final ProcessBuilder script = new ProcessBuilder(Stream.concat(Stream.of(
			"sh", "macros/acquisition_table.sh"), Stream.of(args)).toList())
				.redirectErrorStream(true).redirectOutput(folder.resolve("printed")
					.toFile());
		script.environment().put("SUPERRES", folder.toString());
		return script.start().waitFor();
	}

	static Stream<String> scripts() throws IOException {
		return names().filter(name -> name.matches(".*\\.(ijm|groovy)"));
	}

	private static Stream<String> names() throws IOException {
		try (Stream<Path> files = Files.list(MACROS)) {
			return files.map(file -> file.getFileName().toString()).toList()
				.stream();
		}
	}

	private List<String> arrayScript(final Map<String, String> environment,
		final String... args) throws Exception
	{
		final Path printed = folder.resolve("printed.txt");
		final ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(
			"bash", MACROS.resolve("superres_array.sbatch").toString()), Stream.of(
				args)).toList()).redirectOutput(printed.toFile());
		builder.environment().put("SUPERRES", folder.toString());
		builder.environment().putAll(environment);
		final int code = builder.start().waitFor();
		final List<String> lines = new ArrayList<>(List.of(Integer.toString(
			code)));
		lines.addAll(Files.readAllLines(printed));
		return lines;
	}

	private Jvm.Result script(final String name, final Object... parameters)
		throws Exception
	{
		return Jvm.start(folder, List.of(), ScriptRunner.class, Stream.concat(Stream
			.of(MACROS.resolve(name)), Stream.of(parameters)).map(String::valueOf)
			.toArray(String[]::new)).await();
	}

	/** Returns the name of the parameter that a line declares. */
	private static String key(final String line) {
		return line.replaceFirst(".* (\\w+)$", "$1");
	}

	/** The {@code #@} lines of Fiji become assignments for plain ImageJ. */
	private static String macro(final String name,
		final Map<String, Object> parameters) throws IOException
	{
		final List<String> lines = new ArrayList<>();
		for (final String line : Files.readAllLines(MACROS.resolve(name))) {
			if (!line.startsWith("#@")) {
				lines.add(line);
				continue;
			}
			final String key = key(line);
			final Object value = parameters.get(key);
			lines.add(key + " = " + (value instanceof Number ? value : "'" + value +
				"'") + ";");
		}
		lines.add("print('end of " + name + "');");
		return String.join("\n", lines);
	}
}
