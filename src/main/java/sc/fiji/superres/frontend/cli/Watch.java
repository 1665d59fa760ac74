package sc.fiji.superres.frontend.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.network.NativeWork;

/**
 * Progress of the command line: a bar on a terminal, otherwise a line a minute;
 * stopped by Ctrl-C.
 * <p>
 * An interrupt starts the shutdown of Java, which ends with exit code 130. The
 * shutdown is delayed, for a limited time, until the running step has stopped
 * and cleaned up.
 * </p>
 */
final class Watch implements Progress {

	/** A step answers within the first of these; what it saves takes longer. */
	private static final int ANSWER_SECONDS = 2;
	private static final int PATIENCE_SECONDS = 8;
	private static final int INTERRUPTED = 130;
	private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

	private final ProgressBar bar;
	private final CountDownLatch done = new CountDownLatch(1);
	private final PrintStream messages;
	private final LongSupplier clock;
	private long told;
	private volatile boolean stopped;

	/**
	 * Creates a watch.
	 *
	 * @param bar where progress is shown, or null
	 * @param messages where a line a minute is printed if there is no bar
	 * @param clock returns the time in nanoseconds
	 */
	Watch(final ProgressBar bar, final PrintStream messages,
		final LongSupplier clock)
	{
		this.bar = bar;
		this.messages = messages;
		this.clock = clock;
		told = clock.getAsLong();
	}

	/** Runs work that an interrupt can stop from the very beginning. */
	int over(final IntSupplier work) {
		final Thread hook = new Thread(this::stop);
		try {
			Runtime.getRuntime().addShutdownHook(hook);
			// A stopped training still writes its network.
			NativeWork.leaveEnd();
			return work.getAsInt();
		}
		catch (final IllegalStateException e) {
			// Anything else that adds a hook fails this way once the shutdown has
			// begun.
			if (isEnding(hook)) return INTERRUPTED;
			throw e;
		}
		finally {
			if (bar != null) bar.clear();
			done.countDown();
		}
	}

	/** Returns a writer whose text does not run into the progress bar. */
	PrintWriter writer(final PrintStream stream) {
		return bar == null ? new PrintWriter(stream, true) : bar.writer(stream);
	}

	// -- Progress methods --

	@Override
	public void update(final double fraction, final String what) {
		if (bar != null) bar.show(fraction, what);
		else tell(fraction, what);
	}

	@Override
	public boolean cancelled() {
		return stopped;
	}

	@Override
	public void note(final String line) {
		writer(System.err).println(line);
	}

	// -- Helper methods --

	/** Returns whether Java is shutting down, when hooks cannot be changed. */
	private static boolean isEnding(final Thread hook) {
		try {
			Runtime.getRuntime().removeShutdownHook(hook);
			return false;
		}
		catch (final IllegalStateException e) {
			return true;
		}
	}

	/** Prints a line if the last one is a minute old. */
	private synchronized void tell(final double fraction, final String what) {
		final long now = clock.getAsLong();
		if (now - told < MINUTE) return;
		told = now;
		messages.println(String.format(Locale.ROOT, "%3d %% %s", (int) (100 * Math
			.min(1, Math.max(0, fraction))), what));
	}

	private void stop() {
		stopped = true;
		try {
			if (done.await(ANSWER_SECONDS, TimeUnit.SECONDS)) return;
			messages.println("Waiting up to " + PATIENCE_SECONDS +
				" s for the running step to end; nothing half-written will be left");
			done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		finally {
			NativeWork.end();
		}
	}
}
