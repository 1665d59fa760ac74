package sc.fiji.superres.block;

import java.util.Arrays;
import java.util.List;

import net.imglib2.Dimensions;
import net.imglib2.FinalDimensions;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;

/**
 * Weighted sums along z, for volumes of one channel; x and y stay as they are.
 * Tiles are one plane deep.
 *
 * @param width of the volumes
 * @param height of the volumes
 * @param z the weights along z
 */
public record AlongZ(long width, long height, Weights z) implements
	PreparedOperation
{

	/** Samples of a tile. */
	private static final int TILE_PIXELS = 1 << 18;

	@Override
	public Dimensions target() {
		return new FinalDimensions(width, height, z.length());
	}

	@Override
	public Interval source(final Interval target) {
		final long min = z.min(target.min(2), target.max(2));
		return Intervals.createMinMax(target.min(0), target.min(1), min, target.max(
			0), target.max(1), z.max(target.min(2), target.max(2)));
	}

	/** Adds plane after plane, so that the rounding is the same for all tiles. */
	@Override
	public void fill(final float[] source, final Interval from,
		final float[] target, final Interval to)
	{
		final int size = (int) (to.dimension(0) * to.dimension(1));
		for (int plane = 0; plane < to.dimension(2); plane++) {
			final int at = (int) to.min(2) + plane;
			final int start = plane * size;
			Arrays.fill(target, start, start + size, 0);
			for (int k = 0; k < z.taps; k++) {
				final float weight = z.values[at * z.taps + k];
				final int first = (int) (z.first[at] + k - from.min(2)) * size;
				for (int i = 0; i < size; i++)
					target[start + i] += weight * source[first + i];
			}
		}
	}

	@Override
	public List<Interval> tiles(final int side) {
		final long columns = side > 0 ? side : width;
		return Tiles.planes(Tiles.grid(new FinalDimensions(width, height), columns,
			side > 0 ? side : Math.max(1, TILE_PIXELS / width)), z.length());
	}

	@Override
	public long workspace(final Interval tile) {
		return 0;
	}
}
