package sc.fiji.superres.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;

import net.imglib2.parallel.Parallelization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SsimTest {

	/** All compute in double; asked for are 1e-6. */
	private static final double TOLERANCE = 1e-8;

	static Stream<Fixtures.Pair> pairs() {
		return Fixtures.load().stream();
	}

	static Stream<Fixtures.Pair> pairsOfRange255() {
		return pairs().filter(pair -> pair.range() == 255);
	}

	@ParameterizedTest
	@MethodSource("pairs")
	void equalsScikitImage(final Fixtures.Pair pair) {
		assertEquals(pair.skimageSsim(), Ssim.of(pair.a(), pair.b(), pair.width(),
			pair.height(), 0, pair.range()), TOLERANCE);
	}

	@ParameterizedTest
	@MethodSource("pairsOfRange255")
	void equalsMatlab(final Fixtures.Pair pair) {
		assertEquals(pair.matlabSsim(), Ssim.of(pair.a(), pair.b(), pair.width(),
			pair.height(), pair.border(), pair.range()), TOLERANCE);
	}

	@ParameterizedTest
	@MethodSource("pairs")
	void psnrEqualsScikitImage(final Fixtures.Pair pair) {
		assertEquals(pair.psnr(), Psnr.of(pair.a(), pair.b(), pair.width(), pair
			.height(), pair.border(), pair.range()), TOLERANCE);
	}

	@Test
	void identicalIsOne() {
		final float[] constant = new float[12 * 12];
		assertEquals(1, Ssim.of(constant, constant, 12, 12, 0, 255));
	}

	@Test
	void threadsDoNotChangeTheResult() {
		final Fixtures.Pair pair = Fixtures.load().get(5);
		final double one = Parallelization.runWithNumThreads(1, () -> ssim(pair));
		final double three = Parallelization.runWithNumThreads(3, () -> ssim(pair));
		assertEquals(one, three, 0);
	}

	@Test
	void refusesWhatIsTooSmall() {
		final float[] plane = new float[14 * 14];
		final String message = assertThrows(IllegalArgumentException.class,
			() -> Ssim.of(plane, plane, 14, 14, 2, 255)).getMessage();
		assertTrue(message.contains("14 x 14 pixels with a border of 2"), message);
		assertThrows(IllegalArgumentException.class, () -> Ssim.of(plane, plane, 14,
			14, 0, 0));
		assertThrows(IllegalArgumentException.class, () -> Ssim.of(plane, plane, 14,
			14, 0, Double.NaN));
	}

	private static double ssim(final Fixtures.Pair pair) {
		return Ssim.of(pair.a(), pair.b(), pair.width(), pair.height(), 0, pair
			.range());
	}
}
