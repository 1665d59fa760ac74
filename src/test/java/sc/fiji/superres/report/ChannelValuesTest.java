package sc.fiji.superres.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;

import org.junit.jupiter.api.Test;
import sc.fiji.superres.block.Progress;

class ChannelValuesTest {

	/** Provenance: {@code np.percentile}, {@code np.std} of NumPy 1.24.2. */
	@Test
	void valuesAreOfTheWholeChannel() {
		final ImagePlus image = TestImages.stack("a", //
			floats(1, 2, Float.NaN, 8), floats(100, 100, 100, 100), //
			floats(-3, 0.5f, Float.POSITIVE_INFINITY, 4), floats(200, 0, 0, 0));
		image.setDimensions(2, 2, 1);
		final ChannelValues values = new HighImage(image, Progress.NONE).values(2);
		assertEquals(-3, values.low());
		assertEquals(8, values.high());
		assertEquals(11, values.peak());
		assertEquals(2.0833333333333335, values.mean(), 1e-12);
		assertEquals(3.3716547206906515, values.standardDeviation(), 1e-12);
		assertEquals(-3, values.percentile(0));
		assertEquals(1.5, values.percentile(50), 1e-12);
		assertEquals(7.8, values.percentile(99), 1e-12);
		assertEquals(8, values.percentile(100));
		assertThrows(IllegalArgumentException.class, () -> values.percentile(101));
	}

	@Test
	void bytesAreZeroTo255() {
		final ChannelValues values = new HighImage(new ImagePlus("a",
			new ByteProcessor(2, 1, new byte[] { 10, (byte) 200 })), Progress.NONE)
				.values(0);
		assertEquals(0, values.low());
		assertEquals(255, values.high());
		assertEquals(105, values.mean(), 1e-12);
		assertEquals(95, values.standardDeviation(), 1e-12);
	}

	@Test
	void nothingFiniteIsZero() {
		final ChannelValues values = new HighImage(new ImagePlus("a", floats(
			Float.NaN, Float.NaN)), Progress.NONE).values(0);
		assertEquals(0, values.low());
		assertEquals(0, values.high());
		assertEquals(0, values.mean());
		assertEquals(0, values.standardDeviation());
		assertEquals(0, values.percentile(50));
	}

	private static FloatProcessor floats(final float... samples) {
		return new FloatProcessor(samples.length, 1, samples);
	}
}
