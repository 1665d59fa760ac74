package sc.fiji.superres.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingSettingsTest {

	/** 10 steps up, then 100 steps down half a cosine. */
	@ParameterizedTest
	@CsvSource({ "1, 0.01", "5, 0.05", "10, 0.1", "60, 0.05", "85, 0.0146447",
		"110, 0" })
	void rateRisesAndFalls(final long step, final double rate) {
		assertEquals(rate, settings(110, 0.1, 10).rateAt(step), 1e-7);
	}

	@Test
	void rateWithoutWarmup() {
		assertEquals(0.1, settings(100, 0.1, 0).rateAt(0), 1e-12);
		assertEquals(0.05, settings(100, 0.1, 0).rateAt(50), 1e-12);
	}

	@Test
	void rateOfATrainingShorterThanItsWarmup() {
		assertEquals(0.03, settings(3, 0.1, 10).rateAt(3), 1e-12);
		assertEquals(0.1, settings(10, 0.1, 10).rateAt(10), 1e-12);
	}

	/**
	 * Held, then two decays: the second takes over at half of the first and ends
	 * sooner.
	 */
	@ParameterizedTest
	@CsvSource({ "5, 0.05", "10, 0.1", "40, 0.1", "60, 0.0853553", "80, 0.05",
		"90, 0.0146447", "100, 0" })
	void rateByDecays(final long step, final double rate) {
		assertEquals(rate, settings(100, 0.1, 10).with(100, Decay.parse(
			"40-120, 80-100")).rateAt(step), 1e-7);
	}

	/** After 4 scores of 10 steps, or half of all steps, within 4 more scores. */
	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "4, 160, 79, -", "4, 160, 80, 87-127", "4, 60, 39, -",
		"4, 60, 40, -", "0, 160, 100, -" })
	void plateausAreLong(final int patience, final int steps, final int since,
		final String decay)
	{
		final TrainingSettings settings = new TrainingSettings(8, 1, steps, 0.1, 0, 1,
			10, 0, patience, false);
		assertEquals(Optional.ofNullable(decay), settings.early(7 + since, 7).map(
			found -> Decay.text(List.of(found))));
		assertEquals(Optional.empty(), settings.with(steps, List.of(new Decay(0,
			steps))).early(7 + since, 7));
	}

	@ParameterizedTest
	@CsvSource({ "7, 1, 1, 0.1, 0, 1, 0, 0, patch", "8, 0, 1, 0.1, 0, 1, 0, 0, batch",
		"8, 1, 0, 0.1, 0, 1, 0, 0, steps", "8, 1, 1, 0, 0, 1, 0, 0, rate",
		"8, 1, 1, NaN, 0, 1, 0, 0, rate", "8, 1, 1, 1.5, 0, 1, 0, 0, rate",
		"8, 1, 1, 0.1, -1, 1, 0, 0, warmup", "8, 1, 1, 0.1, 0, 0, 0, 0, interval",
		"8, 1, 1, 0.1, 0, 1, -0.1, 0, averaging",
		"8, 1, 1, 0.1, 0, 1, 1, 0, averaging",
		"8, 1, 1, 0.1, 0, 1, 0, -1, patience" })
	void badValuesAreNamed(final int patch, final int batch, final int steps,
		final double rate, final int warmup, final int interval,
		final double averaging, final int patience, final String name)
	{
		final String message = assertThrows(IllegalArgumentException.class,
			() -> new TrainingSettings(patch, batch, steps, rate, warmup, 1,
				interval, averaging, patience, false)).getMessage();
		assertTrue(message.contains(" " + name + " "), message);
	}

	private static TrainingSettings settings(final int steps, final double rate,
		final int warmup)
	{
		return new TrainingSettings(8, 1, steps, rate, warmup, 1, 1, 0, 0, false);
	}
}
