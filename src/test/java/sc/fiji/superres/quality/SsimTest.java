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

	static Stream<QualityFixtures.Pair> pairs() {
		return QualityFixtures.load().stream();
	}

	static Stream<QualityFixtures.Pair> pairsOfRange255() {
		return pairs().filter(pair -> pair.range() == 255);
	}

	@ParameterizedTest
	@MethodSource("pairs")
	void equalsScikitImage(final QualityFixtures.Pair pair) {
		assertEquals(pair.gaussian(), of(Ssim.gaussian(pair.range()), pair, 0),
			TOLERANCE);
		assertEquals(pair.uniform7(), of(Ssim.uniform(7, pair.range()), pair, 0),
			TOLERANCE);
	}

	@ParameterizedTest
	@MethodSource("pairs")
	void windowOfEqualWeightsEqualsSciPy(final QualityFixtures.Pair pair) {
		assertEquals(pair.uniform8(), of(Ssim.uniform(pair.range()), pair, 0),
			TOLERANCE);
	}

	@ParameterizedTest
	@MethodSource("pairsOfRange255")
	void equalsMatlab(final QualityFixtures.Pair pair) {
		assertEquals(pair.matlab(), of(Ssim.gaussian(pair.range()), pair, pair
			.border()), TOLERANCE);
	}

	@ParameterizedTest
	@MethodSource("pairs")
	void mapHoldsWhatTheMeanIsOf(final QualityFixtures.Pair pair) {
		final int width = pair.width();
		final int height = pair.height();
		final int border = Math.min(1, (Math.min(width, height) - 11) / 2);
		final float[] map = new float[width * height];
		final double mean = Ssim.gaussian(pair.range()).map(pair.a(), pair.b(),
			width, height, border, map);
		assertEquals(of(Ssim.gaussian(pair.range()), pair, border), mean, 0);
		double sum = 0;
		int count = 0;
		for (int y = 0; y < height; y++) {
			for (int x = 0; x < width; x++) {
				final float value = map[y * width + x];
				final boolean inside = Math.min(Math.min(x, y), Math.min(width - 1 - x,
					height - 1 - y)) >= border + 5;
				assertEquals(inside, !Float.isNaN(value), x + "," + y);
				if (!inside) continue;
				sum += value;
				count++;
			}
		}
		assertEquals(mean, sum / count, 1e-6);
	}

	/** A window of 11 x 11 alone is the whole similarity of its plane. */
	@Test
	void mapIsInPlace() {
		final QualityFixtures.Pair pair = QualityFixtures.load().get(0);
		final float[] map = new float[pair.width() * pair.height()];
		final Ssim ssim = Ssim.gaussian(255);
		ssim.map(pair.a(), pair.b(), pair.width(), pair.height(), 0, map);
		final float[] a = new float[121];
		final float[] b = new float[121];
		for (int y = 0; y < 11; y++) {
			System.arraycopy(pair.a(), (17 + y) * pair.width() + 9, a, 11 * y, 11);
			System.arraycopy(pair.b(), (17 + y) * pair.width() + 9, b, 11 * y, 11);
		}
		assertEquals(ssim.of(a, b, 11, 11, 0), map[22 * pair.width() + 14], 1e-6);
	}

	@Test
	void identicalIsOne() {
		final float[] constant = new float[12 * 12];
		assertEquals(1, Ssim.gaussian(255).of(constant, constant, 12, 12, 0));
		final float[] plane = QualityFixtures.load().get(1).a();
		assertEquals(1, Ssim.gaussian(65535).of(plane, plane, 37, 29, 0));
		assertEquals(1, Ssim.uniform(65535).of(plane, plane, 37, 29, 0));
	}

	@Test
	void threadsDoNotChangeTheResult() {
		final QualityFixtures.Pair pair = QualityFixtures.load().get(5);
		final Ssim ssim = Ssim.gaussian(pair.range());
		final double one = Parallelization.runWithNumThreads(1, () -> of(ssim, pair,
			0));
		final double three = Parallelization.runWithNumThreads(3, () -> of(ssim,
			pair, 0));
		assertEquals(one, three, 0);
	}

	@Test
	void refusesWhatIsTooSmall() {
		final float[] plane = new float[14 * 14];
		final String message = assertThrows(IllegalArgumentException.class,
			() -> Ssim.gaussian(255).of(plane, plane, 14, 14, 2)).getMessage();
		assertTrue(message.contains("14 x 14 pixels with a border of 2"), message);
		for (final double range : new double[] { 0, -1, Double.NaN })
			assertThrows(IllegalArgumentException.class, () -> Ssim.gaussian(range));
	}

	private static double of(final Ssim ssim, final QualityFixtures.Pair pair,
		final int border)
	{
		return ssim.of(pair.a(), pair.b(), pair.width(), pair.height(), border);
	}
}
