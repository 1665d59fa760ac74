package sc.fiji.superres.quality;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.filter.HalfTransform;
import sc.fiji.superres.filter.Means;
import sc.fiji.superres.filter.PixelSize;

/**
 * Fourier ring correlation: the similarity of two planes by frequency, and the
 * frequency up to which they agree, which is the resolution.
 * <p>
 * The mean of each plane is subtracted, and a Hann window applied; F and G are
 * their Fourier transforms. A ring holds the frequencies that lie within half a
 * step around a multiple of the step, 1 / the shorter side; its correlation is
 *
 * <pre>
 * sum Re(F conj(G)) / sqrt(sum |F|^2 sum |G|^2)
 * </pre>
 *
 * Rings go up to the Nyquist frequency of the coarser axis. The curve is
 * smoothed by the median of five rings (fewer at its ends), which does not
 * shift steep falls. Beyond the frequency at which it first falls below 1/7,
 * interpolated linearly between rings, the planes share nothing. The window
 * spreads every frequency by one step to both sides, so the cut-off is one step
 * lower; the resolution is 1 / cut-off (R. Nieuwenhuizen et al., Measuring
 * image resolution in optical nanoscopy, Nature Methods 2013).
 * </p>
 * <p>
 * The two planes must show the same object with independent noise. A single
 * plane is split into four smaller ones by taking every second pixel along both
 * axes, and those that touch at their corners are compared: the even with the
 * odd rows and columns, and the two others, with their sums added (S. Koho et
 * al., Fourier ring correlation simplifies image restoration in fluorescence
 * microscopy, Nature Communications 2019). The halves lie one pixel apart along
 * both axes; Koho et al. correct the resulting frequency by a curve fitted to
 * pairs of images. Here the shift is undone exactly before the correlation, by
 * its phase, so that no correction is needed. Pixels of the halves are twice as
 * large, so details below 4 pixels cannot be resolved.
 * </p>
 * <p>
 * Where the resolution differs by direction, as in planes along z, rings can be
 * limited to the frequencies within 30 degrees of the y axis. Few frequencies
 * are left then, so the sums are those of many planes.
 * </p>
 *
 * <pre>
 * double length = FourierRing.of(a, b, PixelSize.ONE).resolution();
 * </pre>
 */
public final class FourierRing {

	/** The correlation below which planes share nothing. */
	public static final double THRESHOLD = 1.0 / 7;

	/** Smallest side of a plane; smaller ones have too few rings. */
	private static final int LEAST = 16;

	/** Frequencies along y are at most this much more along x. */
	private static final double WEDGE = Math.tan(Math.PI / 6);

	/** Less {@link FineDetail} than this is none. */
	private static final double OVERSAMPLED = 0.035;

	/** Number of rings on either side by which a ring is smoothed. */
	private static final int REACH = 2;

	private final double step;
	private final double[] correlations;
	private final double[] smoothed;

	private FourierRing(final Sums sums) {
		step = sums.step;
		correlations = sums.correlations();
		smoothed = smooth(correlations);
	}

	/**
	 * Compares two planes.
	 *
	 * @param pixel size of a pixel, in the unit of the resolution
	 * @throws IllegalArgumentException if their sizes differ, or they are smaller
	 *           than 16 x 16 pixels, constant or not finite
	 */
	public static FourierRing of(final Plane a, final Plane b,
		final PixelSize pixel)
	{
		if (a.width() != b.width() || a.height() != b.height())
			throw new IllegalArgumentException("Cannot compare " + a + " with " + b +
				": they must have the same size");
		check(a, LEAST);
		final Sums sums = new Sums(a.width(), a.height(), pixel, false);
		sums.add(a, b, 0, 0);
		return new FourierRing(sums);
	}

	/**
	 * Compares the halves of a plane; the last row or column of an odd number is
	 * left out.
	 *
	 * @param pixel size of a pixel, in the unit of the resolution
	 * @throws IllegalArgumentException if it is smaller than 32 x 32 pixels,
	 *           constant or not finite
	 */
	public static FourierRing of(final Plane plane, final PixelSize pixel) {
		final Sums sums = Sums.ofHalves(plane, pixel, false);
		sums.addHalves(plane);
		return new FourierRing(sums);
	}

