package sc.fiji.superres.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

import net.imglib2.util.Intervals;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.superres.Jvm;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.file.AtomicFiles;
import sc.fiji.superres.file.FolderContent;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;
import sc.fiji.superres.volume.zarr.OmeLayout;
import sc.fiji.superres.volume.zarr.OmeMetadata;
import sc.fiji.superres.volume.zarr.OmeZarr;
import sc.fiji.superres.volume.zarr.SampleType;

/** Runs that are killed, and go on: nothing is lost, half, or different. */
class KilledVolumeTest {

	private static final int KILLS = 30;
	private static final List<String> STAGES = List.of("plan", "blocks",
		"finish");

	/** Longest wait for a stage of another process, and within one, in milliseconds. */
	private static final int PATIENCE = 60_000;
	private static final int STAGE = 40;

	@TempDir
	private Path folder;

	private Path input;
	private Map<String, String> expected;

	/** A run of two levels, two channels and some blocks, which nothing stops. */
	@BeforeEach
	void run() throws IOException {
		input = folder.resolve("in.zarr");
		final OmeMetadata metadata = new OmeMetadata("", "czyx", List.of("", "", "",
			"", ""), List.of(1.0, 1.0, 1.0, 1.0, 1.0), List.of(0.0, 0.0, 0.0, 0.0,
				0.0), List.of());
		final OmeZarr source = OmeZarr.create(input, new OmeLayout(new long[] { 150, 8,
			4, 2, 1 }, new int[] { 64, 8, 2, 1, 1 }, null, SampleType.UINT16, "0.4",
			"gzip", metadata));
		final float[] samples = new float[150 * 8 * 4];
		final Random random = new Random(1);
		for (int c = 0; c < 2; c++) {
			for (int i = 0; i < samples.length; i++)
				samples[i] = 100 + random.nextInt(1000);
			source.target(c, 0).write(Intervals.createMinSize(0, 0, 0, 150, 8, 4),
				samples);
		}
		source.finish(Progress.NONE);
		complete(input, folder.resolve("whole.zarr"), stage -> {});
		expected = FolderContent.bytes(folder.resolve("whole.zarr"));
		assertTrue(expected.containsKey("1/1/1/0/1"), expected.keySet()::toString);
	}

	/**
	 * Stops before and after each move, and each mark. What a killed process has half
	 * written is deleted later; here it is alive, and so this stays.
	 */
	@Test
	void stopsAtEachMove() throws IOException {
		int moment = 0;
		for (;; moment++) {
			final Path output = folder.resolve(moment + ".zarr");
			final Path stopping = StoppingFiles.at(output, moment);
			try {
				complete(input, stopping, stage -> {});
			}
			catch (final StoppingFiles.Stopped e) {
				// As it should.
			}
			if (!StoppingFiles.isStopped(stopping)) break;
			final boolean finished = Files.exists(output.resolve(
				".superres/finished"));
			if (!finished) assertUnfinished(output);
			complete(input, output, stage -> {});
			final Map<String, String> content = FolderContent.bytes(output);
			content.keySet().removeIf(name -> name.contains(".part-"));
			assertEquals(expected, content, "moment " + moment);
			AtomicFiles.delete(output);
		}
		// Each chunk of two levels, the metadata, the plan, the marks, before and after.
		assertTrue(moment > 2 * (12 + 8 + 4 + 1 + 4), "moments " + moment);
	}

	/** Kills processes at random moments of all stages, then goes on. */
	@Test
	@DisabledOnOs(value = OS.WINDOWS, disabledReason = "files stay open for a while")
	void killsAtRandom() throws Exception {
		final Random random = new Random(7);
		int output = 0;
		for (int i = 0; i < KILLS; i++) {
			final Path result = folder.resolve(output + ".zarr");
			final Jvm run = Jvm.start(folder, List.of(), Run.class, input.toString(),
				result.toString());
			waitFor(run, STAGES.get(i % STAGES.size()));
			Thread.sleep(random.nextInt(STAGE));
			run.kill();
			if (i % STAGES.size() != STAGES.size() - 1) continue;
			complete(input, result, stage -> {});
			assertEquals(expected, FolderContent.bytes(result), "after kill " + i);
			output++;
		}
	}

	/** The program that is killed. */
	static final class Run {

		public static void main(final String... args) throws IOException {
			complete(Path.of(args[0]), Path.of(args[1]), System.err::println);
			// To be killed even if it is done.
			System.err.println(String.join(" ", STAGES));
			while (true)
				LockSupport.park();
		}
	}

	// -- Helper methods --

	private interface Stages {

		void begin(String stage);
	}

	private static void complete(final Path input, final Path output,
		final Stages stages) throws IOException
	{
		stages.begin(STAGES.get(0));
		final VolumeRun run = VolumeRun.begin(ZarrVolume.open(input), output,
			new VolumeRun.Task(Map.of("model", "bicubic"), Resampler.by(Sampling.of(
				Kernel.named("bicubic")), 2, 2), Optional.empty(), false, Optional
					.empty()), VolumeSettings.of("100,16,2", "", "0.4", "gzip"),
			Progress.NONE);
		stages.begin(STAGES.get(1));
		run.fill(i -> true, Progress.NONE);
		stages.begin(STAGES.get(2));
		run.finish(Progress.NONE);
	}

	/** What is not finished opens nowhere, and its chunks are whole. */
	private void assertUnfinished(final Path output) throws IOException {
		if (Files.exists(output.resolve(".zattrs")) && !Files.readString(output
			.resolve(".zattrs")).contains("unfinished")) return;
		assertThrows(IOException.class, () -> ZarrVolume.open(output));
		for (final Map.Entry<String, String> file : FolderContent.bytes(output).entrySet())
			if (file.getKey().matches("[01](/\\d+)+")) assertEquals(expected.get(file
				.getKey()), file.getValue(), file.getKey());
	}

	private static void waitFor(final Jvm run, final String stage)
		throws IOException, InterruptedException
	{
		for (int i = 0; i < PATIENCE && !run.messages().contains(stage); i += 2) {
			assertTrue(run.isAlive(), run.messages());
			Thread.sleep(2);
		}
	}
}
