package sc.fiji.superres.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnumNamesTest {

	@ParameterizedTest
	@EnumSource(Border.class)
	void namesAreFound(final Border border) {
		assertEquals(border, EnumNames.find(Border.class, "border rule", EnumNames
			.of(border)));
	}

	@Test
	void namesAreInLowerCase() {
		assertEquals("symmetric", EnumNames.of(Border.SYMMETRIC));
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "Symmetric", "mirror" })
	void othersListTheChoices(final String name) {
		assertEquals("There is no border rule '" + name +
			"': choose one of symmetric, replicate", assertThrows(
				IllegalArgumentException.class, () -> EnumNames.find(Border.class,
					"border rule", name)).getMessage());
	}
}
