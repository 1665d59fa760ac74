package sc.fiji.superres.method;

import java.util.List;
import java.util.Optional;

import net.imglib2.Dimensions;
import net.imglib2.Interval;

import sc.fiji.superres.block.BlockOperation;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.filter.NonLocalMeans;
import sc.fiji.superres.filter.PhotonNoise;
import sc.fiji.superres.filter.PlaneFilter;
import sc.fiji.superres.filter.RichardsonLucy;
import sc.fiji.superres.quality.BlurWidth;
import sc.fiji.superres.quality.SensorNoise;

/**
 * Deconvolves or denoises planes by the noise and blur of their channel, which
 * are measured if they are not given.
 * <p>
 * The noise and the blur are measured once for each channel, from its
 * {@linkplain Intensities#planes planes}, when it is first filled. A constant
 * channel is not changed.
 * </p>
 *
 * @see RichardsonLucy
 * @see NonLocalMeans
 */
public final class MeasuredFilter implements PlaneFilter {

	/** Creates the filter of a channel. */
	@FunctionalInterface
	private interface Plan {

		BlockOperation filter(Intensities channel);
	}

	/** The filter before measuring, with the same halo, tiles and memory. */
	private final BlockOperation like;
	private final Plan plan;

	private MeasuredFilter(final BlockOperation like, final Plan plan) {
		this.like = like;
		this.plan = plan;
	}

	/**
	 * Undoes a Gaussian blur by {@link RichardsonLucy}.
	 *
	 * @param sigma of the blur in pixels; 0 for the measured one
	 * @param iterations at most so many
	 * @param photons that the high end of the range stands for; 0 for no photon
	 *          noise
	 * @param read noise, as a fraction of the range; if both are 0, they are
	 *          measured
	 * @throws IllegalArgumentException if one is out of its limits
	 */
	public static MeasuredFilter deconvolution(final double sigma,
		final int iterations, final double photons, final double read)
	{
		final Optional<PhotonNoise> given = noise(photons, read);
		return new MeasuredFilter(RichardsonLucy.gaussian(sigma, iterations,
			PhotonNoise.NONE), channel -> RichardsonLucy.gaussian(sigma > 0 ? sigma
				: blur(channel), iterations, given.orElseGet(() -> noise(channel))));
	}

	/**
	 * Takes the blur of a point spread function back, by {@link RichardsonLucy}.
	 *
	 * @param psf what a single bright pixel becomes: of odd width and height, not
	 *          negative, with a sum of 1
	 * @see #deconvolution(double, int, double, double)
	 */
	public static MeasuredFilter deconvolution(final Plane psf,
		final int iterations, final double photons, final double read)
	{
		final Optional<PhotonNoise> given = noise(photons, read);
		return new MeasuredFilter(RichardsonLucy.of(psf, iterations,
			PhotonNoise.NONE), channel -> RichardsonLucy.of(psf, iterations,
				given.orElseGet(() -> noise(channel))));
	}

	/**
	 * Takes noise away, by {@link NonLocalMeans}.
	 *
	 * @param strength how different patches may be, in standard deviations of the
	 *          noise, above 0
	 * @see #deconvolution(double, int, double, double)
	 */
	public static MeasuredFilter denoising(final double strength,
		final double photons, final double read)
	{
		final Optional<PhotonNoise> given = noise(photons, read);
		return new MeasuredFilter(NonLocalMeans.of(PhotonNoise.NONE, strength),
			channel -> NonLocalMeans.of(given.orElseGet(() -> noise(channel)),
				strength));
	}

	@Override
	public long halo(final int axis) {
		return like.halo(axis);
	}

	/**
	 * {@inheritDoc}
	 * <p>
	 * Filling throws an {@link IllegalArgumentException} where something is to be
	 * measured and cannot be.
	 * </p>
	 */
	@Override
	public PreparedOperation prepare(final Dimensions size,
		final Intensities... intensities)
	{
		return new Lazy(size, intensities[0]);
	}

	// -- Helper methods --

	/** Returns the given noise; none where it is to be measured. */
	private static Optional<PhotonNoise> noise(final double photons,
		final double read)
	{
		if (photons == 0 && read == 0) return Optional.empty();
		return Optional.of(new PhotonNoise(photons == 0 ? Double.POSITIVE_INFINITY
			: photons, read));
	}

	private static PhotonNoise noise(final Intensities channel) {
		final SensorNoise noise = sensor(channel);
		return new PhotonNoise(noise.photons().value(), noise.read().value());
	}

	private static double blur(final Intensities channel) {
		return BlurWidth.of(channel.planes(), sensor(channel)).orElseThrow(
			() -> new IllegalArgumentException("The blur cannot be measured: noise " +
				"hides it, or the image has fewer than 64 x 64 pixels. Give it in pixels " +
				"(sigma=1, or the model richardson-lucy(sigma=1)), or use " +
				"non-local-means against noise")).sigma().value();
	}

	private static SensorNoise sensor(final Intensities channel) {
		final List<Plane> planes = channel.planes();
		final String remedy = "give photons and noise (and the sigma of a blur)";
		if (planes.isEmpty()) throw new IllegalArgumentException("The noise cannot " +
			"be measured block by block: " + remedy);
		try {
			return SensorNoise.of(planes);
		}
		catch (final IllegalArgumentException exc) {
			throw new IllegalArgumentException(exc.getMessage() + ", or " + remedy,
				exc);
		}
	}

	/** The filter of a channel, which is measured when it is first filled. */
	private final class Lazy implements PreparedOperation {

		private final Dimensions size;
		private final Intensities channel;
		private final PreparedOperation geometry;
		private PreparedOperation filter;

		Lazy(final Dimensions size, final Intensities channel) {
			this.size = size;
			this.channel = channel;
			geometry = like.prepare(size, channel);
		}

		@Override
		public Dimensions target() {
			return size;
		}

		@Override
		public Interval source(final Interval target) {
			return geometry.source(target);
		}

		@Override
		public void fill(final float[] source, final Interval from,
			final float[] target, final Interval to)
		{
			if (filter == null) filter = channel.low() < channel.high() ? plan.filter(
				channel).prepare(size, channel) : geometry;
			filter.fill(source, from, target, to);
		}

		@Override
		public List<Interval> tiles(final int side) {
			return geometry.tiles(side);
		}

		@Override
		public long workspace(final Interval tile) {
			return geometry.workspace(tile);
		}
	}
}
