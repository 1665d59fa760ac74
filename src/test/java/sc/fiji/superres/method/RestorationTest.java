package sc.fiji.superres.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.superres.block.BlockOperation;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.OperationContractTest;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Tiles;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.filter.GaussianBlur;
import sc.fiji.superres.filter.NonLocalMeans;
import sc.fiji.superres.filter.PhotonNoise;
import sc.fiji.superres.filter.RichardsonLucy;

class RestorationTest {

	private static final int SIDE = 192;

	/** Values given in the name are those of the filter; bicubic follows. */
	@Test
	void valuesOfTheNameAreUsed() throws IOException {
		final Plane plane = noisy();
		final float[] sharp = RichardsonLucy.gaussian(1.5, 7, new PhotonNoise(1e4,
			0.01)).plane(plane.samples(), SIDE, SIDE);
		final float[] clean = NonLocalMeans.of(new PhotonNoise(
			Double.POSITIVE_INFINITY, 0.05), 0.8).plane(plane.samples(), SIDE, SIDE);
		assertArrayEquals(enlarged("bicubic", sharp), enlarged(
			"richardson-lucy(sigma=1.5, iterations=7,photons=10000,noise=0.01)", plane
				.samples()), 1e-5f);
		assertArrayEquals(enlarged("bicubic", clean), enlarged(
			"non-local-means(noise=0.05,strength=0.8)", plane.samples()), 1e-5f);
	}

	@Test
	void noiseIsMeasuredWhereItIsNotGiven() throws IOException {
		final Plane plane = noisy();
		final Intensities measured = unit(List.of(plane));
		final float[] given = enlarged("non-local-means(noise=0.05)", plane
			.samples());
		final float[] found = enlarged("non-local-means", plane.samples(), measured);
		double squares = 0;
		for (int i = 0; i < given.length; i++)
			squares += Math.pow(given[i] - found[i], 2);
		assertTrue(Math.sqrt(squares / given.length) < 0.01, "differs by " + Math
			.sqrt(squares / given.length));
	}

	@Test
	void blurIsMeasuredWhereItIsNotGiven() throws IOException {
		final float[] truth = spots();
		final float[] blurred = GaussianBlur.of(1.5).plane(truth, SIDE, SIDE);
		final Intensities measured = unit(List.of(new Plane(blurred, SIDE, SIDE)));
		try (MeasuredFilter filter = MeasuredFilter.deconvolution(0, 50, 0, 0)) {
			final float[] sharp = Tiles.plane(filter.prepare(SIDE, SIDE, measured),
				blurred, SIDE, SIDE);
			assertTrue(error(sharp, truth) < 0.8 * error(blurred, truth), error(sharp,
				truth) + " of " + error(blurred, truth));
		}
	}

	@Test
	void constantChannelsStayWhatTheyAre() throws IOException {
		final float[] plane = new float[SIDE * SIDE];
		Arrays.fill(plane, 7);
		for (final String name : Restoration.NAMES) {
			final float[] enlarged = enlarged(name, plane, new Flat());
			for (final float sample : enlarged)
				assertEquals(7, sample, 1e-5f);
		}
	}

	@Test
	void namesAreListedAndFound() {
		for (final String name : Restoration.NAMES) {
			assertTrue(Methods.names().contains(name), name);
			assertEquals(List.of(), Methods.files(name));
			assertEquals(2, Methods.named(name).scale(""));
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
		"richardson-lucy(radius=1)|model=richardson-lucy(radius=1): choose values of photons, noise, sigma, iterations, as in richardson-lucy(sigma=1)",
		"richardson-lucy()|model=richardson-lucy(): choose values of photons, noise, sigma, iterations, as in richardson-lucy(sigma=1)",
		"richardson-lucy(sigma=x)|model=richardson-lucy(sigma=x): sigma=x is no number",
		"richardson-lucy(sigma=-1)|sigma=-1.0: a Gaussian has a standard deviation of at least 0.0 pixels",
		"richardson-lucy(iterations=1e9)|iterations=1000000000: choose a whole number from 0 to 10000",
		"non-local-means(strength=0)|strength=0.0: choose a number above 0",
		"non-local-means(photons=-1)|photons=-1.0: choose a number above 0" })
	void badValuesAreNamed(final String name, final String message) {
		assertEquals(message, assertThrows(IllegalArgumentException.class,
			() -> Methods.named(name)).getMessage());
	}

	@Test
	void whatCannotBeMeasuredIsNamed() {
		final String message = assertThrows(IllegalArgumentException.class,
			() -> enlarged("non-local-means", new float[16 * 16], unit(List.of(
				new Plane(new float[16 * 16], 16, 16))))).getMessage();
		assertTrue(message.startsWith("The noise cannot be measured: only 0 blocks") &&
			message.endsWith("or give photons and noise (and the sigma of a blur)"),
			message);
		assertTrue(assertThrows(IllegalArgumentException.class, () -> enlarged(
			"richardson-lucy", noisy().samples(), unit(List.of(noisy()))))
				.getMessage().startsWith("The blur cannot be measured"));
	}

	@Nested
	class Denoised extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return upscaler("non-local-means(noise=0.1)", "2");
		}
	}

	@Nested
	class Deconvolved extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return upscaler("richardson-lucy(sigma=1,iterations=5,noise=0.01)", "3");
		}
	}

	// -- Helper methods --

	private static float[] enlarged(final String name, final float[] samples)
		throws IOException
	{
		return enlarged(name, samples, Intensities.unit());
	}

	private static float[] enlarged(final String name, final float[] samples,
		final Intensities intensities) throws IOException
	{
		final int side = (int) Math.sqrt(samples.length);
		try (Upscaler upscaler = Methods.named(name).open("2")) {
			return Tiles.plane(upscaler.prepare(side, side, intensities), samples, side,
				side);
		}
	}

	private static Upscaler upscaler(final String name, final String scale) {
		try {
			return Methods.named(name).open(scale);
		}
		catch (final IOException exc) {
			throw new UncheckedIOException(exc);
		}
	}

	private static float[] spots() {
		final Random random = new Random(4);
		final float[] plane = new float[SIDE * SIDE];
		for (int i = 0; i < plane.length; i++)
			plane[i] = random.nextInt(40) == 0 ? 1 : 0;
		return GaussianBlur.of(0.7).plane(plane, SIDE, SIDE);
	}

	private static Plane noisy() {
		final Random random = new Random(2);
		final float[] plane = new float[SIDE * SIDE];
		for (int i = 0; i < plane.length; i++)
			plane[i] = (float) (0.5 + 0.3 * Math.sin(i % SIDE / 30.0) * Math.cos(i /
				SIDE / 25.0) + 0.05 * random.nextGaussian());
		return new Plane(plane, SIDE, SIDE);
	}

	private static double error(final float[] found, final float[] truth) {
		double squares = 0;
		for (int i = 0; i < truth.length; i++)
			squares += Math.pow(found[i] - truth[i], 2);
		return Math.sqrt(squares / truth.length);
	}

	private static Intensities unit(final List<Plane> planes) {
		return new Flat() {

			@Override
			public double high() {
				return 1;
			}

			@Override
			public double low() {
				return 0;
			}

			@Override
			public List<Plane> planes() {
				return planes;
			}
		};
	}

	/** A channel of one value. */
	private static class Flat implements Intensities {

		@Override
		public double low() {
			return 7;
		}

		@Override
		public double high() {
			return 7;
		}

		@Override
		public double percentile(final double percent) {
			return 7;
		}

		@Override
		public double mean() {
			return 7;
		}

		@Override
		public double standardDeviation() {
			return 0;
		}
	}
}
