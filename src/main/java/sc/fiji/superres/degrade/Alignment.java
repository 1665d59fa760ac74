package sc.fiji.superres.degrade;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.filter.GaussianBlur;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;

/**
 * Finds by how much a plane is displaced and blurred against a reference of the
 * same size, to a fraction of a pixel. Both are low-passed by a Gaussian of sigma
 * {@value #SIGMA} pixel first, so that interpolation does no harm and noise counts
 * less; what is within {@value #MARGIN} pixels of a border is left out.
 */
final class Alignment {

	private static final double SIGMA = 1;
	private static final int MARGIN = 3;

	private static final int ITERATIONS = 20;
	/** A step of so many pixels is the last one. */
	private static final double SETTLED = 3e-3;

	/** Times that the displacement and the blur are refined in turns. */
	private static final int TURNS = 2;
	private static final double LEAST_BLUR = 0.4;
	/** Largest blur in pixels that is looked for. */
	static final double MOST_BLUR = 4;
	private static final double BLUR_STEP = 1.1;

	private static final Sampling LANCZOS = Sampling.of(Kernel.named(
		Kernel.LANCZOS3));

	private final Plane plane;
	private final Plane reference;
	private final double bound;
	private double x;
	private double y;
	private double blur;

	/**
	 * Aligns.
	 *
	 * @param bound largest displacement along an axis, as a share of that side
	 */
	Alignment(final Plane plane, final Plane reference, final double bound) {
		this.plane = blurred(plane, SIGMA);
		this.reference = reference;
		this.bound = bound;
		final int[] start = PhaseCorrelation.shift(plane, reference, bound);
		x = start[0];
		y = start[1];
		for (int turn = 0; turn < TURNS; turn++) {
			refine();
			if (!atBound()) matchBlur();
		}
		refine();
	}

	/** Returns how many pixels the plane lies further right. */
	double x() {
		return x;
	}

	/** Returns how many pixels the plane lies further down. */
	double y() {
		return y;
	}

	/** Returns the sigma in pixels by which the reference becomes as blurred. */
	double blur() {
		return blur;
	}

	/** Returns whether the plane may be blurred by more than is looked for. */
	boolean tooSoft() {
		return blur >= MOST_BLUR;
	}

	/** Returns whether the displacement may be larger than the bound. */
	boolean atBound() {
		// The search is of whole pixels.
		return Math.abs(x) > bound * plane.width() - 1 || Math.abs(y) > bound *
			plane.height() - 1;
	}

	/** Returns Pearson's correlation as aligned, of the low-passed planes. */
	double correlation() {
		return correlation(blur);
	}

	/**
	 * Fits the values of a plane by those of another one, as aligned.
	 *
	 * @return gain and offset: a sample of the reference times the gain, plus the
	 *         offset, is one of the plane
	 */
	double[] intensities(final Plane values, final Plane referenceValues) {
		return RobustFit.of(cut(blurred(values, SIGMA), 0, 0), cut(moved(
			referenceValues, blur), 0, 0));
	}

	// -- Helper methods --

	/** Gauss-Newton: the derivatives are further columns of a regression. */
	private void refine() {
		for (int i = 0; i < ITERATIONS && !atBound(); i++) {
			final Plane moved = moved(reference, blur);
			final double[] fit = RobustFit.of(cut(plane, 0, 0), cut(moved, 0, 0),
				difference(moved, 1, 0), difference(moved, 0, 1));
			final double right = fit[0] == 0 ? 0 : clipped(fit[1] / fit[0]);
			final double down = fit[0] == 0 ? 0 : clipped(fit[2] / fit[0]);
			x += right;
			y += down;
			if (Math.hypot(right, down) < SETTLED) return;
		}
	}

	private void matchBlur() {
		blur = 0;
		double best = correlation(0);
		for (double wider = LEAST_BLUR; blur < MOST_BLUR; wider *= BLUR_STEP) {
			final double found = correlation(wider);
			if (found <= best) return;
			best = found;
			blur = wider;
		}
	}

	private double correlation(final double sigma) {
		final float[] a = cut(plane, 0, 0);
		final float[] b = cut(moved(reference, sigma), 0, 0);
		double sumA = 0;
		double sumB = 0;
		for (int i = 0; i < a.length; i++) {
			sumA += a[i];
			sumB += b[i];
		}
		double aa = 0;
		double bb = 0;
		double ab = 0;
		for (int i = 0; i < a.length; i++) {
			final double p = a[i] - sumA / a.length;
			final double q = b[i] - sumB / a.length;
			aa += p * p;
			bb += q * q;
			ab += p * q;
		}
		return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
	}

	private Plane moved(final Plane values, final double sigma) {
		return Resampler.moved(LANCZOS, blurred(values, Math.hypot(SIGMA, sigma)), x,
			y);
	}

	/** Cuts out what both planes show, displaced by whole pixels. */
	private float[] cut(final Plane values, final int right, final int down) {
		final int left = MARGIN + (int) Math.max(0, Math.ceil(x));
		final int top = MARGIN + (int) Math.max(0, Math.ceil(y));
		final int width = plane.width() - MARGIN + (int) Math.min(0, Math.floor(
			x)) - left;
		final int height = plane.height() - MARGIN + (int) Math.min(0, Math.floor(
			y)) - top;
		return values.crop(left + right, top + down, width, height).samples();
	}

	/** Returns how a moved plane changes per pixel that it is moved further. */
	private float[] difference(final Plane moved, final int right,
		final int down)
	{
		final float[] before = cut(moved, -right, -down);
		final float[] behind = cut(moved, right, down);
		for (int i = 0; i < before.length; i++)
			before[i] = (before[i] - behind[i]) / 2;
		return before;
	}

	private static double clipped(final double step) {
		return Math.max(-1, Math.min(1, step));
	}

	private static Plane blurred(final Plane plane, final double sigma) {
		return new Plane(GaussianBlur.of(sigma).plane(plane.samples(), plane.width(),
			plane.height()), plane.width(), plane.height());
	}
}
