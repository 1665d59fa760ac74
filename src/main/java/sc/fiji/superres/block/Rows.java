package sc.fiji.superres.block;

import java.util.Arrays;

/**
 * The loops over rows of samples: weighted sums along a row, and of rows.
 * <p>
 * If the axis is enlarged by a whole number, the weights of target samples
 * repeat periodically: they are computed together as a sum of shifted rows,
 * which is vectorized. {@link #sum} alone is a product with a matrix of few
 * rows, for other uses.
 * </p>
 */
public final class Rows {

	private final Weights weights;
	private final int from;
	private final int end;
	private final int repeatFrom;
	private final int repeatEnd;
	private final int[] starts;
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
		starts = new int[weights.taps];
		phase = new float[repeatEnd == repeatFrom ? 0 : //
			(repeatEnd - repeatFrom - 1) / weights.period + 1];
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
		final int period = weights.period;
		final int last = Math.min(repeatEnd, repeatFrom + period);
		for (int x = repeatFrom; x < last; x++) {
			final int count = (repeatEnd - 1 - x) / period + 1;
			for (int k = 0; k < starts.length; k++) {
				starts[k] = origin + weights.first[x] + k;
			}
			sum(weights.values, x * weights.taps, source, starts, phase, 0, count);
			int to = start + x - from;
			for (int i = 0; i < count; i++, to += period) {
				target[to] = phase[i];
			}
		}
		each(source, origin, target, start, repeatEnd, end);
	}

	/**
	 * Sums rows.
	 *
	 * @param w the weights
	 * @param first the first weight that is used
	 * @param rows samples of all rows
	 * @param starts where each row starts; one weight is used for each
	 * @param target where the sums go
	 * @param start where the first of them goes
	 * @param count number of sums
	 */
	public static void sum(final float[] w, final int first, final float[] rows,
		final int[] starts, final float[] target, final int start,
		final int count)
	{
		int k = starts.length % 4;
		if (k > 0) Arrays.fill(target, start, start + count, 0);
		for (int j = 0; j < k; j++) {
			final float a = w[first + j];
			final int p = starts[j];
			for (int i = 0; i < count; i++) {
				target[start + i] += a * rows[p + i];
			}
		}
		for (; k < starts.length; k += 4) {
			final float a = w[first + k];
			final float b = w[first + k + 1];
			final float c = w[first + k + 2];
			final float d = w[first + k + 3];
			final int p = starts[k];
			final int q = starts[k + 1];
			final int r = starts[k + 2];
			final int s = starts[k + 3];
			if (k == 0) for (int i = 0; i < count; i++) {
				target[start + i] = a * rows[p + i] + b * rows[q + i] + c * rows[r +
					i] + d * rows[s + i];
			}
			else for (int i = 0; i < count; i++) {
				target[start + i] += a * rows[p + i] + b * rows[q + i] + c * rows[r +
					i] + d * rows[s + i];
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
