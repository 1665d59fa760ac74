package sc.fiji.superres.filter;

import java.util.List;
import java.util.stream.IntStream;

import net.imglib2.Dimensions;
import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.parallel.Parallelization;
import net.imglib2.util.Intervals;

import sc.fiji.superres.block.Border;
import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Tiles;

/**
 * Convolution with any small plane, on planes of one size; symmetric border.
 * <p>
 * Target pixel (x, y) is the sum over (i, j) of psf(i, j) times source pixel (x
 * + rx - i, y + ry - j), with rx, ry half of the width and height of psf. Sums
 * are computed directly, in float: the cost is pixels times pixels of psf.
 * </p>
 *
 * @param psf the image of a single bright pixel; width and height are odd
 * @param size of the planes
 */
public record Convolution(Plane psf, Dimensions size) implements PreparedOperation {

	private static final int SIDE = 512;

	/** Number of weights added at once. */
	private static final int TAPS = 4;

	/** Returns the correlation with the same plane: the adjoint of this. */
	Convolution flipped() {
		final float[] flipped = new float[psf.samples().length];
		for (int i = 0; i < flipped.length; i++)
			flipped[i] = psf.samples()[flipped.length - 1 - i];
		return new Convolution(new Plane(flipped, psf.width(), psf.height()), size);
	}

	@Override
	public Dimensions target() {
		return size;
	}

	@Override
	public Interval source(final Interval target) {
		return Intervals.intersect(around(target), new FinalInterval(size));
	}

	@Override
	public void fill(final float[] source, final Interval from,
		final float[] target, final Interval to)
	{
		final float[] padded = Border.SYMMETRIC.read(source, from, around(to),
			size, 1);
		final int columns = (int) to.dimension(0);
		Parallelization.getTaskExecutor().forEach(IntStream.range(0, (int) to
			.dimension(1)).boxed().toList(), row -> fill(padded, target, columns,
				row));
	}

	@Override
	public List<Interval> tiles(final int side) {
		return Tiles.grid(target(), side > 0 ? side : SIDE, side > 0 ? side : SIDE);
	}

	@Override
	public long workspace(final Interval tile) {
		return (tile.dimension(0) + psf.width()) * (tile.dimension(1) + psf
			.height()) * Float.BYTES;
	}

	private void fill(final float[] padded, final float[] target,
		final int columns, final int row)
	{
		final int stride = columns + psf.width() - 1;
		final float[] sum = new float[columns];
		for (int j = 0; j < psf.height(); j++) {
			final int start = (row + psf.height() - 1 - j) * stride + psf.width() - 1;
			final int weights = j * psf.width();
			int i = 0;
			for (; i + TAPS <= psf.width(); i += TAPS)
				add4(weights + i, padded, start - i, sum);
			for (; i < psf.width(); i++) {
				final float weight = psf.samples()[weights + i];
				for (int x = 0; x < columns; x++)
					sum[x] += weight * padded[start - i + x];
			}
		}
		System.arraycopy(sum, 0, target, row * columns, columns);
	}

	/** Adds four neighboring weights at once, which saves passes over the sums. */
	private void add4(final int weight, final float[] padded, final int start,
		final float[] sum)
	{
		final float a = psf.samples()[weight];
		final float b = psf.samples()[weight + 1];
		final float c = psf.samples()[weight + 2];
		final float d = psf.samples()[weight + 3];
		for (int x = 0; x < sum.length; x++)
			sum[x] += a * padded[start + x] + b * padded[start + x - 1] + c *
				padded[start + x - 2] + d * padded[start + x - 3];
	}

	private Interval around(final Interval target) {
		return Intervals.expand(target, new long[] { psf.width() / 2, psf.height() /
			2 });
	}
}
