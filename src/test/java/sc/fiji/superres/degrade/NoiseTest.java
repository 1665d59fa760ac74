package sc.fiji.superres.degrade;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;

import org.junit.jupiter.api.Test;

import net.imglib2.parallel.Parallelization;

import sc.fiji.superres.ImageFixtures;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.resample.Kernel;

class NoiseTest {

	private static final int SIDE = 1000;

	/** Seven standard errors of a variance at a million pixels. */
	private static final double ONE_PERCENT = 0.01;

	@Test
	void meanAndVarianceOfAFlatPlaneAreThoseOfTheModel() {
		// Means of 0.5 and 9 by inversion, 10.5, 60 and 3e5 photons by rejection.
		final double[][] cases = { { 1, 0.5, 0, 0 }, { 30, 0.3, 0, 0.1 }, { 21, 0.5,
			0, 0 }, { 200, 0.3, 0.02, 0.05 }, { 1e6, 0.3, 0, 0 }, { 0, 0.4, 0.05,
				0.2 } };
		for (final double[] c : cases) {
			final double u = c[1];
			final float[] plane = noisy(new Noise(c[0], c[2], c[3], 0, 11),
				(float) u);
			final double mean = mean(plane);
			final double variance = (c[0] > 0 ? u / c[0] : 0) + c[2] * c[2];
			assertEquals(u + c[3], mean, ONE_PERCENT * (u + c[3]), Arrays.toString(
				c));
			assertEquals(variance, variance(plane, mean), ONE_PERCENT * variance,
				Arrays.toString(c));
		}
	}

	@Test
	void poissonFrequenciesAreThoseOfTheDistribution() {
		for (final double photons : new double[] { 3, 9.99, 10, 25 }) {
			final float[] plane = noisy(new Noise(photons, 0, 0, 0, 5), 1);
			final int[] found = new int[60];
			for (final float value : plane)
				found[(int) Math.rint(value * photons)]++;
			double probability = Math.exp(-photons);
			for (int k = 0; k < found.length; k++) {
				final double expected = probability * plane.length;
				// Six standard deviations of a count, and 6 for the rare ones.
				assertEquals(expected, found[k], 6 * Math.sqrt(expected) + 6, k +
					" of mean " + photons);
				probability *= photons / (k + 1);
			}
		}
	}

	@Test
	void neighboursSeedsAndPlanesAreIndependent() {
		final Noise noise = new Noise(50, 0, 0, 0, 3);
		final float[] plane = noisy(noise, 0.5f);
		final Degradation other = degradation(new Noise(50, 0, 0, 0, 4));
		final float[] seed = other.apply(flat(0.5f)).samples();
		final float[] number = degradation(noise).apply(flat(0.5f), 1).samples();
		final float[] shifted = Arrays.copyOfRange(plane, 1, plane.length + 1);
		final float[] below = Arrays.copyOfRange(plane, SIDE, plane.length + SIDE);
		for (final float[] second : new float[][] { seed, number, shifted, below })
			assertEquals(0, correlation(plane, second), 6.0 / SIDE);
	}

	@Test
	void sameSeedGivesTheSameOnAnyNumberOfThreads() {
		final Noise noise = new Noise(20, 0.05, 0, 0, 9);
		final float[] one = Parallelization.runWithNumThreads(1, () -> noisy(noise,
			0.7f));
		final float[] four = Parallelization.runWithNumThreads(4, () -> noisy(noise,
			0.7f));
		assertArrayEquals(one, four, 0);
		assertFalse(Arrays.equals(one, noisy(new Noise(20, 0.05, 0, 0, 10), 0.7f)));
	}

	@Test
	void quantisedEqualsNumpy() {
		final Map<String, ImageFixtures.Image> planes = ImageFixtures.load("degrade");
		final ImageFixtures.Image source = planes.get("source");
		final float[] wished = new float[source.samples().length];
		for (int i = 0; i < wished.length; i++)
			wished[i] = source.samples()[i] * 1.4f - 0.2f;
		for (final int bits : new int[] { 1, 8, 12, 16 }) {
			assertArrayEquals(planes.get("quantised " + bits).samples(), degradation(
				new Noise(0, 0, 0, bits, 0)).apply(new Plane(wished, source.width(),
					source.height())).samples(), 0, bits + " bits");
		}
	}

	@Test
	void negativeAndNonFiniteValuesHaveARule() {
		final float[] values = { -0.5f, Float.NaN, Float.POSITIVE_INFINITY, 0 };
		final Plane plane = new Plane(values.clone(), 4, 1);
		assertArrayEquals(new float[] { 0, Float.NaN, Float.POSITIVE_INFINITY, 0 },
			add(new Noise(100, 0, 0, 0, 1), plane), 0);
		assertArrayEquals(new float[] { -0.25f, Float.NaN, Float.POSITIVE_INFINITY,
			0.25f }, add(new Noise(0, 0, 0.25, 0, 1), plane), 0);
	}

	@Test
	void refusesWhatIsNoNoise() {
		refused("photons=-1.0", -1, 0, 0, 0);
		refused("photons=NaN", Double.NaN, 0, 0, 0);
		refused("photons=1.0E10", 1e10, 0, 0, 0);
		refused("photons=1.0E-300", 1e-300, 0, 0, 0);
		refused("noise=-0.1", 0, -0.1, 0, 0);
		// Meant as gray levels, or as a percentage.
		refused("noise=5.0", 0, 5, 0, 0);
		refused("noise=Infinity", 0, Double.POSITIVE_INFINITY, 0, 0);
		refused("offset=NaN", 0, 0, Double.NaN, 0);
		refused("bits=17", 0, 0, 0, 17);
		refused("bits=-1", 0, 0, 0, -1);
	}

	private static void refused(final String part, final double photons,
		final double read, final double offset, final int bits)
	{
		final String message = assertThrows(IllegalArgumentException.class,
			() -> new Noise(photons, read, offset, bits, 0)).getMessage();
		assertTrue(message.contains(part), message);
	}

	private static float[] add(final Noise noise, final Plane plane) {
		final float[] samples = plane.samples().clone();
		noise.add(samples, 0, samples.length, 0, 1, new PixelRandom(1, 0), 0);
		return samples;
	}

	private static Degradation degradation(final Noise noise) {
		return new Degradation(1, Kernel.named("nearest"), Blur.NONE, noise);
	}

	private static float[] noisy(final Noise noise, final float value) {
		return degradation(noise).apply(flat(value)).samples();
	}

	private static Plane flat(final float value) {
		final float[] samples = new float[SIDE * SIDE];
		Arrays.fill(samples, value);
		return new Plane(samples, SIDE, SIDE);
	}

	private static double mean(final float[] plane) {
		double sum = 0;
		for (final float value : plane)
			sum += value;
		return sum / plane.length;
	}

	private static double variance(final float[] plane, final double mean) {
		double sum = 0;
		for (final float value : plane)
			sum += (value - mean) * (value - mean);
		return sum / plane.length;
	}

	private static double correlation(final float[] a, final float[] b) {
		final double meanA = mean(a);
		final double meanB = mean(b);
		double sum = 0;
		for (int i = 0; i < a.length; i++)
			sum += (a[i] - meanA) * (b[i] - meanB);
		return sum / a.length / Math.sqrt(variance(a, meanA) * variance(b, meanB));
	}
}
