package sc.fiji.superres.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScaleFactorTest {

	@ParameterizedTest
	@CsvSource({ "2, 2", "' 1.5 ', 1.5", "+.25, 0.25", "3., 3", "1e1, 10",
		"2.5E-1, 0.25" })
	void readsNumbers(final String text, final double scale) {
		assertEquals(scale, ScaleFactor.parse(text));
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "-0.0", "-1", "NaN", "abc", "1,5", "Infinity",
		"1e999", "1e-999", "", " ", "2d", "2f", "0x2p1", "2x", "1.5.2", "1e",
		"\u0662" })
	void refusesTheRest(final String text) {
		final String message = assertThrows(IllegalArgumentException.class,
			() -> ScaleFactor.parse(text)).getMessage();
		assertTrue(message.contains("'" + text + "'") && message.contains(
			"such as 2 or 1.5"), message);
	}

	@ParameterizedTest
	@CsvSource({ "2, 2, 2", "2x0.5, 2, 0.5", "' 1.5 x .25 ', 1.5, 0.25" })
	void readsPairs(final String text, final double x, final double y) {
		assertArrayEquals(new double[] { x, y }, ScaleFactor.parsePair(text));
	}

	/** Where a comma stands for the decimal point, it would stretch the image. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "1,5 | 1x5", "2,0.5 | 2x0.5" })
	void refusesCommas(final String text, final String pair) {
		final String message = assertThrows(IllegalArgumentException.class,
			() -> ScaleFactor.parsePair(text)).getMessage();
		assertTrue(message.contains("'" + text + "'") && message.contains(
			"write " + pair) && message.contains("1.5"), message);
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", "2x", "x2", "2x3x4", "2X3", "2;3", "0x1" })
	void refusesOtherPairs(final String text) {
		assertTrue(assertThrows(IllegalArgumentException.class, () -> ScaleFactor
			.parsePair(text)).getMessage().contains("such as 2 or 1.5"));
	}

	@Test
	void doesNotDependOnTheLocale() {
		final Locale before = Locale.getDefault();
		Locale.setDefault(Locale.GERMANY);
		try {
			assertEquals(1.5, ScaleFactor.parse("1.5"));
		}
		finally {
			Locale.setDefault(before);
		}
	}
}
