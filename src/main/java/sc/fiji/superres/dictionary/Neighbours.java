package sc.fiji.superres.dictionary;

import java.util.Arrays;

import sc.fiji.superres.block.Progress;

/**
 * The training patches nearest to each anchor, by the magnitude of the
 * correlation: a patch and its negative are equivalent.
 */
final class Neighbours {

	/** Number of anchors for one pass over all patches. */
	private static final int ANCHORS = 16;

	private Neighbours() {
		// Static methods only.
	}

	/** Receives the patches of one anchor, on one of many threads. */
	@FunctionalInterface
	interface User {

		/**
		 * Uses the patches nearest to an anchor.
		 *
		 * @param anchor its number
		 * @param patches in their own order
		 */
		void use(int anchor, int[] patches);
	}

	/**
	 * Finds neighbors.
	 *
	 * @param anchors one after the other, each of length 1
	 * @param most the number of neighbors of an anchor; fewer if there are not
	 *          enough patches
	 * @param user receives the neighbors of each anchor
	 */
	static void find(final TrainingFeatures features, final float[] anchors,
		final int most, final Progress progress, final User user)
	{
		final int dimensions = features.dimensions();
		final int count = Math.min(most, features.count());
		Loop.run(anchors.length / dimensions, ANCHORS, progress, (from, end) -> {
			final Heap[] heaps = new Heap[end - from];
			Arrays.setAll(heaps, i -> new Heap(count));
			final Correlations correlations = new Correlations(dimensions);
			for (int b = 0; b < features.blocks(); b++) {
				progress.check();
				final int size = features.size(b);
				correlations.load(features.block(b), size);
				for (int a = from; a < end; a++) {
					heaps[a - from].offer(correlations.with(anchors, a * dimensions), size,
						b * Correlations.BLOCK);
				}
			}
			for (int a = from; a < end; a++)
				user.use(a, heaps[a - from].patches());
		});
	}

	/**
	 * The largest of many numbers: a binary heap with the smallest of them on top.
	 * An entry combines the bits of the number with those of the patch below, so
	 * that equal numbers have an order.
	 */
	private static final class Heap {

		private final long[] entries;
		private int size;
		private float least = -1;

		Heap(final int most) {
			entries = new long[most];
		}

		void offer(final float[] sums, final int count, final int first) {
			for (int i = 0; i < count; i++) {
				final float score = Math.abs(sums[i]);
				if (score > least) add(score, first + i);
			}
		}

		int[] patches() {
			return Arrays.stream(entries, 0, size).mapToInt(
				entry -> (int) ~entry).sorted().toArray();
		}

		private void add(final float score, final int patch) {
			// Of equal scores, the first patch counts as the larger.
			final long entry = (long) Float.floatToIntBits(score) << 32 | ~patch &
				0xffffffffL;
			if (size < entries.length) rise(entry);
			else sink(entry);
			if (size == entries.length) least = Float.intBitsToFloat(
				(int) (entries[0] >> 32));
		}

		private void rise(final long entry) {
			int at = size++;
			while (at > 0 && entries[(at - 1) / 2] > entry) {
				entries[at] = entries[(at - 1) / 2];
				at = (at - 1) / 2;
			}
			entries[at] = entry;
		}

		private void sink(final long entry) {
			int at = 0;
			for (int child = 1; child < size; child = 2 * at + 1) {
				if (child + 1 < size && entries[child + 1] < entries[child]) child++;
				if (entries[child] >= entry) break;
				entries[at] = entries[child];
				at = child;
			}
			entries[at] = entry;
		}
	}
}
