package sc.fiji.superres.dictionary;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.degrade.PairSampler.Pair;
import sc.fiji.superres.degrade.TestPairs;
import sc.fiji.superres.file.Npy;
import sc.fiji.superres.file.Tensor;

/**
 * Compares k-means, K-SVD and ridge regression with scikit-learn, on patches of
 * 3 x 3 samples: {@code src/test/resources/dictionary/fixtures.py}.
 */
class DictionaryOracleTest {

	private static final Path FOLDER = Path.of("src/test/resources/dictionary");

	/** One patch is a whole plane. */
	private static final PatchShape SHAPE = new PatchShape(1, 3, 0);
	private static final int SIDE = 3;
	private static final int DIMENSIONS = SIDE * SIDE;
	private static final long SEED = 1;

	/** Sums of 300 floats against doubles. */
	private static final double CENTERS = 2e-6;

	/** Weights of floats, over 20 rounds. */
	private static final double ATOMS = 1e-4;

	/** A system of 9 equations solved in doubles, from floats, kept as floats. */
	private static final double COEFFICIENTS = 2e-5;

	/** The fixtures begin with the patches that the suite begins with. */
	@Test
	void orderIsThatOfTheFixtures() throws IOException {
		final float[] order = read("order").values();
		final float[] numbers = new float[order.length * DIMENSIONS];
		for (int i = 0; i < numbers.length; i++)
			numbers[i] = i / DIMENSIONS;
		final TrainingPatches patches = patches(numbers, numbers);
		final double[] window = new double[DIMENSIONS];
		for (int i = 0; i < order.length; i++) {
			patches.window(i, window, 0);
			assertEquals(order[i], window[0]);
		}
	}

	@Test
	void kmeans() throws IOException {
		final float[] low = read("clustered").values();
		final TrainingFeatures features = features(patches(low, low));
		final float[] expected = read("kmeans").values();
		final int clusters = expected.length / DIMENSIONS;
		final float[] anchors = new KMeans(features, clusters).run(Progress.NONE);
		// The fixtures turned all patches to one side, which may be the other one.
		for (int c = 0; c < clusters; c++) {
			final float side = Math.signum(dot(expected, anchors, c));
			for (int d = c * DIMENSIONS; d < (c + 1) * DIMENSIONS; d++)
				assertEquals(expected[d], side * anchors[d], CENTERS);
		}
	}

	@Test
	void ksvd() throws IOException {
		final float[] low = read("sparse").values();
		final TrainingFeatures features = features(patches(low, low));
		final float[] expected = read("ksvd").values();
		final float[] atoms = new Ksvd(features, expected.length / DIMENSIONS).run(
			Progress.NONE);
		assertClose(expected, atoms, ATOMS);
	}

	/** With fewer patches than neighbors, an anchor is fitted to all of them. */
	@Test
	void ridge() throws IOException {
		final TrainingPatches patches = patches(read("sparse").values(), read(
			"high").values());
		final float[] anchor = new float[DIMENSIONS];
		anchor[0] = 1;
		final float[] regressor = new Regressors(patches, features(patches), anchor,
			DIMENSIONS).fit(Association.APLUS, Progress.NONE);
		assertClose(read("ridge").values(), regressor, COEFFICIENTS);
	}

	// -- Helper methods --

	private static Tensor read(final String name) throws IOException {
		return Npy.read(FOLDER.resolve(name + ".npy"));
	}

	private static TrainingPatches patches(final float[] low,
		final float[] high)
	{
		final List<Pair> pairs = new ArrayList<>();
		for (int i = 0; i < low.length; i += DIMENSIONS)
			pairs.add(TestPairs.of(plane(low, i), plane(high, i)));
		return new TrainingPatches(pairs, SHAPE, pairs.size(), SEED,
			Progress.NONE);
	}

	private static Plane plane(final float[] rows, final int first) {
		return new Plane(Arrays.copyOfRange(rows, first, first + DIMENSIONS), SIDE,
			SIDE);
	}

	/** Features are the samples themselves. */
	private static TrainingFeatures features(final TrainingPatches patches) {
		final float[] filters = new float[DIMENSIONS * DIMENSIONS];
		for (int d = 0; d < DIMENSIONS; d++)
			filters[d * DIMENSIONS + d] = 1;
		return new TrainingFeatures(patches, new Tensor(new int[] { DIMENSIONS,
			SIDE, SIDE }, filters), Progress.NONE);
	}

	private static float dot(final float[] a, final float[] b, final int row) {
		float sum = 0;
		for (int d = row * DIMENSIONS; d < (row + 1) * DIMENSIONS; d++)
			sum += a[d] * b[d];
		return sum;
	}

	private static void assertClose(final float[] expected, final float[] actual,
		final double tolerance)
	{
		assertArrayEquals(expected, actual, (float) tolerance);
	}
}
