package sc.fiji.superres.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.superres.model.ModelDescription;
import sc.fiji.superres.model.Processing;
import sc.fiji.superres.network.values.PackageValues;
import sc.fiji.superres.network.values.TensorIntensities;
import sc.fiji.superres.network.values.ValueMap;

/**
 * The formulas are those of the BioImage.IO specification 0.5, computed by hand
 * for a channel that holds 0, 10, 20, ... 100.
 */
class PackageValuesTest {

	/** Of float samples of about 1. */
	private static final float TOLERANCE = 1e-6f;

	private static final float[] RAMP = new float[11];
	static {
		for (int i = 0; i < RAMP.length; i++)
			RAMP[i] = 10 * i;
	}

	/** Mean 50, variance 100 * (25 + 16 + 9 + 4 + 1) * 2 / 11 = 1000. */
	private static final double DEVIATION = Math.sqrt(1000);

	/** On reading: with them, results would be infinite, NaN or constant. */
	@Test
	void absurdSettingsAreRefused() {
		final Object[] bad = { Double.NaN, ".nan", Double.POSITIVE_INFINITY, 1e300 };
		for (final Object value : bad) {
			absurd("scale_linear", "gain", value);
			absurd("scale_linear", "offset", value);
			absurd("zero_mean_unit_variance", "eps", value);
			absurd("fixed_zero_mean_unit_variance", "mean", value);
			absurd("scale_range", "min_percentile", value);
			absurd("scale_range", "max_percentile", value);
		}
		absurd("scale_linear", "gain", 0);
		absurd("scale_linear", "gain", 1e-300);
		absurd("fixed_zero_mean_unit_variance", "std", 0);
		absurd("fixed_zero_mean_unit_variance", "std", -1);
		absurd("scale_range", "eps", 0);
		absurd("scale_range", "min_percentile", -1);
		absurd("scale_range", "max_percentile", 101);
		absurd("scale_range", "max_percentile", 0);
		absurd("clip", "min", Double.NaN);
		absurd("clip", "max", Double.NEGATIVE_INFINITY);
	}

	private static void absurd(final String name, final String key,
		final Object value)
	{
		final String message = assertThrows(IllegalArgumentException.class,
			() -> map(List.of(step(name, key, value)), List.of()), name + " " + key +
				" " + value).getMessage();
		assertTrue(message.contains(name), message);
	}

	@Test
	void nothingDeclaredMapsTheRange() {
		final ValueMap map = map(List.of(), List.of());
		check(map, 0.3, 30, 30);
	}

	@Test
	void scaleLinear() {
		check(map(List.of(step("scale_linear", "gain", 0.02, "offset", -1)), List
			.of()), -0.4, 30, 30);
	}

	/** The 10th percentile is 10, the 90th 90. */
	@Test
	void scaleRange() {
		check(map(List.of(step("scale_range", "min_percentile", 10.0,
			"max_percentile", 90.0, "axes", List.of("y", "x"))), List.of()), 20 / (80 +
				1e-6), 30, 30);
	}

	@Test
	void scaleRangeOfAllByDefault() {
		check(map(List.of(step("scale_range", "eps", 25)), List.of()), 30 / 125.0,
			30, 30);
	}

	@Test
	void zeroMeanUnitVariance() {
		check(map(List.of(step("zero_mean_unit_variance", "eps", 0.5)), List.of()),
			-20 / (DEVIATION + 0.5), 30, 30);
	}

	@Test
	void fixedZeroMeanUnitVariance() {
		check(map(List.of(step("fixed_zero_mean_unit_variance", "mean", 20, "std",
			4)), List.of()), 2.5, 30, 30);
	}

	/** What is cut off stays so; the rest comes back. */
	@Test
	void clip() {
		final ValueMap map = map(List.of(step("clip", "min", 20, "max", 60)), List
			.of());
		check(map, 30, 30, 30);
		check(map, 60, 90, 60);
		check(map, 20, 0, 20);
	}

	@Test
	void typeChangesNothing() {
		check(map(List.of(step("ensure_dtype", "dtype", "float32"), step(
			"scale_linear", "gain", 2)), List.of()), 60, 30, 30);
	}

	/** After scale_linear the ramp is 5 to 6. */
	@Test
	void statisticsAreTakenAfterTheStepBefore() {
		final Processing linear = step("scale_linear", "gain", 0.01, "offset", 5);
		check(map(List.of(linear, step("scale_range", "eps", 1e-12)), List.of()), 0.3,
			30, 30);
		check(map(List.of(linear, step("zero_mean_unit_variance", "eps", 1e-12)), List
			.of()), -20 / DEVIATION, 30, 30);
	}

