package sc.fiji.superres.filter;

/**
 * The size of a pixel, in the unit of frequencies.
 *
 * @param width size along x, positive and finite
 * @param height size along y
 */
public record PixelSize(double width, double height) {

	/** Frequencies are in cycles per pixel. */
	public static final PixelSize ONE = new PixelSize(1, 1);

	public PixelSize {
		for (final double size : new double[] { width, height })
			if (!(size > 0 && size < Double.POSITIVE_INFINITY))
				throw new IllegalArgumentException("Pixels of " + width + " x " +
					height + ": both sizes must be positive numbers; set them in Image " +
						"> Properties, or set cut-offs in pixels");
	}

	/** Returns the largest frequency along the finer axis. */
	public double nyquist() {
		return 0.5 / Math.min(width, height);
	}
}
