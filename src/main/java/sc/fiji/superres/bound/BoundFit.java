package sc.fiji.superres.bound;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.file.Tensor;
import sc.fiji.superres.quality.LinearEquations;

/**
 * Fits an {@link ErrorBound} to images whose truth is known.
 * <ol>
 * <li>The weights of the score are those of a ridge regression of the logarithm
 * of the local mean error on the logarithms of the features.</li>
 * <li>Scores are cut into {@value #BINS} bins of equal count; the quantiles of
 * the errors in each bin are made monotone by pooling adjacent violators
 * (isotonic regression).</li>
 * <li>All bounds of a level are multiplied by the smallest factor for which
 * images that the quantiles were not fitted to are covered: with n of them, and
 * m the mean share of pixels beyond the bound, (n m + 1) / (n + 1) must not
 * exceed 1 - level. Then the expected coverage on a new image of the same kind
 * is at least the level, whatever the distribution.</li>
 * </ol>
 * <p>
 * Every second image is used for the last step; of fewer than {@value #SPLIT}
 * all are used for everything. Where there are too few images for the 1 in that
 * sum, the factor is that of half the allowed share of misses.
 * </p>
 * <p>
 * References: A. N. Angelopoulos, S. Bates, A. Fisch, L. Lei, T. Schuster,
 * Conformal Risk Control, ICLR 2024; A. N. Angelopoulos et al., Image-to-Image
 * Regression with Distribution-Free Uncertainty Quantification, ICML 2022.
 * </p>
 */
public final class BoundFit {

	/** Pixels of an image that are used. */
	private static final int PIXELS = 4096;

	private static final int BINS = 32;

	/** With fewer images, none are set aside for the correction. */
	private static final int SPLIT = 10;

	private static final double RIDGE = 1e-3;

	/** The smallest bound, as a share of the range. */
	private static final double LEAST = 1e-5;

	private static final int HALVINGS = 40;
	private static final double MOST_FACTOR = 16;

	private final List<Image> images = new ArrayList<>();

	/**
	 * Pixels of an image.
	 *
	 * @param features logarithms by feature
	 * @param local logarithm of the local mean error
	 * @param errors as shares of the range
	 */
	private record Image(float[][] features, float[] local, float[] errors) {

		int size() {
			return errors.length;
		}

		float[] scores(final double[] weights) {
			final float[] scores = new float[size()];
			for (int i = 0; i < scores.length; i++) {
				double score = 0;
				for (int k = 0; k < features.length; k++)
					score += weights[k] * features[k][i];
				scores[i] = (float) score;
			}
			return scores;
		}
	}

	/**
	 * Adds an image.
	 *
	 * @param low the plane that was enlarged
	 * @param result the enlarged plane
	 * @param truth the plane as it should be; NaN where it is not known
	 * @param intensities whose low and high are black and white
	 */
	public void add(final Plane low, final Plane result, final Plane truth,
		final Intensities intensities)
	{
		final double range = intensities.high() - intensities.low();
		final float[][] all = ErrorBound.logarithms(low, result, intensities);
		final float[] errors = new float[result.samples().length];
		for (int i = 0; i < errors.length; i++)
			errors[i] = Math.abs(result.samples()[i] - truth.samples()[i]);
		final float[] local = PixelFeatures.smoothed(new Plane(errors, result
			.width(), result.height()));
		final int[] known = IntStream.range(0, errors.length).filter(i -> Float
			.isFinite(local[i])).toArray();
		if (known.length == 0) return;
		final SplittableRandom random = new SplittableRandom(images.size());
		final int[] drawn = known.length <= PIXELS ? known : random.ints(PIXELS, 0,
			known.length).map(i -> known[i]).toArray();
		final float[][] features = new float[all.length][];
		for (int k = 0; k < all.length; k++)
			features[k] = taken(all[k], drawn);
		final float[] found = taken(local, drawn);
		for (int i = 0; i < found.length; i++)
			found[i] = ErrorBound.logarithm(found[i], ErrorBound.unit(range));
		final float[] shares = taken(errors, drawn);
		for (int i = 0; i < shares.length; i++)
			shares[i] *= ErrorBound.unit(range);
		images.add(new Image(features, found, shares));
	}

	/** Returns the number of images. */
	public int size() {
		return images.size();
	}

	/**
	 * Fits the bound.
	 *
	 * @throws IllegalArgumentException if no image was added
	 */
	public ErrorBound fit() {
		if (images.isEmpty()) throw new IllegalArgumentException(
			"There are no images to calibrate on: add at least one");
		final boolean split = images.size() >= SPLIT;
		final List<Image> fitted = split ? every(0) : images;
		final List<Image> others = split ? every(1) : images;
		final double[] weights = weights(fitted);
		final float[][] sorted = sorted(fitted, weights);
		final int bins = Math.min(BINS, sorted[0].length);
		final float[] values = new float[(ErrorBound.LEVELS.size() + 1) * bins];
		for (int b = 0; b < bins; b++)
			values[b] = (float) Arrays.stream(part(sorted[0], b, bins)).average()
				.orElseThrow();
		for (int l = 0; l < ErrorBound.LEVELS.size(); l++) {
			final double level = ErrorBound.LEVELS.get(l) / 100.0;
			final double[] quantiles = new double[bins];
			for (int b = 0; b < bins; b++)
				quantiles[b] = Math.max(LEAST, quantile(part(sorted[1], b, bins),
					level));
			final double[] rising = rising(quantiles);
			for (int b = 0; b < bins; b++)
				values[(l + 1) * bins + b] = (float) rising[b];
		}
		final Tensor table = new Tensor(new int[] { ErrorBound.LEVELS.size() + 1,
			bins }, values);
		final ErrorBound raw = new ErrorBound(DoubleStream.of(weights).boxed()
			.toList(), table, images.size());
		for (int l = 0; l < ErrorBound.LEVELS.size(); l++) {
			final double factor = factor(raw, weights, others, l);
			for (int b = 0; b < bins; b++)
				values[(l + 1) * bins + b] *= factor;
		}
		return new ErrorBound(raw.weights(), table, images.size());
	}

