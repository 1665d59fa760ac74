package sc.fiji.superres.degrade;

import java.util.List;

import net.imglib2.Dimensions;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;

import sc.fiji.superres.block.Enlargement;

/** One step after another, for one channel; tiles are those of the second. */
record Chain(Enlargement first, Enlargement second) implements Enlargement {

	/** Joins steps, at least one. */
	static Enlargement of(final List<Enlargement> steps) {
		return steps.stream().reduce(Chain::new).orElseThrow();
	}

	@Override
	public Dimensions target() {
		return second.target();
	}

	@Override
	public double scale(final int axis) {
		return first.scale(axis) * second.scale(axis);
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
		return second.tiles(side);
	}

	@Override
	public long workspace(final Interval tile) {
		final Interval between = second.source(tile);
		return Intervals.numElements(between) * Float.BYTES + first.workspace(
			between) + second.workspace(tile);
	}
}
