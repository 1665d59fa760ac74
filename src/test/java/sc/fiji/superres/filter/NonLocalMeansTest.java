package sc.fiji.superres.filter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;

import net.imglib2.parallel.Parallelization;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.superres.ImageFixtures;
import sc.fiji.superres.block.BlockOperation;
import sc.fiji.superres.block.OperationContractTest;

class NonLocalMeansTest {

	/** Of the range of 1: float against NumPy's double. */
	private static final float TOLERANCE = 2e-5f;

	/** In photons: what the closed form differs by from the exact inverse. */
	private static final double CLOSED_FORM = 0.05;

	private static final Map<String, ImageFixtures.Image> FIXTURES = ImageFixtures
		.load("restoration");
	private static final ImageFixtures.Image BLOB = FIXTURES.get("blob");
	private static final PhotonNoise READ = new PhotonNoise(
		Double.POSITIVE_INFINITY, 0.03);

	/** Which the script checks against scikit-image. */
	@ParameterizedTest
	@ValueSource(doubles = { 0.6, 1.5 })
	void equalsTheDefinition(final double strength) {
		assertArrayEquals(FIXTURES.get("means " + strength).samples(), NonLocalMeans
			.of(READ, strength).plane(BLOB.samples(), BLOB.width(), BLOB.height()),
			TOLERANCE);
	}

	@Test
	void meansOfStabilizedPhotonsComeBackWithoutBias() {
		final float[] signals = FIXTURES.get("photon signals").samples();
		final float[] read = FIXTURES.get("photon read").samples();
		final float[] means = FIXTURES.get("photon means").samples();
		final double photons = 200;
		for (int s = 0; s < read.length; s++) {
			final PhotonNoise noise = new PhotonNoise(photons, read[s] / photons);
			for (int i = 0; i < signals.length; i++)
				assertEquals(signals[i], photons * noise.signal(means[s *
					signals.length + i]), CLOSED_FORM, signals[i] + " photons, read " +
						"noise " + read[s]);
		}
	}

	@Test
	void stabilizedNoiseHasUnitDeviation() {
		final Random random = new Random(3);
		for (final PhotonNoise noise : new PhotonNoise[] { READ, new PhotonNoise(
			1e8, 0.03), new PhotonNoise(400, 0.01) })
		{
			double squares = 0;
			final double mean = noise.stabilized(0.4);
			for (int i = 0; i < 20000; i++)
				squares += Math.pow(noise.stabilized(0.4 + Math.sqrt(noise.variance(
					0.4)) * random.nextGaussian()) - mean, 2);
			assertEquals(1, squares / 20000, 0.04);
			assertEquals(0, noise.stabilized(0));
		}
	}

	/** A flat plane of few photons becomes flat, and its mean stays. */
	@Test
	void flatPartsBecomeFlat() {
		final Random random = new Random(5);
		final double photons = 50;
		final PhotonNoise noise = new PhotonNoise(photons, 0.01);
		final float[] plane = new float[64 * 64];
		for (int i = 0; i < plane.length; i++)
			plane[i] = (float) ((poisson(5, random) + 0.5 * random.nextGaussian()) /
				photons);
		final float[] clean = NonLocalMeans.of(noise, 1).plane(plane, 64, 64);
		final double mean = mean(clean);
		assertEquals(0.1, mean, 0.002);
		double squares = 0;
		for (final float sample : clean)
			squares += Math.pow(sample - mean, 2);
		assertTrue(Math.sqrt(squares / clean.length) < 0.1 * Math.sqrt(noise
			.variance(0.1)), "left " + Math.sqrt(squares / clean.length));
	}

	@Test
	void noNoiseChangesNothing() {
		assertArrayEquals(BLOB.samples(), NonLocalMeans.of(PhotonNoise.NONE, 1)
			.plane(BLOB.samples(), BLOB.width(), BLOB.height()));
	}

	@Test
	void aConstantStaysItself() {
		final float[] plane = new float[30 * 20];
		Arrays.fill(plane, 0.7f);
		assertArrayEquals(plane, NonLocalMeans.of(READ, 1).plane(plane, 30, 20),
			1e-6f);
	}

	@Test
	void threadsDoNotMatter() {
		final NonLocalMeans means = NonLocalMeans.of(READ, 1);
		assertArrayEquals(Parallelization.runSingleThreaded(() -> means.plane(BLOB
			.samples(), BLOB.width(), BLOB.height())), Parallelization
				.runWithNumThreads(3, () -> means.plane(BLOB.samples(), BLOB.width(), BLOB
					.height())));
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0, -1, Double.NaN, Double.POSITIVE_INFINITY })
	void strengthIsChecked(final double strength) {
		assertEquals("strength=" + strength + ": choose a number above 0",
			assertThrows(IllegalArgumentException.class, () -> NonLocalMeans.of(READ,
				strength)).getMessage());
	}

	@Nested
	class Contract extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return NonLocalMeans.of(new PhotonNoise(100, 0.1), 1);
		}
	}

	// -- Helper methods --

	private static int poisson(final double mean, final Random random) {
		int count = -1;
		for (double product = 1; product > Math.exp(-mean); count++)
			product *= random.nextDouble();
		return count;
	}

	private static double mean(final float[] samples) {
		double sum = 0;
		for (final float sample : samples)
			sum += sample;
		return sum / samples.length;
	}
}
