package sc.fiji.superres.filter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;

import net.imglib2.parallel.Parallelization;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.superres.ImageFixtures;
import sc.fiji.superres.block.BlockOperation;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.block.OperationContractTest;

class GaussianBlurTest {

	/** Of the range of 1: the error that the class states. */
	private static final float STATED = 1e-6f;

	private static final Map<String, ImageFixtures.Image> FIXTURES = ImageFixtures.load(
		"filter");
	private static final ImageFixtures.Image SOURCE = FIXTURES.get("source");

	/** scipy.ndimage.gaussian_filter, mode="reflect", truncate=8. */
	@ParameterizedTest
	@CsvSource({ "gaussian 0.5, 0.5, 0.5", "gaussian 1.5, 1.5, 1.5",
		"gaussian 4, 4, 4", "gaussian 30, 30, 30", "gaussian 3 0.7, 3, 0.7" })
	void equalsSciPy(final String fixture, final double x, final double y) {
		assertArrayEquals(FIXTURES.get(fixture).samples(), GaussianBlur.of(x, y)
			.plane(SOURCE.samples(), SOURCE.width(), SOURCE.height()), STATED);
	}

	@Test
	void sigmaOfZeroChangesNothing() {
		assertArrayEquals(SOURCE.samples(), GaussianBlur.of(0).plane(SOURCE
			.samples(), SOURCE.width(), SOURCE.height()));
	}

	@Test
	void aSinglePixelStaysWhatItIs() {
		assertArrayEquals(new float[] { 7 }, GaussianBlur.of(3).plane(new float[] {
			7 }, 1, 1), 7 * STATED);
	}

	@Test
	void aConstantStays() {
		final float[] plane = new float[30 * 20];
		Arrays.fill(plane, 12345);
		assertArrayEquals(plane, GaussianBlur.of(2.3).plane(plane, 30, 20), 12345 *
			STATED);
	}

	@Test
	void tilesOfAWideKernelAreAsHighAsTheKernel() {
		final long kernel = 2 * 5 * 100 + 1;
		assertEquals(kernel, GaussianBlur.of(100).prepare(4096, 4096).tiles(0).get(
			0).dimension(1));
	}

	@Test
	void threadsDoNotMatter() {
		final float[] plane = new float[61 * 83];
		final Random random = new Random(4);
		for (int i = 0; i < plane.length; i++)
			plane[i] = random.nextFloat();
		final GaussianBlur blur = GaussianBlur.of(1.7);
		final float[] one = Parallelization.runSingleThreaded(() -> blur.plane(
			plane, 61, 83));
		assertArrayEquals(one, Parallelization.runWithNumThreads(4, () -> blur
			.plane(plane, 61, 83)));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
		"-1|sigma=-1.0: a Gaussian has a standard deviation of at least 0.0 pixels",
		"NaN|sigma=NaN: a Gaussian has a standard deviation of at least 0.0 pixels",
		"101|sigma=101.0: at most 100.0 pixels are possible; shrink the image " +
			"first, or filter it by Fourier transform",
		"Infinity|sigma=Infinity: at most 100.0 pixels are possible; shrink the " +
			"image first, or filter it by Fourier transform" })
	void badSigmasAreNamed(final double sigma, final String message) {
		assertEquals(message, assertThrows(IllegalArgumentException.class,
			() -> GaussianBlur.of(sigma)).getMessage());
		assertThrows(IllegalArgumentException.class, () -> GaussianBlur.of(1,
			sigma));
	}

	@Nested
	class Small extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return GaussianBlur.of(0.8);
		}
	}

	@Nested
	class WiderThanThePlane extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return GaussianBlur.of(9, 2);
		}
	}
}