	// -- Helper methods --

	private List<Image> every(final int odd) {
		return IntStream.range(0, images.size()).filter(i -> i % 2 == odd).mapToObj(
			images::get).toList();
	}

	private static float[] taken(final float[] samples, final int[] at) {
		final float[] taken = new float[at.length];
		for (int i = 0; i < at.length; i++)
			taken[i] = samples[at[i]];
		return taken;
	}

	/** Returns the weights; the constant of the regression is left out. */
	private static double[] weights(final List<Image> images) {
		final int n = PixelFeatures.NAMES.size() + 1;
		final double[][] m = new double[n][n + 1];
		final double[] row = new double[n + 1];
		double count = 0;
		for (final Image image : images) {
			for (int i = 0; i < image.size(); i++) {
				for (int k = 0; k + 1 < n; k++)
					row[k] = image.features[k][i];
				row[n - 1] = 1;
				row[n] = image.local[i];
				for (int a = 0; a < n; a++)
					for (int b = 0; b <= n; b++)
						m[a][b] += row[a] * row[b];
				count++;
			}
		}
		for (int a = 0; a < n; a++)
			m[a][a] += RIDGE * count;
		return Arrays.copyOf(LinearEquations.solve(m), n - 1);
	}

	/** Returns all scores in rising order, and the errors in the same order. */
	private static float[][] sorted(final List<Image> images,
		final double[] weights)
	{
		record Pixel(float score, float error) {}
		final List<Pixel> pixels = new ArrayList<>();
		for (final Image image : images) {
			final float[] scores = image.scores(weights);
			for (int i = 0; i < scores.length; i++)
				pixels.add(new Pixel(scores[i], image.errors[i]));
		}
		pixels.sort((a, b) -> Float.compare(a.score, b.score));
		final float[][] sorted = new float[2][pixels.size()];
		for (int i = 0; i < pixels.size(); i++) {
			sorted[0][i] = pixels.get(i).score;
			sorted[1][i] = pixels.get(i).error;
		}
		return sorted;
	}

	/** Returns one of several equal parts. */
	private static double[] part(final float[] sorted, final int index,
		final int count)
	{
		final int from = (int) ((long) sorted.length * index / count);
		final int end = (int) ((long) sorted.length * (index + 1) / count);
		return IntStream.range(from, end).mapToDouble(i -> sorted[i]).toArray();
	}

	private static double quantile(final double[] values, final double level) {
		Arrays.sort(values);
		return values[Math.min(values.length - 1, (int) Math.ceil(level *
			values.length))];
	}

	/**
	 * Returns the closest sequence that never falls, by the pool adjacent violators
	 * algorithm.
	 */
	static double[] rising(final double[] values) {
		final double[] means = new double[values.length];
		final int[] counts = new int[values.length];
		int pools = 0;
		for (final double value : values) {
			means[pools] = value;
			counts[pools++] = 1;
			while (pools > 1 && means[pools - 2] > means[pools - 1]) {
				pools--;
				final int count = counts[pools - 1] + counts[pools];
				means[pools - 1] = (means[pools - 1] * counts[pools - 1] +
					means[pools] * counts[pools]) / count;
				counts[pools - 1] = count;
			}
		}
		final double[] rising = new double[values.length];
		int end = 0;
		for (int p = 0; p < pools; p++) {
			Arrays.fill(rising, end, end + counts[p], means[p]);
			end += counts[p];
		}
		return rising;
	}

	/** Returns the conformal factor of a level. */
	private static double factor(final ErrorBound raw, final double[] weights,
		final List<Image> images, final int level)
	{
		final double misses = 1 - ErrorBound.LEVELS.get(level) / 100.0;
		final int n = images.size();
		final double allowed = Math.max(misses / 2, ((n + 1) * misses - 1) / n);
		final List<double[]> ratios = images.stream().map(image -> {
			final float[] bounds = new float[image.size()];
			raw.bounds(image.scores(weights), level + 1, 1, bounds, 0);
			return IntStream.range(0, bounds.length).mapToDouble(i ->
				image.errors[i] / bounds[i]).toArray();
		}).toList();
		double low = 0;
		double high = MOST_FACTOR;
		for (int i = 0; i < HALVINGS; i++) {
			final double middle = (low + high) / 2;
			final double missed = ratios.stream().mapToDouble(ratio -> DoubleStream
				.of(ratio).filter(value -> value > middle).count() /
				(double) ratio.length).average().orElseThrow();
			if (missed > allowed) low = middle;
			else high = middle;
		}
		return high;
	}
}
