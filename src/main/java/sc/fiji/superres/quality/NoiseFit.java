package sc.fiji.superres.quality;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Fits the noise of a camera, and at once the texture in it, to parts of an image.
 * Let D be the mean square of the diagonal wavelet coefficients of a part and E that
 * of the horizontal and vertical ones. White noise has the same power V in both,
 * texture more in the latter:
 *
 * <pre>
 * V = s (rise u + floor)
 * D = V + texture (E - D)
 * </pre>
 * <p>
 * where u is the signal and s the share of the variance that clipping leaves
 * ({@link ClippedNoise}). The share of black pixels, fitted with D, distinguishes
 * counts of few photons from read noise that was clipped. The three unknowns, none
 * below 0, are fitted by the method of Gauss and Newton to the likelihood of normal
 * distributions whose variances are predicted, too: that of a mean of squares, and
 * that of texture, whose spectrum varies. Signals that vary within a part raise its
 * share of black pixels. Outliers lose weight.
 * </p>
 * <p>
 * One kind of noise alone is preferred unless both fit better by
 * {@value #SIMPLE}, about the logarithm of the number of parts (G. Schwarz,
 * Estimating the dimension of a model, Annals of Statistics 1978). The intervals
 * hold those of what is preferred and of the fit of both.
 * </p>
 */
final class NoiseFit {

	/** Variance per signal, variance in the dark, share of the texture. */
	private static final int RISE = 0;
	private static final int FLOOR = 1;
	private static final int TEXTURE = 2;

	private static final int STEPS = 30;
	private static final int HALVINGS = 6;
	/** A smaller gain ends the fit. */
	private static final double SETTLED = 1e-4;
	private static final double NOTHING = 1e-10;
	/** Step of a derivative, as a part of the mean power. */
	private static final double DIFFERENCE = 1e-3;
	private static final double SIMPLE = 4;
	/** Share of texture in images, and its standard deviation. */
	private static final double USUAL = 0.4;
	private static final double SPREAD = 0.2;
	/** Relative deviation of that share within an image. */
	private static final double VARIATION = 0.4;
	/** Relative deviation of noise from the model. */
	private static final double MODEL = 0.07;
	/** Deviation of a share of black pixels from the model. */
	private static final double BLACK = 0.04;
	/** Misfits above this in standard deviations lose weight. */
	private static final double OUTLIER = 2;
	/** Standard deviations to either end of an interval of 95 %: Student's, for few parts. */
	private static final double INTERVAL = 2.2;

	/**
	 * Parts of an image of one brightness and flatness.
	 *
	 * @param mean of their pixels, 0 to 1
	 * @param spread standard deviation of the means of its blocks, without that
	 *          of noise
	 * @param top highest value in a smoothed block, on average
	 * @param black share of their pixels that are black
	 * @param power D
	 * @param coarse E
	 * @param count of independent diagonal coefficients
	 */
	record Part(double mean, double spread, double top, double black, double power,
		double coarse, double count)
	{

		/** Returns the sampling variance of D - texture (E - D). */
		double variance(final double noise, final double texture) {
			final double fine = noise + texture * Math.max(0, coarse - power);
			return 2 * (Math.pow((1 + texture) * fine, 2) + Math.pow(texture * Math.max(
				fine, coarse), 2) / 2) / count;
		}
	}

	/**
	 * What was found.
	 *
	 * @param rise variance per signal
	 * @param floor variance in the dark
	 * @param middle variance at the mean signal of the image
	 */
	record Line(Estimate rise, Estimate floor, Estimate middle) {}

	/**
	 * What parts are expected to show.
	 *
	 * @param values D of each part, then its share of black pixels
	 * @param deviations their standard deviations
	 */
	private record Expected(double[] values, double[] deviations) {}

	private final List<Part> parts;
	private final double level;
	private final int[] used;
	private double[] found;
	private double objective;

	/**
	 * @param level lowest value above black
	 * @param used unknowns; the others stay 0
	 * @param start where the fit begins
	 */
	private NoiseFit(final List<Part> parts, final double level,
		final int[] used, final double... start)
	{
		this.parts = parts;
		this.level = level;
		this.used = used;
		found = start;
		objective = objective(found);
		for (int i = 0; i < STEPS && improve(); i++) {
			// Each step improves the fit.
		}
	}

