package sc.fiji.superres.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import net.imglib2.parallel.Parallelization;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.Context;
import org.scijava.command.CommandService;

import sc.fiji.superres.Jvm;
import sc.fiji.superres.step.Step;
import sc.fiji.superres.step.probe.ProbeThreads;

/** Tests {@link Threads}, and {@link RowBands} on them. */
class ThreadsTest {

	@TempDir
	Path folder;

	@ParameterizedTest
	@CsvSource({ "3, 3", "1, 1", "64, 64", "'', 2", "0, 2", "-1, 2", "4(x2), 2",
		", 2" })
	void limit(final String slurm, final int threads) {
		assertEquals(threads, Threads.limit(slurm, 2));
	}

	/** In a job, commands that Fiji runs and steps keep to its processors. */
	@ParameterizedTest
	@ValueSource(ints = { 1, 3 })
	@DisabledOnOs(value = OS.WINDOWS, disabledReason = "sets a variable by sh")
	void commandsKeepToTheJob(final int threads) throws Exception {
		final Jvm.Result result = Jvm.start(folder, List.of("export",
			Threads.VARIABLE + "=" + threads), List.of("-XX:ActiveProcessorCount=2"),
			Job.class).await();
		assertEquals((threads + " in " + threads + "\n").repeat(2), result
			.results(), result::toString);
	}

	/** A program that runs a command in both ways. */
	static final class Job {

		public static void main(final String... args) throws Exception {
			try (Context context = new Context()) {
				System.out.println(context.service(CommandService.class).run(
					ProbeThreads.class, true).get().getOutput("output"));
				System.out.println(Step.named(context, "probe-threads").run(Map
					.of(), Progress.NONE).get("output"));
			}
			System.exit(0);
		}
	}

	@Test
	void exceptionsComeThrough() {
		assertThrows(IOException.class, () -> Threads.call(() -> {
			throw new IOException();
		}));
	}

	/** There are as many bands as threads, and all threads work. */
	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 5 })
	void bands(final int threads) {
		final Set<Thread> seen = ConcurrentHashMap.newKeySet();
		Parallelization.runWithNumThreads(threads, () -> {
			assertEquals(threads, RowBands.threads());
			assertEquals(threads, RowBands.count(100, 1));
			RowBands.forEach(100, 1, (first, end) -> {
				seen.add(Thread.currentThread());
				assertEquals(threads, RowBands.threads());
			});
		});
		assertTrue(seen.size() <= threads, seen::toString);
		Parallelization.runSingleThreaded(() -> assertEquals(1, RowBands.threads()));
	}
}
