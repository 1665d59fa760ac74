package sc.fiji.superres.dictionary;

import sc.fiji.superres.block.Rows;

/**
 * The correlations of a block of patches with one anchor after the other. Used by
 * one thread.
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
	 * Loads a block of patches whose features are samples.
	 *
	 * @param samples an image
	 * @param starts index of each feature of the first patch; those of the next ones
	 *          follow it
	 * @param patches number of patches
	 */
	void load(final float[] samples, final int[] starts, final int patches) {
		count = patches;
		for (int d = 0; d < rows.length; d++)
			System.arraycopy(samples, starts[d], rows[d], 0, count);
	}

	/**
	 * Sums the products of all patches with one anchor.
	 *
	 * @param anchors one after the other
	 * @param first where the anchor starts
	 * @return the sum of each patch; overwritten by the next call
	 */
	float[] with(final float[] anchors, final int first) {
		Rows.sum(anchors, first, rows, sums, count);
		return sums;
	}
}
