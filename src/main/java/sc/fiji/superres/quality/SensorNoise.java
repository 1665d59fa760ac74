package sc.fiji.superres.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.filter.GaussianBlur;

/**
 * The signal-dependent noise of a camera, measured from images alone. With u
 * the signal as a fraction of the intensity range, P the photons at its high
 * end and r the read noise, the variance of a pixel is
 *
 * <pre>
 * var(u) = u / P + r^2
 * </pre>
 * <p>
 * Blocks of 8 x 8 pixels are sorted by their mean into bins of equal count. In
 * each bin the flattest quarter is used, by the gradient of the smoothed plane,
 * which is almost independent of the fine detail from which the variance is
 * computed: the diagonal wavelet coefficients of Daubechies' second wavelet.
 * Blocks that vary far more than the median of their bin contain structure, and
 * are left out. So are those as dark as blocks with clipped pixels, if enough
 * others remain; otherwise their mean and variance are those before Gaussian noise
 * was clipped at the low end ({@link ClippedNoise}). Low pixels that are counts of
 * no photon, whose share is exp(-mean^2 / variance), are not clipped. The line is
 * fitted by weighted least squares with neither term below
 * 0, outliers above it losing weight.
 * </p>
 * <p>
 * Intervals come from 200 bootstrap samples of the blocks, widened by
 * {@value #MODEL} of the value to account for the simplicity of the model.
 * Structure finer than two pixels counts as noise, and correlated noise
 * (interpolated or compressed images) is underestimated.
 * </p>
 * <p>
 * Reference: A. Foi, M. Trimeche, V. Katkovnik and K. Egiazarian, Practical
 * Poissonian-Gaussian noise modeling and fitting for single-image raw-data, IEEE
 * Transactions on Image Processing 2008, whose level sets are replaced by bins of
 * blocks.
 * </p>
 *
 * @param photons P; infinite if the variance does not rise with the signal
 * @param read r, as a fraction of the intensity range
 * @param mean mean of the signal
 * @param bins the points to which the line was fitted
 */
