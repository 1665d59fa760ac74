package sc.fiji.superres.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.jtransforms.fft.FloatFFT_2D;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.filter.PixelSize;

class FourierRingTest {

	/** Of the known resolution; asked for are 5 %. */
	private static final double TOLERANCE = 0.05;

	/** Values of {@code quality/fixtures.py}; transforms are kept in float. */
	@Test
	void correlationsEqualNumPy() {
		final double[] wanted = { 1.0, 0.9989721597300525, 0.9283328693723236,
			0.9907776950240124, 0.9990599419976747, 0.9979754407341603,
			0.9954137348447567, 0.9816943090820895, 0.7823171002638462,
			0.7897751846312281, 0.940310334393333, 0.9629064046057146,
			0.9060265140369886 };
		final float[] a = new float[31 * 24];
		final float[] b = new float[a.length];
		for (int i = 0; i < a.length; i++) {
			final int x = i % 31;
			final int y = i / 31;
			a[i] = x * y % 97 + (x * x + 3 * y) % 61 + y;
			b[i] = a[i] + (7 * x + 13 * y) % 41 - 20;
		}
		final FourierRing ring = FourierRing.of(new Plane(a, 31, 24), new Plane(b,
			31, 24), PixelSize.ONE);
		assertEquals(wanted.length, ring.size());
		for (int i = 0; i < wanted.length; i++) {
			assertEquals(i / 24.0, ring.frequency(i), 1e-12);
			assertEquals(wanted[i], ring.correlation(i), 1e-5);
		}
		// The median of five, of three and of one.
		assertEquals(wanted[6], ring.smoothed(5), 1e-5);
		assertEquals(wanted[12 - 2], ring.smoothed(11), 1e-5);
		assertEquals(wanted[12], ring.smoothed(12), 1e-5);
	}

	/** Structure up to a known frequency, and noise over all frequencies. */
	@ParameterizedTest
	@CsvSource({ "256, 256, 0.1, 1", "256, 256, 0.15, 5", "256, 256, 0.3, 2", "243, 301, 0.2, 3",
		"512, 200, 0.25, 4" })
	void pairIsAsFineAsItsBand(final int width, final int height,
		final double band, final int seed)
	{
		final Plane structure = structure(width, height, band, seed);
		final FourierRing ring = FourierRing.of(noisy(structure, seed + 100), noisy(
			structure, seed + 200), PixelSize.ONE);
		assertEquals(1 / band, ring.resolution(), TOLERANCE / band);
		assertFalse(ring.limitedByPixels());
	}

	/** The same, from one image: the shift of the halves leaves no trace. */
	@ParameterizedTest
	@CsvSource({ "512, 512, 0.05, 1", "512, 512, 0.08, 5", "512, 512, 0.12, 2", "512, 512, 0.2, 3",
		"487, 601, 0.15, 4" })
	void imageIsAsFineAsItsBand(final int width, final int height,
		final double band, final int seed)
	{
		final FourierRing ring = FourierRing.of(noisy(structure(width, height, band,
			seed), seed + 100), PixelSize.ONE);
		assertEquals(1 / band, ring.resolution(), TOLERANCE / band);
		assertEquals(0.25, ring.frequency(ring.size() - 1), 2.0 / Math.min(width,
			height));
	}

	@Test
	void lengthsAreInTheUnitOfThePixels() {
		final Plane structure = structure(256, 256, 0.2, 1);
		final Plane a = noisy(structure, 2);
		final Plane b = noisy(structure, 3);
		final double pixels = FourierRing.of(a, b, PixelSize.ONE).resolution();
		assertEquals(65 * pixels, FourierRing.of(a, b, new PixelSize(65, 65))
			.resolution(), 1e-6 * pixels);
		final double whole = FourierRing.of(a, PixelSize.ONE).resolution();
		assertEquals(0.1 * whole, FourierRing.of(a, new PixelSize(0.1, 0.1))
			.resolution(), 1e-6 * whole);
		// With wide pixels, rings stop at what these can show.
		final FourierRing wide = FourierRing.of(a, b, new PixelSize(3, 1));
		assertEquals(1 / 6.0, wide.frequency(wide.size() - 1), 0.01);
	}

	@Test
	void pixelsAreTheLimitOfEqualPlanes() {
		final Plane plane = noisy(structure(64, 64, 0.4, 1), 2);
		final FourierRing ring = FourierRing.of(plane, plane, PixelSize.ONE);
		assertEquals(2, ring.resolution(), 1e-12);
		assertTrue(ring.limitedByPixels());
		for (int i = 0; i < ring.size(); i++)
			assertEquals(1, ring.correlation(i), 1e-6);
	}

	@Test
	void noiseSharesNothing() {
		final Plane flat = new Plane(new float[256 * 256], 256, 256);
		final FourierRing ring = FourierRing.of(noisy(flat, 3), noisy(flat, 4),
			PixelSize.ONE);
		assertEquals(Double.NaN, ring.resolution());
		assertFalse(ring.limitedByPixels());
	}

	@Test
	void refusesWhatHasNoResolution() {
		final Plane flat = new Plane(new float[32 * 32], 32, 32);
		final Plane good = noisy(flat, 1);
		requireRefused("constant plane, which is 0.0", () -> FourierRing.of(flat,
			PixelSize.ONE));
		requireRefused("32 x 32 pixels with 31 x 32", () -> FourierRing.of(good,
			good.crop(31, 32), PixelSize.ONE));
		requireRefused("31 x 32 pixels: at least 32 x 32", () -> FourierRing.of(good
			.crop(31, 32), PixelSize.ONE));
		requireRefused("15 x 20 pixels: at least 16 x 16", () -> FourierRing.of(good
			.crop(15, 20), good.crop(15, 20), PixelSize.ONE));
		final Plane bad = noisy(flat, 2);
		bad.samples()[77] = Float.NaN;
		requireRefused("NaN or infinite", () -> FourierRing.of(bad, PixelSize.ONE));
	}

	// -- Helper methods --

	private static void requireRefused(final String words,
		final Executable call)
	{
		final String message = assertThrows(IllegalArgumentException.class, call)
			.getMessage();
		assertTrue(message.contains(words), message);
	}

	/** Makes noise of all frequencies up to one, with a deviation of 1. */
	private static Plane structure(final int width, final int height,
		final double band, final long seed)
	{
		final Random random = new Random(seed);
		final float[] complex = new float[2 * width * height];
		for (int i = 0; i < width * height; i++)
			complex[2 * i] = (float) random.nextGaussian();
		final FloatFFT_2D fft = new FloatFFT_2D(height, width);
		fft.complexForward(complex);
		for (int i = 0; i < width * height; i++) {
			final double x = Math.min(i % width, width - i % width) / (double) width;
			final double y = Math.min(i / width, height - i / width) /
				(double) height;
			if (Math.hypot(x, y) <= band) continue;
			complex[2 * i] = 0;
			complex[2 * i + 1] = 0;
		}
		fft.complexInverse(complex, true);
		final float[] samples = new float[width * height];
		final double deviation = Math.sqrt(Math.PI * band * band);
		for (int i = 0; i < samples.length; i++)
			samples[i] = (float) (complex[2 * i] / deviation);
		return new Plane(samples, width, height);
	}

	/** Adds white noise with a deviation of 0.3. */
	private static Plane noisy(final Plane plane, final long seed) {
		final Random random = new Random(seed);
		final float[] samples = plane.samples().clone();
		for (int i = 0; i < samples.length; i++)
			samples[i] += 0.3f * (float) random.nextGaussian();
		return new Plane(samples, plane.width(), plane.height());
	}
}
