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
import sc.fiji.superres.block.Rows;
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

	/** Rows that share what is read for them. */
	private static final int BAND = 32;

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
		final int rows = (int) to.dimension(1);
		Parallelization.getTaskExecutor().forEach(IntStream.range(0, (rows - 1) /
			BAND + 1).boxed().toList(), band -> fill(padded, target, columns, band *
				BAND, Math.min(rows, (band + 1) * BAND)));
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

	/** Fills some rows, each source row being added to all that it is part of. */
	private void fill(final float[] padded, final float[] target,
		final int columns, final int first, final int end)
	{
		final int stride = columns + psf.width() - 1;
		final float[][] shifted = new float[psf.width()][columns];
		final float[][] sums = new float[end - first][columns];
		final float[] sum = new float[columns];
		for (int y = first; y < end + psf.height() - 1; y++) {
			for (int i = 0; i < psf.width(); i++)
				System.arraycopy(padded, (y + 1) * stride - columns - i, shifted[i], 0,
					columns);
			final int last = Math.min(end - 1, y);
			for (int row = Math.max(first, y - psf.height() + 1); row <= last; row++) {
				Rows.sum(psf.samples(), (psf.height() - 1 - y + row) * psf.width(),
					shifted, sum, columns);
				add(sum, sums[row - first]);
			}
		}
		for (int row = first; row < end; row++)
			System.arraycopy(sums[row - first], 0, target, row * columns, columns);
	}

	private static void add(final float[] sum, final float[] to) {
		for (int x = 0; x < sum.length; x++)
			to[x] += sum[x];
	}

	private Interval around(final Interval target) {
		return Intervals.expand(target, new long[] { psf.width() / 2, psf.height() /
			2 });
	}
}
