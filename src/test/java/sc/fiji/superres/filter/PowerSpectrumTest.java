package sc.fiji.superres.filter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.superres.file.Npy;
import sc.fiji.superres.file.Tensor;

class PowerSpectrumTest {

	/** Of decades: float rounding beside the largest terms. */
	private static final float TOLERANCE = 1e-3f;

	/** See {@code fourier.py} for what made the expected planes. */
	@ParameterizedTest
	@ValueSource(strings = { "15x21", "16x24", "13x32", "227x2", "1x19", "20x1" })
	void equalsNumPy(final String size) throws IOException {
		final Tensor planes = Npy.read(Path.of("src/test/resources/filter/spectrum-" +
			size + ".npy"));
		final int length = planes.shape()[1] * planes.shape()[2];
		assertArrayEquals(Arrays.copyOfRange(planes.values(), length, 2 * length),
			PowerSpectrum.of(Arrays.copyOf(planes.values(), length), planes
				.shape()[2], planes.shape()[1]), TOLERANCE);
	}

	@Test
	void aWaveIsAtItsFrequency() {
		final int width = 64;
		final int height = 48;
		final float[] wave = new float[width * height];
		for (int i = 0; i < wave.length; i++)
			wave[i] = 2 * (float) Math.cos(2 * Math.PI * (5.0 * (i % width) / width +
				3.0 * (i / width) / height));
		final float[] spectrum = PowerSpectrum.of(wave, width, height);
		// |F| = amplitude / 2 times the number of pixels.
		final double expected = Math.log10(width * height);
		assertEquals(expected, spectrum[(24 + 3) * width + 32 + 5], 1e-5);
		assertEquals(expected, spectrum[(24 - 3) * width + 32 - 5], 1e-5);
		int strong = 0;
		for (final float value : spectrum)
			if (value > expected - 10) strong++;
		assertEquals(2, strong);
	}

	@Test
	void constantPlanesHaveOnlyTheFrequencyZero() {
		final float[] plane = new float[15];
		Arrays.fill(plane, 10);
		final float[] expected = new float[15];
		Arrays.fill(expected, (float) Math.log10(1500) - 14);
		expected[1 * 5 + 2] = (float) Math.log10(1500);
		assertArrayEquals(expected, PowerSpectrum.of(plane, 5, 3), 1e-5f);
		assertArrayEquals(new float[15], PowerSpectrum.of(new float[15], 5, 3));
		assertEquals(2, PowerSpectrum.of(new float[] { 10 }, 1, 1)[0], 1e-5);
	}
}
