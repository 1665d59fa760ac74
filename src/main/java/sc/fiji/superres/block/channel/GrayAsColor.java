package sc.fiji.superres.block.channel;

import java.util.List;

import net.imglib2.Dimensions;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;

import sc.fiji.superres.block.BlockOperation;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Progress;

/**
 * An operation on red, green and blue, applied to single channels: a channel goes
 * in as all three, and the mean of the three results is taken.
 */
public final class GrayAsColor implements BlockOperation {

	/** What users are told. */
	public static final String NOTE = "The model takes red, green and blue: each gray " +
		"channel goes in as all three, and the result is the mean of the three";

	private static final int COLORS = 3;

	private final BlockOperation color;

	private GrayAsColor(final BlockOperation color) {
		this.color = color;
	}

	/**
	 * Returns an operation as one on single channels.
	 *
	 * @param operation of any number of channels; closed with the result
	 * @return the operation itself, unless it takes three
	 */
	public static BlockOperation of(final BlockOperation operation) {
		return operation.channels() == COLORS ? new GrayAsColor(operation)
			: operation;
	}

	@Override
	public int channels() {
		return 1;
	}

	@Override
	public int axes() {
		return color.axes();
	}

	@Override
	public double scale(final int axis) {
		return color.scale(axis);
	}

	@Override
	public long halo(final int axis) {
		return color.halo(axis);
	}

	@Override
	public PreparedOperation prepare(final Dimensions size,
		final Intensities... intensities)
	{
		return new Prepared(color.prepare(size, intensities[0], intensities[0],
			intensities[0]));
	}

	@Override
	public void close() {
		color.close();
	}

	private record Prepared(PreparedOperation color) implements
		PreparedOperation
	{

		@Override
		public Dimensions target() {
			return color.target();
		}

		@Override
		public PreparedOperation numbered(final long first, final long step) {
			return new Prepared(color.numbered(first, step));
		}

		@Override
		public Interval source(final Interval target) {
			return color.source(target);
		}

		@Override
		public void fill(final float[] source, final Interval from,
			final float[] target, final Interval to)
		{
			fill(source, from, target, to, Progress.NONE);
		}

		@Override
		public void fill(final float[] source, final Interval from,
			final float[] target, final Interval to, final Progress progress)
		{
			final int read = (int) Intervals.numElements(from);
			final int filled = (int) Intervals.numElements(to);
			final float[] colors = new float[COLORS * read];
			for (int c = 0; c < COLORS; c++)
				System.arraycopy(source, 0, colors, c * read, read);
			final float[] results = new float[COLORS * filled];
			color.fill(colors, from, results, to, progress);
			for (int i = 0; i < filled; i++)
				target[i] = (results[i] + results[filled + i] + results[2 * filled +
					i]) / COLORS;
		}

		@Override
		public List<Interval> tiles(final int side) {
			return color.tiles(side);
		}

		@Override
		public long workspace(final Interval tile) {
			return color.workspace(tile) + COLORS * Float.BYTES * (Intervals
				.numElements(source(tile)) + Intervals.numElements(tile));
		}

		@Override
		public long outside(final Interval tile) {
			return color.outside(tile);
		}
	}
}
