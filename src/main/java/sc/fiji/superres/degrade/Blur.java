package sc.fiji.superres.degrade;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import net.imglib2.Dimensions;
import net.imglib2.FinalDimensions;

import sc.fiji.superres.block.Chain;
import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.filter.Convolution;
import sc.fiji.superres.filter.GaussianBlur;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;

/**
 * The blur of a plane by the optics, before it is sampled. The size does not
 * change, borders are symmetric, and lengths are in HR pixels.
 */
public sealed interface Blur {

	/** No blur. */
	Blur NONE = new None();

	/** Sigma as a fraction of wavelength / numerical aperture, for widefield. */
	double WIDEFIELD = 0.21;

	/** Largest accepted numerical aperture. */
	double MAX_APERTURE = 2;

	/**
	 * Returns a Gaussian point spread function.
	 *
	 * @param sigma standard deviation in pixels, above 0
	 */
	static Blur gaussian(final double sigma) {
		return new Gaussian(sigma, sigma);
	}

	/**
	 * Returns a Gaussian of two widths.
	 *
	 * @param x standard deviation along x in pixels; 0 for none
	 * @param y the same along y; one is above 0
	 */
	static Blur gaussian(final double x, final double y) {
		return new Gaussian(x, y);
	}

	/**
	 * Returns the best Gaussian approximation of the point spread function of a
	 * widefield microscope: sigma = 0.21 wavelength / NA (B. Zhang, J. Zerubia,
	 * J.-C. Olivo-Marin, Gaussian approximations of fluorescence microscope
	 * point-spread function models, Applied Optics 2007).
	 *
	 * @param wavelength of the emitted light
	 * @param aperture numerical aperture, above 0 and at most 2
	 * @param pixelWidth width of a high-resolution pixel, in the unit of the
	 *          wavelength
	 * @param pixelHeight its height
	 */
	static Blur widefield(final double wavelength, final double aperture,
		final double pixelWidth, final double pixelHeight)
	{
		require(wavelength > 0 && Double.isFinite(wavelength), "a wavelength of " +
			wavelength, "a length above 0");
		require(aperture > 0 && aperture <= MAX_APERTURE,
			"a numerical aperture of " + aperture, "a number above 0, at most " +
				MAX_APERTURE);
		require(pixelWidth > 0 && pixelHeight > 0, "a pixel size of " + pixelWidth +
			" x " + pixelHeight, "lengths above 0");
		final double sigma = WIDEFIELD * wavelength / aperture;
		return new Gaussian(sigma / pixelWidth, sigma / pixelHeight);
	}

	/**
	 * Returns a measured point spread function: true convolution, the middle pixel
	 * is the center.
	 *
	 * @param psf width and height are odd, the values finite with a sum above 0;
	 *          they are normalized to a sum of 1
	 */
	static Blur measured(final Plane psf) {
		return new Measured(psf);
	}

	/**
	 * Returns a point spread function with a sum of 1.
	 *
	 * @param psf as of {@link #measured}
	 */
	static Plane unit(final Plane psf) {
		return new Measured(psf).psf();
	}

	/**
	 * Returns antialiased bicubic down-sampling, and up-sampling back to the size.
	 *
	 * @param factor factor by which the plane is shrunk in between, with sizes
	 *          rounded up
	 */
	static Blur downAndUp(final int factor) {
		return new DownAndUp(factor);
	}

	/** Prepares the steps for planes of one size; none if nothing is done. */
	List<PreparedOperation> prepare(Dimensions size);

	/**
	 * Returns the radius of the blur in pixels.
	 *
	 * @param axis 0 for x, 1 for y
	 */
	long halo(int axis);

	/** Returns a short description; empty for no blur. */
	String describe();

	/** Returns the numbers by name; equal only for equal blurs. */
	Map<String, Object> values();

	private static void require(final boolean valid, final String what,
		final String remedy)
	{
		if (!valid) throw new WrongUsage("Cannot blur by " + what +
			": choose " + remedy);
	}

	/** No blur. */
	record None() implements Blur {

