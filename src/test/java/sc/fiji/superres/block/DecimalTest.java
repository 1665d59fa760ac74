package sc.fiji.superres.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests {@link Decimal}. */
class DecimalTest {

	@ParameterizedTest
	@CsvSource({ "2, 2", "-1.5, -1.5", "+.25, 0.25", "3., 3", "2.5E-1, 0.25",
		"1e999999999, Infinity" })
	void readsNumbers(final String text, final double value) {
		assertEquals(value, Decimal.parse(text).doubleValue());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " 1", "1,5", "1.5.2", ".", "1e", "1e9999999999",
		"2f", "2d", "0x2p1", "NaN", "Infinity", "\u0662" })
	void refusesTheRest(final String text) {
		assertTrue(assertThrows(NumberFormatException.class, () -> Decimal.parse(
			text)).getMessage().contains("'" + text + "'"));
	}
}
