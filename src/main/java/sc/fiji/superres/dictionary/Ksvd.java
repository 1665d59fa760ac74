package sc.fiji.superres.dictionary;

import java.util.Arrays;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.model.About.Citation;

/**
 * K-SVD: finds atoms such that each patch is approximately a weighted sum of
 * three of them (M. Aharon, M. Elad, A. Bruckstein, K-SVD, IEEE Transactions on
 * Signal Processing 2006), with orthogonal matching pursuit and one power
 * iteration instead of the singular value decomposition (R. Rubinstein, M.
 * Zibulevsky, M. Elad, Efficient implementation of the K-SVD algorithm, 2008).
 * Starts from random patches.
 */
final class Ksvd {

	static final Citation CITE = new Citation("M. Aharon, M. Elad, A. " +
		"Bruckstein: K-SVD: An Algorithm for Designing Overcomplete Dictionaries " +
		"for Sparse Representation, IEEE Transactions on Signal Processing 54 " +
		"(2006) 4311-4322", "10.1109/TSP.2006.881199", "");

	private static final int ROUNDS = 20;
	private static final int SPARSITY = 3;

	/** Number of blocks for a thread. */
	private static final int BLOCKS = 16;

	/** Squared length of the residual below which a patch is represented. */
	private static final double NOTHING = 1e-10;

	private final TrainingFeatures features;
	private final int dimensions;
	private final int atoms;
	private final int blocks;
	private final int count;
	private final float[] dictionary;
	/** The atoms of each patch, -1 for none, and their weights. */
	private final int[] chosen;
	private final float[] weights;

	Ksvd(final TrainingFeatures features, final int atoms) {
		this.features = features;
		this.atoms = atoms;
		dimensions = features.dimensions();
		blocks = Clustering.blocks(features, atoms);
		count = Math.min(features.count(), blocks * Correlations.BLOCK);
		dictionary = Clustering.first(features, atoms);
		chosen = new int[count * SPARSITY];
		weights = new float[count * SPARSITY];
	}

	float[] run(final Progress progress) {
		for (int round = 0; round < ROUNDS; round++) {
			Loop.run(blocks, BLOCKS, progress, (from, end) -> {
				final Pursuit pursuit = new Pursuit();
				for (int b = from; b < end; b++)
					pursuit.run(b);
			});
			update(progress);
			progress.update((round + 1.0) / ROUNDS, "K-SVD " + (round + 1) + " of " +
				ROUNDS);
		}
		return dictionary;
	}

	/** Improves one atom after the other, and the weights of its patches. */
	private void update(final Progress progress) {
		final int[][] users = users();
		final double[] rest = new double[dimensions];
		for (int atom = 0; atom < atoms; atom++) {
			progress.check();
			final double[] sum = new double[dimensions];
			for (final int use : users[atom]) {
				rest(use, rest);
				for (int d = 0; d < dimensions; d++)
					sum[d] += weights[use] * rest[d];
			}
			final double length = Math.sqrt(Arrays.stream(sum).map(v -> v * v).sum());
			if (length == 0) continue;
			final float[] better = new float[dimensions];
			for (int d = 0; d < dimensions; d++)
				better[d] = (float) (sum[d] / length);
			for (final int use : users[atom]) {
				rest(use, rest);
				double weight = 0;
				for (int d = 0; d < dimensions; d++)
					weight += better[d] * rest[d];
				weights[use] = (float) weight;
			}
			System.arraycopy(better, 0, dictionary, atom * dimensions, dimensions);
		}
	}

	/** Lists where each atom is used. */
	private int[][] users() {
		final int[] sizes = new int[atoms];
		for (final int atom : chosen)
			if (atom >= 0) sizes[atom]++;
		final int[][] users = new int[atoms][];
		Arrays.setAll(users, atom -> new int[sizes[atom]]);
		for (int use = chosen.length - 1; use >= 0; use--)
			if (chosen[use] >= 0) users[chosen[use]][--sizes[chosen[use]]] = use;
		return users;
	}

