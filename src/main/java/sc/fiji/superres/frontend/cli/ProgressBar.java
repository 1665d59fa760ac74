package sc.fiji.superres.frontend.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * Draws the progress of a step on one line of a terminal.
 */
final class ProgressBar {

	private static final int WIDTH = 30;
	private static final String CLEAR_LINE = "\r\033[K";

	private final PrintStream terminal;
	private String shown = "";

	ProgressBar(final PrintStream terminal) {
		this.terminal = terminal;
	}

	/**
	 * Returns whether the standard error is a terminal. The launcher passes this
	 * on; Java itself only knows about the standard input and output.
	 */
	static boolean isWanted() {
		final String told = System.getProperty("superres.terminal");
		return told == null ? System.console() != null : Boolean.parseBoolean(told);
	}

	/** Redraws the bar if it has changed. */
	synchronized void show(final double fraction, final String what) {
		final double done = Math.min(1, Math.max(0, fraction));
		final int filled = (int) (WIDTH * done);
		final String line = String.format(Locale.ROOT, "[%s%s] %3d %% %s", "#"
			.repeat(filled), "-".repeat(WIDTH - filled), (int) (100 * done), what);
		if (line.equals(shown)) return;
		shown = line;
		terminal.print(CLEAR_LINE + line);
		terminal.flush();
	}

	/** Returns a writer that removes the bar before it writes. */
	PrintWriter writer(final PrintStream stream) {
		return new PrintWriter(stream, true) {

			@Override
			public void write(final String text, final int from,
				final int length)
			{
				clear();
				super.write(text, from, length);
			}
		};
	}

	/** Removes the bar. */
	synchronized void clear() {
		if (shown.isEmpty()) return;
		shown = "";
		terminal.print(CLEAR_LINE);
		terminal.flush();
	}
}
