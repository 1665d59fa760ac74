package sc.fiji.superres.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

import org.junit.jupiter.api.Test;

class FailuresTest {

	@Test
	void oneLine() {
		assertEquals("a b", Failures.message(new IOException(" a\n  b\n")));
		assertEquals("java.io.IOException", Failures.message(new IOException()));
	}

	/** Java's own messages are the file alone. */
	@Test
	void filesHaveReasons() {
		assertEquals("a/b does not exist", Failures.message(new NoSuchFileException(
			"a/b")));
		assertEquals("a/b already exists: choose another name", Failures.message(
			new FileAlreadyExistsException("a/b")));
		assertEquals("a/b cannot be read or written (FileSystemException)", Failures
			.message(new FileSystemException("a/b")));
		assertEquals("a/b: is full", Failures.message(new FileSystemException("a/b",
			null, "is full")));
	}

	/** However deep: what wraps it seldom tells. */
	@Test
	void memoryThatRanOut() {
		final Throwable memory = new OutOfMemoryError("Java heap space");
		for (final Throwable failure : new Throwable[] { memory,
			new IllegalStateException("task failed", new RuntimeException(memory)) })
			assertTrue(Failures.message(failure).startsWith(
				"Java ran out of memory (Java heap space): give it more"));
	}

	@Test
	void longMessagesKeepValueAndRemedy() {
		final String message = Failures.message(new IllegalArgumentException(
			"There is no model 'x': choose one of " + "model, ".repeat(10_000) +
				"or the path of a file"));
		assertTrue(message.length() <= 400, message);
		assertTrue(message.startsWith("There is no model 'x': choose one of model") &&
			message.endsWith("or the path of a file"), message);
		final String longest = "x".repeat(400);
		assertEquals(longest, Failures.message(new IOException(longest)));
	}
}
