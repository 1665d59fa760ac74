package sc.fiji.superres.dictionary;

import sc.fiji.superres.block.Rows;

/**
 * Finds the anchor whose correlation with a patch's features is largest, whether
 * positive or negative. Used by one thread.
 */
final class NearestAnchor {

	/** Patches that are looked up at once: their features fit the cache. */
	static final int BLOCK = 256;

	private final float[] anchors;
	private final int dimensions;
	private final int[] rows;
	private final float[] sums = new float[BLOCK];
	private final int[] nearest = new int[BLOCK];
	private final float[] scores = new float[BLOCK];

	/**
	 * @param anchors one after the other
	 * @param dimensions number of features
	 */
	NearestAnchor(final float[] anchors, final int dimensions) {
		this.anchors = anchors;
		this.dimensions = dimensions;
		this.rows = rows(dimensions);
	}

	/** Gives where the rows of a block start. */
	static int[] rows(final int count) {
		final int[] rows = new int[count];
		for (int i = 0; i < count; i++)
			rows[i] = i * BLOCK;
		return rows;
	}

	/**
	 * Looks up a block of patches; of equally near anchors the first is taken.
	 *
	 * @param features a row of {@link #BLOCK} for each feature
	 * @param count number of patches
	 */
	void find(final float[] features, final int count) {
		for (int i = 0; i < count; i++) {
			scores[i] = -1;
			nearest[i] = 0;
		}
		for (int a = 0, first = 0; first < anchors.length; a++, first +=
			dimensions)
		{
			Rows.sum(anchors, first, features, rows, sums, 0, count);
			for (int i = 0; i < count; i++) {
				final float score = Math.abs(sums[i]);
				if (score > scores[i]) {
					scores[i] = score;
					nearest[i] = a;
				}
			}
		}
	}

	/** Gives the anchor of a patch of the block. */
	int anchor(final int i) {
		return nearest[i];
	}

	/** Gives the size of the correlation with that anchor. */
	float score(final int i) {
		return scores[i];
	}
}
