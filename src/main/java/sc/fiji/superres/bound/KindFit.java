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
 * below: the kind is fitted to every second image, and the others are measured
 * (split conformal). It is at least {@value #LEAST_LIMIT} %.
 * </p>
 */
public final class KindFit {

	/** Percentage of images of the kind within the limit. */
	private static final double WITHIN = 97.5;

	private static final double LEAST_LIMIT = 90;

	/** With fewer images, none are set aside for the limit. */
	private static final int SPLIT = 4;

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
		final boolean split = images.size() >= SPLIT;
		final ImageKind half = split ? fit(every(0)) : fit(images);
		final double[] percentiles = (split ? every(1) : images).stream().mapToDouble(
			image -> half.percentile(mean(half, image))).sorted().toArray();
		final int rank = (int) Math.ceil(WITHIN / 100 * (percentiles.length + 1));
		final ImageKind all = fit(images);
		return Optional.of(new ImageKind(all.normal(), all.distances(), Math.max(
			LEAST_LIMIT, percentiles[Math.min(rank, percentiles.length) - 1]), images
				.size()));
	}

	// -- Helper methods --

	private List<List<double[]>> every(final int odd) {
		return IntStream.range(0, images.size()).filter(i -> i % 2 == odd).mapToObj(
			images::get).toList();
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