	/**
	 * Fits parts.
	 *
	 * @param parts at least one
	 * @param level lowest value above black
	 * @param mean signal of the image
	 */
	static Line of(final List<Part> parts, final double level,
		final double mean)
	{
		final NoiseFit photons = new NoiseFit(parts, level, new int[] { RISE,
			TEXTURE }, quartile(parts, part -> part.power / (part.mean + NOTHING)), 0,
			USUAL);
		final NoiseFit read = new NoiseFit(parts, level, new int[] { FLOOR,
			TEXTURE }, 0, quartile(parts, Part::power), USUAL);
		final NoiseFit both = Stream.of(photons, read).map(fit -> new NoiseFit(parts,
			level, new int[] { RISE, FLOOR, TEXTURE }, fit.found.clone())).min(Comparator
				.comparingDouble(fit -> fit.objective)).orElseThrow();
		final NoiseFit one = photons.objective < read.objective ? photons : read;
		final NoiseFit best = one.objective < both.objective + SIMPLE ? one : both;
		return new Line(best.estimate(both, 1, 0), best.estimate(both, 0, 1), best
			.estimate(both, mean, 1));
	}

	// -- Helper methods --

	private static double quartile(final List<Part> parts,
		final ToDoubleFunction<Part> of)
	{
		return parts.stream().mapToDouble(of).sorted().skip(parts.size() / 4)
			.findFirst().orElseThrow() + NOTHING;
	}

	/**
	 * Returns a sum of unknowns, with an interval that holds those of two fits.
	 *
	 * @param weights of the unknowns; the texture has none
	 */
	private Estimate estimate(final NoiseFit other, final double... weights) {
		final double here = value(weights);
		final double there = other.value(weights);
		final double near = error(weights);
		final double far = other.error(weights);
		return new Estimate(here, Math.max(0, Math.min(here - near, there - far)),
			Math.max(here + near, there + far));
	}

	private double value(final double[] weights) {
		return weights[RISE] * found[RISE] + weights[FLOOR] * found[FLOOR];
	}

	/** Returns half of the interval of a sum of unknowns. */
	private double error(final double[] weights) {
		final double[][] m = some(equations(), used);
		for (final double[] row : m)
			row[m.length] = 0;
		for (final int i : used)
			if (i != TEXTURE) m[i][m.length] = weights[i];
		final double[] x = LinearEquations.solve(m);
		return INTERVAL * Math.sqrt(Math.max(0, (weights[RISE] * x[RISE] +
			weights[FLOOR] * x[FLOOR]) * excess()));
	}

	private Expected expected(final double rise, final double floor,
		final double texture)
	{
		final ClippedNoise clipped = new ClippedNoise(rise, floor, level / 2);
		final int n = parts.size();
		final Expected expected = new Expected(new double[2 * n], new double[2 * n]);
		for (int i = 0; i < n; i++) {
			final Part part = parts.get(i);
			final double noise = clipped.share(part.mean) * (rise * clipped.signal(
				part.mean) + floor) + NOTHING;
			final double more = texture * (part.coarse - part.power);
			// Where only the brightest pixels are clipped, the mean does not tell.
			final double lost = part.top < 0.5 ? 0 : 1 - clipped.share(part.top);
			expected.values[i] = noise + more;
			expected.deviations[i] = Math.sqrt(part.variance(noise, texture) + Math.pow(
				VARIATION * more, 2) + Math.pow(Math.max(MODEL, lost) * noise, 2));
			final double even = clipped.black(part.mean);
			final double mixed = (clipped.black(part.mean - part.spread) + clipped
				.black(part.mean + part.spread)) / 2;
			expected.values[n + i] = mixed;
			expected.deviations[n + i] = Math.hypot(BLACK, Math.hypot((mixed - even) / 2,
				Math.sqrt(even * (1 - even) / part.count)));
		}
		return expected;
	}

	private double measured(final int i) {
		return i < parts.size() ? parts.get(i).power : parts.get(i - parts.size()).black;
	}

	/** Returns the misfit of a value in standard deviations. */
	private double misfit(final Expected expected, final int i) {
		return Math.abs(measured(i) - expected.values[i]) / expected.deviations[i];
	}

