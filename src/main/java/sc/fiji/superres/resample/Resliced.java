package sc.fiji.superres.resample;

import java.util.ArrayList;
import java.util.List;

import net.imglib2.Dimensions;
import net.imglib2.FinalDimensions;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;

import sc.fiji.superres.block.BlockOperation;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.PreparedOperation;

/**
 * Applies an operation on planes to the xz or yz planes of a volume: x of those
 * planes is x or y of the volume, and their y is z. The remaining axis stays as
 * it is. For operations of one channel.
 * <p>
 * Operations that number planes count one in each volume as its number times the
 * length of the remaining axis, and its place there.
 * </p>
 */
public final class Resliced implements BlockOperation {

	/** Samples of a tile, along all axes together. */
	private static final int TILE = 1 << 22;

	private final BlockOperation planar;
	/** The axis of the volume that is x of the planes: 0 or 1. */
	private final int axis;

	private Resliced(final BlockOperation planar, final int axis) {
		if (planar.axes() != 2 || planar.channels() != 1)
			throw new IllegalArgumentException("An operation of " + planar
				.channels() + " channels and " + planar.axes() +
				" axes cannot be applied to slices along z: only one of one channel " +
				"on planes can");
		this.planar = planar;
		this.axis = axis;
	}

	/**
	 * Applies an operation to xz planes.
	 *
	 * @param planar on planes of one channel; closed with the result
	 */
	public static BlockOperation xz(final BlockOperation planar) {
		return new Resliced(planar, 0);
	}

	/**
	 * Applies an operation to yz planes.
	 *
	 * @param planar on planes of one channel; closed with the result
	 */
	public static BlockOperation yz(final BlockOperation planar) {
		return new Resliced(planar, 1);
	}

	@Override
	public int channels() {
		return 1;
	}

	@Override
	public int axes() {
		return 3;
	}

	@Override
	public double scale(final int of) {
		if (of == 2) return planar.scale(1);
		return of == axis ? planar.scale(0) : 1;
	}

	@Override
	public long halo(final int of) {
		if (of == 2) return planar.halo(1);
		return of == axis ? planar.halo(0) : 0;
	}

	@Override
	public PreparedOperation prepare(final Dimensions size,
		final Intensities... intensities)
	{
		return new Planes(planar.prepare(new FinalDimensions(size.dimension(axis),
			size.dimension(2)), intensities), axis, size.dimension(1 - axis), 0);
	}

	@Override
	public void close() {
		planar.close();
	}

	/**
	 * @param axis of the volume that is x of the planes
	 * @param count number of planes
	 * @param first number of the first plane
	 */
	private record Planes(PreparedOperation planar, int axis, long count,
		long first) implements PreparedOperation
	{

		@Override
		public Dimensions target() {
			final Dimensions plane = planar.target();
			return axis == 0 ? new FinalDimensions(plane.dimension(0), count, plane
				.dimension(1)) : new FinalDimensions(count, plane.dimension(0), plane
					.dimension(1));
		}

		@Override
		public PreparedOperation numbered(final long number, final long step) {
			return new Planes(planar, axis, count, number * count);
		}

		@Override
		public Interval source(final Interval target) {
			return volume(planar.source(plane(target)), target.min(1 - axis), target
				.dimension(1 - axis));
		}

		@Override
		public void fill(final float[] source, final Interval from,
			final float[] target, final Interval to)
		{
			final Interval fromPlane = plane(from);
			final Interval toPlane = plane(to);
			final float[] low = new float[(int) Intervals.numElements(fromPlane)];
			final float[] high = new float[(int) Intervals.numElements(toPlane)];
			for (long i = to.min(1 - axis); i <= to.max(1 - axis); i++) {
				copy(source, from, i, low, true);
				planar.numbered(first + i, 1).fill(low, fromPlane, high, toPlane);
				copy(target, to, i, high, false);
			}
		}

		@Override
		public List<Interval> tiles(final int side) {
			final List<Interval> tiles = new ArrayList<>();
			for (final Interval tile : planar.tiles(side)) {
				final long deep = side > 0 ? side : Math.max(1, TILE / Math.max(
					Intervals.numElements(tile), Intervals.numElements(planar.source(
						tile))));
				for (long i = 0; i < count; i += deep)
					tiles.add(volume(tile, i, Math.min(deep, count - i)));
			}
			return tiles;
		}

		/** A plane at both resolutions, and what the operation takes. */
		@Override
		public long workspace(final Interval tile) {
			final Interval plane = plane(tile);
			return Float.BYTES * (Intervals.numElements(plane) + Intervals
				.numElements(planar.source(plane))) + planar.workspace(plane);
		}

		@Override
		public long outside(final Interval tile) {
			return planar.outside(plane(tile));
		}

		private Interval plane(final Interval volume) {
			return Intervals.createMinSize(volume.min(axis), volume.min(2), volume
				.dimension(axis), volume.dimension(2));
		}

		private Interval volume(final Interval plane, final long min,
			final long size)
		{
			return axis == 0 ? Intervals.createMinSize(plane.min(0), min, plane.min(
				1), plane.dimension(0), size, plane.dimension(1)) : Intervals
					.createMinSize(min, plane.min(0), plane.min(1), size, plane.dimension(
						0), plane.dimension(1));
		}

		/**
		 * Copies a plane out of a block, or into it.
		 *
		 * @param at its place along the remaining axis
		 */
		private void copy(final float[] block, final Interval interval,
			final long at, final float[] plane, final boolean out)
		{
			final int width = (int) interval.dimension(0);
			final int step = axis == 0 ? 1 : width;
			final int columns = (int) interval.dimension(axis);
			final int slice = width * (int) interval.dimension(1);
			int start = (int) (at - interval.min(1 - axis)) * (axis == 0 ? width : 1);
			for (int i = 0; i < plane.length; start += slice) {
				for (int u = 0; u < columns; u++, i++) {
					if (out) plane[i] = block[start + u * step];
					else block[start + u * step] = plane[i];
				}
			}
		}
	}
}
