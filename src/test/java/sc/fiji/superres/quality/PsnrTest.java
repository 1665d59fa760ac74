package sc.fiji.superres.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PsnrTest {

	@Test
	void followsTheFormula() {
		// mean squared error (9 + 16 + 0 + 0) / 4 = 6.25
		final float[] a = { 10, 20, 30, 40 };
		final float[] b = { 13, 16, 30, 40 };
		assertEquals(20 * Math.log10(255 / 2.5), Psnr.of(a, b, 2, 2, 0, 255),
			1e-12);
	}

	@Test
	void identicalIsInfinite() {
		final float[] a = { 1, 2, 3, 4 };
		assertEquals(Double.POSITIVE_INFINITY, Psnr.of(a, a, 2, 2, 0, 255));
	}

	@Test
	void leavesTheBorderOut() {
		final float[] a = { 9, 9, 9, 9, 1, 9, 9, 9, 9 };
		final float[] b = { 0, 0, 0, 0, 2, 0, 0, 0, 0 };
		assertEquals(20, Psnr.of(a, b, 3, 3, 1, 10), 1e-12);
	}

	@Test
	void refusesOtherSizes() {
		final float[] a = new float[6];
		final String message = assertThrows(IllegalArgumentException.class,
			() -> Psnr.of(a, new float[9], 3, 2, 0, 1)).getMessage();
		assertTrue(message.contains("6 and 9"), message);
		assertThrows(IllegalArgumentException.class, () -> Psnr.of(a, a, 3, 2, 1,
			1));
	}
}
