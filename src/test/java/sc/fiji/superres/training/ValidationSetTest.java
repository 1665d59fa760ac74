package sc.fiji.superres.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.degrade.PairSampler.Pair;

/** The rule by which networks and dictionaries are scored. */
class ValidationSetTest {

	private static final double EXACT = 1e-4;

	/** An error of 0.1 is 20 dB; the border does not count. */
	@ParameterizedTest
	@CsvSource({ "1, 2", "2, 2", "3, 3", "4, 4" })
	void leavesABorderOut(final int scale, final int border) {
		final ValidationSet set = new ValidationSet(List.of(pair(12, scale)));
		final int side = 12 * scale;
		final Plane off = constant(side, 0.6f);
		for (int i = 0; i < side * side; i++) {
			final int near = Math.min(Math.min(i % side, side - 1 - i % side), Math
				.min(i / side, side - 1 - i / side));
			if (near < border) off.samples()[i] = 9;
		}
		assertEquals(20, set.score(lows -> List.of(off)), EXACT);
		off.samples()[border * side + border] = 9;
		assertTrue(set.score(lows -> List.of(off)) < 19);
	}

	@Test
	void whatComesBackAsItWasHasAHundredDecibels() {
		final ValidationSet set = new ValidationSet(List.of(pair(12, 2)));
		assertEquals(100, set.bicubic(), EXACT);
		assertEquals(100, set.score(lows -> List.of(constant(24, 0.5f))), EXACT);
	}

	@Test
	void scoresTheMiddleOfLargeImages() {
		final ValidationSet set = new ValidationSet(List.of(pair(300, 2)));
		set.score(lows -> {
			assertEquals(256, lows.get(0).width());
			assertEquals(256, lows.get(0).height());
			return List.of(constant(512, 0.5f));
		});
	}

	/** Each image counts as much; errors of channels are taken together. */
	@Test
	void meanOverImagesAndChannels() {
		final Pair colors = new Pair(List.of(constant(12, 0.5f), constant(12, 0.5f)),
			List.of(constant(24, 0.5f), constant(24, 0.5f)));
		final ValidationSet set = new ValidationSet(List.of(colors, colors));
		final int[] calls = { 0 };
		final double score = set.score(lows -> {
			calls[0]++;
			return List.of(constant(24, calls[0] == 1 ? 0.6f : 0.5f), constant(24,
				calls[0] == 1 ? 0.5f : 0.5f));
		});
		assertEquals((10 * Math.log10(2 / 0.01) + 100) / 2, score, EXACT);
	}

	@Test
	void sayHowManyImagesThereAre() {
		final ValidationSet set = new ValidationSet(List.of(pair(12, 2), pair(12,
			2)));
		assertEquals("validation set (2 images)", set.figure(30).set());
		assertTrue(set.figure(30).isValidation());
		assertEquals("validation set (1 image)", new ValidationSet(List.of(pair(12,
			2))).figure(30).set());
	}

	@Test
	void methodOfAnotherScale() {
		final String message = assertThrows(IllegalArgumentException.class,
			() -> new ValidationSet(List.of(pair(12, 3))).score(lows -> List.of(
				constant(24, 0.5f)))).getMessage();
		assertTrue(message.contains("enlarges by 3"), message);
	}

	private static Pair pair(final int side, final int scale) {
		return new Pair(List.of(constant(side, 0.5f)), List.of(constant(side * scale,
			0.5f)));
	}

	private static Plane constant(final int side, final float value) {
		final float[] samples = new float[side * side];
		Arrays.fill(samples, value);
		return new Plane(samples, side, side);
	}
}
