package sc.fiji.superres.image;

import java.util.ArrayList;
import java.util.List;

import net.imglib2.Dimensions;
import net.imglib2.FinalDimensions;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;

import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Tiles;
import sc.fiji.superres.block.Upscaler;

/**
 * Gives each target pixel the mean of the source pixels around the one that its
 * centre falls into, cut at the border of the plane, times a gain. A radius of
 * 0 repeats pixels. The target's size is rounded up.
 */
final class BoxUpscaler implements Upscaler {

	private final double scaleX;
	private final double scaleY;
	private final int radius;
	private final int channels;
	private final float gain;

	/** What was handed to {@link #prepare}, in this order. */
	final List<Intensities[]> prepared = new ArrayList<>();

	/** Number of tiles filled. */
	int fills;

	/** What it says to need beside the blocks. */
	long workspace;
	long outside;

	BoxUpscaler(final double scaleX, final double scaleY, final int radius,
		final int channels, final float gain)
	{
		this.scaleX = scaleX;
		this.scaleY = scaleY;
		this.radius = radius;
		this.channels = channels;
		this.gain = gain;
	}

	static BoxUpscaler nearest(final double scale) {
		return box(scale, 0);
	}

	static BoxUpscaler box(final double scale, final int radius) {
		return new BoxUpscaler(scale, scale, radius, 1, 1);
	}

	@Override
	public int channels() {
		return channels;
	}

	@Override
	public double scale(final int axis) {
		return axis == 0 ? scaleX : axis == 1 ? scaleY : 1;
	}

	@Override
	public long halo(final int axis) {
		return axis < 2 ? radius : 0;
	}

	@Override
	public PreparedOperation prepare(final Dimensions size,
		final Intensities... intensities)
	{
		if (intensities.length != channels) throw new IllegalArgumentException(
			"intensities of " + intensities.length + " channels");
		prepared.add(intensities);
		return new Box(size.dimension(0), size.dimension(1));
	}

	@Override
	public void close() {
		// Nothing is held.
	}

	private final class Box implements PreparedOperation {

		private final long width;
		private final long height;
		private final Dimensions target;

		private Box(final long width, final long height) {
			this.width = width;
			this.height = height;
			this.target = FinalDimensions.wrap(new long[] { (long) Math.ceil(
				width * scaleX), (long) Math.ceil(height * scaleY) });
		}

		@Override
		public Dimensions target() {
			return target;
		}

		@Override
		public Interval source(final Interval to) {
			return Intervals.createMinMax( //
				Math.max(0, x(to.min(0)) - radius), //
				Math.max(0, y(to.min(1)) - radius), //
				Math.min(width - 1, x(to.max(0)) + radius), //
				Math.min(height - 1, y(to.max(1)) + radius));
		}

		@Override
		public void fill(final float[] source, final Interval from,
			final float[] block, final Interval to)
		{
			fills++;
			int i = 0;
			for (int c = 0; c < channels; c++)
				for (long y = to.min(1); y <= to.max(1); y++)
					for (long x = to.min(0); x <= to.max(0); x++)
						block[i++] = gain * mean(source, from, c, x(x), y(y));
		}

		private float mean(final float[] source, final Interval from,
			final int channel, final long x, final long y)
		{
			double sum = 0;
			int count = 0;
			for (long v = Math.max(0, y - radius); v <= Math.min(height - 1, y +
				radius); v++)
			{
				for (long u = Math.max(0, x - radius); u <= Math.min(width - 1, x +
					radius); u++)
				{
					final float value = source[(int) ((channel * from.dimension(1) + v -
						from.min(1)) * from.dimension(0) + u - from.min(0))];
					if (!Float.isFinite(value)) throw new IllegalArgumentException(
						"not finite");
					sum += value;
					count++;
				}
			}
			return (float) (sum / count);
		}

		private long x(final long targetX) {
			return (long) Math.min((targetX + 0.5) / scaleX, width - 1);
		}

		private long y(final long targetY) {
			return (long) Math.min((targetY + 0.5) / scaleY, height - 1);
		}

		@Override
		public List<Interval> tiles(final int side) {
			return side == 0 ? List.of(Intervals.createMinSize(0, 0, target.dimension(
				0), target.dimension(1))) : Tiles.grid(target, side, side);
		}

		@Override
		public long workspace(final Interval tile) {
			return workspace;
		}

		@Override
		public long outside(final Interval tile) {
			return outside;
		}
	}
}
