package sc.fiji.superres.image.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import ij.IJ;

/** Tests what a reader says without an exception, by whatever way. */
class PrintedLinesTest {

	private final PrintStream out = System.out;
	private final PrintStream err = System.err;
	private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

	@BeforeEach
	void watch() {
		System.setOut(new PrintStream(shown, true));
		System.setErr(new PrintStream(shown, true));
	}

	@AfterEach
	void restore() {
		System.setOut(out);
		System.setErr(err);
	}

	@Test
	void eachWayIsTheReason() {
		assertEquals("on out", first(() -> System.out.println("on out\nmore")));
		assertEquals("on err", first(() -> System.err.println("\non err")));
		assertEquals("java.lang.IllegalStateException: trace", first(
			() -> new IllegalStateException("trace").printStackTrace()));
		assertEquals("in the log", first(() -> IJ.log("in the log")));
		assertEquals("in a window", first(() -> IJ.showMessage("in a window")));
		assertEquals("with a title", first(() -> IJ.showMessage("Reader",
			"with a title")));
		assertNull(first(() -> {
			// Says nothing.
		}));
		assertEquals("", shown.toString());
	}

	/** Those of other threads are no concern of the reader. */
	@Test
	void otherThreadsPrintAsBefore() throws Exception {
		final PrintStream before = System.err;
		try (PrintedLines printed = new PrintedLines()) {
			final Thread other = new Thread(() -> System.err.print("other"));
			other.start();
			other.join();
			assertNull(printed.first());
		}
		assertEquals("other", shown.toString());
		assertSame(before, System.err);
	}

	private static String first(final Runnable reader) {
		try (PrintedLines printed = new PrintedLines()) {
			reader.run();
			return printed.first();
		}
	}
}