	/**
	 * Compares many planes, or their halves, along y: the rings hold the
	 * frequencies within 30 degrees of the y axis, and their step and limit are
	 * those of y.
	 *
	 * @param planes of one size: in each list a plane, of which the halves are
	 *          compared, or two; a list with a constant plane is left out
	 * @param pixel size of a pixel, in the unit of the resolution
	 * @throws IllegalArgumentException if planes are smaller than 16 x 16 pixels
	 *           (halves: 32 x 32) or not finite, or all are constant
	 */
	public static FourierRing alongY(final Stream<List<Plane>> planes,
		final PixelSize pixel)
	{
		final Sums[] sums = new Sums[1];
		planes.filter(pair -> pair.stream().noneMatch(FourierRing::isConstant))
			.forEachOrdered(pair -> {
				final Plane first = pair.get(0);
				final boolean halves = pair.size() == 1;
				if (!halves) check(first, LEAST);
				if (sums[0] == null) sums[0] = halves ? Sums.ofHalves(first, pixel, true)
					: new Sums(first.width(), first.height(), pixel, true);
				if (halves) sums[0].addHalves(first);
				else sums[0].add(first, pair.get(1), 0, 0);
			});
		if (sums[0] == null) throw new IllegalArgumentException(
			"Cannot measure the resolution of planes that are all constant");
		return new FourierRing(sums[0]);
	}

	/**
	 * Returns whether the halves of a plane say nothing of it: they agree up to
	 * the finest detail that they can show, and there is hardly any finer, as in an
	 * enlarged plane, whose halves share its interpolation.
	 *
	 * @param halves of the plane, compared
	 * @param step between two levels of the plane, 0 for none
	 */
	public static boolean isOversampled(final Plane plane,
		final FourierRing halves, final double step)
	{
		return halves.limitedByPixels() && FineDetail.of(plane, step) < OVERSAMPLED;
	}

	/** Returns the number of rings, including the one of frequency 0. */
	public int size() {
		return correlations.length;
	}

	/** Returns the frequency of a ring, in cycles per unit. */
	public double frequency(final int ring) {
		return ring * step;
	}

	/** Returns the correlation of a ring, -1 to 1; 0 in one without signal. */
	public double correlation(final int ring) {
		return correlations[ring];
	}

	/** Returns the smoothed correlation of a ring. */
	public double smoothed(final int ring) {
		return smoothed[ring];
	}

	/**
	 * Returns the length of the finest details that both planes share.
	 *
	 * @return NaN if they share nothing; the shortest wavelength that the pixels
	 *          can represent if they share everything
	 */
	public double resolution() {
		final double cutoff = cutoff();
		return cutoff > 0 ? 1 / cutoff : Double.NaN;
	}

	/** Returns whether the pixels and not the image limit the resolution. */
	public boolean limitedByPixels() {
		return cutoff() == frequency(size() - 1);
	}

	/** Returns the highest shared frequency, 0 if none is. */
	private double cutoff() {
		if (size() < 2 || smoothed[1] < THRESHOLD) return 0;
		for (int ring = 2; ring < size(); ring++) {
			if (smoothed[ring] >= THRESHOLD) continue;
			final double above = smoothed[ring - 1];
			final double crossing = frequency(ring - 1) + step * (above -
				THRESHOLD) / (above - smoothed[ring]);
			return Math.max(step, crossing - step);
		}
		return frequency(size() - 1);
	}

	private static boolean isConstant(final Plane plane) {
		final float first = plane.samples()[0];
		for (final float sample : plane.samples())
			if (sample != first) return false;
		return true;
	}

	private static void check(final Plane plane, final int least) {
		if (Math.min(plane.width(), plane.height()) < least)
			throw new IllegalArgumentException("Cannot measure the resolution of " +
				plane + ": at least " + least + " x " + least + " are needed");
	}

	/** Returns every second pixel. */
	private static Plane part(final Plane plane, final int x, final int y) {
		final int width = plane.width() / 2;
		final int height = plane.height() / 2;
		final float[] part = new float[width * height];
		for (int row = 0; row < height; row++) {
			for (int column = 0; column < width; column++)
				part[row * width + column] = plane.samples()[(2 * row + y) * plane
					.width() + 2 * column + x];
		}
		return new Plane(part, width, height);
	}

	private static double[] smooth(final double[] values) {
		final double[] smooth = new double[values.length];
		for (int i = 0; i < values.length; i++) {
			final int reach = Math.min(REACH, Math.min(i, values.length - 1 - i));
			final double[] near = Arrays.copyOfRange(values, i - reach, i + reach +
				1);
			Arrays.sort(near);
			smooth[i] = near[reach];
		}
		return smooth;
	}

