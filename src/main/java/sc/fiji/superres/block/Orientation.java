package sc.fiji.superres.block;

import java.util.List;
import java.util.stream.IntStream;

import net.imglib2.Interval;
import net.imglib2.util.Intervals;

/**
 * One of the 8 flips and rotations of a plane: first flipped, then its axes
 * swapped.
 *
 * @param flipX whether columns are reversed
 * @param flipY whether rows are reversed
 * @param swap whether x and y change places
 */
public record Orientation(boolean flipX, boolean flipY, boolean swap) {

	/** All 8; the first leaves planes as they are. */
	public static final List<Orientation> ALL = IntStream.range(0, 8).mapToObj(
		i -> new Orientation((i & 1) != 0, (i & 2) != 0, (i & 4) != 0)).toList();

	/** Returns where a part of a plane of a size lies in the turned plane. */
	public Interval turned(final Interval part, final long width, final long height) {
		final Interval flipped = flipped(part, width, height);
		return swap ? swapped(flipped) : flipped;
	}

	/** Returns where a part of the turned plane lies in the plane. */
	public Interval back(final Interval part, final long width, final long height) {
		return flipped(swap ? swapped(part) : part, width, height);
	}

	/**
	 * Reads a part of the turned plane.
	 *
	 * @param block samples of {@code from}, a part of the plane
	 * @param part of the turned plane, within {@code from}
	 * @param width of the plane
	 * @param height of the plane
	 */
	public float[] read(final float[] block, final Interval from, final Interval part,
		final long width, final long height, final int channels)
	{
		final int columns = (int) part.dimension(0);
		final int size = columns * (int) part.dimension(1);
		final float[] turned = new float[channels * size];
		for (int i = 0; i < turned.length; i++) {
			final long u = part.min(0) + i % size % columns;
			final long v = part.min(1) + i % size / columns;
			final long x = swap ? v : u;
			final long y = swap ? u : v;
			turned[i] = block[index(from, i / size, flipX ? width - 1 - x : x, flipY
				? height - 1 - y : y)];
		}
		return turned;
	}

	/**
	 * Adds a share of samples of the turned plane to those of the plane.
	 *
	 * @param turned samples of {@code part}, of the turned plane
	 * @param block samples of {@code to}, the same part of the plane
	 */
	public void add(final float[] turned, final Interval part, final float share,
		final float[] block, final Interval to, final long width,
		final long height, final int channels)
	{
		final int columns = (int) to.dimension(0);
		final int size = columns * (int) to.dimension(1);
		for (int i = 0; i < channels * size; i++) {
			final long x = to.min(0) + i % size % columns;
			final long y = to.min(1) + i % size / columns;
			final long u = flipX ? width - 1 - x : x;
			final long v = flipY ? height - 1 - y : y;
			block[i] += share * turned[index(part, i / size, swap ? v : u, swap ? u
				: v)];
		}
	}

	private Interval flipped(final Interval part, final long width,
		final long height)
	{
		return Intervals.createMinSize(flipX ? width - 1 - part.max(0) : part.min(0),
			flipY ? height - 1 - part.max(1) : part.min(1), part.dimension(0), part
				.dimension(1));
	}

	private static Interval swapped(final Interval part) {
		return Intervals.createMinSize(part.min(1), part.min(0), part.dimension(1),
			part.dimension(0));
	}

	private static int index(final Interval block, final int channel,
		final long x, final long y)
	{
		return (int) ((channel * block.dimension(1) + y - block.min(1)) * block
			.dimension(0) + x - block.min(0));
	}
}
