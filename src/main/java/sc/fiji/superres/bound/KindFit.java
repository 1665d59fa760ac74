package sc.fiji.superres.bound;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.file.Tensor;

/**
 * Fits an {@link ImageKind} to the low-resolution images that a model learned
 * from.
 * <p>
 * The limit of the kind is what {@value #WITHIN} % of new images of it stay
 * below. The images are measured in {@value #FOLDS} parts, each by a kind that was
 * fitted to the others (cross-conformal; of up to as many images, each is left out
 * once), by {@value #PART} adjacent patches at a time, because images may be small.
 * Where there are too few images for that percentage, the limit is that of a
 * normal distribution of the logarithms of these distances whose mean and variance
 * are not known (a prediction interval by Student's t). It is from
 * {@value #LEAST_LIMIT} to {@value #MOST_LIMIT} %.
 * </p>
 */
public final class KindFit {

	/** Percentage of images of the kind within the limit. */
	private static final double WITHIN = 97.5;

	private static final double LEAST_LIMIT = 90;

	/** What is beyond this, is beyond nearly all patches that were seen. */
	private static final double MOST_LIMIT = 99.9;

	/** Parts into which images are divided for the limit. */
	private static final int FOLDS = 8;

	/** Patches of a small image. */
	private static final int PART = 16;

	/** The normal deviate of that percentage. */
	private static final double DEVIATE = 1.96;

	/** A part of the variances is added to them, and at least this part of 1. */
	private static final double RIDGE = 1e-3;
	private static final double LEAST_VARIANCE = 1e-2;

	/** Quantiles of the distances, from 0 to 100 %. */
	private static final int QUANTILES = 1001;

	private final List<List<double[]>> images = new ArrayList<>();

	/**
	 * Adds an image; one that is smaller than a patch, or nearly uniform, does not
	 * count.
	 *
	 * @param low the image at low resolution, as the model sees it: 0 is black, 1
	 *          white
	 */
	public void add(final Plane low) {
		final List<double[]> patches = new PatchStatistics(low).spread();
		if (!patches.isEmpty()) images.add(patches);
	}

	/**
	 * Fits the kind.
	 *
	 * @return empty if there are fewer patches than it takes
	 */
	public Optional<ImageKind> fit() {
		if (images.stream().mapToInt(List::size).sum() <= PatchStatistics.COUNT)
			return Optional.empty();
		final ImageKind all = fit(images);
		return Optional.of(new ImageKind(all.normal(), all.distances(), Math.max(
			LEAST_LIMIT, Math.min(MOST_LIMIT, limit(all))), images.size()));
	}

	// -- Helper methods --

	/** Returns the percentile that few images exceed which were not fitted to. */
	private double limit(final ImageKind all) {
		final int n = images.size();
		final List<Double> distances = new ArrayList<>();
		final List<Double> percentiles = new ArrayList<>();
		final int folds = Math.min(FOLDS, n);
		for (int fold = 0; fold < folds; fold++) {
			final ImageKind others = without(fold, folds).orElse(all);
			for (int i = fold; i < n; i += folds) {
				final List<double[]> patches = images.get(i);
				for (int first = 0; first < patches.size(); first += PART) {
					final double distance = mean(others, patches.subList(first, Math.min(
						first + PART, patches.size())));
					distances.add(Math.log(distance));
					percentiles.add(others.percentile(distance));
				}
			}
		}
		final double share = WITHIN / 100 * (n + 1) / n;
		if (share <= 1 || n == 1) return percentiles.stream().sorted().toList().get(
			(int) Math.ceil(Math.min(1, share) * percentiles.size()) - 1);
		final double mean = mean(distances);
		final double variance = mean(distances.stream().map(d -> (d - mean) * (d -
			mean)).toList());
		return all.percentile(Math.exp(mean + student(n - 1) * Math.sqrt(variance *
			(1 + 1.0 / n))));
	}

	/** Returns the kind of all images but every n-th; empty if these are too few. */
	private Optional<ImageKind> without(final int fold, final int folds) {
		final List<List<double[]>> others = IntStream.range(0, images.size()).filter(
			i -> i % folds != fold).mapToObj(images::get).toList();
		return others.stream().mapToInt(List::size).sum() <= PatchStatistics.COUNT
			? Optional.empty() : Optional.of(fit(others));
	}

	/**
	 * Returns the deviate of Student's t in the place of the normal one: the first
	 * terms of its expansion, Abramowitz and Stegun 26.7.5.
	 *
	 * @param freedom its degrees
	 */
	static double student(final int freedom) {
		final double z = DEVIATE;
		final double first = z * (z * z + 1) / 4;
		final double second = z * (5 * Math.pow(z, 4) + 16 * z * z + 3) / 96;
		return z + first / freedom + second / freedom / freedom;
	}

	private static double mean(final List<Double> values) {
		return values.stream().mapToDouble(Double::doubleValue).average()
			.orElseThrow();
	}

	private static double mean(final ImageKind kind,
		final List<double[]> patches)
	{
		final double[][] whitening = kind.whitening();
		return patches.stream().mapToDouble(patch -> kind.distance(patch, whitening))
			.average().orElseThrow();
	}

	/** Returns the kind of some images, without a limit. */
	private static ImageKind fit(final List<List<double[]>> images) {
		final List<double[]> patches = images.stream().flatMap(List::stream).toList();
		final int n = PatchStatistics.COUNT;
		final float[] normal = new float[(n + 1) * n];
		final double[] mean = new double[n];
		final double[][] products = new double[n][n];
		for (final double[] patch : patches)
			for (int i = 0; i < n; i++)
				mean[i] += patch[i] / patches.size();
		for (final double[] patch : patches)
			for (int i = 0; i < n; i++)
				for (int j = 0; j < n; j++)
					products[i][j] += (patch[i] - mean[i]) * (patch[j] - mean[j]) / patches
						.size();
		for (int i = 0; i < n; i++) {
			normal[i] = (float) mean[i];
			products[i][i] += RIDGE * Math.max(LEAST_VARIANCE, products[i][i]);
			for (int j = 0; j < n; j++)
				normal[(i + 1) * n + j] = (float) products[i][j];
		}
		final Tensor tensor = new Tensor(new int[] { n + 1, n }, normal);
		final ImageKind raw = new ImageKind(tensor, new Tensor(new int[] { 2 },
			new float[2]), 0, images.size());
		final double[][] whitening = raw.whitening();
		final double[] sorted = patches.stream().mapToDouble(patch -> raw.distance(
			patch, whitening)).sorted().toArray();
		final float[] quantiles = new float[QUANTILES];
		for (int i = 0; i < QUANTILES; i++)
			quantiles[i] = (float) sorted[(int) ((long) i * (sorted.length - 1) /
				(QUANTILES - 1))];
		return new ImageKind(tensor, new Tensor(new int[] { QUANTILES }, quantiles), 0,
			images.size());
	}
}
