package sc.fiji.superres.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;

import org.junit.jupiter.api.Test;

class FailuresTest {

	@Test
	void oneLine() {
		assertEquals("a b", Failures.message(new IOException(" a\n  b\n")));
		assertEquals("java.io.IOException", Failures.message(new IOException()));
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
}
