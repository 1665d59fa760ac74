package sc.fiji.superres.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ij.ImagePlus;

class ResultRecordTest {

	private static final ResultRecord RECORD = new ResultRecord(Map.of("model",
		"1c2d", "acquisition", "noise of 1 %, blur of 1.0 pixels"),
		"superres upscale --model='Ada'\\''s model' --range=0,255 --tile=0");

	@Test
	void readsItsOwnLines() {
		assertEquals(RECORD, ResultRecord.of(image("Stain: DAPI\n" + prefixed(RECORD
			.lines()))).orElseThrow());
	}

	@Test
	void theLastCommandCounts() {
		final String edges = "superres edges --sigma=1.0";
		assertEquals(new ResultRecord(Map.of(), edges), ResultRecord.of(image(prefixed(
			RECORD.lines() + "\n" + edges))).orElseThrow());
		assertEquals(RECORD, ResultRecord.of(image(prefixed(edges + "\n" + RECORD
			.lines()))).orElseThrow());
		assertTrue(ResultRecord.of(image("Stain: DAPI\n")).isEmpty());
		assertTrue(ResultRecord.of(image(null)).isEmpty());
		assertTrue(ResultRecord.of(image(prefixed("test method"))).isEmpty());
	}

	@Test
	void optionsAreThoseOfAShell() {
		assertEquals("upscale", RECORD.verb());
		assertEquals(Map.of("model", "Ada's model", "range", "0,255", "tile", "0"),
			RECORD.options());
		assertEquals(Map.of(), new ResultRecord(Map.of(), "superres models")
			.options());
	}

	@ParameterizedTest
	@ValueSource(strings = { "superres upscale --model=a b", "superres upscale x",
		"superres upscale --model='open", "superres upscale --model=a;rm -rf" })
	void damagedCommandsAreRefused(final String command) {
		final String message = assertThrows(IllegalArgumentException.class,
			() -> new ResultRecord(Map.of(), command).options()).getMessage();
		assertTrue(message.contains(command), message);
	}

	// -- Helper methods --

	private static String prefixed(final String lines) {
		return lines.replaceAll("(?m)^", Metadata.PROVENANCE) + "\n";
	}

	private static ImagePlus image(final String info) {
		final ImagePlus image = TestImages.image(8, 4, 4);
		image.setProperty("Info", info);
		return image;
	}
}
