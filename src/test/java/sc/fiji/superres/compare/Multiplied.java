package sc.fiji.superres.compare;

import java.util.List;

import net.imglib2.Dimensions;
import net.imglib2.Interval;

import sc.fiji.superres.block.PreparedOperation;

/** Another enlargement, whose result is multiplied, or filled by a subclass. */
public class Multiplied implements PreparedOperation {

	private final PreparedOperation original;
	private final float factor;

	public Multiplied(final PreparedOperation original, final float factor) {
		this.original = original;
		this.factor = factor;
	}

	@Override
	public Dimensions target() {
		return original.target();
	}

	@Override
	public Interval source(final Interval target) {
		return original.source(target);
	}

	@Override
	public void fill(final float[] source, final Interval from,
		final float[] target, final Interval to)
	{
		original.fill(source, from, target, to);
		for (int i = 0; i < target.length; i++)
			target[i] *= factor;
	}

	@Override
	public List<Interval> tiles(final int side) {
		return original.tiles(side);
	}

	@Override
	public long workspace(final Interval tile) {
		return original.workspace(tile);
	}
}
