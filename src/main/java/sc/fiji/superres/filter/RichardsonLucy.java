package sc.fiji.superres.filter;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import net.imglib2.Dimensions;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;

import sc.fiji.superres.block.Blocks;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.RowBands;
import sc.fiji.superres.block.WrongUsage;

/**
 * Undoes a known blur: Richardson-Lucy deconvolution of planes, at the same
 * size.
 * <p>
 * With g the plane, H the blur and H' its adjoint, each iteration is
 * </p>
 *
 * <pre>
 * f = f H'(g / H f)
 * </pre>
 * <p>
 * from a constant f. It stops at the first iteration at which sum (g - H f)^2
 * is at most the sum of the noise variances (the discrepancy principle),
 * because later iterations fit the noise; otherwise after the given number of
 * iterations. Both sums are over the whole plane, which is one tile, so that a
 * result does not depend on tiles.
 * </p>
 * <p>
 * Every channel on its own. Values count from the low end of the channel's range,
 * where light is 0: lower values are set to 0, and no result lies below it. The
 * sum of the plane is kept, within rounding for a Gaussian, and except for what
 * crosses the border otherwise. Outside, the plane is mirrored about the outer
 * edge of its border pixels (c b a | a b c), so that borders do not ring.
 * Float.
 * </p>
 * <p>
 * References: W. H. Richardson, Bayesian-based iterative method of image
 * restoration, 1972; L. B. Lucy, An iterative technique for the rectification of
 * observed distributions, 1974.
 * </p>
 *
 * <pre>
 * float[] sharp = RichardsonLucy.gaussian(1.5, 100, new PhotonNoise(500, 0))
 * 	.plane(samples, width, height);
 * </pre>
 */
public final class RichardsonLucy implements PlaneFilter {

	/** The default number of iterations, unless noise stops it earlier. */
	public static final int ITERATIONS = 100;

	/** Largest number of iterations. */
	public static final int MOST = 10000;

	/** Keeps quotients finite if there is no light. */
	private static final float DARK = 1e-20f;

	/** Fewer rows than this are not worth a thread. */
	private static final int ROWS = 8;

	private final Function<Dimensions, PreparedOperation> blur;
	private final Function<Dimensions, PreparedOperation> adjoint;
	private final int iterations;
	private final PhotonNoise noise;

	private RichardsonLucy(final Function<Dimensions, PreparedOperation> blur,
		final Function<Dimensions, PreparedOperation> adjoint,
		final int iterations, final PhotonNoise noise)
	{
		this.blur = blur;
		this.adjoint = adjoint;
		this.iterations = iterations;
		this.noise = noise;
	}

	/**
	 * Undoes a Gaussian blur.
	 *
	 * @param sigma standard deviation in pixels, 0 to 100
	 * @param iterations at most so many, 0 to {@value #MOST}; 0 changes nothing
	 * @param noise of the plane
	 * @throws IllegalArgumentException if one is out of its limits
	 */
	public static RichardsonLucy gaussian(final double sigma,
		final int iterations, final PhotonNoise noise)
	{
		check(iterations);
		final GaussianBlur gaussian = GaussianBlur.of(sigma);
		return new RichardsonLucy(gaussian::prepare, gaussian::prepare, sigma == 0
			? 0 : iterations, noise);
	}

	/**
	 * Undoes the blur of a point spread function.
	 *
	 * @param psf the image of a single bright pixel: of odd width and height, not
	 *          negative, with a sum of 1
	 * @param iterations at most so many, 0 to {@value #MOST}; 0 changes nothing
	 * @param noise of the plane
	 * @throws IllegalArgumentException if a number is out of its limits, or the
	 *           point spread function has negative values
	 */
	public static RichardsonLucy of(final Plane psf, final int iterations,
		final PhotonNoise noise)
	{
		check(iterations);
		for (final float value : psf.samples())
			if (value < 0) throw new IllegalArgumentException(
				"The point spread function has negative values: subtract its " +
					"background, and clip it at 0");
		return new RichardsonLucy(size -> new Convolution(psf, size),
			size -> new Convolution(psf, size).flipped(), iterations, noise);
	}

