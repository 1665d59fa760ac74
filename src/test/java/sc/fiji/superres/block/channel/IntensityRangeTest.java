package sc.fiji.superres.block.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntensityRangeTest {

	@Test
	void readsTwoNumbers() {
		assertEquals(Optional.of(new IntensityRange(-0.5, 4095)), IntensityRange
			.parse(" -0.5 , 4.095e3 "));
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "  " })
	void nothingIsTheImagesOwnRange(final String text) {
		assertEquals(Optional.empty(), IntensityRange.parse(text));
	}

	@ParameterizedTest
	@ValueSource(strings = { "5", "0,", ",5", "0;5", "0,5,2,5", "low,high",
		"0f,1d", "0,0x1p2", "NaN,1", "0,Infinity" })
	void namesWhatItCannotRead(final String text) {
		final IllegalArgumentException e = assertThrows(
			IllegalArgumentException.class, () -> IntensityRange.parse(text));
		assertTrue(e.getMessage().contains("range=" + text), e.getMessage());
		assertTrue(e.getMessage().contains("two numbers"), e.getMessage());
	}

	@ParameterizedTest
	@ValueSource(strings = { "5,5", "6,5", "0,1e999" })
	void refusesWhatIsNoRange(final String text) {
		final IllegalArgumentException e = assertThrows(
			IllegalArgumentException.class, () -> IntensityRange.parse(text));
		assertTrue(e.getMessage().contains("low must be"), e.getMessage());
	}
}