	/** The three sums over each ring. */
	private static final class Sums {

		private final int width;
		private final int height;
		private final PixelSize pixel;
		/** Whether only frequencies near the y axis count. */
		private final boolean wedge;
		private final double step;
		private final double[] common;
		private final double[] first;
		private final double[] second;

		Sums(final int width, final int height, final PixelSize pixel,
			final boolean wedge)
		{
			this.width = width;
			this.height = height;
			this.pixel = pixel;
			this.wedge = wedge;
			final double side = height * pixel.height();
			step = 1 / (wedge ? side : Math.min(width * pixel.width(), side));
			final double nyquist = 0.5 / (wedge ? pixel.height() : Math.max(pixel
				.width(), pixel.height()));
			// A ring at the Nyquist frequency counts, despite rounding.
			common = new double[(int) (nyquist / step + 1e-9) + 1];
			first = new double[common.length];
			second = new double[common.length];
		}

		/** Returns empty sums for the halves of planes. */
		static Sums ofHalves(final Plane plane, final PixelSize pixel,
			final boolean wedge)
		{
			check(plane, 2 * LEAST);
			return new Sums(plane.width() / 2, plane.height() / 2, new PixelSize(2 *
				pixel.width(), 2 * pixel.height()), wedge);
		}

		/** Adds both pairs of halves of a plane. */
		void addHalves(final Plane plane) {
			add(part(plane, 0, 0), part(plane, 1, 1), 0.5, 0.5);
			add(part(plane, 1, 0), part(plane, 0, 1), -0.5, 0.5);
		}

		/**
		 * Adds two planes.
		 *
		 * @param dx shift of the second plane along x, in pixels
		 * @param dy the same along y
		 */
		void add(final Plane a, final Plane b, final double dx, final double dy) {
			final float[] f = transform(a);
			final float[] g = transform(b);
			for (int row = 0; row < height; row++) {
				final double y = (double) (row <= height / 2 ? row : row - height) /
					height;
				for (int x = 0; x <= width / 2; x++) {
					final double u = (double) x / width;
					final double fx = u / pixel.width();
					final double fy = y / pixel.height();
					final int ring = (int) Math.rint(Math.hypot(fx, fy) / step);
					if (ring >= common.length || wedge && fx > WEDGE * Math.abs(fy))
						continue;
					// The other half of the spectrum has the same sums.
					final int twice = x == 0 || 2 * x == width ? 1 : 2;
					final int at = 2 * (row * width + x);
					final double re = (double) f[at] * g[at] + (double) f[at + 1] * g[at +
						1];
					final double im = (double) f[at + 1] * g[at] - (double) f[at] * g[at +
						1];
					final double phase = 2 * Math.PI * (u * dx + y * dy);
					common[ring] += twice * (re * Math.cos(phase) - im * Math.sin(phase));
					first[ring] += twice * power(f, at);
					second[ring] += twice * power(g, at);
				}
			}
		}

		double[] correlations() {
			final double[] correlations = new double[common.length];
			for (int i = 0; i < correlations.length; i++) {
				final double power = Math.sqrt(first[i]) * Math.sqrt(second[i]);
				correlations[i] = power > 0 ? common[i] / power : 0;
			}
			return correlations;
		}

		private static double power(final float[] complex, final int at) {
			return (double) complex[at] * complex[at] + (double) complex[at + 1] *
				complex[at + 1];
		}

		private float[] transform(final Plane plane) {
			final float[] samples = plane.samples();
			final float mean = Means.of(samples, width, height);
			if (!Float.isFinite(mean)) throw new IllegalArgumentException(
				"Cannot measure the resolution of a plane with NaN or infinite values: " +
					"replace them first");
			final double[] columns = hann(width);
			final double[] rows = hann(height);
			final float[] faded = new float[samples.length];
			boolean constant = true;
			for (int i = 0; i < samples.length; i++) {
				constant &= samples[i] == samples[0];
				faded[i] = (float) ((samples[i] - mean) * columns[i % width] * rows[i /
					width]);
			}
			if (constant) throw new IllegalArgumentException(
				"Cannot measure the resolution of a constant plane, which is " +
					samples[0] + " everywhere");
			return HalfTransform.of(faded, width, height, 0);
		}

		private static double[] hann(final int size) {
			final double[] window = new double[size];
			Arrays.setAll(window, i -> 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) /
				size));
			return window;
		}
	}
}
