package sc.fiji.superres.dictionary;

/**
 * A row of neighboring patches, with their features and anchors. Used by one
 * thread.
 */
final class PatchBlock {

	private final float[] filters;
	private final int dimensions;
	private final int window;
	private final int[] starts;
	private final Correlations windows;
	private final float[] features;
	private final NearestAnchor nearest;

	PatchBlock(final Dictionary dictionary) {
		filters = dictionary.features().values();
		dimensions = dictionary.dimensions();
		window = dictionary.shape().window();
		starts = new int[window * window];
		windows = new Correlations(starts.length);
		features = new float[dimensions * Correlations.BLOCK];
		nearest = new NearestAnchor(dictionary.anchors().values(), dimensions);
	}

	/**
	 * Looks up patches.
	 *
	 * @param low low-resolution samples
	 * @param first upper left sample of the window of the first patch
	 * @param count number of patches, at most {@link Correlations#BLOCK}
	 */
	void find(final MirroredPlane.Block low, final int first, final int count) {
		for (int y = 0; y < window; y++) {
			for (int x = 0; x < window; x++)
				starts[y * window + x] = first + y * low.width() + x;
		}
		windows.load(low.samples(), starts, count);
		for (int d = 0; d < dimensions; d++)
			System.arraycopy(windows.with(filters, d * starts.length), 0, features, d *
				Correlations.BLOCK, count);
		nearest.find(features, count);
	}

	/** Returns the anchors that were found. */
	NearestAnchor nearest() {
		return nearest;
	}

	/** Copies the features of a patch. */
	void features(final int i, final float[] target) {
		for (int d = 0; d < dimensions; d++)
			target[d] = features[d * Correlations.BLOCK + i];
	}

	/** Returns the length of the features of a patch. */
	double length(final int i) {
		double squares = 0;
		for (int at = i; at < features.length; at += Correlations.BLOCK)
			squares += (double) features[at] * features[at];
		return Math.sqrt(squares);
	}
}
