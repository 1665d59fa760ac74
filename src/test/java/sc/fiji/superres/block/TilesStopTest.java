package sc.fiji.superres.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import net.imglib2.parallel.Parallelization;

class TilesStopTest {

	/** Stops at once. */
	private static final Progress STOPPED = new Progress() {

		@Override
		public void update(final double fraction, final String what) {
			// Nobody listens.
		}

		@Override
		public boolean cancelled() {
			return true;
		}
	};

	@Test
	void leavesWhatCannotBeInterrupted() {
		final CountDownLatch end = new CountDownLatch(1);
		final long begin = System.nanoTime();
		try (Tiles.Stoppable work = new Tiles.Stoppable(STOPPED)) {
			final String message = assertThrows(CancellationException.class,
				() -> work.run(() -> awaitUninterruptibly(end))).getMessage();
			assertTrue(message.contains("cannot be interrupted"), message);
		}
		finally {
			end.countDown();
		}
		final double seconds = (System.nanoTime() - begin) / 1e9;
		assertTrue(seconds < 2, "It answered after " + seconds + " s");
	}

	@Test
	void handsOnWhatNobodyAwaits() throws InterruptedException {
		final CountDownLatch end = new CountDownLatch(1);
		final BlockingQueue<String> unwanted = new LinkedBlockingQueue<>();
		try (Tiles.Stoppable work = new Tiles.Stoppable(STOPPED)) {
			assertThrows(CancellationException.class, () -> work.call(() -> {
				awaitUninterruptibly(end);
				return "late";
			}, unwanted::add));
			assertEquals(0, unwanted.size());
			end.countDown();
			assertEquals("late", unwanted.poll(10, TimeUnit.SECONDS));
		}
	}

	@Test
	void waitsForWhatEnds() {
		final AtomicInteger done = new AtomicInteger();
		try (Tiles.Stoppable work = new Tiles.Stoppable(STOPPED)) {
			work.run(done::incrementAndGet);
			work.run(done::incrementAndGet);
		}
		assertEquals(2, done.get());
	}

	@Test
	void throwsWhatTheWorkThrows() {
		for (final Throwable failure : new Throwable[] { new OutOfMemoryError(),
			new IllegalArgumentException(), new IOException() })
		{
			try (Tiles.Stoppable work = new Tiles.Stoppable(Progress.NONE)) {
				assertSame(failure, assertThrows(Throwable.class, () -> work.call(() -> {
					if (failure instanceof Error error) throw error;
					throw (Exception) failure;
				}, none -> {})));
			}
		}
	}

	@Test
	void keepsTheLimitOfThreads() {
		final AtomicInteger threads = new AtomicInteger();
		Parallelization.runWithNumThreads(3, () -> {
			try (Tiles.Stoppable work = new Tiles.Stoppable(Progress.NONE)) {
				work.run(() -> threads.set(Parallelization.getTaskExecutor()
					.getParallelism()));
			}
		});
		assertEquals(3, threads.get());
	}

	private static void awaitUninterruptibly(final CountDownLatch end) {
		boolean interrupted = false;
		while (end.getCount() > 0) {
			try {
				end.await();
			}
			catch (final InterruptedException e) {
				interrupted = true;
			}
		}
		if (interrupted) Thread.currentThread().interrupt();
	}
}
