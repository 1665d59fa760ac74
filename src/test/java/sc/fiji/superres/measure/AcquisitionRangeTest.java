package sc.fiji.superres.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.degrade.Blur;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.degrade.Noise;
import sc.fiji.superres.degrade.ValueRange;
import sc.fiji.superres.filter.GaussianBlur;
import sc.fiji.superres.resample.Kernel;

class AcquisitionRangeTest {

	private static final int SIDE = 160;

	@Test
	void holdsTheNoiseOfAllImages() {
		final AcquisitionRange range = AcquisitionRange.of(IntStream.range(0, 4)
			.mapToObj(i -> image(new Noise(i < 2 ? 50 : 100, 0, 0, 8, i))).toList());
		assertTrue(range.photons().low() < 50 && range.photons().high() > 100, range
			.photons()::toString);
		assertTrue(range.photons().low() > 25 && range.photons().high() < 200, range
			.photons()::toString);
	}

	@Test
	void noNoiseThatMatters() {
		final AcquisitionRange range = AcquisitionRange.of(List.of(image(
			Noise.NONE)));
		assertEquals(ValueRange.ZERO, range.photons());
		assertEquals(ValueRange.ZERO, range.noise());
	}

	@Test
	void blurIsInPixelsOfTheResult() {
		final AcquisitionRange range = new AcquisitionRange(new ValueRange(0.25, 0.5),
			ValueRange.ZERO, ValueRange.ZERO);
		assertEquals(new ValueRange(0.75, 1.5), range.sigma(3));
	}

	/** Two images as sharp as the microscope, and one of a soft object. */
	@Test
	void softObjectsDoNotCountAsBlur() {
		final List<ImageAcquisition> images = List.of(texture(1, 1), texture(1, 2),
			texture(3, 3));
		final double[] highs = images.stream().mapToDouble(image -> image.channels()
			.get(0).blur().orElseThrow().sigma().high()).toArray();
		assertTrue(highs[2] > 1.5 * highs[0] && highs[2] > 1.5 * highs[1], Arrays
			.toString(highs));
		assertEquals(Math.max(highs[0], highs[1]), AcquisitionRange.of(images).sigma()
			.high());
	}

	/** Spots of random places and heights, blurred. */
	private static ImageAcquisition texture(final double sigma, final int seed) {
		final float[] spots = new float[SIDE * SIDE];
		final Random random = new Random(seed);
		for (int i = 0; i < spots.length / 20; i++)
			spots[random.nextInt(spots.length)] = 4 * random.nextFloat();
		final float[] blurred = GaussianBlur.of(sigma).plane(spots, SIDE, SIDE);
		return ImageAcquisition.of(new ImagePlus("texture", new FloatProcessor(SIDE,
			SIDE, blurred)), Progress.NONE);
	}

	private static ImageAcquisition image(final Noise noise) {
		final float[] waves = new float[SIDE * SIDE];
		for (int i = 0; i < waves.length; i++)
			waves[i] = (float) (0.45 + 0.35 * Math.sin(i % SIDE / 17.0) * Math.cos(i /
				SIDE / 23.0));
		final Plane noisy = new Degradation(1, Kernel.named(Kernel.AREA), Blur.NONE,
			noise).apply(new Plane(waves, SIDE, SIDE));
		final ByteProcessor bytes = new ByteProcessor(SIDE, SIDE);
		for (int i = 0; i < waves.length; i++)
			bytes.set(i, Math.round(255 * noisy.samples()[i]));
		return ImageAcquisition.of(new ImagePlus("waves", bytes), Progress.NONE);
	}
}
