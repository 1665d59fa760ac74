package sc.fiji.superres.method;

import java.util.Arrays;
import java.util.List;

import net.imglib2.Dimensions;
import net.imglib2.FinalDimensions;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;

import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Orientation;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.block.WrongUsage;

/**
 * Averages the results of a method for the 8 flips and rotations of a plane,
 * each turned back (Lim et al. 2017, section 3.4, "geometric self-ensemble"):
 * slightly better with networks, but 8 times slower.
 * <p>
 * Only for methods with the same whole-number scale along x and y.
 * </p>
 */
public final class SelfEnsemble extends WrappedUpscaler {

	/** @param upscaler the method; closed with this one */
	public SelfEnsemble(final Upscaler upscaler) {
		super(upscaler);
	}

	@Override
	public long halo(final int axis) {
		return axis == 2 ? 0 : Math.max(upscaler.halo(0), upscaler.halo(1));
	}

	@Override
	public PreparedOperation prepare(final Dimensions size,
		final Intensities... intensities)
	{
		if (upscaler.axes() == 3) throw new WrongUsage("Flips and " +
			"rotations cannot be averaged of a model that enlarges z: choose " +
			"ensemble=false");
		final double scale = scale(0);
		if (scale != Math.rint(scale) || scale != scale(1))
			throw new WrongUsage("Flips and rotations cannot be " +
				"averaged at a scale of " + scale + " x " + scale(1) +
				": choose the same whole number for both axes");
		final long width = size.dimension(0);
		final long height = size.dimension(1);
		return new Turned(upscaler.prepare(size, intensities), upscaler.prepare(
			new FinalDimensions(height, width), intensities), width, height,
			channels());
	}

	/**
	 * @param straight enlarges the plane
	 * @param swapped enlarges the plane with its axes swapped
	 */
	private record Turned(PreparedOperation straight, PreparedOperation swapped, long width,
		long height, int channels) implements PreparedOperation
	{

		@Override
		public Dimensions target() {
			return straight.target();
		}

		@Override
		public PreparedOperation numbered(final long first, final long step) {
			return new Turned(straight.numbered(first, step), swapped.numbered(first,
				step), width, height, channels);
		}

		@Override
		public Interval source(final Interval target) {
			return Orientation.ALL.stream().map(way -> way.back(of(way).source(turned(
				way, target)), width, height)).reduce(Intervals::union).orElseThrow();
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
			Arrays.fill(target, 0, (int) Intervals.numElements(to) * channels, 0);
			final float share = 1f / Orientation.ALL.size();
			for (int i = 0; i < Orientation.ALL.size(); i++) {
				progress.check();
				final Orientation way = Orientation.ALL.get(i);
				final Interval part = turned(way, to);
				final Interval needed = of(way).source(part);
				final float[] result = new float[(int) Intervals.numElements(part) *
					channels];
				of(way).fill(way.read(source, from, needed, width, height, channels),
					needed, result, part);
				way.add(result, part, share, target, to, target().dimension(0), target()
					.dimension(1), channels);
				progress.update((i + 1) * share, "orientation " + (i + 1) + " of " +
					Orientation.ALL.size());
			}
		}

		@Override
		public List<Interval> tiles(final int side) {
			return straight.tiles(side);
		}

		@Override
		public long workspace(final Interval tile) {
			return Math.max(straight.workspace(tile), swapped.workspace(turned(
				new Orientation(false, false, true), tile))) + Float.BYTES * channels *
					(Intervals.numElements(source(tile)) + Intervals.numElements(tile));
		}

		@Override
		public long outside(final Interval tile) {
			return Math.max(straight.outside(tile), swapped.outside(turned(
				new Orientation(false, false, true), tile)));
		}

		private PreparedOperation of(final Orientation way) {
			return way.swap() ? swapped : straight;
		}

		private Interval turned(final Orientation way, final Interval target) {
			return way.turned(target, target().dimension(0), target().dimension(1));
		}
	}
}
