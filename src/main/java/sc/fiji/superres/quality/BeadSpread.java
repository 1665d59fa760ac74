package sc.fiji.superres.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import sc.fiji.superres.block.Plane;

/**
 * The point spread function of an image of beads that are smaller than it shows:
 * isolated bright spots are found, and each is fitted by a round Gaussian.
 * <p>
 * A spot is a pixel that no other within {@value #APART} pixels reaches half of,
 * but its own surroundings, and that stands {@value #ABOVE} deviations of the
 * background above its median. Spots at the border, saturated ones, whose top is
 * flat, and those that a Gaussian does not fit are left out. With v the value
 * above the background around the spot, log v is fitted by a paraboloid where v is
 * above a fifth of the peak, weighted by v^2 (H. Guo, A simple algorithm for
 * fitting a Gaussian function, IEEE Signal Processing Magazine 2011).
 * </p>
 *
 * @param sigma median of the standard deviations in pixels, with the interval of
 *          the median
 * @param count number of spots that were fitted
 * @param psf mean of the spots, moved to a common center, without background, of
 *          odd width and height, not negative, with a sum of 1
 */
public record BeadSpread(Estimate sigma, int count, Plane psf) {

	/** Spots that are needed. */
	static final int LEAST = 5;

	/** How far other spots have to be away. */
	private static final int APART = 10;
	private static final double ABOVE = 10;
	/** A deviation from the Gaussian that no bead has, as a share of its peak. */
	private static final double MISFIT = 0.15;
	/** Share of the peak below which background matters too much. */
	private static final double LOW = 0.2;
	/** Of the median absolute deviation to that of a normal distribution. */
	private static final double NORMAL = 1.4826;
	/** Standard error of the median by that of the mean, for 95 %. */
	private static final double INTERVAL = 1.96 * 1.2533;
	/** Radius of the mean spot in standard deviations, and its largest. */
	private static final double REACH = 4;

	/** A spot, its peak without background. */
	private record Spot(Plane plane, double x, double y, double sigma,
		double background, double peak)
	{}

	/**
	 * Measures planes of one channel.
	 *
	 * @param planes all samples are finite
	 * @throws IllegalArgumentException if fewer than {@value #LEAST} spots are found
	 */
	public static BeadSpread of(final List<Plane> planes) {
		final List<Spot> spots = new ArrayList<>();
		for (final Plane plane : planes)
			find(plane, spots);
		if (spots.size() < LEAST) throw new IllegalArgumentException(
			"The blur cannot be measured from beads: " + spots.size() +
				" isolated spots were found, and " + LEAST + " are needed, neither " +
				"saturated nor within " + APART + " pixels of another");
		final double[] sigmas = spots.stream().mapToDouble(Spot::sigma).toArray();
		final double median = median(sigmas.clone());
		final double half = INTERVAL * NORMAL * median(Arrays.stream(sigmas).map(
			s -> Math.abs(s - median)).toArray()) / Math.sqrt(sigmas.length);
		return new BeadSpread(new Estimate(median, Math.max(0, median - half),
			median + half), spots.size(), mean(spots, (int) Math.ceil(Math.min(APART -
				2, REACH * median))));
	}

	// -- Helper methods --

	private static void find(final Plane plane, final List<Spot> spots) {
		final double background = median(doubles(plane.samples()));
		final double deviation = NORMAL * median(Arrays.stream(doubles(plane
			.samples())).map(v -> Math.abs(v - background)).toArray());
		final double least = background + ABOVE * deviation;
		for (int y = APART; y < plane.height() - APART; y++)
			for (int x = APART; x < plane.width() - APART; x++)
				if (at(plane, x, y) > least && isAlone(plane, x, y, background)) fit(
					plane, x, y, deviation, spots);
	}

	/** Returns whether a pixel is the top of a spot, with no other around it. */
	private static boolean isAlone(final Plane plane, final int x, final int y,
		final double background)
	{
		final double top = at(plane, x, y);
		for (int v = y - 1; v <= y + 1; v++)
			for (int u = x - 1; u <= x + 1; u++)
				// One of two equal ones is enough; flat tops are saturated.
				if ((u != x || v != y) && at(plane, u, v) >= top) return false;
		final double half = background + (top - background) / 2;
		for (int v = y - APART; v <= y + APART; v++) {
			for (int u = x - APART; u <= x + APART; u++) {
				final int distance = Math.max(Math.abs(u - x), Math.abs(v - y));
				if (at(plane, u, v) > top || distance > APART / 2 && at(plane, u,
					v) > half) return false;
			}
		}
		return true;
	}

