package sc.fiji.superres.image;

import java.util.function.IntToDoubleFunction;

/** Reads samples from ImageJ's pixel arrays, one per pixel. */
@FunctionalInterface
interface Samples {

	/**
	 * Reads adjacent samples.
	 *
	 * @param pixels ImageJ's pixel array
	 * @param from index of the first pixel
	 * @param block where the samples go
	 * @param at index of the first sample
	 * @param count number of samples
	 */
	void read(Object pixels, int from, float[] block, int at, int count);

	/**
	 * Returns a reader of samples from colors.
	 *
	 * @param sample converts 0xRRGGBB to a sample; higher bits are to be ignored
	 */
	static Samples of(final IntToDoubleFunction sample) {
		return (pixels, from, block, at, count) -> {
			final int[] colors = (int[]) pixels;
			for (int i = 0; i < count; i++)
				block[at + i] = (float) sample.applyAsDouble(colors[from + i]);
		};
	}

	/** Reads 8-bit, 16-bit or 32-bit values unchanged. */
	static void grey(final Object pixels, final int from, final float[] block,
		final int at, final int count)
	{
		if (pixels instanceof final byte[] bytes) {
			for (int i = 0; i < count; i++)
				block[at + i] = bytes[from + i] & 0xff;
		}
		else if (pixels instanceof final short[] shorts) {
			for (int i = 0; i < count; i++)
				block[at + i] = shorts[from + i] & 0xffff;
		}
		else System.arraycopy(pixels, from, block, at, count);
	}
}
