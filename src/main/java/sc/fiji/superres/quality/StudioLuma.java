package sc.fiji.superres.quality;

/**
 * The luma of BT.601 in studio range, 16 to 235, by which publications on super
 * resolution measure color images.
 */
public final class StudioLuma {

	private static final int MAX = 255;
	private static final int BLACK = 16;

	private StudioLuma() {
		// Static methods only.
	}

	/**
	 * Returns the luma of a pixel, 16 to 235, rounded.
	 *
	 * @param rgb 0xRRGGBB; higher bits are ignored
	 */
	public static float of(final int rgb) {
		return (float) Math.floor(of(rgb >> 16 & MAX, rgb >> 8 & MAX, rgb & MAX) +
			0.5);
	}

	/** Returns the luma, 16 to 235, not rounded, of a color of 0 to 255. */
	public static double of(final double red, final double green,
		final double blue)
	{
		return BLACK + (65.481 * red + 128.553 * green + 24.966 * blue) / MAX;
	}
}
