package sc.fiji.superres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.superres.file.FolderContent;

/** Tests the distribution that {@code mvn package} leaves. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "runs a shell script")
class DistributionIT {

	private static final Path HOME = Path.of("target", "superres")
		.toAbsolutePath();

	@TempDir
	Path folder;

	@Test
	void runsThroughALinkAndBesideSpaces() throws Exception {
		final Path home = Files.createDirectory(folder.resolve("su per"));
		final Path bin = Files.createDirectory(home.resolve("bin"));
		final Path lib = Files.createDirectory(home.resolve("lib"));
		Files.copy(HOME.resolve("bin/superres"), bin.resolve("superres"));
		bin.resolve("superres").toFile().setExecutable(true);
		for (final Path jar : jars()) {
			Files.createSymbolicLink(lib.resolve(jar.getFileName()), jar);
		}
		final Path link = folder.resolve("a link");
		Files.createSymbolicLink(link, Path.of("su per", "bin", "superres"));
		assertTrue(run(0, Map.of(), link, "--version").startsWith("superres "));
		assertTrue(run(0, Map.of("JAVA_OPTS", "-Xmx64m -XX:+PrintFlagsFinal"), link,
			"--version").contains("= 67108864 "));
	}

	@Test
	void threadsAreThoseOfTheJob() throws Exception {
		final Path script = HOME.resolve("bin/superres");
		final Map<String, String> job = Map.of("SLURM_CPUS_PER_TASK", "3",
			"JAVA_OPTS", "-XX:+PrintFlagsFinal");
		assertTrue(run(0, job, script, "--version").matches(
			"(?s).*ActiveProcessorCount += 3 .*"));
		final String report = run(0, Map.of("SLURM_CPUS_PER_TASK", "3"), script,
			"check");
		assertTrue(report.matches("(?s).*\nThreads +3 +ok.*"), report);
		assertTrue(report.matches("(?s).*\nProcessors +3 seen by Java.*"),
			report);
	}

	/** The menu of plain ImageJ would be a second one in Fiji. */
	@Test
	void menuOfImageJIsApart() throws IOException {
		try (ZipFile jar = new ZipFile(HOME.resolve("imagej1/SuperRes_.jar")
			.toFile()))
		{
			assertEquals(List.of("META-INF/", "META-INF/MANIFEST.MF",
				"plugins.config"), jar.stream().map(ZipEntry::getName).sorted()
					.toList());
			final String config = new String(jar.getInputStream(jar.getEntry(
				"plugins.config")).readAllBytes(), StandardCharsets.UTF_8);
			assertTrue(config.startsWith("Plugins>Super Resolution, " +
				"\"Upscale Image...\", sc.fiji.superres.frontend.imagej1." +
				"SuperResPlugIn(\"upscale\")\n"), config);
			assertFalse(config.contains("probe"), config);
		}
		for (final Path file : jars()) {
			try (ZipFile jar = new ZipFile(file.toFile())) {
				assertNull(jar.getEntry("plugins.config"), file::toString);
			}
		}
	}

	/** Two elements of a job array, which know their shares from Slurm alone. */
	@Test
	void jobArraySharesAFolder() throws Exception {
		final Path output = folder.resolve("out");
		for (int element = 0; element < 2; element++) {
			run(0, Map.of("SUPERRES", HOME.toString(), "SLURM_ARRAY_TASK_ID", Integer
				.toString(element), "SLURM_ARRAY_TASK_MIN", "0", "SLURM_ARRAY_TASK_MAX",
				"1", "SLURM_ARRAY_TASK_COUNT", "2"), Path.of("/bin/bash"), HOME.resolve(
					"macros/superres_array.sbatch").toString(), HOME.resolve("samples")
						.toString(), output.toString(), "resample", "scale=0.5");
			assertEquals(element == 0 ? List.of("batch-0-of-2.csv",
				"batch-0-of-2.txt", "brain.tif") : List.of("batch-0-of-2.csv",
					"batch-0-of-2.txt", "batch-1-of-2.csv", "batch-1-of-2.txt",
					"brain.tif", "nuclei.tif"), FolderContent.names(output));
		}
		run(2, Map.of("SUPERRES", HOME.toString()), Path.of("/bin/bash"), HOME
			.resolve("macros/superres_array.sbatch").toString(), HOME.resolve(
				"samples").toString(), folder.resolve("out2").toString(), "upscale",
			"model=bicubik");
	}

	/** The jobs of a volume, with an sbatch that runs each at once. */
	@Test
	void jobsOfAVolumeFinishIt() throws Exception {
		final Path sbatch = Files.createDirectory(folder.resolve("slurm")).resolve(
			"sbatch");
		Files.writeString(sbatch, """
			#!/bin/bash
			elements=none
			while [[ $1 == --* ]]; do
				echo "$1" >>"$JOBS"
				[[ $1 != --array=* ]] || elements="0 1"
				shift
			done
			for element in $elements; do
				[ $element = none ] || export SLURM_ARRAY_TASK_ID=$element \
					SLURM_ARRAY_TASK_MIN=0 SLURM_ARRAY_TASK_MAX=1 SLURM_ARRAY_TASK_COUNT=2
				bash "$@" >&2 || exit
			done
			echo "$(grep -c job-name "$JOBS");cluster"
			""");
		sbatch.toFile().setExecutable(true);
		final Path jobs = folder.resolve("jobs.txt");
		final Path output = folder.resolve("chromosomes-x2.zarr");
		final String shown = run(0, Map.of("SUPERRES", HOME.toString(), "JOBS", jobs
			.toString(), "SBATCH_OPTS", "--mem=2G --time=1", "PATH", sbatch
				.getParent() + ":" + System.getenv("PATH")), Path.of("/bin/bash"), HOME
					.resolve("macros/superres_volume.sh").toString(), "0-1", HOME.resolve(
						"samples/volumes/chromosomes.tif").toString(), output.toString(),
			"--model", "bicubic", "--chunk", "64,64,10");
		assertTrue(shown.endsWith("submitted: plan 1, blocks 2, finish 3\n"), shown);
		final List<String> options = Files.readAllLines(jobs);
		assertEquals(3, options.stream().filter("--mem=2G"::equals).count());
		assertEquals(List.of("--array=0-1", "--dependency=afterok:1",
			"--dependency=afterok:2"), options.stream().filter(option -> option.matches(
				"--(array|dependency)=.*")).toList());
		assertTrue(Files.exists(output.resolve(".superres/finished")), shown);
	}

	@Test
	void helpHasNoNoise() throws Exception {
		final String help = run(0, Map.of(), HOME.resolve("bin/superres"),
			"--help");
		assertTrue(help.startsWith("Usage: superres"), help);
		assertFalse(help.contains("SLF4J"), help);
		assertFalse(help.contains("probe"), help);
	}

	@Test
	void wrongJavaIsNamed() throws Exception {
		final Path java = Files.createDirectories(folder.resolve("bin")).resolve(
			"java");
		Files.writeString(java,
			"#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019' >&2\n");
		java.toFile().setExecutable(true);
		final Path script = HOME.resolve("bin/superres");
		final String old = run(1, Map.of("JAVA_HOME", folder.toString()), script,
			"--version");
		assertTrue(old.contains("Java 17 or newer is needed") && old.contains(
			"11.0.2"), old);
		final String none = run(1, Map.of("JAVA_HOME", "/no/where"), script,
			"--version");
		assertTrue(none.contains("/no/where"), none);
	}

	@Test
	void everyJarIsAmongTheLicences() throws IOException {
		final String list = Files.readString(HOME.resolve(
			"licenses/THIRD-PARTY.txt"));
		for (final Path jar : jars()) {
			final String name = jar.getFileName().toString().replaceFirst(
				"-[0-9].*", "");
			if (!name.equals("superres")) assertTrue(list.matches("(?s).*[(\\s]" +
				name + "[),].*"), name);
		}
	}

	/** A folder of an older build must not leave two versions of a library. */
	@Test
	void everyLibraryIsThereOnce() throws IOException {
		final List<String> names = jars().stream().map(jar -> jar.getFileName()
			.toString().replaceFirst("-[0-9].*", "")).collect(Collectors.toList());
		assertEquals(names.stream().distinct().collect(Collectors.toList()), names);
	}

	/**
	 * The commands of the README that run the suite, without the build. They run
	 * beside a link to what was built, so that they leave nothing in the
	 * repository.
	 */
	@Test
	void commandsOfTheReadme() throws Exception {
		final List<String> lines = Files.readAllLines(Path.of("README.md")).stream()
			.filter(text -> text.matches(" {4}.*target/superres/bin/superres .*")).map(
				text -> text.replaceFirst(".*&&", "").strip()).toList();
		assertEquals(List.of("upscale", "compare"), lines.stream().map(line -> line
			.split(" ")[1]).toList());
		final Path root = Files.createDirectory(folder.resolve("root"));
		Files.createSymbolicLink(root.resolve("target"), HOME.getParent());
		String shown = "";
		for (final String line : lines) {
			shown = run(0, Map.of("JAVA_OPTS", "-Dai.djl.pytorch.num_threads=1"), Path
				.of("/bin/sh"), "-c", "cd '" + root + "' && " + line);
		}
		assertTrue(Files.isRegularFile(root.resolve("brain-x2.tif")), shown);
		final List<String> samples = FolderContent.names(HOME.resolve("samples")).stream().filter(
			name -> name.matches(".*\\.(tif|png)")).toList();
		assertEquals(2, samples.size());
		final List<String> rows = Files.readAllLines(root.resolve("compare.csv"));
		assertEquals("image,slice,method,scale,psnr,ssim,seconds,megapixels", rows
			.get(0));
		final List<String> compared = new ArrayList<>();
		for (final String sample : samples) {
			compared.add(sample + ",1,bicubic,2");
			compared.add(sample + ",1,edsr-natural-x2,2");
		}
		assertEquals(compared, rows.stream().skip(1).map(row -> row.replaceFirst(
			"(,[^,]+){4}$", "")).toList());
		assertEquals(samples.stream().map(name -> name.replaceFirst("\\..*",
			"-x2.png")).toList(), FolderContent.names(root.resolve("figures")).stream().filter(
				name -> !name.endsWith(".plot.png")).toList());
		for (final String word : List.of("PSNR (dB)", "bicubic",
			"edsr-natural-x2"))
		{
			assertTrue(shown.contains(word), shown);
		}
	}

	private static List<Path> jars() throws IOException {
		try (final Stream<Path> files = Files.list(HOME.resolve("lib"))) {
			return files.sorted().collect(Collectors.toList());
		}
	}

	private String run(final int exitCode, final Map<String, String> environment,
		final Path script, final String... args) throws Exception
	{
		final Path printed = Files.createTempFile(folder, "printed", ".txt");
		final ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(
			script.toString()), Stream.of(args)).collect(Collectors.toList()))
				.redirectErrorStream(true).redirectOutput(printed.toFile());
		builder.environment().putAll(environment);
		final int code = builder.start().waitFor();
		final String text = Files.readString(printed, StandardCharsets.UTF_8);
		assertEquals(exitCode, code, text);
		return text;
	}
}
