package sc.fiji.superres.block;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MemoryTest {

	@Test
	void acceptsWhatFits() {
		Memory.require("A small run", 1 << 10, 1 << 20);
	}

	@Test
	void namesTheSizesAndTheRemedy() {
		// 2^50 bytes are 2^30 MiB, more than any heap or machine has.
		assertRefused(1L << 50, 0,
			"A large run needs 1073741824 MiB of Java memory", "region=selection");
		assertRefused(0, 1L << 50,
			"A large run needs 1073741824 MiB outside the Java heap",
			"choose a smaller tile");
	}

	private static void assertRefused(final long heap, final long outside,
		final String start, final String remedy)
	{
		final String message = assertThrows(IllegalStateException.class,
			() -> Memory.require("A large run", heap, outside)).getMessage();
		assertTrue(message.startsWith(start) && message.contains(remedy), message);
	}
}
