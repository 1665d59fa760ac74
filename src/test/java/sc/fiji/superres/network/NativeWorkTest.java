package sc.fiji.superres.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.superres.Jvm;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.file.Tensor;

class NativeWorkTest {

	private static final int TRIALS = 2;
	private static final int CODE = 7;
	private static final int SIDE = 320;

	@TempDir
	Path folder;

	/** Ends while other threads, which nobody waits for, run networks. */
	public static final class Leaves {

		private Leaves() {
			// Static methods only.
		}

		public static void main(final String... args) throws IOException,
			InterruptedException
		{
			final CountDownLatch running = new CountDownLatch(2);
			for (int i = 0; i < 2; i++) {
				final TorchNetwork network = TorchNetwork.open(Path.of(args[0]),
					Progress.NONE);
				final Thread thread = new Thread(() -> run(network, running));
				thread.setDaemon(true);
				thread.start();
			}
			running.await();
			TimeUnit.MILLISECONDS.sleep(Long.parseLong(args[1]));
			System.exit(CODE);
		}

		private static void run(final TorchNetwork network,
			final CountDownLatch running)
		{
			final Tensor image = image();
			try {
				network.forward(image);
				running.countDown();
				while (true)
					network.forward(image);
			}
			catch (final CancellationException ending) {
				// So that nothing begins while Java waits.
			}
		}
	}

	/** If it did not wait, most of these programs would end by a crash. */
	@Test
	void javaEndsAfterIt() throws Exception {
		final Path network = TestNetworks.writeSrcnn(folder);
		for (int i = 0; i < TRIALS; i++) {
			final Jvm.Result result = Jvm.start(folder, List.of("-XX:ErrorFile=" +
				folder.resolve("crash%p.log")), Leaves.class, network.toString(), Integer
					.toString(7 * i)).await();
			assertEquals(CODE, result.exitCode(), result::toString);
		}
		try (Stream<Path> files = Files.list(folder)) {
			assertEquals(List.of(), files.filter(file -> file.getFileName().toString()
				.startsWith("crash")).toList());
		}
	}

	/** Ends by a hook that still needs a network, as a stopped training does. */
	public static final class Finishes {

		private Finishes() {
			// Static methods only.
		}

		public static void main(final String... args) throws IOException {
			final TorchNetwork network = TorchNetwork.open(Path.of(args[0]),
				Progress.NONE);
			NativeWork.leaveEnd();
			Runtime.getRuntime().addShutdownHook(new Thread(() -> {
				pause();
				network.forward(image());
				NativeWork.end();
				try {
					network.forward(image());
				}
				catch (final CancellationException ending) {
					System.out.println("done");
				}
			}));
			System.exit(CODE);
		}

		/** Until other hooks have run. */
		private static void pause() {
			try {
				TimeUnit.MILLISECONDS.sleep(300);
			}
			catch (final InterruptedException e) {
				Thread.currentThread().interrupt();
			}
		}
	}

	@Test
	void aHookMayFinishFirst() throws Exception {
		final Jvm.Result result = Jvm.start(folder, List.of(), Finishes.class,
			TestNetworks.writeSrcnn(folder).toString()).await();
		assertEquals(CODE, result.exitCode(), result::toString);
		assertEquals("done", result.results().strip(), result::toString);
	}

	private static Tensor image() {
		return new Tensor(new int[] { 1, 1, SIDE, SIDE }, new float[SIDE * SIDE]);
	}
}
