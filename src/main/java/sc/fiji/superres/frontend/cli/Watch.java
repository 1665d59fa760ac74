package sc.fiji.superres.frontend.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

import sc.fiji.superres.block.Progress;

/**
 * Progress of the command line: shown on a terminal, and stopped by Ctrl-C.
 * <p>
 * An interrupt starts the shutdown of Java, which ends with exit code 130. The
 * shutdown is held up, for a limited time, until the running step has noticed
 * and has cleaned up.
 * </p>
 */
final class Watch implements Progress {

	private static final int PATIENCE_SECONDS = 10;

	private final ProgressBar bar;
	private final CountDownLatch done = new CountDownLatch(1);
	private volatile boolean stopped;

	/**
	 * Makes a watch.
	 *
	 * @param bar where progress is shown, or null
	 */
	Watch(final ProgressBar bar) {
		this.bar = bar;
	}

	/** Does work that an interrupt stops. */
	int over(final IntSupplier work) {
		Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
		try {
			return work.getAsInt();
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

	private void stop() {
		stopped = true;
		try {
			done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}
}
