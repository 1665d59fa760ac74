package sc.fiji.superres.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LengthUnitTest {

	@ParameterizedTest
	@CsvSource({ "micron, um, 1", "\u00b5m, \u03bcm, 1", "micrometer, nm, 1000",
		"nm, mm, 1e-6", "Micron, NM, 1000", "m, cm, 100", "inch, inch, 1" })
	void unitsAreCompared(final String unit, final String of, final double ratio) {
		assertEquals(ratio, LengthUnit.ratio(unit, of).orElseThrow(), 1e-12 * ratio);
	}

	@Test
	void whatIsNoLengthIsNotCompared() {
		assertEquals(OptionalDouble.empty(), LengthUnit.ratio("pixel", "micron"));
		assertEquals(OptionalDouble.empty(), LengthUnit.ratio("micron", null));
		assertEquals(Optional.empty(), LengthUnit.named("sec"));
	}
}
