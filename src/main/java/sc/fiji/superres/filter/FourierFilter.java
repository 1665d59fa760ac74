package sc.fiji.superres.filter;

import java.util.List;
import java.util.Locale;

import net.imglib2.Dimensions;
import net.imglib2.FinalDimensions;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;

import sc.fiji.superres.block.Blocks;
import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Intensities;

/**
 * Attenuates or removes frequencies of a plane: low-pass, high-pass, band-pass,
 * and high-boost. An operation of scale 1.
 * <p>
 * Every channel on its own, linear in the values, which are neither scaled nor
 * clipped. The plane is extended infinitely by mirroring about its outer edges
 * (c b a | a b c), so nothing wraps around. The cosine transform (DCT-II) is
 * the real Fourier transform of that, with frequencies from 0 to Nyquist in
 * steps of 1 / (2 size), and a filter, which is real and symmetric, multiplies
 * it. The result therefore equals Fourier filtering of the plane mirrored to
 * twice its width and height, at a quarter of the cost, for any size. A side of
 * 1 pixel has the frequency 0 only.
 * </p>
 * <p>
 * Lines are transformed in double and kept in float, after the mean has been
 * subtracted: results differ from double arithmetic by less than 1e-6 of the
 * range, and the result for a constant plane is exactly its value times the
 * gain of the mean. The whole plane is one tile. Lengths with a large prime
 * factor take up to ten times longer.
 * </p>
 *
 * <pre>
 * FourierFilter fine = FourierFilter.of(FourierSettings.high(Rolloff.gaussian(),
 * 	1 / 8.0));
 * float[] details = fine.plane(samples, width, height);
 * </pre>
 */
public final class FourierFilter implements PlaneFilter {

	private final FourierSettings settings;

	private FourierFilter(final FourierSettings settings) {
		this.settings = settings;
	}

	public static FourierFilter of(final FourierSettings settings) {
		return new FourierFilter(settings);
	}

	/** The halo is the whole plane. */
	@Override
	public long halo(final int axis) {
		return axis == 2 ? 0 : WHOLE;
	}

	/**
	 * {@inheritDoc}
	 *
	 * @throws IllegalArgumentException if the plane has no pixels, or more than
	 *           2^31 - 1
	 */
	@Override
	public PreparedOperation prepare(final Dimensions size,
		final Intensities... intensities)
	{
		final long width = size.dimension(0);
		final long height = size.dimension(1);
		if (width < 1 || height < 1 || (double) width *
			height > Integer.MAX_VALUE) throw new IllegalArgumentException(String
				.format(Locale.ROOT, "Cannot filter an image of %d x %d pixels: it " +
					"needs at least 1, and at most %d, as the whole plane is " +
					"transformed (use region=selection for a part)", width, height,
					Integer.MAX_VALUE));
		return new Cosines(new Transfer(settings, (int) width, (int) height),
			(int) width, (int) height);
	}

	/** The filter bound to planes of one size. */
	private static final class Cosines implements PreparedOperation {

		private final Transfer transfer;
		private final int width;
		private final int height;
		private final Interval all;
		private final CosineTransform alongX;
		private final CosineTransform alongY;

		private Cosines(final Transfer transfer, final int width,
			final int height)
		{
			this.transfer = transfer;
			this.width = width;
			this.height = height;
			all = Intervals.createMinSize(0, 0, width, height);
			alongX = new CosineTransform(width);
			alongY = width == height ? alongX : new CosineTransform(height);
		}

		@Override
		public Dimensions target() {
			return new FinalDimensions(width, height);
		}

		@Override
		public Interval source(final Interval target) {
			return all;
		}

		@Override
		public void fill(final float[] source, final Interval from,
			final float[] target, final Interval to)
		{
			if (Intervals.equals(to, all)) {
				filter(source, target);
				return;
			}
			final float[] plane = new float[width * height];
			filter(source, plane);
			Blocks.copy(plane, all, target, to, to, 1);
		}

		@Override
		public List<Interval> tiles(final int side) {
			return List.of(all);
		}

		@Override
		public long workspace(final Interval tile) {
			return Lines.workspace(height, 1) + (Intervals.equals(tile, all) ? 0
				: (long) width * height * Float.BYTES);
		}

		private void filter(final float[] source, final float[] target) {
			final float mean = Means.of(source, width, height);
			final float kept = mean * transfer.mean();
			final Lines lines = new Lines(target, width, height, 1);
			lines.rows((from, to) -> forward(source, mean, target, from, to));
			lines.columns(width, this::multiply);
			lines.rows((from, to) -> inverse(target, kept, from, to));
		}

		private void forward(final float[] source, final float mean,
			final float[] target, final int from, final int to)
		{
			final double[] pair = alongX.pair();
			for (int y = from; y < to; y += 2) {
				final int first = y * width;
				final int second = Math.min(y + 1, to - 1) * width;
				alongX.forward(source, first, second, mean, pair);
				for (int x = 0; x < width; x++) {
					target[first + x] = (float) pair[2 * x];
					target[second + x] = (float) pair[2 * x + 1];
				}
			}
		}

		/** Filters columns between the transforms along y. */
		private void multiply(final int from, final int to, final float[] samples,
			final int stride)
		{
			final double[] pair = alongY.pair();
			final double[] gains = new double[height];
			final double[] spare = new double[height];
			for (int x = from; x < to; x += 2) {
				final int next = Math.min(x + 1, to - 1);
				final int first = (x - from) * stride;
				final int second = (next - from) * stride;
				alongY.forward(samples, first, second, 0, pair);
				transfer.column(x, gains, spare);
				for (int y = 0; y < height; y++)
					pair[2 * y] *= gains[y];
				transfer.column(next, gains, spare);
				for (int y = 0; y < height; y++)
					pair[2 * y + 1] *= gains[y];
				alongY.inverse(pair, 0, samples, first, second);
			}
		}

		private void inverse(final float[] target, final float kept,
			final int from, final int to)
		{
			final double[] pair = alongX.pair();
			for (int y = from; y < to; y += 2) {
				final int first = y * width;
				final int second = Math.min(y + 1, to - 1) * width;
				for (int x = 0; x < width; x++) {
					pair[2 * x] = target[first + x];
					pair[2 * x + 1] = target[second + x];
				}
				alongX.inverse(pair, kept, target, first, second);
			}
		}
	}
}
