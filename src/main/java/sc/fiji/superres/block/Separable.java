package sc.fiji.superres.block;

import java.util.Arrays;
import java.util.function.ObjIntConsumer;
import java.util.List;

import net.imglib2.Dimensions;
import net.imglib2.FinalDimensions;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;

/**
 * Weighted sums along x and along y, row by row, so that a thread needs only
 * the rows that the kernel spans. Interpolations and same-size filters run on
 * it.
 * <p>
 * If y shrinks, source rows are summed first and each sum is resampled along x;
 * otherwise source rows are resampled along x once, into a ring of rows, and
 * summed from there. The pass along x, which is not vectorized, thus processes
 * as few rows as possible. {@link #fill} also takes a source block that is
 * larger than needed.
 * </p>
 */
public final class Separable implements PreparedOperation {

	/** Largest number of samples of a tile, in the source or the target. */
	private static final int TILE_WIDTH = 4096;
	private static final int TILE_PIXELS = 1 << 20;

	/** Fewer rows than this are not worth a thread. */
	private static final int ROWS = 8;

	private final Weights x;
	private final Weights y;
	private final boolean shrinks;

	/** Joins two axes. */
	public Separable(final Weights x, final Weights y) {
		this.x = x;
		this.y = y;
		this.shrinks = y.scale < 1;
	}

	@Override
	public Dimensions target() {
		return new FinalDimensions(x.first.length, y.first.length);
	}

	@Override
	public Interval source(final Interval target) {
		return Intervals.createMinMax( //
			x.min(target.min(0), target.max(0)), //
			y.min(target.min(1), target.max(1)), //
			x.max(target.min(0), target.max(0)), //
			y.max(target.min(1), target.max(1)));
	}

	@Override
	public void fill(final float[] source, final Interval from,
		final float[] target, final Interval to)
	{
		RowBands.forEach((int) to.dimension(1), ROWS, (first, end) -> {
			if (shrinks) columnsFirst(source, from, target, to, first, end);
			else rowsFirst(source, from, target, to, first, end);
		});
	}

	@Override
	public List<Interval> tiles(final int side) {
		if (side > 0) return Tiles.grid(target(), side, side);
		final long width = Math.max(1, Math.min(x.first.length, (long) (TILE_WIDTH /
			step(x))));
		// Tiles of fewer rows would be mostly halo.
		final long least = shrinks ? 1 : (long) (y.taps * y.scale);
		return Tiles.grid(target(), width, Math.max(least, (long) (TILE_PIXELS /
			width / step(x) / step(y))));
	}

	@Override
	public long workspace(final Interval tile) {
		final long rows = shrinks ? source(tile).dimension(0) : //
			y.taps * tile.dimension(0);
		return RowBands.count((int) tile.dimension(1), ROWS) * (rows + tile.dimension(
			0)) * Float.BYTES;
	}

	/** Returns the source samples per target sample, at least 1. */
	private static double step(final Weights axis) {
		return Math.max(1, 1 / axis.scale);
	}

	private void columnsFirst(final float[] source, final Interval from,
		final float[] target, final Interval to, final int first, final int end)
	{
		final int sourceWidth = (int) from.dimension(0);
		final int width = (int) to.dimension(0);
		final Rows rows = new Rows(x, to.min(0), to.max(0));
		final float[] sum = new float[sourceWidth];
		final Ring ring = new Ring(y.taps, sourceWidth);
		for (int row = first; row < end; row++) {
			final int at = (int) to.min(1) + row;
			Rows.sum(y.values, at * y.taps, ring.rows(y.first[at], (into,
				needed) -> System.arraycopy(source, (int) (needed - from.min(1)) *
					sourceWidth, into, 0, sourceWidth)), sum, sourceWidth);
			rows.resample(sum, -(int) from.min(0), target, row * width);
		}
	}

	private void rowsFirst(final float[] source, final Interval from,
		final float[] target, final Interval to, final int first, final int end)
	{
		final int sourceWidth = (int) from.dimension(0);
		final int width = (int) to.dimension(0);
		final Rows rows = new Rows(x, to.min(0), to.max(0));
		final float[] sum = new float[width];
		final Ring ring = new Ring(y.taps, width);
		for (int row = first; row < end; row++) {
			final int at = (int) to.min(1) + row;
			Rows.sum(y.values, at * y.taps, ring.rows(y.first[at], (into, needed) -> rows
				.resample(source, (int) (needed - from.min(1)) * sourceWidth - (int) from
					.min(0), into, 0)), sum, width);
			System.arraycopy(sum, 0, target, row * width, width);
		}
	}

	/** The last rows that were read, each in an array of its own. */
	private static final class Ring {

		private final float[][] slots;
		private final int[] held;
		private final float[][] ordered;

		/**
		 * @param count number of rows
		 * @param width samples of a row
		 */
		private Ring(final int count, final int width) {
			slots = new float[count][width];
			held = new int[count];
			ordered = new float[count][];
			Arrays.fill(held, -1);
		}

		/**
		 * Returns adjacent rows.
		 *
		 * @param first number of the first of them
		 * @param read reads a row, by its number, into an array
		 */
		private float[][] rows(final int first,
			final ObjIntConsumer<float[]> read)
		{
			for (int k = 0; k < ordered.length; k++) {
				final int needed = first + k;
				final int slot = needed % slots.length;
				ordered[k] = slots[slot];
				if (held[slot] == needed) continue;
				read.accept(slots[slot], needed);
				held[slot] = needed;
			}
			return ordered;
		}
	}
}
