package sc.fiji.superres.network;

import java.util.ArrayList;
import java.util.List;

import net.imglib2.Dimensions;
import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;

import sc.fiji.superres.block.AlongZ;
import sc.fiji.superres.block.BlockOperation;
import sc.fiji.superres.block.Blocks;
import sc.fiji.superres.block.Chain;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Resliced;
import sc.fiji.superres.resample.Sampling;

/**
 * Enlarges volumes of one channel along z, by a network that enlarges planes
 * along y: it is applied to all xz planes and to all yz planes, and both results
 * are averaged. A factor that is not the network's is reached by bicubic
 * resampling of the slices.
 */
final class AxialUpscaler implements Upscaler {

	/** Longest side of a tile along x and y, without its halo. */
	private static final int SIDE = 128;

	/** Most slices of the source that a tile covers, without its halo. */
	private static final int DEPTH = 96;

	private final Upscaler planar;
	private final BlockOperation xz;
	private final BlockOperation yz;
	private final double factor;
	/** Resamples the slices that the network makes. */
	private final Resampler slices;

	/**
	 * @param planar of one channel, which enlarges y alone; closed with this one
	 * @param factor slices of the result per slice; 0 for the network's own
	 */
	AxialUpscaler(final Upscaler planar, final double factor) {
		this.planar = planar;
		xz = Resliced.xz(planar);
		yz = Resliced.yz(planar);
		this.factor = factor == 0 ? planar.scale(1) : factor;
		slices = Resampler.by(Sampling.of(Kernel.named(Kernel.BICUBIC)), 1, 1)
			.withSlices(this.factor / planar.scale(1));
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
	public double scale(final int axis) {
		return axis == 2 ? factor : 1;
	}

	@Override
	public long halo(final int axis) {
		return axis == 2 ? Chain.halo(planar.halo(1), planar.scale(1), slices.halo(
			2)) : planar.halo(0);
	}

	@Override
	public PreparedOperation prepare(final Dimensions size,
		final Intensities... intensities)
	{
		final PreparedOperation first = xz.prepare(size, intensities);
		return new Volume(first, yz.prepare(size, intensities), slices.alongZ(first
			.target()), (long) Math.ceil(DEPTH * factor));
	}

	@Override
	public long parameters() {
		return planar.parameters();
	}

	@Override
	public String precision() {
		return planar.precision();
	}

	@Override
	public String device() {
		return planar.device();
	}

	@Override
	public void close() {
		planar.close();
	}

	/**
	 * @param z resamples the slices
	 * @param depth most slices of a tile
	 */
	private record Volume(PreparedOperation xz, PreparedOperation yz, AlongZ z,
		long depth) implements PreparedOperation
	{

		@Override
		public Dimensions target() {
			return z.target();
		}

		@Override
		public Interval source(final Interval target) {
			final Interval between = z.source(target);
			return Intervals.union(xz.source(between), yz.source(between));
		}

		@Override
		public void fill(final float[] source, final Interval from,
			final float[] target, final Interval to)
		{
			final Interval between = z.source(to);
			final float[] mean = filled(xz, source, from, between);
			final float[] other = filled(yz, source, from, between);
			for (int i = 0; i < mean.length; i++)
				mean[i] = (mean[i] + other[i]) / 2;
			z.fill(mean, between, target, to);
		}

		private static float[] filled(final PreparedOperation planes,
			final float[] source, final Interval from, final Interval to)
		{
			final Interval needed = planes.source(to);
			final float[] filled = new float[(int) Intervals.numElements(to)];
			planes.fill(Blocks.cut(source, from, needed, 1), needed, filled, to);
			return filled;
		}

		/** Slices are the outermost axis, so that each is read once or twice. */
		@Override
		public List<Interval> tiles(final int side) {
			final Interval all = new FinalInterval(target());
			final long[] most = { side > 0 ? side : SIDE, side > 0 ? side : SIDE,
				depth };
			final long[] count = new long[3];
			for (int d = 0; d < 3; d++)
				count[d] = (all.dimension(d) + most[d] - 1) / most[d];
			final List<Interval> tiles = new ArrayList<>();
			final long[] i = new long[3];
			for (i[2] = 0; i[2] < count[2]; i[2]++) {
				for (i[1] = 0; i[1] < count[1]; i[1]++) {
					for (i[0] = 0; i[0] < count[0]; i[0]++) {
						final long[] min = new long[3];
						final long[] max = new long[3];
						for (int d = 0; d < 3; d++) {
							min[d] = all.dimension(d) * i[d] / count[d];
							max[d] = all.dimension(d) * (i[d] + 1) / count[d] - 1;
						}
						tiles.add(new FinalInterval(min, max));
					}
				}
			}
			return tiles;
		}

		/** Both results, and the part of the source of one. */
		@Override
		public long workspace(final Interval tile) {
			final Interval between = z.source(tile);
			return Float.BYTES * (2 * Intervals.numElements(between) + Intervals
				.numElements(source(tile))) + Math.max(xz.workspace(between), yz
					.workspace(between));
		}

		@Override
		public long outside(final Interval tile) {
			final Interval between = z.source(tile);
			return Math.max(xz.outside(between), yz.outside(between));
		}
	}
}
