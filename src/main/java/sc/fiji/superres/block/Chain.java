package sc.fiji.superres.block;

import java.util.List;

import net.imglib2.Dimensions;
import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;


/**
 * One operation after another, for one channel. Tiles are those of the second, or
 * the whole where the first looks at all of its source for any part.
 */
public record Chain(PreparedOperation first, PreparedOperation second) implements PreparedOperation {

	/** Joins operations, at least one. */
	public static PreparedOperation of(final List<PreparedOperation> steps) {
		return steps.stream().reduce(Chain::new).orElseThrow();
	}

	@Override
	public Dimensions target() {
		return second.target();
	}

	/**
	 * Returns the halo of two operations, one after another.
	 *
	 * @param first halo of the first
	 * @param scale of the first
	 * @param second halo of the second
	 */
	public static long halo(final long first, final double scale,
		final long second)
	{
		if (first == BlockOperation.WHOLE || second == BlockOperation.WHOLE)
			return BlockOperation.WHOLE;
		// A sample between them may begin within one of the source.
		return first + (scale == 1 ? second : (long) Math.ceil((second + 1) /
			scale));
	}

	@Override
	public PreparedOperation numbered(final long number, final long step) {
		return new Chain(first.numbered(number, step), second.numbered(number,
			step));
	}

	@Override
	public Interval source(final Interval target) {
		return first.source(second.source(target));
	}

	@Override
	public void fill(final float[] source, final Interval from,
		final float[] target, final Interval to)
	{
		final Interval between = second.source(to);
		final float[] samples = new float[(int) Intervals.numElements(between)];
		first.fill(source, from, samples, between);
		second.fill(samples, between, target, to);
	}

	@Override
	public List<Interval> tiles(final int side) {
		return looksAtAll() ? List.of(new FinalInterval(target())) : second.tiles(
			side);
	}

	@Override
	public long workspace(final Interval tile) {
		final Interval between = second.source(tile);
		return Intervals.numElements(between) * Float.BYTES + first.workspace(
			between) + second.workspace(tile);
	}

	private boolean looksAtAll() {
		final Interval all = new FinalInterval(target());
		final long[] corner = all.minAsLongArray();
		return Intervals.equals(source(new FinalInterval(corner, corner)), source(
			all));
	}
}
