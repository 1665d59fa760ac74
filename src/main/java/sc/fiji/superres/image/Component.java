package sc.fiji.superres.image;

/**
 * A component of a pixel: its gray value, or a part of its color.
 * <p>
 * Luma and color differences are full-range BT.601 (JFIF): Y = 0.299 R + 0.587
 * G + 0.114 B, Cb = (B - Y) / 1.772, Cr = (R - Y) / 1.402, without the offset
 * of 128, so that gray has differences of exactly 0.
 * </p>
 */
enum Component implements Samples {

	/** 8-bit, 16-bit or 32-bit values; the only component that is not of RGB. */
	GREY(Samples::grey),

	RED(Samples.of(Component::red)),

	GREEN(Samples.of(Component::green)),

	BLUE(Samples.of(Component::blue)),

	LUMA(Samples.of(Component::luma)),

	BLUE_DIFFERENCE(Samples.of(color -> (blue(color) - luma(color)) /
		Component.BLUE_RANGE)),

	RED_DIFFERENCE(Samples.of(color -> (red(color) - luma(color)) /
		Component.RED_RANGE));

	private static final float RED_WEIGHT = 0.299f;
	private static final float GREEN_WEIGHT = 0.587f;
	private static final float BLUE_WEIGHT = 0.114f;

	/** Cr of 1 adds this to red. */
	static final float RED_RANGE = 1.402f;

	/** Cb of 1 adds this to blue. */
	static final float BLUE_RANGE = 1.772f;

	/** Cr of 1 subtracts this from green. */
	static final float RED_FROM_GREEN = RED_WEIGHT * RED_RANGE / GREEN_WEIGHT;

	/** Cb of 1 subtracts this from green. */
	static final float BLUE_FROM_GREEN = BLUE_WEIGHT * BLUE_RANGE / GREEN_WEIGHT;

	private final Samples samples;

	Component(final Samples samples) {
		this.samples = samples;
	}

	@Override
	public void read(final Object pixels, final int from, final float[] block,
		final int at, final int count)
	{
		samples.read(pixels, from, block, at, count);
	}

	private static int red(final int color) {
		return color >> 16 & 0xff;
	}

	private static int green(final int color) {
		return color >> 8 & 0xff;
	}

	private static int blue(final int color) {
		return color & 0xff;
	}

	/** Computes luma such that gray keeps exactly its own value. */
	static float luma(final int color) {
		final int green = green(color);
		return green + RED_WEIGHT * (red(color) - green) + BLUE_WEIGHT * (blue(
			color) - green);
	}
}
