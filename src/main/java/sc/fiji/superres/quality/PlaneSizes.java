package sc.fiji.superres.quality;

/** Size checks shared by all comparisons of two planes. */
final class PlaneSizes {

	private PlaneSizes() {
		// Static methods only.
	}

	/**
	 * Checks two planes.
	 *
	 * @param least the smallest side that can be compared
	 * @throws IllegalArgumentException if the number of samples does not match
	 *           the size, or if less than that is left inside the border
	 */
	static void check(final float[] a, final float[] b, final int width,
		final int height, final int border, final int least)
	{
		final long pixels = (long) width * height;
		if (a.length != pixels || b.length != pixels)
			throw new IllegalArgumentException("Cannot compare planes of " +
				a.length + " and " + b.length + " samples as " + width + " x " +
				height + " pixels: both planes must have that size");
		if (border < 0 || Math.min(width, height) - 2L * border < least)
			throw new IllegalArgumentException("Cannot compare " + width + " x " +
				height + " pixels with a border of " + border + ": at least " + least +
				" x " + least + " must be left inside");
	}
}
