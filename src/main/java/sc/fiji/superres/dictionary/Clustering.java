package sc.fiji.superres.dictionary;

import java.util.Optional;

import sc.fiji.superres.block.EnumNames;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.model.About.Citation;

/** How anchors are found from the training patches. */
public enum Clustering {

		/** Cluster centers of the patches. */
		KMEANS {

			@Override
			float[] anchors(final TrainingFeatures features, final int atoms,
				final Progress progress)
			{
				return new KMeans(features, atoms).run(progress);
			}
		},

		/** Atoms of which weighted sums of three best approximate a patch. */
		KSVD {

			@Override
			float[] anchors(final TrainingFeatures features, final int atoms,
				final Progress progress)
			{
				return new Ksvd(features, atoms).run(progress);
			}

			@Override
			Optional<Citation> cite() {
				return Optional.of(Ksvd.CITE);
			}
		};

	/** Number of patches per atom from which anchors are found. */
	static final int PATCHES = 200;

	/**
	 * Returns a clustering by its name in lower case.
	 *
	 * @throws IllegalArgumentException if there is none; the message lists the
	 *           names
	 */
	public static Clustering named(final String name) {
		return EnumNames.find(Clustering.class, "clustering", name);
	}

	/**
	 * Finds anchors.
	 *
	 * @param features of the training patches, in random order; at least as many
	 *          have structure as there are atoms
	 * @param atoms number of anchors
	 * @return the anchors one after the other, each of length 1
	 */
	abstract float[] anchors(TrainingFeatures features, int atoms,
		Progress progress);

	/** Returns the work to cite; none for textbook methods. */
	Optional<Citation> cite() {
		return Optional.empty();
	}

	/** Returns the number of blocks from which anchors are found. */
	static int blocks(final TrainingFeatures features, final int atoms) {
		return (int) Math.min(features.blocks(), ((long) PATCHES * atoms - 1) /
			Correlations.BLOCK + 1);
	}

	/** Returns the first patches with structure, as initial anchors. */
	static float[] first(final TrainingFeatures features, final int atoms) {
		final int dimensions = features.dimensions();
		final float[] anchors = new float[atoms * dimensions];
		int patch = 0;
		for (int a = 0; a < atoms; a++, patch++) {
			while (features.length(patch) == 0)
				patch++;
			for (int d = 0; d < dimensions; d++)
				anchors[a * dimensions + d] = features.get(patch, d);
		}
		return anchors;
	}

	@Override
	public String toString() {
		return EnumNames.of(this);
	}
}
