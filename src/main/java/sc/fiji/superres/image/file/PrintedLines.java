package sc.fiji.superres.image.file;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import ij.IJ;

/**
 * Captures what this thread and AWT's threads print and what ImageJ logs while
 * an image is read, because some readers report failures only there. Other
 * threads print as before. Replaces the streams of the whole process.
 */
final class PrintedLines implements AutoCloseable {

	/** Names of the threads in which Java decodes images for AWT. */
	private static final String FETCHER = "Image Fetcher";

	private final PrintStream out = System.out;
	private final PrintStream err = System.err;
	private final String log = IJ.getLog();
	private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

	PrintedLines() {
		System.setOut(watched(out));
		System.setErr(watched(err));
	}

	/** Returns what was printed or logged; null if nothing was. */
	String first() {
		final String lines = printed.toString(StandardCharsets.UTF_8).strip();
		if (!lines.isEmpty()) return lines.lines().findFirst().orElse(null);
		final String now = IJ.getLog();
		if (now == null || now.equals(log)) return null;
		return now.substring(log != null && now.startsWith(log) ? log.length() : 0)
			.strip();
	}

	@Override
	public void close() {
		System.setOut(out);
		System.setErr(err);
	}

	// -- Helper methods --

	private PrintStream watched(final PrintStream stream) {
		final Thread reader = Thread.currentThread();
		return new PrintStream(new OutputStream() {

			@Override
			public void write(final int b) {
				final Thread thread = Thread.currentThread();
				if (thread == reader || thread.getName().startsWith(FETCHER)) printed.write(b);
				else stream.write(b);
			}

			@Override
			public void flush() {
				stream.flush();
			}
		}, true);
	}
}
