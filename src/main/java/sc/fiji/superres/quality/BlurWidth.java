package sc.fiji.superres.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.filter.HalfTransform;

/**
 * The blur of an image, measured from its power spectrum alone. The spectrum of a
 * sharp image falls with a power of the frequency f; a Gaussian blur of sigma
 * adds its own decay:
 *
 * <pre>
 * log S(f) = c - a log f - 4 pi^2 s^2 f^2
 * </pre>
 * <p>
 * which is fitted to the mean power of rings, minus that of the noise, at
 * frequencies where the image stands out from it. The exponent a is kept near
 * {@value #SLOPE}. The width of a sharp image that was averaged over its
 * pixels, {@value #SHARP} pixels, is subtracted: sigma^2 = s^2 -
 * {@value #SHARP}^2.
 * </p>
 * <p>
 * An image does not show whether the lens or the object is soft. The interval
 * therefore is at least {@value #CONTENT} pixels to either side: the variation
 * between images of cells, tissue and photographs with the same blur.
 * </p>
 *
 * @param sigma standard deviation of the Gaussian in pixels of the image, 0 for a
 *          sharp one
 */
public record BlurWidth(Estimate sigma) {

	/** The exponent of sharp images. */
	static final double SLOPE = 2.6;

	/** Weight of that exponent against the rings. */
	private static final double SLOPE_WEIGHT = 6;

	/** Width measured for a sharp image, in pixels. */
	static final double SHARP = 0.45;

	/** Variation of the width with the content of an image, in pixels. */
	static final double CONTENT = 0.35;

	/** Longest side of the region that is analyzed. */
	private static final int SIDE = 512;

	private static final int SMALLEST = 64;
	private static final double LOWEST = 0.04;
	private static final double HIGHEST = 0.48;
	/** Frequency up to which an image must stand out from its noise. */
	private static final double REACH = 0.25;
	/** The same if it is hidden only by rounding to levels. */
	private static final double ROUNDED_REACH = 0.12;
	/**
	 * Noise up to this many times the variance of rounding counts as rounding.
	 */
	private static final double ROUNDED = 4;
	/**
	 * How far a ring must stand out, in powers and standard deviations of the
	 * noise.
	 */
	private static final double ABOVE = 0.5;
	private static final double DEVIATIONS = 3;
	/** Smaller steps are due to the precision of floats. */
	private static final double ROUNDING = 1e-6;
	/** Number of rings that may be missing in between. */
	private static final int GAP = 2;

	/**
	 * Measures a plane.
	 *
	 * @param plane the plane in fractions of the intensity range, all finite
	 * @param noise of its channel
	 * @return empty if the plane is below {@value #SMALLEST} pixels, or noise
	 *          hides frequencies above {@value #REACH} cycles per pixel
	 */
	public static Optional<BlurWidth> of(final Plane plane,
		final SensorNoise noise)
	{
		final int side = Math.min(SIDE, Math.min(plane.width(), plane.height()));
		if (side < SMALLEST) return Optional.empty();
		final Plane middle = plane.crop((plane.width() - side) / 2, (plane
			.height() - side) / 2, side, side);
		final double sensor = variance(middle, noise);
		final double rounding = rounding(middle);
		return fit(Rings.of(middle), sensor + rounding, sensor < ROUNDED * rounding
			? ROUNDED_REACH : REACH);
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

	private static double variance(final Plane plane,
		final SensorNoise noise)
	{
		double mean = 0;
		for (final float sample : plane.samples())
			mean += sample;
		final double sigma = noise.sigma(mean / plane.samples().length);
		return sigma * sigma;
	}

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

	private static Optional<BlurWidth> fit(final Rings rings,
		final double noise, final double reach)
	{
		final List<double[]> rows = new ArrayList<>();
		int last = -1;
		for (int i = 0; i < rings.powers.length; i++) {
			final double f = rings.frequency(i);
			final double signal = rings.powers[i] - noise;
			if (f < LOWEST || f > HIGHEST || !(signal > ABOVE * noise) ||
				!(signal > DEVIATIONS * noise / Math.sqrt(rings.counts[i]))) continue;
			if (last >= 0 && i - last > GAP) break;
			last = i;
			final double weight = Math.sqrt(rings.counts[i]);
			rows.add(new double[] { weight, -Math.log(f) * weight, -4 * Math.PI *
				Math.PI * f * f * weight, Math.log(signal) * weight });
		}
		if (last < 0 || rings.frequency(last) < reach) return Optional.empty();
		rows.add(new double[] { 0, SLOPE_WEIGHT, 0, SLOPE_WEIGHT * SLOPE });
		final double square = third(rows);
		final double width = Math.sqrt(Math.max(0, square - SHARP * SHARP));
		return Optional.of(new BlurWidth(new Estimate(width, Math.max(0, width -
			CONTENT), width + CONTENT)));
	}

	/** Solves the normal equations of three unknowns for the last one. */
	private static double third(final List<double[]> rows) {
		final double[][] m = new double[3][4];
		for (final double[] row : rows)
			for (int i = 0; i < 3; i++)
				for (int j = 0; j < 4; j++)
					m[i][j] += row[i] * row[j];
		for (int i = 0; i < 2; i++) {
			for (int k = i + 1; k < 3; k++) {
				final double factor = m[k][i] / m[i][i];
				for (int j = i; j < 4; j++)
					m[k][j] -= factor * m[i][j];
			}
		}
		return m[2][3] / m[2][2];
	}

	/** Mean powers by frequency of a square plane with a Hann window. */
	private record Rings(double[] powers, int[] counts) {

		static Rings of(final Plane plane) {
			final int side = plane.width();
			final double[] hann = new double[side];
			Arrays.setAll(hann, i -> 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) /
				side));
			double mean = 0;
			for (final float sample : plane.samples())
				mean += sample / plane.samples().length;
			final float[] faded = new float[side * side];
			double energy = 0;
			for (int i = 0; i < faded.length; i++) {
				final double window = hann[i % side] * hann[i / side];
				faded[i] = (float) ((plane.samples()[i] - mean) * window);
				energy += window * window;
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

		/** Returns the center frequency of a ring in cycles per pixel. */
		double frequency(final int ring) {
			return (ring + 0.5) / (2 * powers.length);
		}
	}
}
