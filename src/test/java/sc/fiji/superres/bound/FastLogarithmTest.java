package sc.fiji.superres.bound;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FastLogarithmTest {

	@Test
	void isCloseToThatOfJava() {
		for (int i = -100_000; i <= 100_000; i++) {
			final float value = (float) Math.exp(i * Math.log(1e6) / 100_000);
			assertEquals(Math.log(value), FastLogarithm.of(value), 2e-6, () ->
				"logarithm of " + value);
		}
	}
}