		@Override
		public List<PreparedOperation> prepare(final Dimensions size) {
			return List.of();
		}

		@Override
		public long halo(final int axis) {
			return 0;
		}

		@Override
		public String describe() {
			return "";
		}

		@Override
		public Map<String, Object> values() {
			return Map.of();
		}
	}

	/** A Gaussian of standard deviations in pixels. */
	record Gaussian(double x, double y) implements Blur {

		public Gaussian {
			require(x >= 0 && y >= 0 && x + y > 0 && Double.isFinite(x + y),
				"a Gaussian of sigma " + text(x, y), "a number of pixels above 0");
		}

		@Override
		public List<PreparedOperation> prepare(final Dimensions size) {
			return List.of(GaussianBlur.of(x, y).prepare(size));
		}

		@Override
		public long halo(final int axis) {
			return GaussianBlur.of(x, y).halo(axis);
		}

		@Override
		public String describe() {
			return "Gaussian blur of sigma " + text(x, y) + " pixels";
		}

		@Override
		public Map<String, Object> values() {
			return Map.of("blur sigma x", x, "blur sigma y", y);
		}

		private static String text(final double x, final double y) {
			return x == y ? Noise.text(x) : Noise.text(x) + " x " + Noise.text(y);
		}
	}

	/** A point spread function with a sum of 1. */
	record Measured(Plane psf) implements Blur {

		public Measured {
			require(psf.width() % 2 == 1 && psf.height() % 2 == 1,
				"a point spread function of " + psf,
				"one of odd width and height, whose middle pixel is the center");
			double sum = 0;
			for (final float value : psf.samples())
				sum += value;
			require(Double.isFinite(sum), "a point spread function with NaN or " +
				"infinite values", "one without");
			require(sum > 0, "a point spread function whose values sum to " + sum,
				"one with a sum above 0");
			final float[] unit = new float[psf.samples().length];
			for (int i = 0; i < unit.length; i++)
				unit[i] = (float) (psf.samples()[i] / sum);
			psf = new Plane(unit, psf.width(), psf.height());
		}

		@Override
		public List<PreparedOperation> prepare(final Dimensions size) {
			return List.of(new Convolution(psf, size));
		}

		@Override
		public long halo(final int axis) {
			return (axis == 0 ? psf.width() : psf.height()) / 2;
		}

		@Override
		public String describe() {
			return "measured point spread function of " + psf;
		}

		@Override
		public Map<String, Object> values() {
			return Map.of("psf width", psf.width(), "psf height", psf.height(),
				"psf hash", Arrays.hashCode(psf.samples()));
		}
	}

	/** Bicubic down and up by a factor. */
	record DownAndUp(int factor) implements Blur {

		private static final Sampling BICUBIC = Sampling.of(Kernel.named(
			"bicubic"));

		public DownAndUp {
			require(factor >= 1, "down- and up-sampling by " + factor,
				"a whole number of at least 1");
		}

		@Override
		public List<PreparedOperation> prepare(final Dimensions size) {
			if (factor == 1) return List.of();
			final Dimensions small = new FinalDimensions((size.dimension(0) - 1) /
				factor + 1, (size.dimension(1) - 1) / factor + 1);
			return List.of(Resampler.to(BICUBIC, size, small.dimension(0), small
				.dimension(1)).prepare(size), Resampler.to(BICUBIC, small, size
					.dimension(0), size.dimension(1)).prepare(small));
		}

		/** Sizes are rounded up, so that scales are up to twice as large. */
		@Override
		public long halo(final int axis) {
			if (factor == 1) return 0;
			final double scale = 1.0 / factor;
			return Chain.halo(Resampler.by(BICUBIC, scale, scale).halo(axis), scale,
				Resampler.by(BICUBIC, factor, factor).halo(axis) + 1);
		}

		@Override
		public String describe() {
			return factor == 1 ? "" : "antialiased bicubic down and up by " + factor;
		}

		@Override
		public Map<String, Object> values() {
			return Map.of("blur down and up", factor);
		}
	}
}
