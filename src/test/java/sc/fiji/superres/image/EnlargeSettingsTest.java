package sc.fiji.superres.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnlargeSettingsTest {

	@Test
	void defaultsToTheWholeImage() {
		assertEquals(new EnlargeSettings("m", 0, Optional.empty(), "image", "luma"),
			EnlargeSettings.of("m"));
	}

	@Test
	void filtersKeepColors() {
		assertEquals(new EnlargeSettings("m", 0, Optional.empty(),
			EnlargeSettings.Region.SELECTION, EnlargeSettings.Colors.CHANNELS,
			EnlargeSettings.Depth.FLOAT, "edges"), EnlargeSettings.filter("m", "edges",
				"selection", "32-bit"));
		assertEquals("depth=16: choose one of same, 32-bit", assertThrows(
			IllegalArgumentException.class, () -> EnlargeSettings.filter("m", "edges",
				"image", "16")).getMessage());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"m|-1|image|luma|tile=-1: the side of a tile must be positive, or 0 for automatic", //
		"m|0|half|luma|region=half: choose one of image, selection", //
		"m|0|image|rgb|color=rgb: choose one of luma, channels", //
		"' '|0|image|luma|'The method has no name: describe it, for the Info property'" })
	void namesWhatIsWrong(final String method, final int tile,
		final String region, final String color, final String message)
	{
		assertEquals(message, assertThrows(IllegalArgumentException.class,
			() -> new EnlargeSettings(method, tile, Optional.empty(), region, color))
				.getMessage());
	}
}
