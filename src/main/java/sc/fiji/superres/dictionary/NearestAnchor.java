package sc.fiji.superres.dictionary;

/**
 * Finds the anchor whose correlation with a patch's features is largest, whether
 * positive or negative. Used by one thread.
 */
final class NearestAnchor {

	private final float[] anchors;
	private final int dimensions;
	private final Correlations correlations;
	private final int[] nearest = new int[Correlations.BLOCK];
	private final float[] scores = new float[Correlations.BLOCK];

	/**
	 * @param anchors one after the other
	 * @param dimensions number of features
	 */
	NearestAnchor(final float[] anchors, final int dimensions) {
		this.anchors = anchors;
		this.dimensions = dimensions;
		this.correlations = new Correlations(dimensions);
	}

	/**
	 * Looks up a block of patches; among equally near anchors, the first is used.
	 *
	 * @param features a row of {@link Correlations#BLOCK} for each feature
	 * @param count number of patches
	 */
	void find(final float[] features, final int count) {
		correlations.load(features, count);
		for (int i = 0; i < count; i++) {
			scores[i] = -1;
			nearest[i] = 0;
		}
		for (int a = 0, first = 0; first < anchors.length; a++, first +=
			dimensions)
		{
			final float[] sums = correlations.with(anchors, first);
			for (int i = 0; i < count; i++) {
				final float score = Math.abs(sums[i]);
				if (score > scores[i]) {
					scores[i] = score;
					nearest[i] = a;
				}
			}
		}
	}

	/** Returns the anchor of a patch of the block. */
	int anchor(final int i) {
		return nearest[i];
	}

	/** Returns the magnitude of the correlation with that anchor. */
	float score(final int i) {
		return scores[i];
	}
}
