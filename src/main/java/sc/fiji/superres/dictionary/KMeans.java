package sc.fiji.superres.dictionary;

import sc.fiji.superres.block.Progress;

/**
 * Clusters features of length 1 by the magnitude of their correlation: a patch
 * and its negative belong together. Starts from random patches.
 */
final class KMeans {

	private static final int ROUNDS = 15;

	/** Number of blocks for a thread. */
	private static final int BLOCKS = 16;

	private final TrainingFeatures features;
	private final int dimensions;
	private final int blocks;
	private final float[] anchors;
	private final int[] nearest;

	KMeans(final TrainingFeatures features, final int atoms) {
		this.features = features;
		dimensions = features.dimensions();
		blocks = Clustering.blocks(features, atoms);
		anchors = Clustering.first(features, atoms);
		nearest = new int[blocks * Correlations.BLOCK];
	}

	float[] run(final Progress progress) {
		for (int round = 0; round < ROUNDS; round++) {
			assign(progress);
			final double[] sums = sums(progress);
			for (int first = 0; first < anchors.length; first += dimensions)
				scale(sums, first);
			progress.update((round + 1.0) / ROUNDS, "k-means " + (round + 1) +
				" of " + ROUNDS);
		}
		return anchors;
	}

	private void assign(final Progress progress) {
		Loop.run(blocks, BLOCKS, progress, (from, end) -> {
			final NearestAnchor search = new NearestAnchor(anchors, dimensions);
			for (int b = from; b < end; b++) {
				search.find(features.block(b), features.size(b));
				for (int i = 0; i < features.size(b); i++)
					nearest[b * Correlations.BLOCK + i] = search.anchor(i);
			}
		});
	}

	/** Sums the patches of each anchor, each with the sign of its correlation. */
	private double[] sums(final Progress progress) {
		final float[] signs = signs(progress);
		final double[] sums = new double[anchors.length];
		// A thread sums one feature of all patches, always in the same order.
		Loop.run(dimensions, 1, progress, (d, end) -> {
			for (int b = 0; b < blocks; b++) {
				final float[] block = features.block(b);
				final int first = b * Correlations.BLOCK;
				for (int i = 0; i < features.size(b); i++)
					sums[nearest[first + i] * dimensions + d] += signs[first + i] * block[d *
						Correlations.BLOCK + i];
			}
		});
		return sums;
	}

	private float[] signs(final Progress progress) {
		final float[] signs = new float[nearest.length];
		Loop.run(blocks, BLOCKS, progress, (from, end) -> {
			for (int b = from; b < end; b++) {
				final float[] block = features.block(b);
				for (int i = 0; i < features.size(b); i++) {
					final int at = b * Correlations.BLOCK + i;
					float sum = 0;
					for (int d = 0; d < dimensions; d++)
						sum += anchors[nearest[at] * dimensions + d] * block[d *
							Correlations.BLOCK + i];
					signs[at] = Math.signum(sum);
				}
			}
		});
		return signs;
	}

	/** Turns a sum into the anchor; one without patches is not changed. */
	private void scale(final double[] sums, final int first) {
		double squares = 0;
		for (int d = 0; d < dimensions; d++)
			squares += sums[first + d] * sums[first + d];
		if (squares == 0) return;
		final double length = Math.sqrt(squares);
		for (int d = 0; d < dimensions; d++)
			anchors[first + d] = (float) (sums[first + d] / length);
	}
}
