package sc.fiji.superres.bound;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.TriangularSolver_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.file.Tensor;
import sc.fiji.superres.file.YamlMap;
import sc.fiji.superres.model.Attachment;

/**
 * The kind of images that a model was trained on: what their low-resolution
 * patches look like, by their {@linkplain PatchStatistics statistics}.
 * <p>
 * The distance of a patch is that of Mahalanobis: the square root of (s - m)'
 * C^-1 (s - m), with the statistics s of the patch, and the mean m and the
 * covariance C of those of the training patches. An image has the mean distance
 * of its patches. It is told as the share of the training patches that are
 * closer: 50 % is usual, and an image beyond the {@link #limit} is of another
 * kind. Patches that are nearly uniform do not count.
 * </p>
 * <p>
 * Fitted by {@link KindFit}.
 * </p>
 *
 * @param normal mean of the statistics, then the rows of their covariance:
 *          {@code [1 + statistics, statistics]}; kinds of earlier versions have
 *          fewer statistics, the first ones
 * @param distances quantiles of the distances of the training patches, from the
 *          smallest to the largest, equally spaced
 * @param limit percentile that images of the kind do not exceed, but for a few
 * @param images number of images that it was fitted to
 */
public record ImageKind(Tensor normal, Tensor distances, double limit,
	int images)
{

	/** The entry of a package's {@code config} that holds a kind. */
	private static final String KEY = "superres_kind";

	/** The names of the arrays in a package. */
	private static final String NORMAL = "kind";
	private static final String DISTANCES = "kind_distances";

	/** Statistics by which kinds are compared: those that all kinds have. */
	private static final int COMPARED = 10;

	/**
	 * Degrees of freedom of Student's distribution, by which a few patches unlike
	 * those of the training do not decide (Lange, Little and Taylor 1989).
	 */
	private static final double FREEDOM = 4;

	/** Pixels between two patches of a map. */
	private static final int STEP = 8;

	/**
	 * Checks the arrays.
	 *
	 * @throws IllegalArgumentException if their sizes are others, distances fall,
	 *           or a value is not finite
	 */
	public ImageKind {
		final int n = normal.shape().length == 2 ? normal.shape()[1] : 0;
		final float[] quantiles = distances.values();
		boolean valid = n > 0 && n <= PatchStatistics.COUNT && normal
			.shape()[0] == n + 1 &&
			distances.shape().length == 1 && quantiles.length > 1 && limit >= 0 &&
			limit <= 100;
		for (final float value : normal.values())
			valid &= Float.isFinite(value);
		for (int i = 0; i < quantiles.length; i++)
			valid &= Float.isFinite(quantiles[i]) && (i == 0 || quantiles[i] >=
				quantiles[i - 1]);
		if (!valid) throw new IllegalArgumentException("The kind of a model's " +
			"images is damaged: it has the shapes " + Arrays.toString(normal.shape()) +
			" and " + Arrays.toString(distances.shape()) + " and the limit " + limit);
	}

	/**
	 * Reads the kind of images of a model.
	 *
	 * @param folderOrZip its package
	 * @return empty if the package does not hold it
	 * @throws IOException if it is damaged, or of other statistics
	 */
	public static Optional<ImageKind> read(final Path folderOrZip)
		throws IOException
	{
		final Optional<Attachment> found = Attachment.read(folderOrZip, KEY);
		if (found.isEmpty()) return Optional.empty();
		final YamlMap values = new YamlMap(folderOrZip.toString(), KEY, found.get()
			.values());
		// Kinds of earlier versions have the first of the statistics only.
		final List<Object> names = values.list("statistics");
		if (names.isEmpty() || names.size() > PatchStatistics.COUNT || !names.equals(
			PatchStatistics.NAMES.subList(0, names.size()))) throw values.wrong(
				"statistics", "this version knows " + PatchStatistics.NAMES +
					": calibrate the model again");
		final Map<String, Tensor> arrays = found.get().arrays();
		if (!arrays.keySet().containsAll(List.of(NORMAL, DISTANCES))) throw values
			.wrong("has no arrays " + NORMAL + " and " + DISTANCES);
		return Optional.of(new ImageKind(arrays.get(NORMAL), arrays.get(
			DISTANCES), values.number("limit"), values.integer("images")));
	}

	/**
	 * Writes the kind of images of a model into its package, in place of an older
	 * one.
	 *
	 * @param folder the package
	 * @param source what it was fitted to, in one line
	 * @throws IOException as {@link Attachment#write} does
	 */
	public void write(final Path folder, final String source)
		throws IOException
	{
		final Map<String, Object> values = new LinkedHashMap<>();
		values.put("statistics", PatchStatistics.NAMES.subList(0, normal.shape()[1]));
		values.put("side", PatchStatistics.SIDE);
		values.put("limit", limit);
		values.put("images", images);
		values.put("source", source);
		new Attachment(values, Map.of(NORMAL, normal, DISTANCES, distances)).write(
			folder, KEY);
	}

	/**
	 * Measures an image.
	 *
	 * @param planes as shares of the range: 0 is black, 1 white
	 * @return the share of the training patches that are closer, in percent; empty
	 *         if the planes are smaller than a patch, or nearly uniform
	 */
	public OptionalDouble percentile(final List<Plane> planes) {
		final double[][] whitening = whitening();
		final OptionalDouble mean = planes.stream().flatMap(
			plane -> new PatchStatistics(plane).spread().stream()).mapToDouble(
				statistics -> distance(statistics, whitening)).average();
		return mean.isPresent() ? OptionalDouble.of(percentile(mean.getAsDouble()))
			: mean;
	}

	/**
	 * Measures how likely an image is among those that the model was trained on: by
	 * Student's multivariate distribution around their mean, with their covariance as
	 * its scale.
	 *
	 * @param planes as shares of the range
	 * @return the logarithm of the density of its patches on average, to compare
	 *         with that of another kind, up to a constant; empty as
	 *         {@link #percentile(List)} is
	 */
	public OptionalDouble likelihood(final List<Plane> planes) {
		// The first rows of a Cholesky factor are those of the first statistics.
		final double[][] all = whitening();
		final double[][] whitening = Arrays.copyOf(all, Math.min(COMPARED, all.length));
		double volume = 0;
		for (int i = 0; i < whitening.length; i++)
			volume += Math.log(whitening[i][i]);
		final double densest = volume;
		return planes.stream().flatMap(plane -> new PatchStatistics(plane).spread()
			.stream()).mapToDouble(statistics -> densest - (FREEDOM + whitening.length) /
				2 * Math.log1p(Math.pow(distance(statistics, whitening), 2) / FREEDOM))
			.average();
	}

	/**
	 * Maps the percentile of the patch around each pixel.
	 *
	 * @param plane as shares of the range
	 * @param progress updated and checked from row to row
	 * @return a plane of the same size; NaN where the patch is nearly uniform
	 * @throws IllegalArgumentException if the plane is smaller than a patch
	 * @throws java.util.concurrent.CancellationException if the user stopped it
	 */
	public Plane map(final Plane plane, final Progress progress) {
		final int side = PatchStatistics.SIDE;
		final int right = plane.width() - side;
		final int bottom = plane.height() - side;
		if (Math.min(right, bottom) < 0) throw new IllegalArgumentException(
			"The image has " + plane + ", less than a patch of " + side + " x " + side +
				": open a larger one");
		final double[][] whitening = whitening();
		final PatchStatistics statistics = new PatchStatistics(plane);
		final float[] map = new float[plane.samples().length];
		for (int y = 0; y < plane.height(); y += STEP) {
			progress.check();
			progress.update((double) y / plane.height(), "row " + y);
			for (int x = 0; x < plane.width(); x += STEP) {
				final float value = (float) statistics.of(placed(x, right), placed(y,
					bottom)).map(found -> percentile(distance(found, whitening))).orElse(
						Double.NaN).doubleValue();
				for (int v = y; v < Math.min(y + STEP, plane.height()); v++)
					Arrays.fill(map, v * plane.width() + x, v * plane.width() + Math.min(x +
						STEP, plane.width()), value);
			}
		}
		return new Plane(map, plane.width(), plane.height());
	}

	/** Returns whether an image of a percentile is of another kind. */
	public boolean isFar(final double percentile) {
		return percentile > limit;
	}

	/** Returns the share of the training patches that are closer, in percent. */
	double percentile(final double distance) {
		final float[] quantiles = distances.values();
		int low = 0;
		int high = quantiles.length;
		while (low < high) {
			final int middle = (low + high) / 2;
			if (quantiles[middle] < distance) low = middle + 1;
			else high = middle;
		}
		if (low == 0) return 0;
		if (low == quantiles.length) return 100;
		final double step = quantiles[low] - quantiles[low - 1];
		return 100 * (low - 1 + (distance - quantiles[low - 1]) / step) /
			(quantiles.length - 1);
	}

	/**
	 * Returns the inverse of the Cholesky factor of the covariance, by which
	 * statistics become independent, with a variance of 1.
	 */
	double[][] whitening() {
		final int n = normal.shape()[1];
		final DMatrixRMaj covariance = new DMatrixRMaj(n, n);
		for (int i = 0; i < n * n; i++)
			covariance.data[i] = normal.values()[n + i];
		final CholeskyDecomposition_F64<DMatrixRMaj> cholesky =
			DecompositionFactory_DDRM.chol(n, true);
		if (!cholesky.decompose(covariance)) throw new IllegalArgumentException(
			"The kind of a model's images is damaged: its covariance is not positive");
		final DMatrixRMaj factor = cholesky.getT(null);
		TriangularSolver_DDRM.invertLower(factor.data, n);
		final double[][] inverse = new double[n][];
		for (int i = 0; i < n; i++)
			inverse[i] = Arrays.copyOfRange(factor.data, i * n, (i + 1) * n);
		return inverse;
	}

	/** Returns the distance of a patch, by as many statistics as the kind has. */
	double distance(final double[] statistics, final double[][] whitening) {
		double squares = 0;
		for (int i = 0; i < whitening.length; i++) {
			double sum = 0;
			for (int k = 0; k <= i; k++)
				sum += whitening[i][k] * (statistics[k] - normal.values()[k]);
			squares += sum * sum;
		}
		return Math.sqrt(squares);
	}

	// -- Helper methods --

	/** Returns where the patch around some pixels begins, within the plane. */
	private static int placed(final int at, final int last) {
		return Math.max(0, Math.min(last, at + (STEP - PatchStatistics.SIDE) / 2));
	}
}
