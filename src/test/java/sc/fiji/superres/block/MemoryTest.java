package sc.fiji.superres.block;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MemoryTest {

	/** More than any machine has. */
	private static final long EXBIBYTE = 1L << 60;

	@Test
	void whatFitsIsAllowed() {
		assertDoesNotThrow(() -> Memory.require("A small run", 1 << 20, 1 << 20));
		assertDoesNotThrow(() -> Memory.require("Nothing", 0, 0));
	}

	@Test
	void tooMuchHeapNamesBothSizesAndTheRemedy() {
		final String message = assertThrows(IllegalStateException.class,
			() -> Memory.require("Enlarging brain.tif", EXBIBYTE, 0)).getMessage();
		assertTrue(message.matches("Enlarging brain\\.tif needs 1099511627776 MiB " +
			"of Java memory, but [1-9][0-9]* MiB is free: .*-Xmx.*"), message);
	}

	@Test
	void tooMuchOutsideNamesBothSizesAndTheRemedy() {
		final String message = assertThrows(IllegalStateException.class,
			() -> Memory.require("Enlarging brain.tif", 0, EXBIBYTE)).getMessage();
		assertTrue(message.matches("Enlarging brain\\.tif needs 1099511627776 MiB " +
			"outside the Java heap, but this machine has [1-9][0-9]* MiB in all: " +
			".*smaller tile.*"), message);
	}
}
