package sc.fiji.superres.dictionary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.degrade.DegradationRange;
import sc.fiji.superres.degrade.PairSampler.Pair;

/** Small dictionaries, and the images that they learn from. */
public final class TestDictionaries {

	private static final int SIZE = 72;

	private TestDictionaries() {
		// Static methods only.
	}

	/** Trains on derivatives with 24 anchors by A+. */
	public static Dictionary small(final int scale) {
		return train(scale, settings(24));
	}

	static Dictionary train(final int scale,
		final DictionarySettings settings)
	{
		final Degradation degradation = Degradation.of(scale);
		return DictionaryTrainer.train(pairs(degradation, 0, 3), Optional.of(
			DegradationRange.of(degradation)), scale, settings, Progress.NONE);
	}

	static DictionarySettings settings(final int atoms) {
		return new DictionarySettings(Feature.DERIVATIVES, 0, atoms,
			Clustering.KMEANS, Association.APLUS, 20_000, 1);
	}

	/** Makes pairs of the images of some seeds. */
	static List<Pair> pairs(final Degradation degradation, final int first,
		final int count)
	{
		final List<Pair> pairs = new ArrayList<>();
		for (int seed = first; seed < first + count; seed++)
			pairs.add(Pair.of(List.of(image(seed)), degradation, seed));
		return pairs;
	}

	/** Draws discs and rectangles over each other, 0 to 1, with soft shades. */
	public static Plane image(final int seed) {
		final Random random = new Random(seed);
		final float[] samples = new float[SIZE * SIZE];
		for (int shape = 0; shape < 40; shape++) {
			final double x0 = random.nextDouble() * SIZE;
			final double y0 = random.nextDouble() * SIZE;
			final double radius = 3 + random.nextDouble() * 12;
			final double slope = random.nextDouble() * 0.01;
			final float value = random.nextFloat();
			final boolean disc = random.nextBoolean();
			for (int y = 0; y < SIZE; y++) {
				for (int x = 0; x < SIZE; x++) {
					final double far = disc ? Math.hypot(x - x0, y - y0) : Math.max(Math
						.abs(x - x0), Math.abs(y - y0));
					if (far < radius) samples[y * SIZE + x] = (float) (value + slope *
						far);
				}
			}
		}
		return new Plane(samples, SIZE, SIZE);
	}
}
