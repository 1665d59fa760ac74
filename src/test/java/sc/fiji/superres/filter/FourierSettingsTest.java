package sc.fiji.superres.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.superres.filter.FourierSettings.Pass;

class FourierSettingsTest {

	private static final Rolloff GAUSSIAN = Rolloff.gaussian();

	@ParameterizedTest
	@ValueSource(doubles = { 0, -0.1, 0.51, Double.NaN,
		Double.POSITIVE_INFINITY })
	void impossibleCutOffsAreRefused(final double cutoff) {
		refused("" + cutoff, () -> FourierSettings.high(GAUSSIAN, cutoff));
		refused("" + cutoff, () -> FourierFilterTest.band(GAUSSIAN, 0.1, cutoff));
	}

	@Test
	void nyquistIsAllowed() {
		FourierFilterTest.low(GAUSSIAN, 0.5);
		new FourierSettings(Pass.LOW, GAUSSIAN, 5, 0, new PixelSize(0.1, 0.3),
			false, 0);
		refused("5.1", () -> new FourierSettings(Pass.LOW, GAUSSIAN, 5.1, 0,
			new PixelSize(0.1, 0.3), false, 0));
	}

	@Test
	void emptyBandsAreRefused() {
		refused("0.2 to 0.1", () -> FourierFilterTest.band(GAUSSIAN, 0.2, 0.1));
		refused("0.1 to 0.1", () -> FourierFilterTest.band(GAUSSIAN, 0.1, 0.1));
	}

	@ParameterizedTest
	@ValueSource(doubles = { -1, Double.NaN, Double.POSITIVE_INFINITY })
	void impossibleGainsAreRefused(final double gain) {
		refused("gain=" + gain, () -> new FourierSettings(Pass.HIGH, GAUSSIAN, 0.1,
			0, PixelSize.ONE, false, gain));
	}

	@Test
	void otherBadValuesAreRefused() {
		refused("order=0", () -> Rolloff.butterworth(0));
		refused("'butter'", () -> Rolloff.named("butter", 1));
		refused("'hihg'", () -> Pass.named("hihg"));
		refused("0.0 x 1.0", () -> new PixelSize(0, 1));
		refused("NaN", () -> new PixelSize(1, Double.NaN));
		refused("'um'", () -> CutoffUnit.named("um"));
	}

	@Test
	void unitsGiveFrequencies() {
		final PixelSize pixel = new PixelSize(0.1, 0.3);
		assertEquals(1 / 8.0, frequency("pixels", 8, pixel));
		assertEquals(1 / 0.8, frequency("calibrated", 0.8, pixel));
		assertEquals(0.125, frequency("nyquist", 0.25, pixel));
		assertEquals(0.5, frequency("pixels", 2, pixel));
		assertEquals(5, frequency("calibrated", 0.2, pixel), 1e-12);
		assertEquals(0.5, frequency("nyquist", 1, pixel));
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0, -8, 1.9, Double.NaN, Double.POSITIVE_INFINITY })
	void impossibleWavelengthsAreRefused(final double value) {
		refused("cutoff=" + value, () -> frequency("pixels", value,
			PixelSize.ONE));
		refused("cutoff=" + value, () -> frequency("calibrated", value,
			new PixelSize(1, 2)));
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0, -0.5, 1.01, Double.NaN })
	void impossibleFractionsAreRefused(final double value) {
		refused("cutoff=" + value, () -> frequency("nyquist", value,
			PixelSize.ONE));
	}

	/** At the cut-off: 1 ideal, exp(-1/2) Gaussian, 1/2 Butterworth. */
	@Test
	void rolloffsAreThoseOfGonzalezAndWoods() {
		assertEquals(1, at(Rolloff.named("ideal", 0), 1));
		assertEquals(0, at(Rolloff.named("ideal", 0), 1.001));
		assertEquals(Math.exp(-0.5), at(GAUSSIAN, 1), 1e-15);
		assertEquals(Math.exp(-2), at(GAUSSIAN, 2), 1e-15);
		assertEquals(0.5, at(Rolloff.butterworth(3), 1), 1e-15);
		assertEquals(1 / 65.0, at(Rolloff.butterworth(3), 2), 1e-15);
		assertEquals(0, at(Rolloff.butterworth(Integer.MAX_VALUE), 1.5));
		assertEquals(1, at(Rolloff.butterworth(Integer.MAX_VALUE), 0.5));
	}

	private static double at(final Rolloff rolloff, final double ratio) {
		final double[] gains = new double[1];
		rolloff.line(new double[] { ratio * ratio }).fill(0, gains);
		return gains[0];
	}

	private static double frequency(final String name, final double value,
		final PixelSize pixel)
	{
		final CutoffUnit unit = CutoffUnit.named(name);
		return unit.frequency("cutoff", value, unit.axes(pixel.width(), pixel
			.height()));
	}

	private static void refused(final String part, final Executable call) {
		final String message = assertThrows(IllegalArgumentException.class, call)
			.getMessage();
		assertTrue(message.contains(part), message);
	}
}
