package sc.fiji.superres.frontend.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ij.ImagePlus;
import ij.process.ByteProcessor;

import sc.fiji.superres.Jvm;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.file.FolderContent;
import sc.fiji.superres.image.file.ImageFiles;
import sc.fiji.superres.network.TestNetworks;

/** Tests {@link SuperRes} as a program of its own. */
class SuperResProcessTest {

	@TempDir
	Path folder;

	@TempDir
	Path logs;

	@Test
	void exitCodes() throws Exception {
		final Path input = folder.resolve("in.tif");
		final String output = folder.resolve("out.tif").toString();
		ImageFiles.save(new ImagePlus("", new ByteProcessor(5, 4)), input, false,
			Progress.NONE);
		final String[] line = { "probe-step", "--image", input.toString(),
			"--output", output };
		final Jvm.Result done = start(line).await();
		assertEquals(0, done.exitCode(), done::toString);
		assertEquals("", done.messages());
		assertTrue(done.results().endsWith("total: 4.5" + System.lineSeparator()),
			done::toString);
		final Jvm.Result failed = start(line).await();
		assertEquals(1, failed.exitCode(), failed::toString);
		assertEquals("", failed.results());
		assertEquals(2, start("probe-step").await().exitCode());
	}

	@Test
	@Timeout(60)
	@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no signals")
	void interruptStopsTheStep() throws Exception {
		final Path started = logs.resolve("started");
		final Jvm program = start("probe-slow", "--started", started.toString(),
			"--output", folder.resolve("out.tif").toString());
		while (!Files.exists(started)) {
			Thread.sleep(20);
		}
		program.interrupt();
		final Jvm.Result result = program.await();
		assertEquals(130, result.exitCode(), result::toString);
		assertEquals("superres probe-slow: stopped", result.messages().strip());
		assertEquals("", names());
	}

	@Test
	@Timeout(60)
	@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no signals")
	void interruptStopsANetwork() throws Exception {
		final Path input = logs.resolve("in.tif");
		ImageFiles.save(new ImagePlus("", new ByteProcessor(2048, 2048)), input,
			false, Progress.NONE);
		final Path output = folder.resolve("out.tif");
		Files.writeString(output, "precious");
		interrupt("#", "stopped", "upscale", "--image", input.toString(), "--model",
			TestNetworks.writeSrcnn(logs).toString(), "--output", output.toString(),
			"--overwrite");
		assertEquals(output.toString(), names());
		assertEquals("precious", Files.readString(output));
	}

	/** The checkpoint is kept, so that the same line goes on. */
	@Test
	@Timeout(60)
	@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no signals")
	void interruptStopsATraining() throws Exception {
		final Path work = folder.resolve("mine-x2.training");
		interrupt("step 2 of", "Stopped by the user after step ", training("--steps", "5000"));
		assertEquals(work.toString(), names());
		assertEquals(List.of("best.pt", "checkpoint.bin", "lock", "log.csv",
			"start.pt", "superres-training.txt"), FolderContent.names(work));
	}

	/** A limit on the size of files stands for a full disk. */
	@Test
	@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no ulimit")
	void fullDiskLeavesNothing() throws Exception {
		final Path input = logs.resolve("in.tif");
		ImageFiles.save(new ImagePlus("", new ByteProcessor(900, 900)), input,
			false, Progress.NONE);
		final Jvm.Result result = Jvm.start(logs, List.of("ulimit", "-f", "200"),
			List.of("-XX:-UsePerfData"), SuperRes.class, "probe-step", "--image",
			input.toString(), "--output", folder.resolve("out.tif").toString())
			.await();
		assertEquals(1, result.exitCode(), result::toString);
		assertTrue(result.messages().contains("Cannot write " + folder.resolve(
			"out.tif") + ": File too large"), result::toString);
		assertFalse(result.messages().contains("\tat "), result::toString);
		assertEquals("", names());
	}

	/** A redirection stands for a full disk, and a pipe that nobody reads. */
	@ParameterizedTest
	@ValueSource(strings = { "exec >/dev/full", "exec >&-" })
	@EnabledOnOs(OS.LINUX)
	void resultsThatCannotBePrintedAreAFailure(final String shell)
		throws Exception
	{
		final Jvm.Result result = Jvm.start(logs, List.of(shell), List.of(),
			SuperRes.class, "models").await();
		assertEquals(1, result.exitCode(), result::toString);
		assertTrue(result.messages().startsWith(
			"superres: The results could not be written"), result::toString);
	}

	/** At any time from the first moment on. */
	@ParameterizedTest
	@ValueSource(ints = { 60, 120, 180, 240, 320, 400 })
	@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no signals")
	void earlyInterruptLeavesNoTrace(final int milliseconds) throws Exception {
		final Jvm program = Jvm.start(logs, List.of(), SuperRes.class, "models");
		Thread.sleep(milliseconds);
		program.interrupt();
		final Jvm.Result result = program.await();
		assertFalse(result.messages().contains("\tat "), result::toString);
		assertFalse(result.messages().contains("Exception"), result::toString);
	}

	@Test
	@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no ulimit")
	void fullDiskStopsATraining() throws Exception {
		final Jvm.Result result = Jvm.start(logs, List.of("ulimit", "-f", "100"),
			List.of("-XX:-UsePerfData"), SuperRes.class, training()).await();
		assertEquals(1, result.exitCode(), result::toString);
		final Path work = folder.resolve("mine-x2.training");
		assertTrue(result.messages().contains("Cannot write " + work.resolve(
			"start.pt") + ": File too large"), result::toString);
		assertFalse(result.messages().contains("\tat "), result::toString);
		assertEquals("", names());
	}

	/**
	 * Interrupts a program as soon as its progress bar shows some text.
	 *
	 * @param last the beginning of what it then says
	 */
	private void interrupt(final String shown, final String last, final String... line)
		throws Exception
	{
		final Jvm program = Jvm.start(logs, List.of("-Dsuperres.terminal=true"),
			SuperRes.class, line);
		while (!program.messages().contains(shown)) {
			assertTrue(program.isAlive(), program.messages());
			Thread.sleep(20);
		}
		program.interrupt();
		final Jvm.Result result = program.await();
		assertEquals(130, result.exitCode(), result::toString);
		assertEquals("", result.results());
		// After the bar, which is taken away.
		assertTrue(result.messages().strip().contains("\r\033[Ksuperres " +
			line[0] + ": " + last), result::toString);
	}

	private String[] training(final String... more) throws IOException {
		final Path images = Files.createDirectory(logs.resolve("images"));
		for (final String name : new String[] { "a.tif", "b.tif" }) {
			final ByteProcessor black = new ByteProcessor(110, 100);
			black.set(40, 30, 255);
			ImageFiles.save(new ImagePlus("", black), images.resolve(name), false,
				Progress.NONE);
		}
		return Stream.concat(Stream.of("train-network", "--images", images
			.toString(), "--output", folder.resolve("mine-x2").toString()), Stream.of(
				more)).toArray(String[]::new);
	}

	private Jvm start(final String... line) throws IOException {
		return Jvm.start(logs, List.of(), SuperRes.class, line);
	}

	private String names() throws IOException {
		try (final Stream<Path> files = Files.list(folder)) {
			return String.join(" ", files.map(Path::toString).toArray(
				String[]::new));
		}
	}
}
