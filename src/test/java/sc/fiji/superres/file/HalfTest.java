package sc.fiji.superres.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfTest {

	@TempDir
	private Path folder;

	@Test
	void allBitsComeBack() {
		for (int i = 0; i < 1 << 16; i++) {
			final float value = Half.value((short) i);
			if (!Float.isNaN(value)) assertEquals((short) i, Half.bits(value));
		}
		assertTrue(Float.isNaN(Half.value(Half.bits(Float.NaN))));
	}

	/** By NumPy 2.4.6: {@code float(numpy.float16(numpy.float32(x)))}. */
	@ParameterizedTest
	@CsvSource({ "1.0004883, 1", "1.0004884, 1.0009766", "1.0014648, 1.0019531",
		"0.1, 0.099975586", "-3.14159, -3.140625", "65519, 65504",
		"65520, Infinity", "-1e9, -Infinity", "2.9802322e-8, 0",
		"2.9802326e-8, 5.9604645e-8", "6.1e-5, 6.097555e-5", "-0.0, -0.0" })
	void roundsAsNumPyDoes(final float value, final float expected) {
		final float[] values = { value };
		Half.round(values);
		assertEquals(Float.floatToIntBits(expected), Float.floatToIntBits(
			values[0]), () -> values[0] + " is not " + expected);
	}

	@Test
	void isWrittenOnlyWhereNothingIsLost() throws IOException {
		final Path file = folder.resolve("a.npy");
		final Tensor fits = new Tensor(new int[] { 4 }, new float[] { 1, -0.5f,
			65504, -0f });
		Npy.writeHalf(fits, file);
		assertEquals(fits, Npy.read(file));
		assertFalse(Half.fits(new float[] { 0.1f }));
		assertThrows(IllegalArgumentException.class, () -> Npy.writeHalf(new Tensor(
			new int[] { 1 }, new float[] { 0.1f }), file));
		assertEquals(fits, Npy.read(file));
	}
}
