package sc.fiji.superres.block;

import java.util.Arrays;
import java.util.function.DoubleFunction;

/**
 * The weights along one axis: target sample {@code x} is the sum over
 * {@code k < taps} of {@code values[x * taps + k]} times source sample
 * {@code first[x] + k}.
 * <p>
 * Target sample x lies at (x + 0.5) / scale - 0.5 in source samples. Weights
 * beyond the border are added to the weight of the sample that represents them,
 * so that all indices are inside. Computed in double, kept in float.
 * </p>
 */
public final class Weights {

	/**
	 * Positions are rounded to 1 / GRID, so that all ties fall to one side and
	 * weights repeat.
	 */
	private static final double GRID = 1 << 30;

	/** Weights below this are rounding errors. */
	private static final double NOTHING = 1e-12;

	/** Target samples per source sample. */
	final double scale;
	final int taps;
	final int[] first;
	final float[] values;

	/**
	 * Target samples {@code repeatFrom} to {@code repeatEnd - 1} that are one
	 * period apart have the same weights, one source sample later.
	 */
	final int period;
	final int repeatFrom;
	final int repeatEnd;

	private Weights(final double scale, final int taps, final int[] first,
		final float[] values)
	{
		this.scale = scale;
		this.taps = taps;
		this.first = first;
		this.values = values;
		this.period = (int) Math.max(1, Math.rint(scale));
		final int middle = Math.max(period, first.length / 2);
		int from = middle;
		while (from > period && repeats(from - 1)) {
			from--;
		}
		int end = middle;
		while (end < first.length && repeats(end)) {
			end++;
		}
		repeatFrom = from - period;
		repeatEnd = end > middle ? end : repeatFrom;
	}

	/**
	 * The weights of one target sample: source sample {@code first + k}, inside
	 * or outside the plane, has the weight {@code values[k]}.
	 */
	public record Window(long first, double[] values) {}

	/**
	 * Computes weights.
	 *
	 * @param kernel returns the weights of a target sample by its position in
	 *          source samples; they are not normalized
	 * @param border what lies outside of the plane
	 * @param size number of source samples
	 * @param length number of target samples
	 * @param scale target samples per source sample
	 */
	public static Weights of(final DoubleFunction<Window> kernel,
		final Border border, final int size, final int length, final double scale)
	{
		final double step = 1 / scale;
		final int[] first = new int[length];
		final double[][] rows = new double[length][];
		int taps = 1;
		for (int x = 0; x < length; x++) {
			final double at = Math.rint(((x + 0.5) * step - 0.5) * GRID) / GRID;
			first[x] = row(kernel.apply(at), border, size, x, rows);
			taps = Math.max(taps, rows[x].length);
		}
		final float[] values = new float[Math.multiplyExact(length, taps)];
		for (int x = 0; x < length; x++) {
			final int spare = (taps - rows[x].length) / 2;
			final int start = Math.min(Math.max(0, first[x] - spare), size - taps);
			for (int k = 0; k < rows[x].length; k++) {
				values[x * taps + first[x] - start + k] = (float) rows[x][k];
			}
			first[x] = start;
		}
		return new Weights(scale, taps, first, values);
	}

	/** Returns the number of target samples. */
	public int length() {
		return first.length;
	}

	/** Returns the weights of a target sample; all indices are inside. */
	public Window window(final int x) {
		final double[] window = new double[taps];
		for (int k = 0; k < taps; k++)
			window[k] = values[x * taps + k];
		return new Window(first[x], window);
	}

	/** Returns the lowest source sample of some target samples. */
	int min(final long from, final long to) {
		return Arrays.stream(first, (int) from, (int) to + 1).min().getAsInt();
	}

	/** Returns the highest source sample of some target samples. */
	int max(final long from, final long to) {
		return Arrays.stream(first, (int) from, (int) to + 1).max().getAsInt() +
			taps - 1;
	}

	private boolean repeats(final int x) {
		final int before = x - period;
		return first[x] == first[before] + 1 && Arrays.equals(values, x * taps, (x +
			1) * taps, values, before * taps, (before + 1) * taps);
	}

	private static int row(final Window window, final Border border,
		final int size, final int x, final double[][] rows)
	{
		final double[] values = window.values();
		int min = size;
		int max = -1;
		for (int k = 0; k < values.length; k++) {
			if (Math.abs(values[k]) < NOTHING) continue;
			final int inside = border.inside(window.first() + k, size);
			min = Math.min(min, inside);
			max = Math.max(max, inside);
		}
		rows[x] = new double[max - min + 1];
		for (int k = 0; k < values.length; k++) {
			if (Math.abs(values[k]) < NOTHING) continue;
			rows[x][border.inside(window.first() + k, size) - min] += values[k];
		}
		return min;
	}
}