	/** Returns the residual of a patch by its other atoms. */
	private void rest(final int use, final double[] rest) {
		final int patch = use / SPARSITY;
		for (int d = 0; d < dimensions; d++)
			rest[d] = features.get(patch, d);
		for (int k = patch * SPARSITY; k < (patch + 1) * SPARSITY; k++) {
			if (k == use || chosen[k] < 0) continue;
			for (int d = 0; d < dimensions; d++)
				rest[d] -= weights[k] * dictionary[chosen[k] * dimensions + d];
		}
	}

	/** Orthogonal matching pursuit of the patches of a block, by one thread. */
	private final class Pursuit {

		/** The residual of each patch, a row for each feature. */
		private final float[] rest = new float[dimensions * Correlations.BLOCK];
		private final NearestAnchor nearest = new NearestAnchor(dictionary,
			dimensions);
		/** An orthonormal basis of the chosen atoms of each patch. */
		private final double[][] bases = new double[Correlations.BLOCK *
			SPARSITY][dimensions];

		void run(final int number) {
			final float[] block = features.block(number);
			final int size = features.size(number);
			System.arraycopy(block, 0, rest, 0, block.length);
			final int first = number * Correlations.BLOCK;
			Arrays.fill(chosen, first * SPARSITY, (first + size) * SPARSITY, -1);
			for (int k = 0; k < SPARSITY; k++) {
				nearest.find(rest, size);
				for (int i = 0; i < size; i++)
					choose(i, first + i, k);
			}
			for (int i = 0; i < size; i++)
				weigh(i, first + i, block);
		}

		/** Adds the atom nearest to the residual, and subtracts its component. */
		private void choose(final int i, final int patch, final int k) {
			if (nearest.score(i) < NOTHING) return;
			final int atom = nearest.anchor(i);
			final double[] base = bases[i * SPARSITY + k];
			for (int d = 0; d < dimensions; d++)
				base[d] = dictionary[atom * dimensions + d];
			for (int j = 0; j < k; j++)
				subtract(base, bases[i * SPARSITY + j]);
			final double squares = dot(base, base);
			if (squares < NOTHING) return;
			double part = 0;
			for (int d = 0; d < dimensions; d++) {
				base[d] /= Math.sqrt(squares);
				part += base[d] * rest[d * Correlations.BLOCK + i];
			}
			for (int d = 0; d < dimensions; d++)
				rest[d * Correlations.BLOCK + i] -= part * base[d];
			chosen[patch * SPARSITY + k] = atom;
		}

		/** Finds the weights by substitution from the last base backwards. */
		private void weigh(final int i, final int patch, final float[] block) {
			final double[] left = new double[dimensions];
			for (int d = 0; d < dimensions; d++)
				left[d] = block[d * Correlations.BLOCK + i] - rest[d *
					Correlations.BLOCK + i];
			for (int k = SPARSITY - 1; k >= 0; k--) {
				final int use = patch * SPARSITY + k;
				if (chosen[use] < 0) continue;
				final double[] base = bases[i * SPARSITY + k];
				double along = 0;
				double weight = 0;
				for (int d = 0; d < dimensions; d++) {
					along += base[d] * dictionary[chosen[use] * dimensions + d];
					weight += base[d] * left[d];
				}
				weights[use] = (float) (weight / along);
				for (int d = 0; d < dimensions; d++)
					left[d] -= weights[use] * dictionary[chosen[use] * dimensions + d];
			}
		}

		private static void subtract(final double[] from, final double[] base) {
			final double part = dot(from, base);
			for (int d = 0; d < from.length; d++)
				from[d] -= part * base[d];
		}

		private static double dot(final double[] a, final double[] b) {
			double sum = 0;
			for (int d = 0; d < a.length; d++)
				sum += a[d] * b[d];
			return sum;
		}
	}
}