public record SensorNoise(Estimate photons, Estimate read, double mean,
	List<Bin> bins)
{

	/** Fraction of a value by which its interval is widened. */
	static final double MODEL = 0.2;

	/** Daubechies' wavelet with two vanishing moments, unit norm. */
	private static final double[] WAVELET = { -0.1294095225512604,
		-0.2241438680420134, 0.8365163037378079, -0.4829629131445341 };

	private static final int BLOCK = 8;
	private static final int BINS = 16;
	/** Minimum number of blocks in a bin. */
	private static final int BIN_BLOCKS = 16;
	/** Minimum number of flat blocks to measure a bin. */
	private static final int LEAST = 6;
	/** One block in this many of a bin counts as flat. */
	private static final int FLAT = 4;
	private static final double SMOOTH = 2;
	/** Neighboring coefficients overlap: this many count as one. */
	private static final double CORRELATED = 3;
	/** Largest fraction of clipped pixels in a block. */
	private static final double CLIPPED = 0.02;
	/** The same where the clipping is undone. */
	private static final double DARK = 0.9;
	/** Fraction of bright blocks that suffices to leave out all others. */
	private static final double WHOLE = 0.25;
	/** A block above this many medians of its bin contains structure. */
	private static final double STRUCTURE = 3;
	private static final double NOTHING = 1e-12;
	private static final int FITS = 10;
	private static final int SAMPLES = 200;

	/**
	 * Flat parts of one brightness.
	 *
	 * @param signal their mean
	 * @param variance of their noise
	 * @param count of independent coefficients
	 */
	public record Bin(double signal, double variance, double count) {}

	/**
	 * A block.
	 *
	 * @param mean its signal
	 * @param slope of the smoothed plane
	 * @param power of its detail
	 * @param dark fraction of its pixels at the low end of the range
	 * @param bright fraction of its pixels that are the highest of the plane
	 */
	private record Block(double mean, double slope, double power, double dark,
		double bright)
	{

		boolean whole() {
			return dark + bright <= CLIPPED;
		}

		boolean isDark() {
			return dark > CLIPPED && dark < DARK && bright <= CLIPPED;
		}

		/** Returns the variance of counts of photons, of which so many are 0. */
		double counted() {
			return mean * mean / -Math.log(dark);
		}

		/** Returns the variance of clipped Gaussian noise of this mean. */
		double cut() {
			final ClippedNoise noise = ClippedNoise.of(dark);
			return Math.pow(mean / noise.mean(), 2) * noise.variance();
		}

		/** Returns the block before Gaussian noise was clipped. */
		Block restored() {
			if (!isDark()) return this;
			final ClippedNoise noise = ClippedNoise.of(dark);
			final double variance = power / noise.variance();
			return new Block(noise.signal() * Math.sqrt(variance), slope, variance, 0,
				bright);
		}
	}

	/** The line var = rise u + floor. */
	private record Line(double rise, double floor) {

		double at(final double signal) {
			return Math.max(NOTHING, rise * Math.max(0, signal) + floor);
		}
	}

	/**
	 * Measures planes of one channel.
	 *
	 * @param planes planes in fractions of the intensity range, 0 to 1, all
	 *          finite
	 * @throws IllegalArgumentException if they are too small, or entirely clipped
	 *           or constant
	 */
	public static SensorNoise of(final List<Plane> planes) {
		final List<Block> all = new ArrayList<>();
		double sum = 0;
		long count = 0;
		for (final Plane plane : planes) {
			addBlocks(plane, all);
			for (final float sample : plane.samples())
				sum += sample;
			count += plane.samples().length;
		}
		final List<Block> blocks = usable(all);
		if (blocks.size() < BIN_BLOCKS) throw new IllegalArgumentException(
			"The noise cannot be measured: only " + blocks.size() + " blocks of " +
				BLOCK + " x " + BLOCK + " pixels are neither clipped nor constant, and " +
				BIN_BLOCKS + " are needed. Use larger images, or a shorter exposure");
		final List<List<Block>> flat = flat(blocks);
		final List<Bin> bins = flat.stream().map(SensorNoise::bin).toList();
		final Line line = fit(bins);
		final double[] photons = new double[SAMPLES];
		final double[] read = new double[SAMPLES];
		final SplittableRandom random = new SplittableRandom(1);
		for (int i = 0; i < SAMPLES; i++) {
			final Line other = fit(flat.stream().map(bin -> bin(drawn(bin, random)))
				.toList());
			photons[i] = photons(other);
			read[i] = Math.sqrt(other.floor);
		}
		return new SensorNoise(estimate(photons(line), photons), estimate(Math.sqrt(
			line.floor), read), sum / count, bins);
	}

	/** Returns the standard deviation of the noise at a signal. */
	public double sigma(final double signal) {
		return Math.sqrt(Math.max(0, signal) / photons.value() + read.value() * read
			.value());
	}

	// -- Helper methods --

	/** Returns the blocks whose noise can be measured, unclipped. */
	private static List<Block> usable(final List<Block> all) {
		final List<Block> blocks = new ArrayList<>(all);
		blocks.removeIf(block -> block.bright > CLIPPED);
		blocks.sort(Comparator.comparingDouble(Block::mean));
		final List<Block> bright = bright(blocks);
		if (bright.size() >= WHOLE * all.size()) return bright;
		final List<Block> dark = blocks.stream().filter(Block::isDark).sorted(
			Comparator.comparingDouble(Block::slope)).toList();
		if (isCounted(dark.subList(0, dark.size() / FLAT))) return blocks.subList(
			(int) blocks.stream().filter(block -> block.dark >= DARK).count(), blocks
				.size());
		blocks.removeIf(block -> block.dark >= DARK);
		blocks.replaceAll(Block::restored);
		return blocks;
	}

	/**
	 * Returns the brightest blocks, of which hardly any is clipped: to choose blocks
	 * by their own pixels would choose those of little noise.
	 */
	private static List<Block> bright(final List<Block> byMean) {
		int clipped = 0;
		int from = byMean.size();
		for (int i = byMean.size() - 1; i >= 0; i--) {
			if (!byMean.get(i).whole()) clipped++;
			if (clipped <= CLIPPED * (byMean.size() - i)) from = i;
		}
		final List<Block> bright = new ArrayList<>(byMean.subList(from, byMean
			.size()));
		bright.removeIf(block -> !block.whole());
		return bright;
	}

	/** Returns whether low pixels are counts of no photon rather than clipped. */
	private static boolean isCounted(final List<Block> dark) {
		final double power = dark.stream().mapToDouble(Block::power).sum();
		final double counted = dark.stream().mapToDouble(Block::counted).sum();
		final double cut = dark.stream().mapToDouble(Block::cut).sum();
		return Math.abs(Math.log(power / counted)) < Math.abs(Math.log(power /
			cut));
	}

	private static double photons(final Line line) {
		return line.rise < NOTHING ? Double.POSITIVE_INFINITY : 1 / line.rise;
	}

	private static void addBlocks(final Plane plane, final List<Block> blocks) {
		final int width = plane.width();
		final float[] samples = plane.samples();
		final float[] detail = detail(plane);
		final float[] smooth = GaussianBlur.of(SMOOTH).plane(samples, width, plane
			.height());
		float high = Float.NEGATIVE_INFINITY;
		for (final float sample : samples) {
			high = Math.max(high, sample);
		}
		for (int y = 0; y + BLOCK + WAVELET.length <= plane.height(); y += BLOCK) {
			for (int x = 0; x + BLOCK + WAVELET.length <= width; x += BLOCK) {
				double mean = 0;
				double slope = 0;
				double power = 0;
				int dark = 0;
				int bright = 0;
				for (int v = y; v < y + BLOCK; v++) {
					for (int i = v * width + x; i < v * width + x + BLOCK; i++) {
						mean += samples[i];
						final double dx = smooth[i + 1] - smooth[i];
						final double dy = smooth[i + width] - smooth[i];
						slope += dx * dx + dy * dy;
						power += (double) detail[i] * detail[i];
						if (samples[i] <= 0) dark++;
						if (samples[i] >= high) bright++;
					}
				}
				final double size = BLOCK * BLOCK;
				blocks.add(new Block(mean / size, slope, power / size, dark / size,
					bright / size));
			}
		}
	}

	/** Returns the diagonal wavelet coefficients; the last rows and columns are 0. */
	private static float[] detail(final Plane plane) {
		final int width = plane.width();
		final float[] rows = new float[plane.samples().length];
		final float[] detail = new float[rows.length];
		final int end = rows.length - (WAVELET.length - 1) * width;
		for (int i = 0; i < rows.length - WAVELET.length; i++) {
			double sum = 0;
			for (int k = 0; k < WAVELET.length; k++)
				sum += WAVELET[k] * plane.samples()[i + k];
			rows[i] = (float) sum;
		}
		for (int i = 0; i < end; i++) {
			double sum = 0;
			for (int k = 0; k < WAVELET.length; k++)
				sum += WAVELET[k] * rows[i + k * width];
			detail[i] = (float) sum;
		}
		return detail;
	}

	/** Returns the flattest blocks of each brightness. */
	private static List<List<Block>> flat(final List<Block> blocks) {
		blocks.sort(Comparator.comparingDouble(Block::mean));
		final int count = Math.max(1, Math.min(BINS, blocks.size() / BIN_BLOCKS));
		final List<List<Block>> bins = new ArrayList<>();
		for (int b = 0; b < count; b++) {
			final List<Block> bin = new ArrayList<>(blocks.subList((int) ((long) blocks
				.size() * b / count), (int) ((long) blocks.size() * (b + 1) / count)));
			bin.sort(Comparator.comparingDouble(Block::slope));
			bins.add(bin.subList(0, Math.max(LEAST, bin.size() / FLAT)));
		}
		return bins;
	}

	private static List<Block> drawn(final List<Block> bin,
		final SplittableRandom random)
	{
		final List<Block> drawn = new ArrayList<>(bin.size());
		for (int i = 0; i < bin.size(); i++)
			drawn.add(bin.get(random.nextInt(bin.size())));
		return drawn;
	}

	private static Bin bin(final List<Block> blocks) {
		final double[] powers = blocks.stream().mapToDouble(Block::power).sorted()
			.toArray();
		final double median = (powers[(powers.length - 1) / 2] +
			powers[powers.length / 2]) / 2;
		final double most = STRUCTURE * median + NOTHING;
		final double variance = Arrays.stream(powers).filter(power -> power < most)
			.average().orElse(median);
		return new Bin(blocks.stream().mapToDouble(Block::mean).average()
			.orElseThrow(), variance, blocks.size() * BLOCK * BLOCK / CORRELATED);
	}

	/** Fits the line by reweighted least squares; neither term is negative. */
	private static Line fit(final List<Bin> bins) {
		double[] weights = bins.stream().mapToDouble(bin -> bin.count / Math.pow(Math
			.max(NOTHING, bin.variance), 2)).toArray();
		Line line = new Line(0, 0);
		for (int i = 0; i < FITS; i++) {
			line = line(bins, weights);
			for (int k = 0; k < weights.length; k++) {
				final Bin bin = bins.get(k);
				final double fitted = line.at(bin.signal);
				final double above = (bin.variance - fitted) / fitted * Math.sqrt(
					bin.count / 2);
				final double trust = above > 2 ? 2 / above : 1;
				weights[k] = bin.count / (fitted * fitted) * trust * trust;
			}
		}
		return line;
	}

	private static Line line(final List<Bin> bins, final double[] weights) {
		double w = 0;
		double u = 0;
		double uu = 0;
		double v = 0;
		double uv = 0;
		for (int k = 0; k < weights.length; k++) {
			final double signal = Math.max(0, bins.get(k).signal);
			final double variance = bins.get(k).variance;
			w += weights[k];
			u += weights[k] * signal;
			uu += weights[k] * signal * signal;
			v += weights[k] * variance;
			uv += weights[k] * signal * variance;
		}
		final double determinant = w * uu - u * u;
		final double rise = determinant > NOTHING * w * uu ? (w * uv - u * v) /
			determinant : 0;
		if (rise <= 0) return new Line(0, Math.max(0, v / w));
		final double floor = (v - rise * u) / w;
		return floor >= 0 ? new Line(rise, floor) : new Line(uv / uu, 0);
	}

	private static Estimate estimate(final double value,
		final double[] samples)
	{
		Arrays.sort(samples);
		final double below = Math.max(0, value - samples[SAMPLES / 40]);
		final double above = Math.max(0, samples[SAMPLES - 1 - SAMPLES / 40] -
			value);
		if (Double.isInfinite(value)) return new Estimate(value, samples[SAMPLES /
			40] / (1 + MODEL), value);
		return new Estimate(value, Math.max(0, value - Math.hypot(below, MODEL *
			value)), value + Math.hypot(above, MODEL * value));
	}
}
