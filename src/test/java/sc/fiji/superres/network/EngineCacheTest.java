package sc.fiji.superres.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ij.ImagePlus;
import ij.process.ByteProcessor;

import sc.fiji.superres.Jvm;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.frontend.cli.SuperRes;
import sc.fiji.superres.image.file.ImageFiles;

/**
 * Tests {@link EngineCache} in a Java of its own, which starts the engine. The
 * administrator can write everywhere but below a file, so a home there stands
 * for one that is empty and read-only.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no /dev/null")
class EngineCacheTest {

	private static final String HOME = "-Duser.home=/dev/null/home";

	@TempDir
	Path folder;

	private Path input;
	private Path network;

	@BeforeEach
	void writeInput() throws Exception {
		input = folder.resolve("in.tif");
		ImageFiles.save(new ImagePlus("", new ByteProcessor(20, 20)), input, false,
			Progress.NONE);
		network = TestNetworks.writeSmall(folder);
	}

	/** Both find the cache empty, and unpack the library at the same time. */
	@Test
	void twoAtOnceWithoutAHome() throws Exception {
		final Path temporary = Files.createDirectory(folder.resolve("tmp"));
		final List<Jvm> programs = new ArrayList<>();
		for (int i = 0; i < 2; i++) {
			programs.add(upscale(i + ".tif", HOME, "-Djava.io.tmpdir=" + temporary,
				"-DENGINE_CACHE_DIR="));
		}
		for (int i = 0; i < 2; i++) {
			final Jvm.Result result = programs.get(i).await();
			assertEquals(0, result.exitCode(), result::toString);
			assertTrue(result.messages().contains("is kept in " + temporary +
				"/superres-"), result::toString);
			assertEquals(40, ImageFiles.open(folder.resolve(i + ".tif")).getWidth());
		}
		try (Stream<Path> files = Files.list(temporary)) {
			final Path cache = files.filter(Files::isDirectory).filter(file -> file
				.getFileName().toString().startsWith("superres-")).findFirst()
				.orElseThrow();
			assertEquals("rwx------", PosixFilePermissions.toString(Files
				.getPosixFilePermissions(cache)));
			try (Stream<Path> left = Files.list(cache.resolve("pytorch"))) {
				assertEquals(1, left.count(), "nothing half unpacked is left");
			}
		}
	}

	/** A library that is there is used where nothing can be written. */
	@Test
	void chosenCacheIsUsed() throws Exception {
		final Jvm.Result result = upscale("out.tif", HOME).await();
		assertEquals(0, result.exitCode(), result::toString);
		assertEquals("", result.messages());
	}

	@Test
	void noCacheAtAll() throws Exception {
		final Jvm.Result result = upscale("out.tif", HOME, "-DENGINE_CACHE_DIR=" +
			input.resolve("cache"), "-Djava.io.tmpdir=" + input).await();
		assertEquals(1, result.exitCode(), result::toString);
		assertTrue(result.messages().contains("The PyTorch engine does not start"),
			result::toString);
		assertFalse(result.messages().contains("\tat "), result::toString);
		assertTrue(Files.notExists(folder.resolve("out.tif")));
	}

	/** As in Fiji, whose environment cannot be changed from within. */
	@ParameterizedTest
	@ValueSource(strings = { "PYTORCH_VERSION=9.9.9",
		"PYTORCH_EXTRA_LIBRARY_PATH=/no/where",
		"DJL_DEFAULT_ENGINE=TensorFlow" })
	void variableOfAnotherEngineIsNamed(final String variable) throws Exception {
		final Jvm.Result result = Jvm.start(folder, List.of("export", variable),
			List.of(), SuperRes.class, "upscale", "--image", input.toString(),
			"--model", network.toString(), "--output", folder.resolve("out.tif")
				.toString()).await();
		assertEquals(1, result.exitCode(), result::toString);
		assertTrue(result.messages().contains("the environment sets " + variable),
			result::toString);
		assertFalse(result.messages().contains("(null)"), result::toString);
		assertEquals(1, result.messages().lines().count(), result::toString);
	}

	private Jvm upscale(final String output, final String... options)
		throws Exception
	{
		return Jvm.start(folder, List.of(options), SuperRes.class, "upscale",
			"--image", input.toString(), "--model", network.toString(), "--output",
			folder.resolve(output).toString());
	}
}
