package sc.fiji.superres.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.filter.HalfTransform;

/**
 * The blur of an image, measured from its power spectrum alone. The spectrum of a
 * sharp image falls with a power of the frequency f; a Gaussian blur of sigma
 * adds its own decay, and noise its power N:
 *
 * <pre>
 * S(f) = c f^-a exp(-4 pi^2 s^2 f^2) + N
 * </pre>
 * <p>
 * The logarithm of S is fitted to that of the mean power of rings. Rings whose power
 * is mostly noise count by their statistics alone; those of the image by
 * {@value #VARIATION} of their power at best, as the spectrum of an image is no
 * exact power of f. Prior knowledge is the measured noise, the slope of sharp images,
 * and the squared width that is measured for a sharp image, which was averaged over
 * its pixels: sigma^2 = s^2 - {@value #SHARP}. No ring has less than the noise. These figures are those of images of
 * cells, tissue, brains and electron micrographs.
 * </p>
 * <p>
 * An image does not show whether the lens or the object is soft. The interval
 * therefore includes the variation of the squared width between sharp images,
 * {@value #SHARP_SPREAD}: it is wide for a sharp image, narrow for a blurred one.
 * </p>
 *
 * @param sigma standard deviation of the Gaussian in pixels of the image, 0 for a
 *          sharp one
 */
public record BlurWidth(Estimate sigma) {

	/** Logarithm of c, a, s^2, logarithm of N. */
	private static final int POWER = 0;
	private static final int SLOPE = 1;
	private static final int SQUARE = 2;
	private static final int NOISE = 3;

	/** The exponent of sharp images, and its standard deviation. */
	private static final double STEEP = 2.9;
	private static final double STEEP_SPREAD = 0.4;

	/** Squared width measured for a sharp image, and its standard deviation. */
	private static final double SHARP = 0.27;
	private static final double SHARP_SPREAD = 0.25;

	/** Standard deviation of the squared width that is assumed at first. */
	private static final double SQUARE_SPREAD = 2;

	/** Standard deviation of the logarithm of the noise. */
	private static final double NOISE_SPREAD = 0.15;

	/** Relative variation of the power of a ring with the content. */
	private static final double VARIATION = 0.5;

	/** Standard deviations to either end of an interval of 95 %. */
	private static final double INTERVAL = 1.96;

	/** A wider interval in pixels is no measurement. */
	private static final double WIDEST = 1.25;

	/** Longest side of the region that is analyzed. */
	private static final int SIDE = 512;

	private static final int SMALLEST = 64;
	private static final double LOWEST = 0.05;
	private static final double HIGHEST = 0.48;
	/** Smaller steps are due to the precision of floats. */
	private static final double ROUNDING = 1e-6;
	/** Frequencies that a window of Hann makes one. */
	private static final double CORRELATED = 2;
	private static final int FITS = 30;
	private static final double NOTHING = 1e-20;

	/**
	 * Measures a plane.
	 *
	 * @param plane the plane in fractions of the intensity range, all finite
	 * @param noise of its channel
	 * @return empty if the plane is below {@value #SMALLEST} pixels, or noise
	 *          hides the blur
	 */
	public static Optional<BlurWidth> of(final Plane plane,
		final SensorNoise noise)
	{
		final int side = Math.min(SIDE, Math.min(plane.width(), plane.height()));
		if (side < SMALLEST) return Optional.empty();
		final Plane middle = plane.crop((plane.width() - side) / 2, (plane
			.height() - side) / 2, side, side);
		final float[] window = window(side);
		final Rings rings = Rings.of(middle, window);
		return fit(rings, Math.min(rings.lowest(), Math.max(rounding(middle), noise
			.variance(middle, window))));
	}

	/**
	 * Measures the planes of one channel: the median of those that can be measured.
	 */
	public static Optional<BlurWidth> of(final List<Plane> planes,
		final SensorNoise noise)
	{
		final List<BlurWidth> widths = planes.stream().map(plane -> of(plane, noise))
			.flatMap(Optional::stream).sorted((a, b) -> Double.compare(a.sigma.value(),
				b.sigma.value())).toList();
		return widths.isEmpty() ? Optional.empty() : Optional.of(widths.get((widths
			.size() - 1) / 2));
	}

	// -- Helper methods --

	/** Returns the variance of rounding to levels. */
	private static double rounding(final Plane plane) {
		final double step = step(plane.samples());
		return step * step / 12;
	}

	/** Returns the smallest step between two levels. */
	private static double step(final float[] samples) {
		final float[] levels = samples.clone();
		Arrays.sort(levels);
		double step = levels[levels.length - 1] - levels[0];
		for (int i = 1; i < levels.length; i++) {
			final double difference = levels[i] - levels[i - 1];
			if (difference > ROUNDING) step = Math.min(step, difference);
		}
		return step;
	}

