package sc.fiji.superres.quality;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

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
 * Overlapping blocks of 8 x 8 pixels are sorted into bins of equal count by the mean
 * of the pixels around them, whose noise is not theirs. In each bin the flattest
 * eighth is used, and all blocks whose slope noise explains, by the gradient of the
 * smoothed plane, which is almost independent of the fine detail from which the
 * variance is computed: the coefficients of Daubechies' second wavelet. Texture is
 * told from noise by its spectrum, and clipping is part of the model
 * ({@link NoiseFit}).
 * </p>
 * <p>
 * Noise that the object has already, as a scan of an image has, counts as noise.
 * Structure that is as fine as noise does, too; correlated noise (of interpolated or
 * compressed images) is underestimated.
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
 * @param middle standard deviation of the noise at that mean
 * @param bins the points to which the line was fitted
 */
public record SensorNoise(Estimate photons, Estimate read, double mean,
	Estimate middle, List<Bin> bins)
{

	/** Daubechies' wavelet with two vanishing moments, unit norm. */
	private static final double[] HIGH = { -0.1294095225512604,
		-0.2241438680420134, 0.8365163037378079, -0.4829629131445341 };
	private static final double[] LOW = { 0.4829629131445341, 0.8365163037378079,
		0.2241438680420134, -0.1294095225512604 };

	private static final int BLOCK = 8;
	/** Pixels from one block to the next. */
	private static final int STRIDE = 4;
	private static final int BINS = 16;
	/** Minimum number of blocks in a bin. */
	private static final int BIN_BLOCKS = 64;
	/** Minimum number of blocks. */
	private static final int LEAST = 16;
	/** One block in this many of a bin counts as flat. */
	private static final int FLAT = 8;
	private static final double SMOOTH = 2;
	/** Pixels around a block by which its brightness is judged. */
	private static final int RING = 4;
	/**
	 * Slope of a block at most, by the variance of its noise: 1.5 times what
	 * smoothing leaves of it, 2 / (8 pi SMOOTH^4) for each pixel.
	 */
	private static final double EVEN = 1.5 * BLOCK * BLOCK * 2 / (8 * Math.PI *
		SMOOTH * SMOOTH * SMOOTH * SMOOTH);
	/** Coefficients, and blocks, overlap: this many count as one. */
	private static final double CORRELATED = 10;
	/** Largest fraction of clipped pixels in a block. */
	private static final double CLIPPED = 0.9;

	/**
	 * Flat parts of one brightness.
	 *
	 * @param signal their mean
	 * @param variance of their noise
	 */
	public record Bin(double signal, double variance) {}

	/**
	 * A block.
	 *
	 * @param mean its signal
	 * @param around mean of the pixels around it, whose noise is not its own
	 * @param top highest value of the smoothed plane
	 * @param black fraction of its pixels at the low end of the range
	 * @param slope of the smoothed plane
	 * @param power of its diagonal detail
	 * @param coarse mean power of its horizontal and vertical detail
	 */
	private record Block(double mean, double around, double top, double black,
		double slope, double power, double coarse)
	{}

	/**
	 * Measures planes of one channel.
	 *
	 * @param planes planes in fractions of the intensity range, 0 to 1, all
	 *          finite
	 * @throws IllegalArgumentException if they are too small, or entirely clipped
	 *           or constant
	 */
	public static SensorNoise of(final List<Plane> planes) {
		final List<Block> blocks = new ArrayList<>();
		double sum = 0;
		long count = 0;
		for (final Plane plane : planes) {
			addBlocks(plane, blocks);
			for (final float sample : plane.samples())
				sum += sample;
			count += plane.samples().length;
		}
		if (blocks.size() < LEAST) throw new IllegalArgumentException(
			"The noise cannot be measured: only " + blocks.size() + " blocks of " +
				BLOCK + " x " + BLOCK + " pixels are neither clipped nor constant, and " +
				LEAST + " are needed. Use larger images, or a shorter exposure");
		final double level = level(planes);
		final List<List<Block>> bins = bins(blocks);
		final double mean = sum / count;
		final NoiseFit.Line first = NoiseFit.of(flat(bins, block -> 0), level, mean);
		final ClippedNoise noise = new ClippedNoise(first.rise().value(), first
			.floor().value(), 0);
		final List<NoiseFit.Part> flat = flat(bins, block -> EVEN * noise.variance(
			block.mean));
		final NoiseFit.Line line = NoiseFit.of(flat, level, mean);
		return new SensorNoise(photons(line.rise()), root(line.floor()), mean, root(
			line.middle()), flat.stream().map(part -> new Bin(part.mean(), part.power())).toList());
	}

	/** Returns the standard deviation of the noise at a signal. */
	public double sigma(final double signal) {
		return Math.sqrt(Math.max(0, signal) / photons.value() + read.value() * read
			.value());
	}

	/**
	 * Returns the variance that the noise gives a plane, on average over its pixels.
	 *
	 * @param weights of the pixels
	 */
	double variance(final Plane plane, final float[] weights) {
		final double floor = read.value() * read.value();
		final ClippedNoise clipped = new ClippedNoise(1 / photons.value(), floor, 0);
		final float[] smooth = GaussianBlur.of(SMOOTH).plane(plane.samples(), plane
			.width(), plane.height());
		double sum = 0;
		double all = 0;
		for (int i = 0; i < smooth.length; i++) {
			sum += weights[i] * clipped.share(smooth[i]) * (clipped.signal(smooth[i]) /
				photons.value() + floor);
			all += weights[i];
		}
		return sum / all;
	}

	// -- Helper methods --

	/** Returns the lowest level above black. */
	private static double level(final List<Plane> planes) {
		float level = 1;
		for (final Plane plane : planes)
			for (final float sample : plane.samples())
				if (sample > 0) level = Math.min(level, sample);
		return level;
	}

	private static Estimate photons(final Estimate rise) {
		return new Estimate(1 / rise.value(), 1 / rise.high(), 1 / rise.low());
	}

	private static Estimate root(final Estimate variance) {
		return new Estimate(Math.sqrt(variance.value()), Math.sqrt(variance.low()),
			Math.sqrt(variance.high()));
	}

	private static void addBlocks(final Plane plane, final List<Block> blocks) {
		final int width = plane.width();
		final float[] samples = plane.samples();
		final float[] rough = rows(samples, 1, HIGH);
		final float[] even = rows(samples, 1, LOW);
		final float[] diagonal = rows(rough, width, HIGH);
		final float[] across = rows(rough, width, LOW);
		final float[] down = rows(even, width, HIGH);
		final float[] smooth = GaussianBlur.of(SMOOTH).plane(samples, width, plane
			.height());
		float high = Float.NEGATIVE_INFINITY;
		for (final float sample : samples)
			high = Math.max(high, sample);
		for (int y = 0; y + BLOCK + HIGH.length <= plane.height(); y += STRIDE) {
			for (int x = 0; x + BLOCK + HIGH.length <= width; x += STRIDE) {
				double mean = 0;
				double top = 0;
				double slope = 0;
				double power = 0;
				double coarse = 0;
				int dark = 0;
				int bright = 0;
				for (int v = y; v < y + BLOCK; v++) {
					for (int i = v * width + x; i < v * width + x + BLOCK; i++) {
						mean += samples[i];
						top = Math.max(top, smooth[i]);
						final double dx = smooth[i + 1] - smooth[i];
						final double dy = smooth[i + width] - smooth[i];
						slope += dx * dx + dy * dy;
						power += (double) diagonal[i] * diagonal[i];
						coarse += ((double) across[i] * across[i] + (double) down[i] *
							down[i]) / 2;
						if (samples[i] <= 0) dark++;
						if (samples[i] >= high) bright++;
					}
				}
				final double size = BLOCK * BLOCK;
				if (dark < CLIPPED * size && bright < CLIPPED * size) blocks.add(new Block(
					mean / size, around(plane, x, y), top, dark / size, slope, power / size, coarse / size));
			}
		}
	}

	/**
	 * Returns the samples filtered along an axis; the last ones are 0.
	 *
	 * @param stride of the axis
	 */
	private static float[] rows(final float[] samples, final int stride,
		final double[] taps)
	{
		final float[] filtered = new float[samples.length];
		for (int i = 0; i < samples.length - stride * (taps.length - 1); i++) {
			double sum = 0;
			for (int k = 0; k < taps.length; k++)
				sum += taps[k] * samples[i + k * stride];
			filtered[i] = (float) sum;
		}
		return filtered;
	}

	/** Returns the mean of the pixels around a block and its wavelets. */
	private static double around(final Plane plane, final int x, final int y) {
		final int support = BLOCK + HIGH.length - 1;
		double sum = 0;
		int count = 0;
		for (int v = Math.max(0, y - RING); v < Math.min(plane.height(), y + support +
			RING); v++)
		{
			for (int u = Math.max(0, x - RING); u < Math.min(plane.width(), x +
				support + RING); u++)
			{
				if (v >= y && v < y + support && u >= x && u < x + support) continue;
				sum += plane.samples()[v * plane.width() + u];
				count++;
			}
		}
		return sum / count;
	}

	/** Returns the blocks by brightness, each bin from flat to steep. */
	private static List<List<Block>> bins(final List<Block> blocks) {
		blocks.sort(Comparator.comparingDouble(Block::around));
		final int count = Math.max(1, Math.min(BINS, blocks.size() / BIN_BLOCKS));
		final List<List<Block>> bins = new ArrayList<>();
		for (int b = 0; b < count; b++) {
			final List<Block> bin = new ArrayList<>(blocks.subList((int) ((long) blocks
				.size() * b / count), (int) ((long) blocks.size() * (b + 1) / count)));
			bin.sort(Comparator.comparingDouble(Block::slope));
			bins.add(bin);
		}
		return bins;
	}

	/**
	 * Returns the flattest blocks of each bin, and the others whose slope noise
	 * explains.
	 *
	 * @param explained slope that noise gives a block at most
	 */
	private static List<NoiseFit.Part> flat(final List<List<Block>> bins,
		final ToDoubleFunction<Block> explained)
	{
		return bins.stream().map(bin -> {
			final int least = Math.max(1, bin.size() / FLAT);
			final List<Block> flat = new ArrayList<>(bin.subList(0, least));
			for (final Block block : bin.subList(least, bin.size()))
				if (block.slope <= explained.applyAsDouble(block)) flat.add(block);
			return part(flat);
		}).toList();
	}

	private static NoiseFit.Part part(final List<Block> blocks) {
		final double mean = mean(blocks, Block::mean);
		final double power = mean(blocks, Block::power);
		final double size = BLOCK * BLOCK;
		return new NoiseFit.Part(mean, Math.sqrt(Math.max(0, mean(blocks,
			block -> Math.pow(block.mean - mean, 2)) - power / size)), mean(blocks,
				Block::top), mean(blocks, Block::black), power, mean(blocks,
					Block::coarse), blocks.size() * size / CORRELATED);
	}

	private static double mean(final List<Block> blocks,
		final ToDoubleFunction<Block> of)
	{
		return blocks.stream().mapToDouble(of).average().orElseThrow();
	}
}
