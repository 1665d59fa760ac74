package sc.fiji.superres.block;

import java.util.ArrayList;
import java.util.List;

import net.imglib2.Dimensions;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;

/**
 * Runs an {@link Enlargement} over a plane, tile by tile.
 * <p>
 * One tile is read, filled and written at a time, so that memory is bounded by
 * the tile and not by the plane. Cancellation is looked at before each tile.
 * </p>
 */
public final class Tiles {

	private Tiles() {
		// Static methods only.
	}

	/** Gives samples of the source plane. */
	@FunctionalInterface
	public interface Reader {

		/**
		 * Reads samples.
		 *
		 * @param interval part of the source plane
		 * @param block where they go: x fastest, then y, then channel; all finite
		 */
		void read(Interval interval, float[] block);
	}

	/** Takes samples of the enlarged plane. */
	@FunctionalInterface
	public interface Writer {

		/**
		 * Writes samples.
		 *
		 * @param interval part of the enlarged plane
		 * @param block the samples: x fastest, then y, then channel; longer blocks
		 *          than needed are handed over where a buffer is used again
		 */
		void write(Interval interval, float[] block);
	}

	/**
	 * Fills a whole enlarged plane.
	 *
	 * @param enlargement what fills it
	 * @param channels number of channels enlarged together
	 * @param side wished side of a tile in target pixels; 0 lets the method
	 *          choose
	 * @param reader gives source samples
	 * @param writer takes target samples
	 * @param progress told after each tile, asked before each
	 * @throws java.util.concurrent.CancellationException if the user stopped it
	 */
	public static void run(final Enlargement enlargement, final int channels,
		final int side, final Reader reader, final Writer writer,
		final Progress progress)
	{
		final List<Interval> tiles = enlargement.tiles(side);
		float[] source = {};
		float[] target = {};
		for (int i = 0; i < tiles.size(); i++) {
			progress.check();
			final Interval to = tiles.get(i);
			final Interval from = enlargement.source(to);
			source = buffer(source, from, channels);
			target = buffer(target, to, channels);
			reader.read(from, source);
			enlargement.fill(source, from, target, to);
			writer.write(to, target);
			progress.update((i + 1.0) / tiles.size(), "tile " + (i + 1) + " of " +
				tiles.size());
		}
	}

	/**
	 * Fills a whole plane at once, from the whole of its source.
	 *
	 * @param enlargement one that takes source blocks larger than it asks for
	 * @param samples the source plane of one channel, x fastest; not changed
	 * @param width its width
	 * @param height its height
	 * @return the target plane, x fastest
	 */
	public static float[] plane(final Enlargement enlargement,
		final float[] samples, final int width, final int height)
	{
		final Dimensions size = enlargement.target();
		final Interval to = Intervals.createMinSize(0, 0, size.dimension(0), size
			.dimension(1));
		final float[] target = new float[(int) Intervals.numElements(to)];
		enlargement.fill(samples, Intervals.createMinSize(0, 0, width, height),
			target, to);
		return target;
	}

	/**
	 * Computes the size of the source and target blocks that {@link #run} holds.
	 *
	 * @return bytes of the Java heap
	 */
	public static long blocks(final Enlargement enlargement, final int channels,
		final int side)
	{
		long source = 0;
		long target = 0;
		for (final Interval to : enlargement.tiles(side)) {
			source = Math.max(source, Intervals.numElements(enlargement.source(to)));
			target = Math.max(target, Intervals.numElements(to));
		}
		return (source + target) * channels * Float.BYTES;
	}

	/**
	 * Estimates what {@link #run} takes beside the blocks: the workspace of the
	 * largest tile.
	 *
	 * @return bytes of the Java heap
	 */
	public static long workspace(final Enlargement enlargement,
		final int side)
	{
		return enlargement.tiles(side).stream().mapToLong(enlargement::workspace)
			.max().orElse(0);
	}

	/**
	 * Estimates what {@link #run} takes outside the Java heap, for the largest
	 * tile.
	 *
	 * @return bytes
	 */
	public static long outside(final Enlargement enlargement, final int side) {
		return enlargement.tiles(side).stream().mapToLong(enlargement::outside)
			.max().orElse(0);
	}

	/**
	 * Cuts a plane into tiles of equal size, the last ones smaller.
	 *
	 * @param plane width and height
	 * @param width width of a tile
	 * @param height height of a tile
	 * @return intervals that cover the plane exactly once, row by row
	 */
	public static List<Interval> grid(final Dimensions plane, final long width,
		final long height)
	{
		final List<Interval> tiles = new ArrayList<>();
		for (long y = 0; y < plane.dimension(1); y += height) {
			for (long x = 0; x < plane.dimension(0); x += width) {
				tiles.add(Intervals.createMinSize(x, y, //
					Math.min(width, plane.dimension(0) - x), //
					Math.min(height, plane.dimension(1) - y)));
			}
		}
		return tiles;
	}

	private static float[] buffer(final float[] old, final Interval interval,
		final int channels)
	{
		final int length = Math.toIntExact(Intervals.numElements(interval) *
			channels);
		return old.length >= length ? old : new float[length];
	}
}
