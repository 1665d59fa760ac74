package sc.fiji.superres.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.superres.file.TestOwner;
import sc.fiji.superres.block.Progress;

/** Networks that would end this process, or never end, if they ran in it. */
class NetworkTrialTest {

	private static final Path TEMPORARY = Path.of(System.getProperty(
		"java.io.tmpdir"));

	@TempDir
	private Path folder;

	private Object[] before;

	@BeforeEach
	void list() throws IOException {
		before = trials();
	}

	@AfterEach
	void leavesNothing() throws IOException {
		assertArrayEquals(before, trials());
	}

	@ParameterizedTest
	@ValueSource(strings = { "c = True\n    while c:\n      x = torch.relu(x)",
		"for i in range(1000000000000):\n      x = torch.relu(x)" })
	void endless(final String loop) throws IOException {
		refused("x\n    " + loop, "never end");
	}

	/** The interpreter recurses along a chain of results that are used once. */
	@Test
	void deep() throws IOException {
		refused("x" + "\n    x = torch.add(x, 1)".repeat(10000), "too deep");
	}

	@Test
	void passes() throws IOException {
		// Another number each time, or it would have passed before.
		final Path file = write("torch.mul(x, 1." + new Random().nextInt(
			1 << 30) + ") if True else x");
		try (TorchNetwork network = TorchNetwork.open(file, Progress.NONE)) {
			assertEquals(4, network.forward(TestPackages.ramp(1, 1, 8, 8))
				.shape().length);
		}
		final long begin = System.nanoTime();
		for (int i = 0; i < 20; i++)
			NetworkTrial.require(file, Progress.NONE);
		final double seconds = (System.nanoTime() - begin) / 1e9;
		assertTrue(seconds < 2, "20 trials of a network that has passed took " +
			seconds + " s");
	}

	/** What is wrong with it otherwise is said by who opens it. */
	@Test
	void unknownOperator() throws IOException {
		refused("torch.sharpen2d(x) if True else x", "aten::sharpen2d");
	}

	@Test
	void interrupted() throws IOException {
		final Path file = write("x\n    c = True\n    while c:\n      c = True");
		Thread.currentThread().interrupt();
		assertThrows(CancellationException.class, () -> TorchNetwork.open(file, Progress.NONE));
		assertTrue(Thread.interrupted());
	}

	/** The other process is ended. */
	@Test
	void stopped() throws IOException {
		final Path file = write("x\n    c = True\n    while c:\n      c = True");
		stops(file);
		assertEquals(0, ProcessHandle.current().children().filter(process -> process
			.info().arguments().stream().flatMap(Arrays::stream).anyMatch(file
				.toString()::equals)).count());
	}

	/** What is measured in this process is left. */
	@Test
	void stoppedWhileItIsMeasured() throws Exception {
		stops(TestNetworks.writeVerySlow(folder));
		// The engine must not be at work when Java ends.
		for (final Thread thread : Thread.getAllStackTraces().keySet())
			if (thread.getName().equals("SuperRes tiles")) thread.join();
	}

	private static void stops(final Path file) throws IOException {
		TorchEngine.start();
		final long stop = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200);
		assertThrows(CancellationException.class, () -> Networks.open(file,
			new Progress() {

				@Override
				public void update(final double fraction, final String what) {
					// Nobody listens.
				}

				@Override
				public boolean cancelled() {
					return System.nanoTime() > stop;
				}
			}).close());
		final double seconds = (System.nanoTime() - stop) / 1e9;
		assertTrue(seconds < 2, "It answered after " + seconds + " s");
	}

	private void refused(final String code, final String why)
		throws IOException
	{
		final Path file = write(code);
		final String message = assertThrows(IOException.class, () -> TorchNetwork
			.open(file, Progress.NONE)).getMessage();
		assertTrue(message.contains(file.toString()) && message.contains(why),
			message);
	}

	private Path write(final String code) throws IOException {
		return TestNetworks.write(folder, TestNetworks.ending(code));
	}

	/** Lists the folders of trials of this process. */
	private static Object[] trials() throws IOException {
		final String kind = "superres-trial-" + TestOwner.self() + "-";
		try (Stream<Path> files = Files.list(TEMPORARY)) {
			return files.filter(file -> file.getFileName().toString().startsWith(
				kind)).sorted().toArray();
		}
	}
}