	/** The halo is the whole plane. */
	@Override
	public long halo(final int axis) {
		return axis == 2 ? 0 : WHOLE;
	}

	@Override
	public PreparedOperation prepare(final Dimensions size,
		final Intensities... intensities)
	{
		if (Intervals.numElements(size) > Integer.MAX_VALUE)
			throw new IllegalArgumentException("Cannot deconvolve an image of " + size
				.dimension(0) + " x " + size.dimension(1) + " pixels: at most " +
				Integer.MAX_VALUE + " are possible (region=selection takes a part)");
		return new Deconvolution(size, intensities[0]);
	}

	private static void check(final int iterations) {
		if (iterations < 0 || iterations > MOST)
			throw new WrongUsage("iterations=" + iterations +
				": choose a whole number from 0 to " + MOST);
	}

	/** The iterations on planes of one size. */
	private final class Deconvolution implements PreparedOperation {

		private final Dimensions size;
		private final int width;
		private final int height;
		private final Interval all;
		private final Intensities intensities;
		private final PreparedOperation forward;
		private final PreparedOperation backward;

		Deconvolution(final Dimensions size, final Intensities intensities) {
			this.size = size;
			this.intensities = intensities;
			width = (int) size.dimension(0);
			height = (int) size.dimension(1);
			all = Intervals.createMinSize(0, 0, width, height);
			forward = blur.apply(size);
			backward = adjoint.apply(size);
		}

		@Override
		public Dimensions target() {
			return size;
		}

		@Override
		public Interval source(final Interval target) {
			return all;
		}

		@Override
		public void fill(final float[] source, final Interval from,
			final float[] target, final Interval to)
		{
			final float[] plane = Intervals.equals(to, all) ? target
				: new float[width * height];
			deconvolve(source, plane);
			if (plane != target) Blocks.copy(plane, all, target, to, to, 1);
		}

		@Override
		public List<Interval> tiles(final int side) {
			return List.of(all);
		}

		@Override
		public long workspace(final Interval tile) {
			final long planes = Intervals.equals(tile, all) ? 2 : 3;
			return planes * width * height * Float.BYTES + Math.max(forward.workspace(
				all), backward.workspace(all));
		}

		private void deconvolve(final float[] source, final float[] f) {
			final float low = (float) intensities.low();
			final double range = intensities.high() - intensities.low();
			if (iterations == 0 || range <= 0) {
				System.arraycopy(source, 0, f, 0, width * height);
				return;
			}
			final float[] blurred = new float[width * height];
			final float[] quotient = new float[width * height];
			double sum = 0;
			for (int i = 0; i < width * height; i++)
				sum += Math.max(0, source[i] - low);
			final double mean = sum / (width * height);
			Arrays.fill(f, 0, width * height, (float) mean);
			final double accepted = noise.variance(mean / range) * range * range *
				width * height;
			for (int k = 0; k < iterations; k++) {
				forward.fill(f, all, blurred, all);
				if (divide(source, low, blurred, quotient) <= accepted) break;
				backward.fill(quotient, all, blurred, all);
				for (int i = 0; i < width * height; i++)
					f[i] *= Math.max(0, blurred[i]);
			}
			for (int i = 0; i < width * height; i++)
				f[i] += low;
		}

		/** Divides the plane by the blurred one; returns the sum of squares of their difference. */
		private double divide(final float[] source, final float low,
			final float[] blurred, final float[] quotient)
		{
			// Summed by rows, so that threads do not matter.
			final double[] squares = new double[height];
			RowBands.forEach(height, ROWS, (first, end) -> {
				for (int y = first; y < end; y++) {
					for (int i = y * width; i < (y + 1) * width; i++) {
						final float value = Math.max(0, source[i] - low);
						final double difference = value - blurred[i];
						squares[y] += difference * difference;
						quotient[i] = value / Math.max(DARK, blurred[i]);
					}
				}
			});
			return Arrays.stream(squares).sum();
		}
	}
}
