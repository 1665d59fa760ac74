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
import sc.fiji.superres.block.Plane;

class RichardsonLucyTest {

	/** Of the range of 1: float against scikit-image's double. */
	private static final float TOLERANCE = 2e-5f;

	private static final Map<String, ImageFixtures.Image> FIXTURES = ImageFixtures
		.load("restoration");
	private static final ImageFixtures.Image BLOB = FIXTURES.get("blob");

	@ParameterizedTest
	@ValueSource(ints = { 1, 7 })
	void equalsScikitImage(final int iterations) {
		assertArrayEquals(FIXTURES.get("lucy " + iterations).samples(),
			RichardsonLucy.gaussian(1.5, iterations, PhotonNoise.NONE).plane(BLOB
				.samples(), BLOB.width(), BLOB.height()), TOLERANCE);
	}

	/** Away from the border, which an asymmetric PSF does not mirror. */
	@Test
	void equalsScikitImageByPsf() {
		final int margin = 4;
		final Plane expected = plane(FIXTURES.get("lucy psf").samples());
		final Plane found = plane(RichardsonLucy.of(psf(), 2, PhotonNoise.NONE)
			.plane(BLOB.samples(), BLOB.width(), BLOB.height()));
		final int width = BLOB.width() - 2 * margin;
		final int height = BLOB.height() - 2 * margin;
		assertArrayEquals(expected.crop(margin, margin, width, height).samples(),
			found.crop(margin, margin, width, height).samples(), TOLERANCE);
	}

	@Test
	void keepsTheSumAndNothingIsNegative() {
		final float[] sharp = RichardsonLucy.gaussian(1.5, 200, PhotonNoise.NONE)
			.plane(BLOB.samples(), BLOB.width(), BLOB.height());
		assertEquals(sum(BLOB.samples()), sum(sharp), 1e-4 * sum(sharp));
		for (final float sample : sharp)
			assertTrue(sample >= 0, "a sample is " + sample);
	}

	@Test
	void aConstantStaysItself() {
		final float[] plane = new float[30 * 20];
		Arrays.fill(plane, 0.7f);
		assertArrayEquals(plane, RichardsonLucy.gaussian(2, 50, PhotonNoise.NONE)
			.plane(plane, 30, 20), 1e-5f);
	}

	/** A bright edge at the border does not ring into the plane. */
	@Test
	void bordersDoNotRing() {
		final int width = 64;
		final float[] ramp = new float[width * width];
		for (int i = 0; i < ramp.length; i++)
			ramp[i] = 0.2f + 0.01f * (i % width);
		final float[] blurred = GaussianBlur.of(2).plane(ramp, width, width);
		assertArrayEquals(ramp, RichardsonLucy.gaussian(2, 100, PhotonNoise.NONE)
			.plane(blurred, width, width), 0.01f);
	}

	/** Stops near the truth, where many iterations fit the noise. */
	@Test
	void stopsAtTheNoise() {
		final int width = 96;
		final float[] truth = new float[width * width];
		for (int i = 0; i < truth.length; i++)
			truth[i] = i % width / 8 % 2 == i / width / 12 % 2 ? 0.8f : 0.2f;
		final float[] noisy = GaussianBlur.of(1.5).plane(truth, width, width);
		final PhotonNoise noise = new PhotonNoise(500, 0.02);
		final Random random = new Random(1);
		for (int i = 0; i < noisy.length; i++)
			noisy[i] += Math.sqrt(noise.variance(noisy[i])) * random.nextGaussian();
		final double stopped = error(RichardsonLucy.gaussian(1.5, 500, noise).plane(
			noisy, width, width), truth);
		assertTrue(stopped < error(noisy, truth), "it sharpens");
		assertTrue(stopped < 0.8 * error(RichardsonLucy.gaussian(1.5, 500,
			PhotonNoise.NONE).plane(noisy, width, width), truth), "it stops");
	}

	@Test
	void noBlurChangesNothing() {
		assertArrayEquals(BLOB.samples(), RichardsonLucy.gaussian(0, 9,
			PhotonNoise.NONE).plane(BLOB.samples(), BLOB.width(), BLOB.height()));
	}

	@Test
	void threadsDoNotMatter() {
		final RichardsonLucy lucy = RichardsonLucy.gaussian(1, 20, new PhotonNoise(
			1e4, 0));
		assertArrayEquals(Parallelization.runSingleThreaded(() -> lucy.plane(BLOB
			.samples(), BLOB.width(), BLOB.height())), Parallelization
				.runWithNumThreads(3, () -> lucy.plane(BLOB.samples(), BLOB.width(), BLOB
					.height())));
	}

	@Test
	void refusals() {
		assertEquals("iterations=-1: choose a whole number from 0 to 10000",
			message(() -> RichardsonLucy.gaussian(1, -1, PhotonNoise.NONE)));
		assertEquals("sigma=NaN: a Gaussian has a standard deviation of at least " +
			"0.0 pixels", message(() -> RichardsonLucy.gaussian(Double.NaN, 1,
				PhotonNoise.NONE)));
		assertTrue(message(() -> RichardsonLucy.of(new Plane(new float[] { -1, 3,
			-1 }, 3, 1), 1, PhotonNoise.NONE)).contains("negative"));
		assertEquals("photons=0.0: choose a number above 0", message(
			() -> new PhotonNoise(0, 0)));
		assertEquals("noise=-1.0: choose a number of at least 0", message(
			() -> new PhotonNoise(1, -1)));
	}

	@Nested
	class Contract extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return RichardsonLucy.gaussian(1.5, 20, new PhotonNoise(1e3, 0.1));
		}
	}

	@Nested
	class PsfContract extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return RichardsonLucy.of(psf(), 3, PhotonNoise.NONE);
		}
	}

	// -- Helper methods --

	private static Plane psf() {
		final ImageFixtures.Image psf = FIXTURES.get("psf");
		return new Plane(psf.samples(), psf.width(), psf.height());
	}

	private static Plane plane(final float[] samples) {
		return new Plane(samples, BLOB.width(), BLOB.height());
	}

	private static double sum(final float[] samples) {
		double sum = 0;
		for (final float sample : samples)
			sum += sample;
		return sum;
	}

	private static double error(final float[] found, final float[] truth) {
		double squares = 0;
		for (int i = 0; i < truth.length; i++)
			squares += Math.pow(found[i] - truth[i], 2);
		return Math.sqrt(squares / truth.length);
	}

	private static String message(final Runnable action) {
		return assertThrows(IllegalArgumentException.class, action::run)
			.getMessage();
	}
}
