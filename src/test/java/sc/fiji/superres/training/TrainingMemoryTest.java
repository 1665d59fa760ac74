package sc.fiji.superres.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.superres.Jvm;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.degrade.PairSampler.Pair;
import sc.fiji.superres.degrade.TestPairs;
import sc.fiji.superres.network.TestNetworks;

/** Memory does not grow over 2000 steps. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc")
class TrainingMemoryTest {

	/**
	 * One tensor of activations that each step kept would take 200 MiB from step
	 * 500 to 2000, patches alone 25.
	 */
	private static final long MOST_KIB = 16 << 10;

	@Test
	void doesNotGrow(@TempDir final Path folder) throws Exception {
		final Jvm.Result result = Jvm.start(folder, List.of("-Xms256m", "-Xmx256m",
			"-XX:+AlwaysPreTouch"), Training.class, folder.toString()).await();
		assertEquals(0, result.exitCode(), result.messages());
		final long[] kib = Arrays.stream(result.results().strip().split("\\s+"))
			.mapToLong(Long::parseLong).toArray();
		assertEquals(2, kib.length);
		assertTrue(kib[0] > 0 && kib[1] - kib[0] < MOST_KIB, Arrays.toString(kib));
	}

	/** Trains a small network and tells the memory of the process in between. */
	static final class Training {

		public static void main(final String... args) throws Exception {
			final Path folder = Path.of(args[0]);
			final float[] samples = new float[64 * 64];
			for (int i = 0; i < samples.length; i++)
				samples[i] = i * 31 % 64 / 64f;
			final List<Pair> pairs = List.of(TestPairs.of(new Plane(samples, 64, 64),
				Degradation.bicubic(2)));
			NetworkTrainer.train(TestNetworks.writeSmall(folder), pairs, pairs,
				new TrainingSettings(16, 16, 2000, 1e-4, 0, 1, 3000, 0.9, 0, true),
				TimeBudget.none(), Map.of(), folder.resolve("work"), TrainingWatcher.NONE, new Progress() {

					@Override
					public void update(final double fraction, final String what) {
						if (what.startsWith("step 500 ") || what.startsWith("step 2000 "))
							System.out.println(resident());
					}

					@Override
					public boolean cancelled() {
						return false;
					}
				});
		}

		private static long resident() {
			try {
				return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(
					line -> line.startsWith("VmRSS:")).mapToLong(line -> Long.parseLong(
						line.replaceAll("[^0-9]", ""))).sum();
			}
			catch (final IOException exc) {
				throw new UncheckedIOException(exc);
			}
		}
	}
}
