package sc.fiji.superres.degrade;

import java.util.List;
import java.util.stream.IntStream;

import net.imglib2.Dimensions;
import net.imglib2.Interval;
import net.imglib2.parallel.Parallelization;

import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Tiles;

/**
 * Blur and down-sampling, and then noise, on planes of one size.
 *
 * @param clean computes the planes without noise
 * @param scale high-resolution pixels per low-resolution pixel
 * @param range the intensities relative to which noise is added; if low and
 *          high are equal, high counts as low + 1
 * @param plane number of the plane
 */
record Acquisition(PreparedOperation clean, int scale, Noise noise,
	Intensities range, long plane) implements PreparedOperation
{

	/** Side of a tile in high-resolution pixels. */
	private static final int SIDE = 1024;

	@Override
	public PreparedOperation numbered(final long first, final long step) {
		return new Acquisition(clean, scale, noise, range, first);
	}

	@Override
	public Dimensions target() {
		return clean.target();
	}

	@Override
	public Interval source(final Interval target) {
		return clean.source(target);
	}

	@Override
	public void fill(final float[] source, final Interval from,
		final float[] target, final Interval to)
	{
		clean.fill(source, from, target, to);
		if (noise.isNone()) return;
		final double low = range.low();
		final double high = range.high();
		final double width = high > low ? high - low : 1;
		final int columns = (int) to.dimension(0);
		Parallelization.getTaskExecutor().forEach(IntStream.range(0, (int) to
			.dimension(1)).boxed().toList(), row -> noise.add(target, row * columns,
				columns, low, width, new PixelRandom(noise.seed(), plane), (to.min(1) +
					row) * target().dimension(0) + to.min(0)));
	}

	@Override
	public List<Interval> tiles(final int side) {
		final int length = side > 0 ? side : Math.max(1, SIDE / scale);
		return Tiles.grid(target(), length, length);
	}

	@Override
	public long workspace(final Interval tile) {
		return clean.workspace(tile);
	}
}
