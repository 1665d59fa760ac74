package sc.fiji.superres.degrade;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.filter.HalfTransform;
import sc.fiji.superres.filter.Means;

/**
 * How far one plane is displaced against another, in whole pixels: the place of
 * the highest value of the phase correlation, low-passed by a Gaussian of sigma
 * {@value #SIGMA} pixels so that noise counts less. Planes fade out towards
 * their borders, over an eighth of their sides.
 * <p>
 * Reference: C. Kuglin, D. Hines, The phase correlation image alignment method,
 * IEEE Conference on Cybernetics and Society 1975.
 * </p>
 */
final class PhaseCorrelation {

	private static final double SIGMA = 1;
	private static final double FADED = 0.125;

	private final int width;
	private final int height;

	private PhaseCorrelation(final int width, final int height) {
		this.width = width;
		this.height = height;
	}

	/**
	 * Finds the displacement.
	 *
	 * @param moved a plane
	 * @param fixed a plane of the same size
	 * @param bound largest displacement, as a share of a side
	 * @return by how many pixels the content of {@code moved} lies further right
	 *         and further down than that of {@code fixed}
	 */
	static int[] shift(final Plane moved, final Plane fixed, final double bound) {
		return new PhaseCorrelation(fixed.width(), fixed.height()).shift(moved
			.samples(), fixed.samples(), bound);
	}

	private int[] shift(final float[] moved, final float[] fixed,
		final double bound)
	{
		final float[] a = HalfTransform.of(faded(moved), width, height, 0);
		final float[] b = HalfTransform.of(faded(fixed), width, height, 0);
		// A Hartley transform (real minus imaginary part) is its own inverse.
		final float[] correlation = hartley(HalfTransform.of(hartley(phases(a, b)),
			width, height, 0));
		final int right = (int) (bound * width);
		final int down = (int) (bound * height);
		int[] best = { 0, 0 };
		for (int y = -down; y <= down; y++) {
			for (int x = -right; x <= right; x++) {
				if (at(correlation, x, y) > at(correlation, best[0], best[1]))
					best = new int[] { x, y };
			}
		}
		return best;
	}

	private float at(final float[] correlation, final int x, final int y) {
		return correlation[Math.floorMod(y, height) * width + Math.floorMod(x,
			width)];
	}

	/** Returns the phase differences of two spectra, low-passed. */
	private float[] phases(final float[] a, final float[] b) {
		final float[] phases = new float[a.length];
		for (int y = 0; y < height; y++) {
			final double v = (double) Math.min(y, height - y) / height;
			for (int x = 0; x <= width / 2; x++) {
				final int i = 2 * (y * width + x);
				final double u = (double) x / width;
				final double re = (double) a[i] * b[i] + (double) a[i + 1] * b[i + 1];
				final double im = (double) a[i + 1] * b[i] - (double) a[i] * b[i + 1];
				final double length = Math.hypot(re, im);
				if (length == 0) continue;
				final double pass = Math.exp(-2 * Math.PI * Math.PI * SIGMA * SIGMA * (u *
					u + v * v)) / length;
				phases[i] = (float) (re * pass);
				phases[i + 1] = (float) (im * pass);
			}
		}
		return phases;
	}

	private float[] hartley(final float[] complex) {
		final float[] real = new float[width * height];
		for (int y = 0; y < height; y++) {
			final int opposite = (height - y) % height * width;
			for (int x = 0; x <= width / 2; x++) {
				final int i = y * width + x;
				real[opposite + (width - x) % width] = complex[2 * i] + complex[2 * i +
					1];
				real[i] = complex[2 * i] - complex[2 * i + 1];
			}
		}
		return real;
	}

	private float[] faded(final float[] samples) {
		final float mean = Means.of(samples, width, height);
		final double[] columns = window(width);
		final double[] rows = window(height);
		final float[] faded = new float[samples.length];
		for (int i = 0; i < faded.length; i++)
			faded[i] = (float) ((samples[i] - mean) * columns[i % width] * rows[i /
				width]);
		return faded;
	}

	private static double[] window(final int size) {
		final double[] window = new double[size];
		for (int i = 0; i < size; i++) {
			final double inside = (Math.min(i, size - 1 - i) + 0.5) / (FADED * size);
			window[i] = inside >= 1 ? 1 : 0.5 - 0.5 * Math.cos(Math.PI * inside);
		}
		return window;
	}
}
