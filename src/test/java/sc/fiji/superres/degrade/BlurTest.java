package sc.fiji.superres.degrade;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

import org.junit.jupiter.api.Test;

import sc.fiji.superres.ImageFixtures;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.resample.Kernel;

class BlurTest {

	/** Sums of floats; SciPy's are of doubles. Its Gaussian is cut at 8 sigma. */
	private static final float TOLERANCE = 2e-6f;

	private static final Map<String, ImageFixtures.Image> PLANES = ImageFixtures.load(
		"degrade");

	@Test
	void measuredEqualsScipy() {
		assertArrayEquals(PLANES.get("convolve").samples(), blurred("source", Blur
			.measured(plane("psf"))), TOLERANCE);
		// The psf is larger than the image, and is mirrored more than once.
		assertArrayEquals(PLANES.get("small convolve").samples(), blurred("small",
			Blur.measured(plane("wide"))), TOLERANCE);
	}

	@Test
	void aPointBecomesThePsf() {
		final float[] point = new float[7 * 7];
		point[3 * 7 + 3] = 1;
		final float[] psf = { 1, 2, 3, 4, 5, 6, 7, 8, 9 };
		final float[] blurred = new Degradation(1, Kernel.named("nearest"), Blur
			.measured(new Plane(psf, 3, 3)), Noise.NONE).apply(new Plane(point, 7, 7))
				.samples();
		for (int i = 0; i < psf.length; i++)
			assertEquals(psf[i] / 45, blurred[(2 + i / 3) * 7 + 2 + i % 3], 1e-7f);
	}

	@Test
	void gaussianEqualsScipy() {
		for (final double sigma : new double[] { 0.7, 2.5 })
			assertArrayEquals(PLANES.get("gaussian " + sigma).samples(), blurred(
				"source", Blur.gaussian(sigma)), TOLERANCE, "sigma " + sigma);
	}

	@Test
	void widefieldIsTheGaussianOfWavelengthAndAperture() {
		// 0.21 * 520 nm / 1.4 = 78 nm
		assertEquals(new Blur.Gaussian(0.78, 1.56).x(), ((Blur.Gaussian) Blur
			.widefield(520, 1.4, 100, 50)).x(), 1e-12);
		assertEquals(1.56, ((Blur.Gaussian) Blur.widefield(520, 1.4, 100, 50)).y(),
			1e-12);
	}

	@Test
	void downAndUpKeepsOddSizesAndASinglePixel() {
		final Degradation degradation = Degradation.of(1);
		assertEquals("23 x 1 pixels", degradation.apply(new Plane(new float[23], 23,
			1)).toString());
		assertArrayEquals(new float[] { 0.25f }, degradation.apply(new Plane(
			new float[] { 0.25f }, 1, 1)).samples(), 1e-7f);
		assertEquals(
			"antialiased bicubic down and up by 2, antialiased bicubic, scale 1",
			degradation.describe());
	}

	@Test
	void refusesWhatIsNoBlur() {
		refused("-1", () -> Blur.gaussian(-1));
		refused("NaN", () -> Blur.gaussian(Double.NaN));
		refused("wavelength of 0.0", () -> Blur.widefield(0, 1, 1, 1));
		refused("aperture of 0.0", () -> Blur.widefield(500, 0, 1, 1));
		refused("aperture of 3.0", () -> Blur.widefield(500, 3, 1, 1));
		refused("pixel size of 0.0 x 1.0", () -> Blur.widefield(500, 1, 0, 1));
		refused("by 0", () -> Blur.downAndUp(0));
		refused("4 x 3 pixels", () -> Blur.measured(new Plane(new float[12], 4, 3)));
		refused("3 x 2 pixels", () -> Blur.measured(new Plane(new float[6], 3, 2)));
		refused("sum to 0.0", () -> Blur.measured(new Plane(new float[9], 3, 3)));
		refused("NaN", () -> Blur.measured(new Plane(new float[] { Float.NaN }, 1,
			1)));
	}

	private static void refused(final String part, final Runnable run) {
		final String message = assertThrows(IllegalArgumentException.class,
			run::run).getMessage();
		assertTrue(message.contains(part), message);
	}

	private static float[] blurred(final String name, final Blur blur) {
		return new Degradation(1, Kernel.named("nearest"), blur, Noise.NONE).apply(
			plane(name)).samples();
	}

	private static Plane plane(final String name) {
		final ImageFixtures.Image image = PLANES.get(name);
		return new Plane(image.samples(), image.width(), image.height());
	}
}
