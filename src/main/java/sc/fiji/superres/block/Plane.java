package sc.fiji.superres.block;

import java.util.Arrays;

import net.imglib2.Dimensions;
import net.imglib2.FinalDimensions;


/**
 * One channel of one image.
 *
 * @param samples the values, x fastest
 * @param width width in pixels
 * @param height height in pixels
 */
public record Plane(float[] samples, int width, int height) {

	/**
	 * Checks that size and number of samples match.
	 *
	 * @throws IllegalArgumentException if it is not
	 */
	public Plane {
		if (width < 1 || height < 1 || (long) width * height != samples.length)
			throw new IllegalArgumentException("A plane of " + width + " x " +
				height + " pixels cannot have " + samples.length + " samples");
	}

	/** Returns width and height. */
	public Dimensions size() {
		return new FinalDimensions(width, height);
	}

	/**
	 * Returns the upper left part of this plane: a copy, or this plane if it is
	 * the whole.
	 */
	public Plane crop(final int newWidth, final int newHeight) {
		return newWidth == width && newHeight == height ? this : crop(0, 0,
			newWidth, newHeight);
	}

	/** Copies a part of this plane. */
	public Plane crop(final int x, final int y, final int newWidth,
		final int newHeight)
	{
		final float[] part = new float[newWidth * newHeight];
		for (int row = 0; row < newHeight; row++) {
			System.arraycopy(samples, (y + row) * width + x, part, row * newWidth,
				newWidth);
		}
		return new Plane(part, newWidth, newHeight);
	}

	/** Returns the values as shares of a range: 0 for low, 1 for high. */
	public Plane shares(final double low, final double high) {
		final double range = high > low ? high - low : 1;
		final float[] shares = new float[samples.length];
		for (int i = 0; i < shares.length; i++)
			shares[i] = (float) ((samples[i] - low) / range);
		return new Plane(shares, width, height);
	}

	/** Returns {@code gain} times each value, plus {@code offset}. */
	public Plane scaled(final double gain, final double offset) {
		final float[] scaled = new float[samples.length];
		for (int i = 0; i < scaled.length; i++)
			scaled[i] = (float) (samples[i] * gain + offset);
		return new Plane(scaled, width, height);
	}

	/** Clips the values to 0 to {@code max} and rounds them, halves up. */
	public Plane rounded(final int max) {
		final float[] rounded = new float[samples.length];
		for (int i = 0; i < rounded.length; i++)
			rounded[i] = (float) Math.floor(Math.max(0, Math.min(max, samples[i])) +
				0.5);
		return new Plane(rounded, width, height);
	}

	@Override
	public boolean equals(final Object other) {
		return other instanceof Plane plane && width == plane.width &&
			height == plane.height && Arrays.equals(samples, plane.samples);
	}

	@Override
	public int hashCode() {
		return 31 * (31 * width + height) + Arrays.hashCode(samples);
	}

	@Override
	public String toString() {
		return width + " x " + height + " pixels";
	}
}