	/** Turned round and cut at -80, the ramp is -80 to 0. */
	@Test
	void statisticsFollowAFlipAndAClip() {
		check(map(List.of(step("scale_linear", "gain", -1), step("clip", "min", -80,
			"max", 0), step("scale_range", "eps", 1e-12)), List.of()), 50 / 80.0, 30, 30);
	}

	@Test
	void varianceOfClippedValuesIsRefused() {
		final String message = message(List.of(step("clip", "min", 20, "max", 60),
			step("zero_mean_unit_variance")), List.of());
		assertTrue(message.contains("clipped"), message);
	}

	@Test
	void stepsAreUndoneInReverseOrder() {
		check(map(List.of(step("scale_linear", "gain", 0.1, "offset", 1), step(
			"scale_linear", "gain", 3, "offset", -2)), List.of()), 10, 30, 30);
	}

	/** 0.3 * 255 - 0.5 = 76, which is cut to 70. */
	@Test
	void declaredPostprocessingIsAllThatIsDone() {
		check(map(List.of(step("scale_linear", "gain", 0.01)), List.of(step(
			"scale_linear", "gain", 255, "offset", -0.5), step("clip", "min", 0,
				"max", 70))), 0.3, 30, 70);
	}

	@Test
	void postprocessingByStatisticsOfTheInput() {
		check(map(List.of(), List.of(step("scale_range", "eps", 1e-12,
			"reference_tensor", "input"))), 0.3, 30, 0.003);
	}

	@ParameterizedTest
	@ValueSource(strings = { "scale_range", "zero_mean_unit_variance" })
	void postprocessingByStatisticsOfTheOutputIsRefused(final String name) {
		final String message = message(List.of(), List.of(step(name)));
		assertTrue(message.contains(name) && message.contains("reference_tensor"),
			message);
	}

	@ParameterizedTest
	@ValueSource(strings = { "sigmoid", "binarize", "scale_mean_variance" })
	void unknownStepsAreNamed(final String name) {
		for (final String message : new String[] { message(List.of(step(name)), List
			.of()), message(List.of(), List.of(step(name))) })
			assertTrue(message.contains(name) && message.contains("scale_linear"),
				message);
	}

	@Test
	void channelsTogetherAreRefused() {
		final Processing together = step("scale_range", "axes", List.of("channel",
			"y", "x"));
		final Processing alone = step("scale_range", "axes", List.of("y", "x"));
		final String message = assertThrows(IllegalArgumentException.class,
			() -> PackageValues.of(describe(3, List.of(together), List.of())))
				.getMessage();
		assertTrue(message.contains("3 channels together"), message);
		PackageValues.of(describe(3, List.of(alone), List.of()));
		PackageValues.of(describe(1, List.of(together), List.of()));
	}

	/** Sends a value in, and what came in out again. */
	private static void check(final ValueMap map, final double inside,
		final float value, final double back)
	{
		final float[] samples = { 7, value, 7 };
		map.toNetwork(samples, 1, 2);
		assertArrayEquals(new float[] { 7, (float) inside, 7 }, samples, TOLERANCE *
			(float) Math.max(1, Math.abs(inside)));
		map.fromNetwork(samples, 1, 2);
		assertEquals(back, samples[1], 1e-5 * Math.max(1, Math.abs(back)));
	}

	private static ValueMap map(final List<Processing> before,
		final List<Processing> after)
	{
		return PackageValues.of(describe(1, before, after)).apply(
			new TensorIntensities(RAMP));
	}

	private static String message(final List<Processing> before,
		final List<Processing> after)
	{
		return assertThrows(IllegalArgumentException.class, () -> PackageValues.of(
			describe(1, before, after))).getMessage();
	}

	private static ModelDescription describe(final int channels,
		final List<Processing> before, final List<Processing> after)
	{
		return TestPackages.describe(channels, 1, 1, 2, 1, before, after);
	}

	private static Processing step(final String name, final Object... kwargs) {
		final Map<String, Object> map = new java.util.LinkedHashMap<>();
		for (int i = 0; i < kwargs.length; i += 2)
			map.put((String) kwargs[i], kwargs[i + 1]);
		return new Processing(name, map);
	}
}
