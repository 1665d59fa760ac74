package sc.fiji.superres.dictionary;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.file.Tensor;

/**
 * The features of all training patches, scaled to a length of 1, in blocks of
 * {@link Correlations#BLOCK} patches with a row for each feature. Those of
 * patches without structure are 0.
 */
final class TrainingFeatures {

	/** Below this length, for a range of 1, a patch has no structure. */
	private static final float FLAT = 1e-5f;

	private final int dimensions;
	private final int count;
	private final float[][] blocks;
	private final float[] lengths;

	TrainingFeatures(final TrainingPatches patches, final Tensor filters,
		final Progress progress)
	{
		dimensions = filters.shape()[0];
		count = patches.count();
		blocks = new float[(count - 1) / Correlations.BLOCK + 1][];
		lengths = new float[count];
		Loop.run(blocks.length, 16, progress, (from, end) -> {
			final int taps = filters.shape()[1] * filters.shape()[2];
			final float[] windows = new float[taps * Correlations.BLOCK];
			final Correlations correlations = new Correlations(taps);
			for (int b = from; b < end; b++)
				blocks[b] = block(b, patches, filters.values(), windows, correlations);
		});
	}

	int dimensions() {
		return dimensions;
	}

	int count() {
		return count;
	}

	int blocks() {
		return blocks.length;
	}

	/** Returns a block: a row for each feature. */
	float[] block(final int number) {
		return blocks[number];
	}

	/** Returns the number of patches of a block. */
	int size(final int number) {
		return Math.min(Correlations.BLOCK, count - number * Correlations.BLOCK);
	}

	/**
	 * Returns the original length of the features of a patch, for a range of 1.
	 */
	float length(final int i) {
		return lengths[i];
	}

	/** Returns the first patches, and how many of them have structure. */
	int structured() {
		int structured = 0;
		for (final float length : lengths)
			if (length > 0) structured++;
		return structured;
	}

	/** Returns one feature of a patch. */
	float get(final int i, final int dimension) {
		return blocks[i / Correlations.BLOCK][dimension * Correlations.BLOCK + i %
			Correlations.BLOCK];
	}

	private float[] block(final int number, final TrainingPatches patches,
		final float[] filters, final float[] windows,
		final Correlations correlations)
	{
		final int first = number * Correlations.BLOCK;
		final int size = size(number);
		for (int i = 0; i < size; i++)
			patches.window(first + i, windows, i, Correlations.BLOCK);
		final float[] block = new float[dimensions * Correlations.BLOCK];
		correlations.load(windows, size);
		final int taps = filters.length / dimensions;
		for (int d = 0; d < dimensions; d++)
			System.arraycopy(correlations.with(filters, d * taps), 0, block, d *
				Correlations.BLOCK, size);
		for (int i = 0; i < size; i++) {
			double squares = 0;
			for (int at = i; at < block.length; at += Correlations.BLOCK)
				squares += (double) block[at] * block[at];
			final float length = (float) Math.sqrt(squares);
			lengths[first + i] = length < FLAT ? 0 : length;
			for (int at = i; at < block.length; at += Correlations.BLOCK)
				block[at] = length < FLAT ? 0 : block[at] / length;
		}
		return block;
	}
}
