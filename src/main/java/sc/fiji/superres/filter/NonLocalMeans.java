package sc.fiji.superres.filter;

import java.util.Arrays;
import java.util.List;

import net.imglib2.Dimensions;
import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;

import sc.fiji.superres.block.Border;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.RowBands;
import sc.fiji.superres.block.Tiles;
import sc.fiji.superres.block.WrongUsage;

/**
 * Removes noise by non-local means: each pixel becomes the weighted mean of the
 * pixels around it with similar surroundings.
 * <p>
 * Pixels are first transformed to noise of unit standard deviation
 * ({@link PhotonNoise}), and means are transformed back without bias. With d^2
 * the mean squared difference of two patches of {@value #PATCH} x
 * {@value #PATCH} pixels, a pixel at a distance of at most {@value #SEARCH}
 * along x and along y has the weight
 * </p>
 *
 * <pre>
 * exp(-max(0, d^2 - 2) / strength^2)
 * </pre>
 * <p>
 * or 0 if that is below exp(-5), as in scikit-image. The pixel itself has the
 * weight 1.
 * </p>
 * <p>
 * Every channel on its own; values count from the low end of the channel's range,
 * where light is 0. Outside, the plane is mirrored about the outer edge of its
 * border pixels (c b a | a b c). Patches are compared shift by shift, so that
 * neighbors share their differences: sums over columns, then over rows.
 * </p>
 * <p>
 * References: A. Buades, B. Coll and J.-M. Morel, A non-local algorithm for image
 * denoising, CVPR 2005; J. Darbon, A. Cunha, T. F. Chan, S. Osher and G. J.
 * Jensen, Fast nonlocal filtering applied to electron cryomicroscopy, ISBI 2008,
 * whose running sums are direct ones here, which do not drift: patches are small.
 * </p>
 *
 * <pre>
 * float[] clean = NonLocalMeans.of(new PhotonNoise(100, 0.01), 0.6).plane(samples,
 * 	width, height);
 * </pre>
 */
public final class NonLocalMeans implements PlaneFilter {

	/** The default strength. */
	public static final double STRENGTH = 0.6;

	/** Side of the patches that are compared. */
	static final int PATCH = 5;

	/** Largest distance of a pixel along each axis. */
	static final int SEARCH = 10;

	private static final int HALO = SEARCH + PATCH / 2;

	/** Lower weights are 0: exp(-CUT_OFF). */
	private static final float CUT_OFF = 5;

	/**
	 * The exponential is computed of a smaller argument, and squared repeatedly.
	 */
	private static final float PART = 1 / 16f;

	private static final int SIDE = 512;
	private static final int ROWS = 8;

	private final PhotonNoise noise;
	private final float strength;

	private NonLocalMeans(final PhotonNoise noise, final double strength) {
		this.noise = noise;
		this.strength = (float) strength;
	}

	/**
	 * Returns a denoising filter.
	 *
	 * @param noise of the planes; none changes nothing
	 * @param strength how different patches may be, in standard deviations of the
	 *          noise, above 0
	 * @throws IllegalArgumentException if the strength is not
	 */
	public static NonLocalMeans of(final PhotonNoise noise,
		final double strength)
	{
		if (!(strength > 0 && strength <= Float.MAX_VALUE))
			throw new WrongUsage("strength=" + strength +
				": choose a number above 0");
		return new NonLocalMeans(noise, strength);
	}

	@Override
	public long halo(final int axis) {
		return axis == 2 ? 0 : HALO;
	}

	@Override
	public PreparedOperation prepare(final Dimensions size,
		final Intensities... intensities)
	{
		return new Means(size, intensities[0]);
	}

	/** The means on planes of one size. */
	private final class Means implements PreparedOperation {

		private final Dimensions size;
		private final Intensities intensities;

		Means(final Dimensions size, final Intensities intensities) {
			this.size = size;
			this.intensities = intensities;
		}

		@Override
		public Dimensions target() {
			return size;
		}

		@Override
		public Interval source(final Interval target) {
			return Intervals.intersect(Intervals.expand(target, HALO),
				new FinalInterval(size));
		}

