package sc.fiji.superres.dictionary;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.degrade.PairSampler.Pair;
import sc.fiji.superres.degrade.TestPairs;
import sc.fiji.superres.file.Tensor;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Sampling;

/** Tests {@link NearestAnchor} and {@link Neighbours} against plain sorting. */
class NearestAnchorTest {

	private static final PatchShape SHAPE = PatchShape.of(2, 3,
		Feature.DERIVATIVES);
	private static final Dictionary DICTIONARY = TestDictionaries.small(2);
	private static final float[] ANCHORS = DICTIONARY.anchors().values();

	private final TrainingPatches patches = new TrainingPatches(TestDictionaries
		.pairs(Degradation.bicubic(2), 4, 2), SHAPE, 1000, 1, Progress.NONE);
	private final Tensor filters = DICTIONARY.features();
	private final TrainingFeatures features = new TrainingFeatures(patches,
		filters, Progress.NONE);

	@Test
	void findsTheLargestCorrelation() {
		final NearestAnchor search = new NearestAnchor(ANCHORS, features
			.dimensions());
		for (int b = 0; b < features.blocks(); b++) {
			search.find(features.block(b), features.size(b));
			for (int i = 0; i < features.size(b); i++) {
				final int patch = b * Correlations.BLOCK + i;
				final int expected = IntStream.range(0, DICTIONARY.atoms()).boxed().max(
					Comparator.comparingDouble(a -> correlation(a, patch))).orElseThrow();
				assertEquals(correlation(expected, patch), search.score(i), 1e-6);
				assertEquals(correlation(search.anchor(i), patch), search.score(i),
					1e-6);
			}
		}
	}

	@Test
	void findsTheNearestPatchesOfEachAnchor() {
		final int[][] found = new int[DICTIONARY.atoms()][];
		Neighbours.find(features, ANCHORS, 37, Progress.NONE, (anchor,
			nearest) -> found[anchor] = nearest);
		for (int a = 0; a < found.length; a++) {
			final int anchor = a;
			final double[] expected = IntStream.range(0, features.count())
				.mapToDouble(patch -> -correlation(anchor, patch)).sorted().limit(37)
				.toArray();
			final double[] scores = IntStream.of(found[a]).mapToDouble(
				patch -> -correlation(anchor, patch)).sorted().toArray();
			assertArrayEquals(expected, scores, 1e-6);
			assertEquals(37, IntStream.of(found[a]).distinct().count());
		}
	}

	@Test
	void fewerPatchesThanNeighbours() {
		Neighbours.find(features, ANCHORS, 5000, Progress.NONE, (anchor,
			nearest) -> assertArrayEquals(IntStream.range(0, features.count())
				.toArray(), nearest));
	}

	/** Noise has no two equal windows, and every place is drawn once. */
	@Test
	void drawsNoPatchTwice() {
		final float[] noise = new float[40 * 40];
		final Random random = new Random(1);
		for (int i = 0; i < noise.length; i++)
			noise[i] = random.nextFloat();
		final Plane low = new Plane(noise, 40, 40);
		final TrainingPatches all = new TrainingPatches(List.of(TestPairs.of(low, Resampler.resized(Sampling.of(Kernel.named("bicubic")), low, 80, 80))), SHAPE,
			Integer.MAX_VALUE, 1, Progress.NONE);
		assertEquals(32 * 32, all.count());
		assertEquals(32 * 32, IntStream.range(0, all.count()).mapToObj(i -> {
			final double[] window = new double[81];
			all.window(i, window, 0);
			return Arrays.toString(window);
		}).distinct().count());
	}

	private double correlation(final int anchor, final int patch) {
		double sum = 0;
		for (int d = 0; d < features.dimensions(); d++)
			sum += ANCHORS[anchor * features.dimensions() + d] * features.get(patch,
				d);
		return Math.abs(sum);
	}
}
