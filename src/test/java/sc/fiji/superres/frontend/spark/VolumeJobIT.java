package sc.fiji.superres.frontend.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.superres.file.FolderContent;

/**
 * Submits the distribution that {@code mvn package} leaves to a genuine Spark of
 * this machine.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "runs a shell script")
class VolumeJobIT {

	private static final Path HOME = Path.of("target", "superres")
		.toAbsolutePath();

	/** What spark-submit opens for Spark on Java 17. */
	private static final List<String> OPENED = List.of("java.lang",
		"java.lang.invoke", "java.nio", "java.util", "sun.nio.ch",
		"sun.security.action");

	@TempDir
	Path folder;

	@Test
	void equalsTheCommandLineAndContinues() throws Exception {
		assumeTrue(Stream.of(System.getenv("PATH").split(File.pathSeparator))
			.anyMatch(path -> Files.isExecutable(Path.of(path, "mvn"))),
			"mvn, which fetches Spark, is not on the PATH");
		final String spark = spark();
		final Path expected = folder.resolve("expected.zarr");
		final List<String> line = new ArrayList<>(List.of(HOME.resolve(
			"bin/superres").toString(), "volume"));
		line.addAll(options(expected));
		run(0, Map.of("SLURM_CPUS_PER_TASK", "1"), line);

		final Path output = folder.resolve("output.zarr");
		final String first = submit(0, spark, options(output));
		assertEquals(FolderContent.bytes(expected), FolderContent.bytes(output), first);

		// As after a kill: one block is missing, and the result is not finished.
		final Path own = output.resolve(".superres");
		final Path chunk = output.resolve("0/3/0/0");
		assertTrue(Files.exists(chunk), first);
		Files.delete(chunk);
		Files.delete(own.resolve("blocks/3.done"));
		Files.delete(own.resolve("finished"));
		final String second = submit(0, spark, options(output));
		assertTrue(second.contains("Blocks filled: 1\n"), second);
		assertEquals(FolderContent.bytes(expected), FolderContent.bytes(output), second);

		final List<String> other = new ArrayList<>(options(output));
		other.set(other.indexOf("srcnn-natural-x2"), "bicubic");
		final String refused = submit(2, spark, other);
		assertTrue(refused.contains(
			"model is bicubic, but was srcnn-natural-x2"), refused);
	}

	// -- Helper methods --

	private static List<String> options(final Path output) {
		return List.of("--image", HOME.resolve("samples/volumes/chromosomes.tif")
			.toString(), "--output", output.toString(), "--model",
			"srcnn-natural-x2", "--chunk", "64,64,10");
	}

	private String submit(final int exitCode, final String spark,
		final List<String> options) throws Exception
	{
		final List<Path> jars;
		try (Stream<Path> files = Files.list(HOME.resolve("lib"))) {
			// Spark has a log of its own.
			jars = files.filter(jar -> !jar.getFileName().toString().startsWith(
				"slf4j-nop")).sorted().toList();
		}
		final Path suite = jars.stream().filter(jar -> jar.getFileName().toString()
			.startsWith("superres-")).findFirst().orElseThrow();
		final List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty(
			"java.home"), "bin", "java").toString()));
		for (final String opened : OPENED)
			line.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
		line.addAll(List.of("-Dsuperres.home=" + HOME, "-cp", spark,
			"org.apache.spark.deploy.SparkSubmit", "--master", "local[2]", "--conf",
			"spark.ui.enabled=false", "--conf", "spark.log.level=WARN", "--conf",
			"spark.driver.bindAddress=127.0.0.1",
			"--conf", "spark.driver.host=127.0.0.1", "--class", VolumeJob.class
				.getName(), "--jars", jars.stream().filter(jar -> !jar.equals(suite)).map(
					Path::toString).collect(Collectors.joining(",")), suite.toString()));
		line.addAll(options);
		return run(exitCode, Map.of("SLURM_CPUS_PER_TASK", "1"), line);
	}

	/** Returns the class path of all of Spark. */
	private String spark() throws Exception {
		final Matcher version = Pattern.compile(
			"<spark\\.version>(.*)</spark\\.version>").matcher(Files.readString(Path.of(
				"pom.xml")));
		assertTrue(version.find());
		final Path file = folder.resolve("spark.txt");
		run(0, Map.of(), List.of("mvn", "-B", "-q", "-f", "src/test/spark/pom.xml",
			"-Dspark.version=" + version.group(1), "dependency:build-classpath",
			"-Dmdep.outputFile=" + file));
		return Files.readString(file).strip();
	}

	private String run(final int exitCode, final Map<String, String> environment,
		final List<String> line) throws Exception
	{
		final Path printed = Files.createTempFile(folder, "printed", ".txt");
		final ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(
			true).redirectOutput(printed.toFile());
		builder.environment().putAll(environment);
		final int code = builder.start().waitFor();
		final String text = Files.readString(printed, StandardCharsets.UTF_8);
		assertEquals(exitCode, code, text);
		return text;
	}
}
