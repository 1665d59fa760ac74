package sc.fiji.superres.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.superres.block.Plane;

class BeadSpreadTest {

	private static final int SIDE = 256;

	/** Photons of the peak, 0 for no noise; tolerance in pixels. */
	@ParameterizedTest
	@CsvSource({ "0.8, 0, 0.01", "1.3, 0, 0.01", "2, 0, 0.02", "1, 200, 0.06",
		"1.7, 200, 0.06" })
	void widthAndShapeAreThoseOfTheSpots(final double sigma,
		final double photons, final double tolerance)
	{
		final BeadSpread beads = BeadSpread.of(List.of(beads(sigma, photons, 1)));
		assertEquals(sigma, beads.sigma().value(), tolerance);
		assertTrue(beads.count() >= 40, "spots: " + beads.count());
		assertTrue(beads.sigma().high() - beads.sigma().low() < 4 * tolerance);
		final Plane psf = beads.psf();
		assertEquals(1, psf.width() % 2);
		double sum = 0;
		double square = 0;
		for (int i = 0; i < psf.samples().length; i++) {
			final double value = psf.samples()[i];
			assertTrue(value >= 0);
			sum += value;
			square += value * Math.pow(i % psf.width() - psf.width() / 2, 2);
		}
		assertEquals(1, sum, 1e-5);
		// Interpolation and the background left add a little.
		assertEquals(sigma, Math.sqrt(square), 0.1 * sigma + 2 * tolerance);
	}

	@Test
	void whatShowsNoBeadsIsRefused() {
		final float[] noise = new float[SIDE * SIDE];
		final Random random = new Random(2);
		for (int i = 0; i < noise.length; i++)
			noise[i] = (float) (0.5 + 0.1 * random.nextGaussian());
		refused(new Plane(new float[SIDE * SIDE], SIDE, SIDE));
		refused(new Plane(noise, SIDE, SIDE));
		refused(new Plane(new float[] { 1 }, 1, 1));
		// Saturated at a third of the peaks.
		refused(beads(1.3, 0, 0.33));
	}

	// -- Helper methods --

	private static void refused(final Plane plane) {
		final String message = assertThrows(IllegalArgumentException.class,
			() -> BeadSpread.of(List.of(plane))).getMessage();
		assertTrue(message.startsWith("The blur cannot be measured from beads: 0"),
			message);
	}

	/** Spots of height 1 about 24 pixels apart, on a background of 0.05. */
	private static Plane beads(final double sigma, final double photons,
		final double most)
	{
		final Random random = new Random(7);
		final float[] plane = new float[SIDE * SIDE];
		Arrays.fill(plane, 0.05f);
		for (int row = 24; row < SIDE - 24; row += 24) {
			for (int column = 24; column < SIDE - 24; column += 24) {
				final double x = column + random.nextDouble();
				final double y = row + random.nextDouble();
				for (int i = 0; i < plane.length; i++)
					plane[i] += (float) Math.exp(-(Math.pow(i % SIDE - x, 2) + Math.pow(i /
						SIDE - y, 2)) / (2 * sigma * sigma));
			}
		}
		for (int i = 0; i < plane.length; i++) {
			if (photons > 0) plane[i] += (float) (Math.sqrt(plane[i] / photons) *
				random.nextGaussian());
			plane[i] = (float) Math.min(most, plane[i]);
		}
		return new Plane(plane, SIDE, SIDE);
	}
}
