package sc.fiji.superres.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import ij.IJ;
import ij.process.ImageProcessor;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.degrade.Blur;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.degrade.Noise;
import sc.fiji.superres.resample.Kernel;

/**
 * Tests {@link SensorNoise} and {@link BlurWidth} on images of known
 * acquisition.
 */
class SensorNoiseTest {

	private static final Plane NUCLEI = sample("nuclei.png");

	/** Of smooth waves: no structure is left in the detail. */
	private static final Plane SMOOTH = waves(320, 240);

	@ParameterizedTest
	@CsvSource({ "1000, 0", "100, 0", "30, 0", "10, 0", "0, 0.01", "0, 0.05",
		"200, 0.02", "50, 0.03" })
	void noiseIsMeasured(final double photons, final double read) {
		final Plane noisy = degrade(SMOOTH, 0, photons, read, 3);
		final SensorNoise noise = SensorNoise.of(List.of(noisy));
		if (photons > 0) {
			assertEquals(photons, noise.photons().value(), 0.15 * photons);
			assertTrue(holds(noise.photons(), photons), noise::toString);
		}
		else assertTrue(noise.photons().value() > 0.2 / read / read, noise::toString);
		assertTrue(holds(noise.middle(), Math.sqrt((photons > 0 ? noise.mean() / photons
			: 0) + read * read)), noise::toString);
		if (read > 0) {
			assertEquals(read, noise.read().value(), 0.15 * read);
			assertTrue(holds(noise.read(), read), noise::toString);
		}
	}

	@ParameterizedTest
	@ValueSource(doubles = { 1000, 100, 30 })
	void photonsOfCellsAreMeasured(final double photons) {
		final SensorNoise noise = SensorNoise.of(List.of(degrade(NUCLEI, 0, photons,
			0, 5)));
		assertEquals(photons, noise.photons().value(), 0.3 * photons);
	}

	/**
	 * Half of the read noise is lost in black, so that blocks that happen to be bright
	 * vary more, like photons. Few blocks are as flat as by chance.
	 */
	@ParameterizedTest
	@ValueSource(longs = { 1, 2 })
	void readNoiseInTheDarkIsToldFromPhotons(final long seed) {
		final Plane dark = new Degradation(2, Kernel.named("area"), Blur.NONE,
			new Noise(30, 0.02, 0, 8, seed)).apply(SMOOTH.scaled(0.05, 0));
		final SensorNoise noise = SensorNoise.of(List.of(dark));
		assertEquals(0.02, noise.read().value(), 0.0015, noise::toString);
		assertTrue(holds(noise.photons(), 30), noise::toString);
	}

	@Test
	void severalPlanesNarrowTheInterval() {
		final Plane one = degrade(SMOOTH, 0, 100, 0, 1);
		final Plane two = degrade(SMOOTH, 0, 100, 0, 2);
		final SensorNoise both = SensorNoise.of(List.of(one, two));
		assertEquals(100, both.photons().value(), 10);
		assertTrue(both.bins().size() > 4, both::toString);
	}

	@Test
	void constantImagesAreRefused() {
		assertTrue(assertThrows(IllegalArgumentException.class, () -> SensorNoise.of(
			List.of(new Plane(new float[64 * 64], 64, 64)))).getMessage().contains(
				"0 blocks"));
		assertThrows(IllegalArgumentException.class, () -> SensorNoise.of(List.of(
			new Plane(new float[25], 5, 5))));
	}

	/** Sigmas are of the image before it was shrunk by 2. */
	@ParameterizedTest
	@ValueSource(doubles = { 0, 1, 1.5, 2, 3 })
	void blurIsMeasured(final double sigma) {
		final Plane low = degrade(NUCLEI, sigma, 0, 0, 1);
		final BlurWidth blur = blur(low).orElseThrow();
		assertEquals(sigma / 2, blur.sigma().value(), 0.35, blur::toString);
		assertTrue(holds(blur.sigma(), sigma / 2), blur::toString);
	}

	@Test
	void strongNoiseHidesBlur() {
		assertEquals(Optional.empty(), blur(degrade(NUCLEI, 1, 2, 0, 1)));
	}

	@Test
	void smallPlanesHaveNoBlur() {
		assertEquals(Optional.empty(), blur(NUCLEI.crop(90, 90, 63, 63)));
	}

	private static boolean holds(final Estimate estimate, final double value) {
		return value >= estimate.low() && value <= estimate.high();
	}

	private static Optional<BlurWidth> blur(final Plane plane) {
		return BlurWidth.of(plane, SensorNoise.of(List.of(plane)));
	}

	private static Plane degrade(final Plane plane, final double sigma,
		final double photons, final double read, final long seed)
	{
		return new Degradation(2, Kernel.named("area"), sigma == 0 ? Blur.NONE : Blur
			.gaussian(sigma), new Noise(photons, read, 0, 0, seed)).apply(plane);
	}

	private static Plane sample(final String name) {
		final ImageProcessor image = IJ.openImage(Path.of("src/main/samples", name)
			.toString()).getProcessor();
		final float[] unit = new float[image.getPixelCount()];
		for (int i = 0; i < unit.length; i++)
			unit[i] = image.getf(i) / 255;
		return new Plane(unit, image.getWidth(), image.getHeight());
	}

	private static Plane waves(final int width, final int height) {
		final float[] samples = new float[4 * width * height];
		for (int i = 0; i < samples.length; i++)
			samples[i] = (float) (0.5 + 0.45 * Math.sin(i % (2 * width) / 61.0) * Math
				.cos(i / (2 * width) / 47.0));
		return new Plane(samples, 2 * width, 2 * height);
	}
}
