package sc.fiji.superres.filter;

import java.util.List;

import net.imglib2.Dimensions;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;

import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.RowBands;
import sc.fiji.superres.block.Separable;

/**
 * Several {@link Separable} sums of a plane, combined sample by sample.
 * <p>
 * Sums are taken of differences to the sample of the source block that is
 * nearest to 0. A constant therefore has sums of exactly 0, and a high
 * background costs no precision; nor do outliers, because no difference is more
 * than twice as large as its sample.
 * </p>
 */
final class Combination implements PreparedOperation {

	/** Computes samples of the result from the sums. */
	@FunctionalInterface
	interface Rule {

		/**
		 * Computes adjacent samples.
		 *
		 * @param samples source samples
		 * @param from index of the first source sample
		 * @param pivot subtracted from the samples before they were summed
		 * @param sums samples of each sum
		 * @param target where the results go
		 * @param to index of the first sample of sums and target
		 * @param count number of samples
		 */
		void apply(float[] samples, int from, float pivot, float[][] sums,
			float[] target, int to, int count);
	}

	private final List<Separable> sums;
	private final Rule rule;

	Combination(final List<Separable> sums, final Rule rule) {
		this.sums = sums;
		this.rule = rule;
	}

	@Override
	public Dimensions target() {
		return sums.get(0).target();
	}

	@Override
	public Interval source(final Interval target) {
		return sums.stream().map(sum -> sum.source(target)).reduce(target,
			Intervals::union);
	}

	@Override
	public void fill(final float[] source, final Interval from,
		final float[] target, final Interval to)
	{
		final int size = (int) Intervals.numElements(from);
		final float pivot = nearestToZero(source, size);
		final float[] differences = new float[size];
		for (int i = 0; i < size; i++)
			differences[i] = source[i] - pivot;
		final float[][] filled = new float[sums.size()][(int) Intervals.numElements(
			to)];
		for (int i = 0; i < filled.length; i++)
			sums.get(i).fill(differences, from, filled[i], to);
		RowBands.forEach((int) to.dimension(1), 1, (first, end) -> {
			for (int y = first; y < end; y++)
				rule.apply(source, index(from, to.min(0), to.min(1) + y), pivot, filled,
					target, y * (int) to.dimension(0), (int) to.dimension(0));
		});
	}

	@Override
	public List<Interval> tiles(final int side) {
		return sums.get(sums.size() - 1).tiles(side);
	}

	@Override
	public long workspace(final Interval tile) {
		final long samples = Intervals.numElements(source(tile)) + sums.size() *
			Intervals.numElements(tile);
		return samples * Float.BYTES + sums.stream().mapToLong(sum -> sum.workspace(
			tile)).max().getAsLong();
	}

	private static float nearestToZero(final float[] samples, final int count) {
		float nearest = samples[0];
		for (int i = 1; i < count; i++)
			if (Math.abs(samples[i]) < Math.abs(nearest)) nearest = samples[i];
		return nearest;
	}

	private static int index(final Interval block, final long x, final long y) {
		return (int) ((y - block.min(1)) * block.dimension(0) + x - block.min(0));
	}
}
