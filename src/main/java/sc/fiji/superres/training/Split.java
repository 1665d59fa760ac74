package sc.fiji.superres.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Chooses the validation set: whole originals, so that no crop of a validation
 * photograph is trained on; or one block of slices of a single stack, so that
 * only its outermost slices have neighbors in the training set.
 */
public final class Split {

	/** One in this many originals is set aside. */
	private static final int ONE_IN = 10;

	/** Enough images for a stable score, few enough for frequent scoring. */
	private static final int MOST = 12;

	private Split() {
		// Static methods only.
	}

	/**
	 * Chooses one in ten originals, at least one, at random, until 12 images are
	 * set aside. The choice depends only on the originals and the seed, not on
	 * their order.
	 *
	 * @param originals the original of each image
	 * @return the originals to set aside
	 * @throws IllegalArgumentException if all images come from one original
	 */
	public static Set<String> validation(final List<String> originals,
		final long seed)
	{
		final List<String> left = new ArrayList<>(new TreeSet<>(originals));
		if (left.size() < 2) throw new IllegalArgumentException(
			"All training images come from " + left + ": at least two originals " +
			"are needed, one for training and one for validation");
		final SplittableRandom random = new SplittableRandom(seed);
		final Set<String> held = new LinkedHashSet<>();
		final int most = Math.max(1, left.size() / ONE_IN);
		long images = 0;
		while (held.size() < most && images < MOST) {
			final String next = left.remove(random.nextInt(left.size()));
			held.add(next);
			images += originals.stream().filter(next::equals).count();
		}
		return held;
	}

	/**
	 * Chooses one in ten slices of a stack, at least one and at most 12, in one
	 * block. It begins at random in the middle half, because the ends of a stack
	 * are often empty.
	 *
	 * @param slices number of them
	 * @return for each slice, whether it is set aside
	 * @throws IllegalArgumentException if there is only one
	 */
	public static boolean[] block(final int slices, final long seed) {
		if (slices < 2) throw new IllegalArgumentException(
			"There is only " + slices + " plane to learn from: at least two are " +
				"needed, one to train on and one to score on");
		final int count = Math.max(1, Math.min(MOST, slices / ONE_IN));
		final int first = slices / 4;
		final int last = Math.max(first, slices - slices / 4 - count);
		final int start = first + new SplittableRandom(seed).nextInt(last - first +
			1);
		final boolean[] held = new boolean[slices];
		Arrays.fill(held, start, start + count, true);
		return held;
	}
}
