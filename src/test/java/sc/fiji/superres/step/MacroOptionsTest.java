package sc.fiji.superres.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import ij.Macro;

/** Tests {@link MacroOptions}. */
class MacroOptionsTest {

	@Test
	void options() {
		final Map<String, String> expected = new LinkedHashMap<>();
		expected.put("model", "/my models/x2");
		expected.put("scale", "2,0.5");
		expected.put("options", "a=[b c] d=1");
		expected.put("author", "Ada [L.]");
		expected.put("range", "");
		assertEquals(expected, MacroOptions.parse(" model=[/my models/x2]  " +
			"scale=2,0.5 options=[a=[b c] d=1] author='Ada [L.]' range=[]"));
		assertEquals(Map.of(), MacroOptions.parse(" "));
		assertEquals(Map.of("range", ""), MacroOptions.parse("range="));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', value = { "keep | at 'keep'",
		"a=1 = 2 | at '= 2'", "a=1 a=2 | give a twice",
		"a=[b c | lack the ] that closes '[b c'",
		"a='b c | lack the ' that closes ''b c'", "a=[b]c | at 'c'",
		"--a=1 | at '--a=1'" })
	void badOptions(final String options, final String words) {
		final String message = assertThrows(IllegalArgumentException.class,
			() -> MacroOptions.parse(options)).getMessage();
		assertTrue(message.contains(words), message);
	}

	/** What is written is what we and ImageJ read. */
	@ParameterizedTest
	@ValueSource(strings = { "2", "-10.5,6e3", "/my models/x2", "a=[b c] d=[e]",
		"C:\\images\\a b", "Ada L. O'Hara", "{name}.tif", "*.tif,a*" })
	void formatted(final String value) {
		final String option = MacroOptions.format("key", value);
		assertEquals(Map.of("key", value), MacroOptions.parse(option));
		assertEquals(value, Macro.getValue(option + " ", "key", "none"));
	}

	@Test
	void emptyValue() {
		assertEquals("key=[]", MacroOptions.format("key", ""));
		assertEquals(Map.of("key", ""), MacroOptions.parse("key=[]"));
		assertThrows(IllegalArgumentException.class, () -> MacroOptions.format(
			"key", "a]b"));
	}
}