	/** Returns -2 times the logarithm of the likelihood. */
	private double objective(final double[] x) {
		final Expected expected = expected(x[RISE], x[FLOOR], x[TEXTURE]);
		double sum = Math.pow((x[TEXTURE] - USUAL) / SPREAD, 2);
		for (int i = 0; i < expected.values.length; i++) {
			final double z = misfit(expected, i);
			sum += z > OUTLIER ? OUTLIER * OUTLIER * (1 + 2 * Math.log(z / OUTLIER)) : z *
				z;
			sum += 2 * Math.log(expected.deviations[i]);
		}
		return sum;
	}

	/** Returns whether a step of Gauss and Newton improved the fit. */
	private boolean improve() {
		final double[] next = nonNegative(equations(), used);
		for (int k = 0; k < HALVINGS; k++) {
			final double gain = objective - objective(next);
			if (gain > 0) {
				objective -= gain;
				found = next;
				return gain > SETTLED;
			}
			for (int i = 0; i < next.length; i++)
				next[i] = (next[i] + found[i]) / 2;
		}
		return false;
	}

	/** Returns the normal equations of the unknowns around what was found. */
	private double[][] equations() {
		final double rise = found[RISE];
		final double floor = found[FLOOR];
		final double texture = found[TEXTURE];
		final double step = DIFFERENCE * parts.stream().mapToDouble(Part::power)
			.average().orElseThrow() + NOTHING;
		final Expected expected = expected(rise, floor, texture);
		final Expected risen = expected(rise + step, floor, texture);
		final Expected raised = expected(rise, floor + step, texture);
		final double[][] m = new double[3][4];
		m[TEXTURE][TEXTURE] = 1 / (SPREAD * SPREAD);
		m[TEXTURE][3] = USUAL * m[TEXTURE][TEXTURE];
		for (int k = 0; k < expected.values.length; k++) {
			final double weight = Math.pow(Math.min(1, OUTLIER / Math.max(NOTHING,
				misfit(expected, k))) / expected.deviations[k], 2);
			final double[] row = { (risen.values[k] - expected.values[k]) / step,
				(raised.values[k] - expected.values[k]) / step, k < parts.size() ? parts
					.get(k).coarse - parts.get(k).power : 0, measured(k) -
						expected.values[k] };
			for (int i = 0; i < 3; i++)
				row[3] += row[i] * found[i];
			for (int i = 0; i < 3; i++)
				for (int j = 0; j < 4; j++)
					m[i][j] += weight * row[i] * row[j];
		}
		return m;
	}

	/** Returns how far D varies more than expected, as a ratio of variances. */
	private double excess() {
		final Expected expected = expected(found[RISE], found[FLOOR], found[TEXTURE]);
		double sum = 0;
		for (int i = 0; i < parts.size(); i++)
			sum += Math.pow(Math.min(OUTLIER, misfit(expected, i)), 2);
		return Math.max(1, sum / Math.max(1, parts.size() - 3));
	}

	/** Solves for some unknowns; the others, and those that would be negative, are 0. */
	private static double[] nonNegative(final double[][] m, final int[] used) {
		double[] best = new double[3];
		double least = 0;
		for (int choice = 1; choice < 1 << used.length; choice++) {
			final int bits = choice;
			final double[] x = LinearEquations.solve(some(m, IntStream.range(0,
				used.length).filter(i -> (bits >> i & 1) == 1).map(i -> used[i])
				.toArray()));
			double objective = 0;
			boolean valid = true;
			for (int i = 0; i < 3; i++) {
				objective -= x[i] * m[i][3];
				valid &= x[i] >= 0;
			}
			if (!valid || objective >= least) continue;
			least = objective;
			best = x;
		}
		return best;
	}

	/** Returns the equations of some unknowns; the others are 0. */
	private static double[][] some(final double[][] m, final int[] used) {
		final double[][] some = new double[3][4];
		for (int i = 0; i < 3; i++)
			some[i][i] = 1;
		for (final int i : used) {
			some[i][3] = m[i][3];
			for (final int j : used)
				some[i][j] = m[i][j];
		}
		return some;
	}
}
