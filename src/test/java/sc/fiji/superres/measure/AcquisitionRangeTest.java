package sc.fiji.superres.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import ij.ImagePlus;
import ij.process.ByteProcessor;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.degrade.Blur;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.degrade.Noise;
import sc.fiji.superres.degrade.ValueRange;
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
