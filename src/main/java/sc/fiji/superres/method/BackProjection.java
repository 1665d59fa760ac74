package sc.fiji.superres.method;

import java.util.List;

import net.imglib2.Dimensions;
import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;

import sc.fiji.superres.block.Blocks;
import sc.fiji.superres.block.Chain;
import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.filter.GaussianBlur;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;

/**
 * Corrects the result of an {@link Upscaler} so that it agrees with the source
 * when shrunk: iterative back-projection (M. Irani, S. Peleg, Improving
 * resolution by image registration, 1991).
 * <p>
 * Each iteration shrinks the result by antialiased bicubic, enlarges its
 * difference from the source by bicubic, and adds it. This helps if the source
 * was made by such shrinking, without noise. At scale 1, what is finer than a
 * Gaussian of {@value #FINE} pixels is left to the upscaler, and the rest agrees with
 * the source. Each iteration extends the halo by six source pixels.
 * </p>
 */
public final class BackProjection extends WrappedUpscaler {

	/** Largest number of iterations; the result hardly changes after ten. */
	public static final int MOST = 100;

	/** Halo of one iteration in source pixels. */
	private static final int REACH = 6;

	/** Standard deviation of the Gaussian at scale 1; cut off at the reach. */
	private static final double FINE = 1.2;

	private final int iterations;

	private BackProjection(final Upscaler upscaler, final int iterations) {
		super(upscaler);
		this.iterations = iterations;
	}

	/**
	 * Corrects the results of an upscaler.
	 *
	 * @param upscaler closed with the returned one, or by this method if it fails
	 * @param iterations number of iterations, 0 to 100; for 0 the upscaler itself
	 *          is returned
	 * @throws IllegalArgumentException if the number is out of range
	 */
	public static Upscaler of(final Upscaler upscaler, final int iterations) {
		if (iterations >= 0 && iterations <= MOST) return iterations == 0 ? upscaler
			: new BackProjection(upscaler, iterations);
		upscaler.close();
		throw new WrongUsage("iterations=" + iterations +
			": the number of back-projections must be 0 to " + MOST);
	}

	@Override
	public long halo(final int axis) {
		return axis == 2 ? 0 : Chain.halo((long) REACH * iterations, 1, upscaler
			.halo(axis));
	}

	/**
	 * {@inheritDoc}
	 *
	 * @throws IllegalArgumentException if the scale is not a whole number
	 */
	@Override
	public PreparedOperation prepare(final Dimensions size,
		final Intensities... intensities)
	{
		final int scale = (int) Math.rint(scale(0));
		if (scale < 1 || scale(0) != scale || scale(1) != scale)
			throw new WrongUsage("Back-projection needs a scale of 1, 2, " +
				"3, ..., but this one is " + scale(0) + ": choose iterations=0");
		return new Projected(upscaler.prepare(size, intensities), scale,
			new FinalInterval(size));
	}

	/** The corrected enlargement of planes of one size. */
	private final class Projected implements PreparedOperation {

		private final PreparedOperation first;
		private final int scale;
		private final Interval plane;

		Projected(final PreparedOperation first, final int scale,
			final Interval plane)
		{
			this.first = first;
			this.scale = scale;
			this.plane = plane;
		}

		@Override
		public Dimensions target() {
			return first.target();
		}

		@Override
		public PreparedOperation numbered(final long number, final long step) {
			return new Projected(first.numbered(number, step), scale, plane);
		}

		@Override
		public Interval source(final Interval target) {
			final Interval low = low(target);
			return Intervals.union(low, first.source(high(low)));
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
			final Interval low = low(to);
			final Interval high = high(low);
			final Interval needed = first.source(high);
			final int channels = channels();
			final float[] result = new float[samples(high)];
			first.fill(Blocks.cut(source, from, needed, channels), needed, result,
				high, progress);
			final float[] given = Blocks.cut(source, from, low, channels);
			final int size = given.length / channels;
			for (int c = 0; c < channels; c++) {
				final float[] one = Blocks.channel(result, c, channels);
				final float[] wanted = Blocks.channel(given, c, channels);
				for (int i = 0; i < iterations; i++)
					correct(one, wanted, low, high);
				System.arraycopy(one, 0, result, c * size * scale * scale, one.length);
			}
			Blocks.copy(result, high, target, to, to, channels);
		}

		@Override
		public List<Interval> tiles(final int side) {
			return first.tiles(side);
		}

		/**
		 * Three blocks of the result in addition to the workspace of the method.
		 */
		@Override
		public long workspace(final Interval tile) {
			final Interval high = high(low(tile));
			return first.workspace(high) + 3L * samples(high) * Float.BYTES;
		}

		@Override
		public long outside(final Interval tile) {
			return first.outside(high(low(tile)));
		}

		private int samples(final Interval interval) {
			return Math.toIntExact(Intervals.numElements(interval) * channels());
		}

		/** Returns the source interval that a target interval depends on. */
		private Interval low(final Interval target) {
			return Intervals.intersect(plane, Intervals.expand(Intervals.createMinMax(
				target.min(0) / scale, target.min(1) / scale, target.max(0) / scale,
				target.max(1) / scale), (long) REACH * iterations));
		}

		private Interval high(final Interval low) {
			return Intervals.createMinSize(low.min(0) * scale, low.min(1) * scale, low
				.dimension(0) * scale, low.dimension(1) * scale);
		}

		private void correct(final float[] result, final float[] given,
			final Interval low, final Interval high)
		{
			final int width = (int) low.dimension(0);
			final int height = (int) low.dimension(1);
			final float[] error = scale == 1 ? result.clone() : resized(result, high,
				low);
			for (int i = 0; i < error.length; i++)
				error[i] = given[i] - error[i];
			final float[] correction = scale == 1 ? GaussianBlur.of(FINE).plane(error,
				width, height) : resized(error, low, high);
			for (int i = 0; i < result.length; i++)
				result[i] += correction[i];
		}

		private static float[] resized(final float[] plane, final Interval from,
			final Interval to)
		{
			return Resampler.to(Sampling.of(Kernel.named("bicubic")), from, (int) to
				.dimension(0), (int) to.dimension(1)).plane(plane, (int) from.dimension(0),
					(int) from.dimension(1));
		}
	}
}
