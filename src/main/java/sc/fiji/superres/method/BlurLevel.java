package sc.fiji.superres.method;

/**
 * How much an image is blurred beyond its sampling, as coarsely as it can be told
 * from the image, and as models for it differ.
 */
public enum BlurLevel {

		/** By half a pixel or less, like most images that were shrunk. */
		SHARP,

		/** By more than half a pixel. */
		SOFT,

		/** By about a pixel or more. */
		BLURRED;

	/**
	 * Measured blur, in pixels of the image, up to which models for sharp images gain
	 * more than that for soft ones, and this more than that for blurred ones: on
	 * average over training images of all kinds, sharp ones and such with a blur of 0.5
	 * to 2 pixels of the result.
	 */
	private static final double MOST_SHARP = 0.6;
	private static final double MOST_SOFT = 0.8;

	/**
	 * Returns the level of an image.
	 *
	 * @param sigma its measured blur, in its own pixels
	 */
	public static BlurLevel measured(final double sigma) {
		return sigma > MOST_SOFT ? BLURRED : sigma > MOST_SHARP ? SOFT : SHARP;
	}

	/**
	 * Returns the level of images that a model was trained on.
	 *
	 * @param lowest the smallest blur that they were given, in pixels of the low
	 *          resolution
	 * @param highest the largest one
	 */
	static BlurLevel trained(final double lowest, final double highest) {
		return highest > MOST_SOFT ? BLURRED : lowest > 0 ||
			highest > MOST_SHARP ? SOFT : SHARP;
	}
}