		@Override
		public void fill(final float[] source, final Interval from,
			final float[] target, final Interval to)
		{
			final float[] padded = Border.SYMMETRIC.read(source, from, Intervals
				.expand(to, HALO), size, 1);
			final double low = intensities.low();
			final double range = intensities.high() - low;
			final boolean changes = range > 0 && !noise.isNone();
			if (changes) for (int i = 0; i < padded.length; i++)
				padded[i] = (float) noise.stabilized((padded[i] - low) / range);
			final int width = (int) to.dimension(0);
			final int stride = width + 2 * HALO;
			RowBands.forEach((int) to.dimension(1), ROWS, (first, end) -> {
				if (changes) new Band(padded, stride, width).fill(target, first, end);
				for (int y = first; y < end; y++) {
					for (int i = y * width; i < (y + 1) * width; i++)
						target[i] = changes ? (float) (low + range * noise.signal(
							target[i])) : padded[(y + HALO) * stride + HALO + i - y * width];
				}
			});
		}

		@Override
		public List<Interval> tiles(final int side) {
			return Tiles.grid(size, side > 0 ? side : SIDE, side > 0 ? side : SIDE);
		}

		@Override
		public long workspace(final Interval tile) {
			final Interval padded = Intervals.expand(tile, HALO);
			return Float.BYTES * (Intervals.numElements(padded) + Intervals
				.numElements(tile) + (PATCH + 3) * padded.dimension(0) * RowBands.count(
					(int) tile.dimension(1), ROWS));
		}
	}

	/** Means of some rows of a block. */
	private final class Band {

		private final float[] padded;
		private final int stride;
		private final int width;

		/** Squared differences of the rows that a patch spans, a ring. */
		private final float[][] squares;
		private final float[] columns;
		private final float[] weights;

		Band(final float[] padded, final int stride, final int width) {
			this.padded = padded;
			this.stride = stride;
			this.width = width;
			squares = new float[PATCH][width + PATCH - 1];
			columns = new float[width + PATCH - 1];
			weights = new float[width];
		}

		void fill(final float[] target, final int first, final int end) {
			final float[] sums = new float[(end - first) * width];
			Arrays.fill(target, first * width, end * width, 0);
			for (int dy = -SEARCH; dy <= SEARCH; dy++)
				for (int dx = -SEARCH; dx <= SEARCH; dx++)
					add(dy * stride + dx, target, sums, first, end);
			for (int i = 0; i < sums.length; i++)
				target[first * width + i] /= sums[i];
		}

		/**
		 * Adds the pixels of one shift, weighted by the similarity of their
		 * patches.
		 */
		private void add(final int shift, final float[] target,
			final float[] sums, final int first, final int end)
		{
			for (int y = first - PATCH / 2; y < end + PATCH / 2; y++) {
				final int at = (y + HALO) * stride + SEARCH;
				square(at, shift, squares[Math.floorMod(y, PATCH)]);
				final int row = y - PATCH / 2;
				if (row < first) continue;
				weigh();
				add(at - PATCH / 2 * stride + PATCH / 2 + shift, target, row * width,
					sums, (row - first) * width);
			}
		}

		private void square(final int at, final int shift,
			final float[] square)
		{
			for (int x = 0; x < square.length; x++) {
				final float difference = padded[at + x] - padded[at + shift + x];
				square[x] = difference * difference;
			}
		}

		private void weigh() {
			final float[] a = squares[0];
			final float[] b = squares[1];
			final float[] c = squares[2];
			final float[] d = squares[3];
			final float[] e = squares[4];
			for (int x = 0; x < columns.length; x++)
				columns[x] = a[x] + b[x] + c[x] + d[x] + e[x];
			final float mean = 1f / (PATCH * PATCH);
			final float scale = 1 / (strength * strength);
			for (int x = 0; x < width; x++) {
				final float sum = columns[x] + columns[x + 1] + columns[x + 2] +
					columns[x + 3] + columns[x + 4];
				weights[x] = Math.max(0, sum * mean - 2) * scale;
			}
			for (int x = 0; x < width; x++)
				weights[x] = weights[x] < CUT_OFF ? exp(weights[x]) : 0;
		}

		private void add(final int at, final float[] target, final int to,
			final float[] sums, final int sum)
		{
			for (int x = 0; x < width; x++) {
				target[to + x] += weights[x] * padded[at + x];
				sums[sum + x] += weights[x];
			}
		}
	}

	/** Returns exp(-x) of 0 to 5, within 1e-6 of itself. */
	private static float exp(final float x) {
		final float t = -x * PART;
		float value = 1 + t * (1 + t / 2 * (1 + t / 3 * (1 + t / 4 * (1 + t / 5 *
			(1 + t / 6)))));
		value *= value;
		value *= value;
		value *= value;
		return value * value;
	}
}
