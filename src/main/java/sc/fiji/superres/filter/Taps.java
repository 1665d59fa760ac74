package sc.fiji.superres.filter;

import java.util.Arrays;

import net.imglib2.Dimensions;

import sc.fiji.superres.block.Border;
import sc.fiji.superres.block.Separable;
import sc.fiji.superres.block.Weights;
import sc.fiji.superres.block.WrongUsage;

/**
 * The weights of a same-size filter along one axis: sample x becomes the sum of
 * {@code values[k]} times sample {@code x + k - values.length / 2}.
 *
 * @param values an odd number of weights
 */
record Taps(double... values) {

	/** Leaves an axis unchanged. */
	static final Taps NONE = new Taps(1);

	/** A Gaussian has all but 6e-7 of its sum within this many sigmas. */
	private static final double REACH = 5;

	/** A Gaussian's second derivative decays later. */
	private static final double CURVATURE_REACH = 6;

	private static final double MAX_SIGMA = 100;

	/**
	 * Returns a Gaussian, normalized to a sum of 1.
	 *
	 * @param sigma standard deviation in pixels; 0 leaves the axis unchanged
	 */
	static Taps gaussian(final double sigma) {
		return gaussian(sigma, REACH);
	}

	/**
	 * Returns the second derivative of a Gaussian, (x^2 / sigma^4 - 1 / sigma^2)
	 * times the Gaussian; the small sum of its samples is subtracted in
	 * proportion to the Gaussian, so that the sum is 0.
	 */
	static Taps curvature(final double sigma) {
		final double[] gaussian = gaussian(sigma, CURVATURE_REACH).values;
		final double[] values = new double[gaussian.length];
		final int radius = values.length / 2;
		final double variance = sigma * sigma;
		for (int k = 0; k < values.length; k++)
			values[k] = ((k - radius) * (k - radius) / variance - 1) / variance *
				gaussian[k];
		final double sum = Arrays.stream(values).sum();
		for (int k = 0; k < values.length; k++)
			values[k] -= sum * gaussian[k];
		return new Taps(values);
	}

	/**
	 * Returns the sums along both axes, for planes of one size.
	 *
	 * @throws IllegalArgumentException if the plane is empty or wider or higher
	 *           than 2^31 - 1
	 */
	static Separable sums(final Taps x, final Taps y,
		final Dimensions size)
	{
		final long width = size.dimension(0);
		final long height = size.dimension(1);
		if (width < 1 || height < 1 || width > Integer.MAX_VALUE ||
			height > Integer.MAX_VALUE) throw new IllegalArgumentException(
				"Cannot filter an image of " + width + " x " + height +
					" pixels: it needs 1 to " + Integer.MAX_VALUE + " along each axis");
		return new Separable(x.weights((int) width), y.weights((int) height));
	}

	/**
	 * Checks the width of a Gaussian.
	 *
	 * @param name the user's name for it
	 * @throws IllegalArgumentException if it is not from {@code least} to 100
	 */
	static void check(final String name, final double sigma,
		final double least)
	{
		if (!(sigma >= least)) throw new WrongUsage(name + "=" +
			sigma + ": a Gaussian has a standard deviation of at least " + least +
			" pixels");
		if (sigma > MAX_SIGMA) throw new WrongUsage(name + "=" +
			sigma + ": at most " + MAX_SIGMA + " pixels are possible; shrink the " +
			"image first, or filter it by Fourier transform");
	}

	/** Returns the radius of the weights. */
	int radius() {
		return values.length / 2;
	}

	private Weights weights(final int size) {
		return Weights.of(at -> new Weights.Window(Math.round(at) - radius(),
			values),
			Border.SYMMETRIC, size, size, 1);
	}

	private static Taps gaussian(final double sigma, final double reach) {
		if (sigma == 0) return NONE;
		final int radius = (int) Math.ceil(reach * sigma);
		final double[] values = new double[2 * radius + 1];
		for (int k = -radius; k <= radius; k++)
			values[k + radius] = Math.exp(-0.5 * (k / sigma) * (k / sigma));
		final double sum = Arrays.stream(values).sum();
		for (int k = 0; k < values.length; k++)
			values[k] /= sum;
		return new Taps(values);
	}
}