	private static void fit(final Plane plane, final int x, final int y,
		final double deviation, final List<Spot> spots)
	{
		final List<Double> ring = new ArrayList<>();
		for (int v = -APART; v <= APART; v++)
			for (int u = -APART; u <= APART; u++)
				if (Math.hypot(u, v) > 0.8 * APART) ring.add((double) at(plane, x + u,
					y + v));
		final double background = median(ring.stream().mapToDouble(
			Double::doubleValue).toArray());
		final double peak = at(plane, x, y) - background;
		if (!(peak > ABOVE * deviation)) return;
		// log v = a + b x + c y + d (x^2 + y^2)
		final double[][] m = new double[4][5];
		for (int v = -APART / 2; v <= APART / 2; v++) {
			for (int u = -APART / 2; u <= APART / 2; u++) {
				final double value = at(plane, x + u, y + v) - background;
				if (value < LOW * peak) continue;
				final double[] row = { 1, u, v, u * u + v * v, Math.log(value) };
				for (int i = 0; i < 4; i++)
					for (int j = 0; j < 5; j++)
						m[i][j] += value * value * row[i] * row[j];
			}
		}
		final double[] a = LinearEquations.solve(m);
		final double sigma = Math.sqrt(-1 / (2 * a[3]));
		final double dx = -a[1] / (2 * a[3]);
		final double dy = -a[2] / (2 * a[3]);
		if (!(sigma > 0 && sigma < APART / 2.0 && Math.hypot(dx, dy) < 1)) return;
		final double height = Math.exp(a[0] - a[3] * (dx * dx + dy * dy));
		for (int v = -2; v <= 2; v++)
			for (int u = -2; u <= 2; u++)
				if (Math.abs(at(plane, x + u, y + v) - background - height * Math.exp(
					a[3] * (Math.pow(u - dx, 2) + Math.pow(v - dy, 2)))) > MISFIT *
						height + 3 * deviation) return;
		spots.add(new Spot(plane, x + dx, y + dy, sigma, background, height));
	}

	private static Plane mean(final List<Spot> spots, final int radius) {
		final int side = 2 * radius + 1;
		final double[] sum = new double[side * side];
		for (final Spot spot : spots)
			for (int i = 0; i < sum.length; i++)
				sum[i] += (cubic(spot.plane, spot.x + i % side - radius, spot.y + i /
					side - radius) - spot.background) / spot.peak;
		final double total = Arrays.stream(sum).map(v -> Math.max(0, v)).sum();
		final float[] samples = new float[sum.length];
		for (int i = 0; i < samples.length; i++)
			samples[i] = (float) (Math.max(0, sum[i]) / total);
		return new Plane(samples, side, side);
	}

	/** Interpolates by Catmull and Rom's cubic. */
	private static double cubic(final Plane plane, final double x,
		final double y)
	{
		final int left = (int) Math.floor(x);
		final int top = (int) Math.floor(y);
		double sum = 0;
		for (int v = top - 1; v <= top + 2; v++)
			for (int u = left - 1; u <= left + 2; u++)
				sum += weight(u - x) * weight(v - y) * at(plane, Math.max(0, Math.min(
					plane.width() - 1, u)), Math.max(0, Math.min(plane.height() - 1, v)));
		return sum;
	}

	private static double weight(final double distance) {
		final double d = Math.abs(distance);
		if (d < 1) return 1 + d * d * (1.5 * d - 2.5);
		return d < 2 ? 2 + d * (-4 + d * (2.5 - 0.5 * d)) : 0;
	}

	private static float at(final Plane plane, final int x, final int y) {
		return plane.samples()[y * plane.width() + x];
	}

	private static double[] doubles(final float[] samples) {
		final double[] values = new double[samples.length];
		for (int i = 0; i < values.length; i++)
			values[i] = samples[i];
		return values;
	}

	/** Returns the median; sorts the values. */
	private static double median(final double[] values) {
		Arrays.sort(values);
		return (values[(values.length - 1) / 2] + values[values.length / 2]) / 2;
	}
}
