package sc.fiji.superres.block;

import java.util.List;

import net.imglib2.Dimensions;
import net.imglib2.FinalDimensions;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;

/**
 * Applies an operation on planes to every plane of a volume; z stays as it is.
 * Tiles are those of the operation, one plane deep.
 */
public final class PlaneByPlane implements BlockOperation {

	private final BlockOperation planar;

	private PlaneByPlane(final BlockOperation planar) {
		this.planar = planar;
	}

	/**
	 * Returns an operation as one on volumes.
	 *
	 * @param operation on planes or on volumes; closed with the result
	 */
	public static BlockOperation of(final BlockOperation operation) {
		return operation.axes() == 2 ? new PlaneByPlane(operation) : operation;
	}

	@Override
	public int channels() {
		return planar.channels();
	}

	@Override
	public int axes() {
		return 3;
	}

	@Override
	public double scale(final int axis) {
		return planar.scale(axis);
	}

	@Override
	public long halo(final int axis) {
		return planar.halo(axis);
	}

	@Override
	public PreparedOperation prepare(final Dimensions size,
		final Intensities... intensities)
	{
		return new Planes(planar.prepare(new FinalDimensions(size.dimension(0), size
			.dimension(1)), intensities), channels(), size.dimension(2), 0, 1);
	}

	@Override
	public void close() {
		planar.close();
	}

	/**
	 * @param first number of the first plane
	 * @param step from the number of a plane to that of the next
	 */
	private record Planes(PreparedOperation planar, int channels, long depth,
		long first, long step) implements PreparedOperation
	{

		@Override
		public Dimensions target() {
			return new FinalDimensions(planar.target().dimension(0), planar.target()
				.dimension(1), depth);
		}

		@Override
		public PreparedOperation numbered(final long newFirst, final long newStep) {
			return new Planes(planar, channels, depth, newFirst, newStep);
		}

		@Override
		public Interval source(final Interval target) {
			return planes(planar.source(plane(target)), target.min(2), target
				.dimension(2));
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
			if (to.dimension(2) == 1) {
				fill(source, from, target, to, to.min(2), progress);
				return;
			}
			for (long z = to.min(2); z <= to.max(2); z++) {
				final Interval part = planes(to, z, 1);
				final float[] filled = new float[(int) Intervals.numElements(part) *
					channels];
				fill(Blocks.cut(source, from, planes(from, z, 1), channels), from,
					filled, part, z, progress.part(z - to.min(2), to.dimension(2)));
				Blocks.copy(filled, part, target, to, part, channels);
			}
		}

		@Override
		public List<Interval> tiles(final int side) {
			return Tiles.planes(planar.tiles(side), depth);
		}

		@Override
		public long workspace(final Interval tile) {
			return planar.workspace(plane(tile));
		}

		@Override
		public long outside(final Interval tile) {
			return planar.outside(plane(tile));
		}

		private void fill(final float[] source, final Interval from,
			final float[] target, final Interval to, final long z,
			final Progress progress)
		{
			planar.numbered(first + z * step, 1).fill(source, plane(from), target,
				plane(to), progress);
		}

		private static Interval plane(final Interval volume) {
			return Intervals.hyperSlice(volume, 2);
		}

		private static Interval planes(final Interval plane, final long z,
			final long depth)
		{
			return Intervals.createMinSize(plane.min(0), plane.min(1), z, plane
				.dimension(0), plane.dimension(1), depth);
		}
	}
}
