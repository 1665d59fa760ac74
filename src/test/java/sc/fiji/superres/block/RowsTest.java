package sc.fiji.superres.block;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowsTest {

	/** Float sums of 9 products of numbers up to 1. */
	private static final double ROUNDING = 1e-6;

	/** What the target held before does not count, nor what lies beyond. */
	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4, 5, 7, 8, 9 })
	void sumsAnyNumberOfRows(final int rows) {
		final SplittableRandom random = new SplittableRandom(rows);
		final float[][] samples = new float[rows][20];
		final float[] weights = new float[rows + 2];
		for (final float[] row : samples)
			fill(random, row);
		fill(random, weights);
		final float[] sum = new float[21];
		sum[3] = Float.NaN;
		sum[20] = 5;
		Rows.sum(weights, 2, samples, sum, 20);
		for (int i = 0; i < 20; i++) {
			double expected = 0;
			for (int k = 0; k < rows; k++)
				expected += (double) weights[2 + k] * samples[k][i];
			assertEquals(expected, sum[i], ROUNDING);
		}
		assertEquals(5, sum[20]);
	}

	private static void fill(final SplittableRandom random, final float[] values) {
		for (int i = 0; i < values.length; i++)
			values[i] = (float) (2 * random.nextDouble() - 1);
	}
}
