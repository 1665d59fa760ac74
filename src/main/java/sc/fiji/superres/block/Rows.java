package sc.fiji.superres.block;

import java.util.Arrays;

/**
 * The loops over rows of samples: weighted sums along a row, and of rows.
 * <p>
 * {@link #sum} is where resampling, convolution and dictionaries spend their time.
 * Each row is an array of its own, and all arrays are read and written at the same
 * index, because only such loops are vectorized. If an axis is enlarged by a whole
 * number, the weights of target samples repeat periodically: they are computed
 * together as a sum of shifted copies of the row.
 * </p>
 */
public final class Rows {

	private final Weights weights;
	private final int from;
	private final int end;
	private final int repeatFrom;
	private final int repeatEnd;

	/** The source row from sample {@code lowest} on, and from each later one. */
	private final float[][] shifted;
	private final int lowest;

	/** Those of the shifted rows that each target sample of a period sums. */
	private final float[][][] phases;
	private final float[] phase;

	/**
	 * Prepares resampling of a part of a row.
	 *
	 * @param min first target sample
	 * @param max last target sample
	 */
	Rows(final Weights weights, final long min, final long max) {
		this.weights = weights;
		from = (int) min;
		end = (int) max + 1;
		repeatFrom = Math.min(end, Math.max(from, weights.repeatFrom));
		repeatEnd = Math.max(repeatFrom, Math.min(end, weights.repeatEnd));
		final int count = Math.min(weights.period, repeatEnd - repeatFrom);
		final int[] first = Arrays.copyOfRange(weights.first, repeatFrom, repeatFrom +
			count);
		lowest = Arrays.stream(first).min().orElse(0);
		final int shifts = count == 0 ? 0 : Arrays.stream(first).max().getAsInt() -
			lowest + weights.taps;
		phase = new float[count == 0 ? 0 : (repeatEnd - repeatFrom - 1) /
			weights.period + 1];
		shifted = new float[shifts][phase.length];
		phases = new float[count][][];
		for (int x = 0; x < count; x++)
			phases[x] = Arrays.copyOfRange(shifted, first[x] - lowest, first[x] -
				lowest + weights.taps);
	}

	/**
	 * Resamples a row.
	 *
	 * @param source source samples
	 * @param origin index of source sample 0 in it
	 * @param target where the target samples go
	 * @param start where the first of them goes
	 */
	void resample(final float[] source, final int origin, final float[] target,
		final int start)
	{
		each(source, origin, target, start, from, repeatFrom);
		for (int k = 0; k < shifted.length; k++) {
			final int at = origin + lowest + k;
			// The last ones of a shifted row may be in no target sample.
			System.arraycopy(source, at, shifted[k], 0, Math.min(phase.length,
				source.length - at));
		}
		final int period = weights.period;
		for (int x = 0; x < phases.length; x++) {
			final int count = (repeatEnd - 1 - repeatFrom - x) / period + 1;
			sum(weights.values, (repeatFrom + x) * weights.taps, phases[x], phase,
				count);
			scatter(phase, count, target, start + repeatFrom + x - from, period);
		}
		each(source, origin, target, start, repeatEnd, end);
	}

	/**
	 * Sums rows.
	 *
	 * @param w the weights
	 * @param first the first weight that is used; one is used for each row
	 * @param rows the rows, all of the same or greater length than the sum; at least
	 *          one
	 * @param target where the sums go
	 * @param count number of sums
	 */
	public static void sum(final float[] w, final int first,
		final float[][] rows, final float[] target, final int count)
	{
		final int odd = rows.length % 4;
		switch (odd) {
			case 1 -> set(w[first], rows[0], target, count);
			case 2 -> set(w[first], rows[0], w[first + 1], rows[1], target, count);
			case 3 -> set(w[first], rows[0], w[first + 1], rows[1], w[first + 2],
				rows[2], target, count);
			default -> set(w[first], rows[0], w[first + 1], rows[1], w[first + 2],
				rows[2], w[first + 3], rows[3], target, count);
		}
		add(w, first, rows, odd == 0 ? 4 : odd, target, count);
	}

	/**
	 * Adds rows to a sum.
	 *
	 * @param k the first row that is added; their number is a multiple of four
	 */
	private static void add(final float[] w, final int first,
		final float[][] rows, final int k, final float[] target, final int count)
	{
		for (int j = k; j < rows.length; j += 4)
			add(w[first + j], rows[j], w[first + j + 1], rows[j + 1], w[first + j + 2],
				rows[j + 2], w[first + j + 3], rows[j + 3], target, count);
	}

	private static void set(final float a, final float[] x, final float[] target,
		final int count)
	{
		for (int i = 0; i < count; i++)
			target[i] = a * x[i];
	}

	private static void set(final float a, final float[] x, final float b,
		final float[] y, final float[] target, final int count)
	{
		for (int i = 0; i < count; i++)
			target[i] = a * x[i] + b * y[i];
	}

	private static void set(final float a, final float[] x, final float b,
		final float[] y, final float c, final float[] z, final float[] target,
		final int count)
	{
		for (int i = 0; i < count; i++)
			target[i] = a * x[i] + b * y[i] + c * z[i];
	}

	private static void set(final float a, final float[] x, final float b,
		final float[] y, final float c, final float[] z, final float d,
		final float[] u, final float[] target, final int count)
	{
		for (int i = 0; i < count; i++)
			target[i] = a * x[i] + b * y[i] + c * z[i] + d * u[i];
	}

	private static void add(final float a, final float[] x, final float b,
		final float[] y, final float c, final float[] z, final float d,
		final float[] u, final float[] target, final int count)
	{
		for (int i = 0; i < count; i++)
			target[i] += a * x[i] + b * y[i] + c * z[i] + d * u[i];
	}

	/**
	 * Copies samples to places that are a period apart. Those of usual scales have
	 * loops of their own: only constant steps are fast.
	 */
	private static void scatter(final float[] samples, final int count,
		final float[] target, final int start, final int period)
	{
		switch (period) {
			case 1 -> System.arraycopy(samples, 0, target, start, count);
			case 2 -> {
				for (int i = 0; i < count; i++)
					target[start + 2 * i] = samples[i];
			}
			case 3 -> {
				for (int i = 0; i < count; i++)
					target[start + 3 * i] = samples[i];
			}
			case 4 -> {
				for (int i = 0; i < count; i++)
					target[start + 4 * i] = samples[i];
			}
			default -> {
				for (int i = 0; i < count; i++)
					target[start + period * i] = samples[i];
			}
		}
	}

	private void each(final float[] source, final int origin,
		final float[] target, final int start, final int min, final int max)
	{
		final int[] first = weights.first;
		final float[] w = weights.values;
		final int taps = weights.taps;
		for (int x = min; x < max; x++) {
			int at = origin + first[x];
			int k = x * taps;
			final int last = k + taps;
			float sum = 0;
			for (; k + 4 <= last; k += 4, at += 4) {
				sum += w[k] * source[at] + w[k + 1] * source[at + 1] + w[k + 2] *
					source[at + 2] + w[k + 3] * source[at + 3];
			}
			for (; k < last; k++, at++) {
				sum += w[k] * source[at];
			}
			target[start + x - from] = sum;
		}
	}
}
