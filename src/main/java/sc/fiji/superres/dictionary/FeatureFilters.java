package sc.fiji.superres.dictionary;

import java.util.Arrays;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.file.Tensor;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Sampling;

/**
 * Finds the filters that compute the features of a patch: the principal
 * components of a {@link Feature} of patches of the interpolated image.
 * <p>
 * Interpolation, derivatives and principal components are all linear, so that
 * one filter of the LR window combines them. With M the matrix from a window to
 * its feature, and C = L L' the second moments of windows, the components of M
 * C M' are M L q / sqrt(e), where q and e are the eigenvectors and eigenvalues
 * of L' M' M L, which is no larger than the window. The filters are therefore
 * q' L' M' M / sqrt(e).
 * </p>
 */
final class FeatureFilters {

	/** The fraction of the energy that is kept. */
	private static final double ENERGY = 0.999;

	/** Energy of a patch below which images have no structure. */
	private static final double NOTHING = 1e-10;

	/** Largest number of windows from which moments are computed. */
	private static final int MOST_WINDOWS = 200_000;

	/** Largest number of products for their computation. */
	private static final double PRODUCTS = 2e10;

	private final PatchShape shape;
	private final Feature feature;

	FeatureFilters(final PatchShape shape, final Feature feature) {
		this.shape = shape;
		this.feature = feature;
	}

	/**
	 * Finds the filters.
	 *
	 * @param patches the training patches
	 * @param progress says whether to stop
	 * @return {@code [features, window, window]}
	 * @throws IllegalArgumentException if all patches are constant
	 */
	Tensor learn(final TrainingPatches patches, final Progress progress) {
		final DMatrixRMaj moments = moments(patches, progress);
		final DMatrixRMaj squares = squares();
		progress.check();
		final int size = moments.numRows;
		final EigenDecomposition_F64<DMatrixRMaj> windows = eigen(moments);
		final DMatrixRMaj root = new DMatrixRMaj(size, size);
		for (int i = 0; i < size; i++) {
			final double value = Math.sqrt(Math.max(0, windows.getEigenvalue(i)
				.getReal()));
			for (int row = 0; row < size; row++)
				root.set(row, i, value * windows.getEigenVector(i).get(row));
		}
		progress.check();
		final DMatrixRMaj half = new DMatrixRMaj(size, size);
		CommonOps_DDRM.multTransA(root, squares, half);
		final DMatrixRMaj whole = new DMatrixRMaj(size, size);
		CommonOps_DDRM.mult(half, root, whole);
		return strongest(eigen(whole), half);
	}

	/** Returns the mean of w w' over windows w. */
	private DMatrixRMaj moments(final TrainingPatches patches,
		final Progress progress)
	{
		final int size = shape.window() * shape.window();
		final double affordable = PRODUCTS / size / size;
		final int count = (int) Math.min(patches.count(), Math.max(4.0 * size, Math
			.min(MOST_WINDOWS, affordable)));
		final int block = Correlations.BLOCK;
		final int parts = 16;
		final DMatrixRMaj[] sums = new DMatrixRMaj[parts];
		Loop.run(parts, 1, progress, (part, end) -> {
			sums[part] = new DMatrixRMaj(size, size);
			final DMatrixRMaj rows = new DMatrixRMaj(block, size);
			for (int from = part * block; from < count; from += parts * block) {
				progress.check();
				rows.reshape(Math.min(block, count - from), size);
				for (int i = 0; i < rows.numRows; i++)
					patches.window(from + i, rows.data, i * size);
				CommonOps_DDRM.multAddTransA(rows, rows, sums[part]);
			}
		});
		for (int part = 1; part < parts; part++)
			CommonOps_DDRM.addEquals(sums[0], sums[part]);
		CommonOps_DDRM.divide(sums[0], count);
		return sums[0];
	}

	/** Returns M' M, from the feature of each pixel of the window. */
	private DMatrixRMaj squares() {
		final int side = shape.window();
		// Margin around the window, so that its border has no effect.
		final int room = 4;
		final int width = side + 2 * room;
		DMatrixRMaj responses = null;
		for (int i = 0; i < side * side; i++) {
			final float[] pixel = new float[width * width];
			pixel[(room + i / side) * width + room + i % side] = 1;
			final int high = width * shape.scale();
			final float[] response = feature.of(Resampler.resized(Sampling.of(Kernel.named("bicubic")), new Plane(pixel, width, width), high, high), (room +
					shape.halo()) * shape.scale(), shape.high());
			if (responses == null) responses = new DMatrixRMaj(side * side,
				response.length);
			for (int k = 0; k < response.length; k++)
				responses.set(i, k, response[k]);
		}
		final DMatrixRMaj squares = new DMatrixRMaj(side * side, side * side);
		CommonOps_DDRM.multTransB(responses, responses, squares);
		return squares;
	}

	private static EigenDecomposition_F64<DMatrixRMaj> eigen(
		final DMatrixRMaj matrix)
	{
		final EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM
			.eig(matrix.numRows, true, true);
		for (int i = 0; i < matrix.numRows; i++) {
			for (int k = 0; k < i; k++) {
				final double mean = (matrix.get(i, k) + matrix.get(k, i)) / 2;
				matrix.set(i, k, mean);
				matrix.set(k, i, mean);
			}
		}
		if (!eigen.decompose(matrix.copy())) throw new ArithmeticException(
			"The principal components of the patches cannot be computed: choose " +
			"other images");
		return eigen;
	}

	private Tensor strongest(final EigenDecomposition_F64<DMatrixRMaj> eigen,
		final DMatrixRMaj half)
	{
		final int size = half.numRows;
		final Integer[] order = new Integer[size];
		double energy = 0;
		for (int i = 0; i < size; i++) {
			order[i] = i;
			energy += Math.max(0, eigen.getEigenvalue(i).getReal());
		}
		if (!(energy > NOTHING)) throw new IllegalArgumentException(
			"The images are constant, there is nothing to learn from them: choose " +
			"images with structure");
		Arrays.sort(order, (a, b) -> Double.compare(eigen.getEigenvalue(
			b).getReal(), eigen.getEigenvalue(a).getReal()));
		int count = 0;
		for (double kept = 0; count < size && kept < ENERGY * energy; count++)
			kept += eigen.getEigenvalue(order[count]).getReal();
		final float[] filters = new float[count * size];
		final DMatrixRMaj filter = new DMatrixRMaj(size, 1);
		for (int d = 0; d < count; d++) {
			CommonOps_DDRM.multTransA(half, eigen.getEigenVector(order[d]), filter);
			final double length = Math.sqrt(eigen.getEigenvalue(order[d]).getReal());
			for (int k = 0; k < size; k++)
				filters[d * size + k] = (float) (filter.get(k) / length);
		}
		return new Tensor(new int[] { count, shape.window(), shape.window() },
			filters);
	}
}
