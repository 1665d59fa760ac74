package sc.fiji.superres.degrade;

import java.util.Arrays;

/**
 * Linear regression that a few outliers do not disturb: Huber's M-estimate by
 * iteratively reweighted least squares. Residuals beyond {@value #TUNING}
 * standard deviations, estimated by the median absolute residual, count in
 * proportion to their sign only.
 * <p>
 * Reference: P. Huber, Robust estimation of a location parameter, Annals of
 * Mathematical Statistics 1964.
 * </p>
 */
final class RobustFit {

	private static final double TUNING = 1.345;
	/** Standard deviations per median absolute deviation, of a normal one. */
	private static final double SIGMA = 1.4826;
	private static final int ITERATIONS = 5;
	private static final double SETTLED = 1e-3;
	/** Residuals that their median is taken of. */
	private static final int SAMPLED = 5_000;

	private final float[] target;
	private final float[][] columns;
	private final int size;

	private RobustFit(final float[] target, final float[][] columns) {
		this.target = target;
		this.columns = columns;
		size = columns.length + 1;
	}

	/**
	 * Fits a target by a sum of columns and a constant.
	 *
	 * @param target what is fitted
	 * @param columns as long as the target
	 * @return the factor of each column, then the constant; 0 for a column that is
	 *         constant or a sum of those behind it
	 */
	static double[] of(final float[] target, final float[]... columns) {
		return new RobustFit(target, columns).fit();
	}

	private double[] fit() {
		double[] found = solved(null, Double.POSITIVE_INFINITY);
		for (int i = 0; i < ITERATIONS; i++) {
			final double limit = TUNING * deviation(found);
			if (limit == 0) return found;
			final double[] before = found;
			found = solved(before, limit);
			boolean settled = true;
			for (int k = 0; k < size; k++)
				settled &= Math.abs(found[k] - before[k]) <= SETTLED * Math.abs(
					found[k]);
			if (settled) return found;
		}
		return found;
	}

	/** Solves the normal equations, with weights by the residuals before. */
	private double[] solved(final double[] before, final double limit) {
		final double[][] sums = new double[size][size + 1];
		final double[] row = new double[size + 1];
		for (int i = 0; i < target.length; i++) {
			for (int k = 0; k < columns.length; k++)
				row[k] = columns[k][i];
			row[size - 1] = 1;
			row[size] = target[i];
			final double distance = before == null ? 0 : Math.abs(residual(before,
				i));
			final double weight = distance <= limit ? 1 : limit / distance;
			for (int k = 0; k < size; k++) {
				final double weighted = weight * row[k];
				for (int j = k; j <= size; j++)
					sums[k][j] += weighted * row[j];
			}
		}
		for (int k = 0; k < size; k++)
			for (int j = 0; j < k; j++)
				sums[k][j] = sums[j][k];
		return solved(sums);
	}

	/** Eliminates from the constant upwards, so that columns are centered first. */
	private double[] solved(final double[][] sums) {
		final double[] found = new double[size];
		final double[] diagonal = new double[size];
		for (int k = 0; k < size; k++)
			diagonal[k] = sums[k][k];
		for (int k = size - 1; k >= 0; k--) {
			if (sums[k][k] <= 1e-9 * diagonal[k]) {
				Arrays.fill(sums[k], 0);
				sums[k][k] = 1;
				continue;
			}
			for (int j = 0; j < k; j++) {
				final double factor = sums[j][k] / sums[k][k];
				for (int i = 0; i <= size; i++)
					sums[j][i] -= factor * sums[k][i];
			}
		}
		for (int k = 0; k < size; k++) {
			double value = sums[k][size];
			for (int j = 0; j < k; j++)
				value -= sums[k][j] * found[j];
			found[k] = value / sums[k][k];
		}
		return found;
	}

	private double residual(final double[] factors, final int i) {
		double fitted = factors[size - 1];
		for (int k = 0; k < columns.length; k++)
			fitted += factors[k] * columns[k][i];
		return target[i] - fitted;
	}

	private double deviation(final double[] factors) {
		final int step = Math.max(1, target.length / SAMPLED);
		final double[] distances = new double[(target.length - 1) / step + 1];
		for (int i = 0; i < distances.length; i++)
			distances[i] = Math.abs(residual(factors, i * step));
		Arrays.sort(distances);
		return SIGMA * distances[distances.length / 2];
	}
}
