package sc.fiji.superres.dictionary;

import java.util.Comparator;
import java.util.stream.IntStream;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

import sc.fiji.superres.block.Progress;

/** Fits the regressors of all anchors: see {@link Association}. */
final class Regressors {

	private static final double RIDGE = 0.1;

	/** Number of anchors that ANR fits to. */
	private static final int ANCHORS = 40;

	/**
	 * Length of features, for a range of 1, below which an HR patch is not scaled
	 * up because it is mostly noise.
	 */
	private static final float WEAK = 0.1f;

	private final TrainingPatches patches;
	private final TrainingFeatures features;
	private final float[] anchors;
	private final int dimensions;
	private final int outputs;
	private final float[] regressors;

	/**
	 * @param outputs pixels of a high-resolution patch
	 */
	Regressors(final TrainingPatches patches, final TrainingFeatures features,
		final float[] anchors, final int outputs)
	{
		this.patches = patches;
		this.features = features;
		this.anchors = anchors;
		this.dimensions = features.dimensions();
		this.outputs = outputs;
		regressors = new float[anchors.length * outputs];
	}

	/** Returns the shape {@code [atoms, features, outputs]}. */
	float[] fit(final Association association, final Progress progress) {
		final double[] high = new double[association == Association.ANR
			? anchors.length / dimensions * outputs : 0];
		final int[] done = new int[1];
		Neighbours.find(features, anchors, association.neighbours(), progress, (
			anchor, found) -> {
			switch (association) {
				case PAIR -> pair(anchor, found[0]);
				case ANR -> mean(anchor, found, high);
				default -> ridge(anchor, low(anchor, found), high(found));
			}
			synchronized (done) {
				progress.update((double) ++done[0] * dimensions / anchors.length,
					"Regressor " + done[0]);
			}
		});
		if (association == Association.ANR) Loop.run(anchors.length / dimensions,
			16, progress, (from, end) -> {
				for (int a = from; a < end; a++)
					anchored(a, high);
			});
		return regressors;
	}

	private void pair(final int anchor, final int patch) {
		final double[] high = new double[outputs];
		patches.high(patch, high, 0, factor(patch));
		for (int d = 0; d < dimensions; d++) {
			for (int k = 0; k < outputs; k++)
				regressors[(anchor * dimensions + d) * outputs + k] =
					(float) (features.get(patch, d) * high[k]);
		}
	}

	/** Computes the mean HR patch of an anchor. */
	private void mean(final int anchor, final int[] found, final double[] high) {
		final double[] one = new double[outputs];
		double squares = 0;
		for (final int patch : found) {
			final double along = correlation(anchor, patch);
			squares += along * along;
			patches.high(patch, one, 0, along * factor(patch));
			for (int k = 0; k < outputs; k++)
				high[anchor * outputs + k] += one[k];
		}
		if (squares == 0) return;
		for (int k = 0; k < outputs; k++)
			high[anchor * outputs + k] /= squares;
	}

	private void anchored(final int anchor, final double[] high) {
		final int[] nearest = IntStream.range(0, anchors.length / dimensions).boxed()
			.sorted(Comparator.comparingDouble(other -> -Math.abs(product(anchor,
				other)))).limit(ANCHORS).mapToInt(Integer::intValue).toArray();
		final DMatrixRMaj x = new DMatrixRMaj(nearest.length, dimensions);
		final DMatrixRMaj h = new DMatrixRMaj(nearest.length, outputs);
		for (int i = 0; i < nearest.length; i++) {
			for (int d = 0; d < dimensions; d++)
				x.set(i, d, anchors[nearest[i] * dimensions + d]);
			System.arraycopy(high, nearest[i] * outputs, h.data, i * outputs,
				outputs);
		}
		ridge(anchor, x, h);
	}

	private DMatrixRMaj low(final int anchor, final int[] found) {
		final DMatrixRMaj x = new DMatrixRMaj(found.length, dimensions);
		for (int i = 0; i < found.length; i++) {
			for (int d = 0; d < dimensions; d++)
				x.set(i, d, features.get(found[i], d));
		}
		return x;
	}

	private DMatrixRMaj high(final int[] found) {
		final DMatrixRMaj h = new DMatrixRMaj(found.length, outputs);
		for (int i = 0; i < found.length; i++)
			patches.high(found[i], h.data, i * outputs, factor(found[i]));
		return h;
	}

	private void ridge(final int anchor, final DMatrixRMaj x,
		final DMatrixRMaj h)
	{
		final DMatrixRMaj squares = new DMatrixRMaj(dimensions, dimensions);
		CommonOps_DDRM.multTransA(x, x, squares);
		for (int d = 0; d < dimensions; d++)
			squares.add(d, d, RIDGE);
		final DMatrixRMaj products = new DMatrixRMaj(dimensions, outputs);
		CommonOps_DDRM.multTransA(x, h, products);
		final DMatrixRMaj fitted = new DMatrixRMaj(dimensions, outputs);
		final LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM
			.symmPosDef(dimensions);
		if (!solver.setA(squares)) throw new ArithmeticException(
			"The regressor of anchor " + anchor + " is not defined: choose other " +
				"images or fewer atoms");
		solver.solve(products, fitted);
		final int first = anchor * dimensions * outputs;
		for (int i = 0; i < fitted.data.length; i++)
			regressors[first + i] = (float) fitted.data[i];
	}

	/** Returns the factor by which an HR patch is scaled like its features. */
	private double factor(final int patch) {
		final float length = features.length(patch);
		return length < WEAK ? 1 : 1 / length;
	}

	private double correlation(final int anchor, final int patch) {
		double sum = 0;
		for (int d = 0; d < dimensions; d++)
			sum += anchors[anchor * dimensions + d] * features.get(patch, d);
		return sum;
	}

	private double product(final int a, final int b) {
		double sum = 0;
		for (int d = 0; d < dimensions; d++)
			sum += anchors[a * dimensions + d] * anchors[b * dimensions + d];
		return sum;
	}
}
