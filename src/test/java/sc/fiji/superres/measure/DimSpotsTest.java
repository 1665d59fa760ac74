package sc.fiji.superres.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ij.IJ;
import ij.ImagePlus;
import ij.process.FloatProcessor;

import sc.fiji.superres.block.Progress;

/** Tests {@link DimSpots} on spots of which every second one is brighter. */
class DimSpotsTest {

	private static final int SIDE = 160;
	private static final int STEP = 16;

	@ParameterizedTest
	@CsvSource({ "500, 0, true", "100, 0, true", "500, 5, true", "1, 0, false",
		"20, 0, false", "1, 20, false" })
	void findsSpotsFarBelowTheBrightest(final double ratio,
		final double noise, final boolean found)
	{
		assertEquals(found, in(spots(ratio, noise)));
	}

	/** Neither cells nor brains have spots. */
	@ParameterizedTest
	@CsvSource({ "nuclei.png", "brain.tif" })
	void otherImagesHaveNone(final String name) {
		final ImagePlus sample = IJ.openImage("src/main/samples/" + name);
		assertEquals(false, in(new ImagePlus(name, sample.getProcessor()
			.convertToShort(false))));
	}

	@Test
	void theRangeOf8BitsIsFixed() {
		assertEquals(false, in(new ImagePlus("spots", spots(500, 0).getProcessor()
			.convertToByte(true))));
	}

	private static boolean in(final ImagePlus image) {
		return DimSpots.in(image, Progress.NONE);
	}

	private static ImagePlus spots(final double ratio, final double noise) {
		final FloatProcessor plane = new FloatProcessor(SIDE, SIDE);
		final Random random = new Random(1);
		for (int y = 0; y < SIDE; y++) {
			for (int x = 0; x < SIDE; x++) {
				final double dx = x % STEP - STEP / 2;
				final double dy = y % STEP - STEP / 2;
				plane.setf(x, y, (float) (100 + (x / STEP % 2 == 0 ? 100 : 100 * ratio) *
					Math.exp(-(dx * dx + dy * dy) / 2) + noise * random.nextGaussian()));
			}
		}
		return new ImagePlus("spots", plane.convertToShort(false));
	}
}
