package sc.fiji.superres.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MultiScaleSsimTest {

	/** PlaneSizes are kept in float between the scales. */
	private static final double TOLERANCE = 1e-6;

	/** Values of {@code quality/fixtures.py}. */
	@ParameterizedTest
	@CsvSource({ "176, 176, 0.9814214702317079",
		"203, 181, 0.9817567342260787" })
	void equalsSciPy(final int width, final int height, final double wanted) {
		final float[] a = plane(width, height, 0, 0);
		final float[] b = plane(width, height, 1, 0);
		assertEquals(wanted, MultiScaleSsim.of(a, b, width, height, 0, 255),
			TOLERANCE);
		assertEquals(wanted, MultiScaleSsim.of(plane(width, height, 0, 3), plane(
			width, height, 1, 3), width + 6, height + 6, 3, 255), TOLERANCE);
	}

	@Test
	void identicalIsOneAndTheNegativeZero() {
		final float[] a = plane(176, 176, 0, 0);
		assertEquals(1, MultiScaleSsim.of(a, a, 176, 176, 0, 255));
		final float[] negative = new float[a.length];
		for (int i = 0; i < a.length; i++)
			negative[i] = 255 - a[i];
		assertEquals(0, MultiScaleSsim.of(a, negative, 176, 176, 0, 255));
	}

	@Test
	void refusesWhatIsTooSmall() {
		final float[] plane = new float[176 * 177];
		final String message = assertThrows(IllegalArgumentException.class,
			() -> MultiScaleSsim.of(plane, plane, 177, 176, 1, 255)).getMessage();
		assertTrue(message.contains("at least 176 x 176"), message);
	}

	/** Makes a plane, with a border of another value around it. */
	private static float[] plane(final int width, final int height,
		final int noise, final int border)
	{
		final int all = width + 2 * border;
		final float[] plane = new float[all * (height + 2 * border)];
		for (int y = 0; y < height; y++) {
			for (int x = 0; x < width; x++) {
				plane[(y + border) * all + x + border] = x * y % 97 + (x * x + 3 * y) %
					61 + y + noise * ((7 * x + 13 * y) % 41 - 20);
			}
		}
		return plane;
	}
}
