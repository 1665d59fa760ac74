package sc.fiji.superres.dictionary;

import java.util.Arrays;

/**
 * The correlations of a block of patches with one anchor after the other. Used by
 * one thread.
 * <p>
 * Each feature has an array of its own, all read at the same index, because
 * only such loops are vectorized.
 * </p>
 */
final class Correlations {

	/**
	 * Number of patches that are looked up at once, so that their features fit
	 * into the cache.
	 */
	static final int BLOCK = 256;

	private final float[][] rows;
	private final float[] sums = new float[BLOCK];
	private int count;

	/** @param dimensions number of features */
	Correlations(final int dimensions) {
		rows = new float[dimensions][BLOCK];
	}

	/**
	 * Loads a block of patches.
	 *
	 * @param features a row of {@link #BLOCK} for each feature
	 * @param patches number of patches
	 */
	void load(final float[] features, final int patches) {
		count = patches;
		for (int d = 0; d < rows.length; d++)
			System.arraycopy(features, d * BLOCK, rows[d], 0, count);
	}

	/**
	 * Sums the products of all patches with one anchor.
	 *
	 * @param anchors one after the other
	 * @param first where the anchor starts
	 * @return the sum of each patch; overwritten by the next call
	 */
	float[] with(final float[] anchors, final int first) {
		final int odd = rows.length % 4;
		if (odd == 0) Arrays.fill(sums, 0, count, 0);
		else start(anchors[first], rows[0], odd > 1 ? anchors[first + 1] : 0,
			rows[odd > 1 ? 1 : 0], odd > 2 ? anchors[first + 2] : 0, rows[odd > 2 ? 2
				: 0]);
		for (int d = odd; d < rows.length; d += 4)
			add(anchors[first + d], rows[d], anchors[first + d + 1], rows[d + 1],
				anchors[first + d + 2], rows[d + 2], anchors[first + d + 3], rows[d +
					3]);
		return sums;
	}

	private void start(final float a, final float[] x, final float b,
		final float[] y, final float c, final float[] z)
	{
		final float[] to = sums;
		final int end = count;
		for (int i = 0; i < end; i++)
			to[i] = a * x[i] + b * y[i] + c * z[i];
	}

	private void add(final float a, final float[] x, final float b,
		final float[] y, final float c, final float[] z, final float d,
		final float[] u)
	{
		final float[] to = sums;
		final int end = count;
		for (int i = 0; i < end; i++)
			to[i] += a * x[i] + b * y[i] + c * z[i] + d * u[i];
	}
}