	/** Returns the power of a window of Hann. */
	private static float[] window(final int side) {
		final double[] hann = new double[side];
		Arrays.setAll(hann, i -> 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / side));
		final float[] window = new float[side * side];
		for (int i = 0; i < window.length; i++)
			window[i] = (float) Math.pow(hann[i % side] * hann[i / side], 2);
		return window;
	}

	private static Optional<BlurWidth> fit(final Rings rings,
		final double noise)
	{
		final int first = (int) Math.ceil(2 * LOWEST * rings.powers.length);
		final double[] usual = { 0, STEEP, SHARP, Math.log(noise + NOTHING) };
		final double[] spread = { Double.POSITIVE_INFINITY, STEEP_SPREAD,
			SQUARE_SPREAD, NOISE_SPREAD };
		final double[] x = usual.clone();
		x[POWER] = Math.log(Math.max(NOTHING, rings.powers[first] - noise)) + STEEP *
			Math.log(rings.frequency(first));
		for (int k = 0; k < FITS; k++) {
			final double[][] m = equations(rings, first, x, usual, spread);
			final double[] step = LinearEquations.solve(m);
			for (int i = 0; i < x.length; i++)
				x[i] += Math.max(-1, Math.min(1, step[i]));
		}
		final double[][] m = equations(rings, first, x, usual, spread);
		for (int i = 0; i < x.length; i++)
			m[i][x.length] = i == SQUARE ? 1 : 0;
		final double error = INTERVAL * Math.sqrt(LinearEquations.solve(m)[SQUARE] +
			SHARP_SPREAD * SHARP_SPREAD);
		final double square = x[SQUARE] - SHARP;
		final Estimate sigma = new Estimate(root(square), root(square - error), root(
			square + error));
		return sigma.high() - sigma.low() < WIDEST ? Optional.of(new BlurWidth(sigma))
			: Optional.empty();
	}

	/** Returns the normal equations of a step of Gauss and Newton. */
	private static double[][] equations(final Rings rings, final int first,
		final double[] x, final double[] usual, final double[] spread)
	{
		final int n = x.length;
		final double[][] m = new double[n][n + 1];
		for (int i = 0; i < n; i++) {
			m[i][i] = Math.pow(spread[i], -2);
			m[i][n] = (usual[i] - x[i]) * m[i][i];
		}
		final double noise = Math.exp(x[NOISE]);
		for (int i = first; i < rings.powers.length && rings.frequency(
			i) <= HIGHEST; i++)
		{
			final double f = rings.frequency(i);
			final double wave = 4 * Math.PI * Math.PI * f * f;
			final double signal = Math.exp(x[POWER] - x[SLOPE] * Math.log(f) -
				x[SQUARE] * wave);
			final double part = signal / (signal + noise);
			final double weight = 1 / (CORRELATED / rings.counts[i] + Math.pow(VARIATION *
				part, 2));
			final double[] row = { part, -Math.log(f) * part, -wave * part, 1 - part,
				Math.log((rings.powers[i] + NOTHING) / (signal + noise)) };
			for (int a = 0; a < n; a++)
				for (int b = 0; b <= n; b++)
					m[a][b] += weight * row[a] * row[b];
		}
		return m;
	}

	private static double root(final double square) {
		return Math.sqrt(Math.max(0, square));
	}

	/** Mean powers by frequency of a square plane with a Hann window. */
	private record Rings(double[] powers, int[] counts) {

		static Rings of(final Plane plane, final float[] window) {
			final int side = plane.width();
			double mean = 0;
			for (final float sample : plane.samples())
				mean += sample / plane.samples().length;
			final float[] faded = new float[side * side];
			double energy = 0;
			for (int i = 0; i < faded.length; i++) {
				faded[i] = (float) ((plane.samples()[i] - mean) * Math.sqrt(window[i]));
				energy += window[i];
			}
			final float[] complex = HalfTransform.of(faded, side, side, 0);
			final double[] powers = new double[side / 4];
			final int[] counts = new int[powers.length];
			for (int y = 0; y < side; y++) {
				final int fy = y <= side / 2 ? y : y - side;
				for (int x = 0; x <= side / 2; x++) {
					// Half of the spectrum: the rest mirrors it.
					final int ring = (int) (Math.hypot(x, fy) / side * 2 * powers.length);
					if (ring >= powers.length) continue;
					final int at = 2 * (y * side + x);
					powers[ring] += ((double) complex[at] * complex[at] +
						(double) complex[at + 1] * complex[at + 1]) / energy;
					counts[ring]++;
				}
			}
			for (int i = 0; i < powers.length; i++)
				powers[i] /= Math.max(1, counts[i]);
			return new Rings(powers, counts);
		}

		/** Returns the lowest power, above which the noise cannot be. */
		double lowest() {
			return IntStream.range(0, powers.length).filter(i -> frequency(i) >= LOWEST &&
				frequency(i) <= HIGHEST).mapToDouble(i -> powers[i]).min().orElseThrow();
		}

		/** Returns the center frequency of a ring in cycles per pixel. */
		double frequency(final int ring) {
			return (ring + 0.5) / (2 * powers.length);
		}
	}
}
