package sc.fiji.superres.image;

import java.util.function.IntToDoubleFunction;

/** Takes samples from ImageJ's pixel arrays, one of each pixel. */
@FunctionalInterface
interface Samples {

	/**
	 * Reads samples that lie side by side.
	 *
	 * @param pixels ImageJ's pixel array
	 * @param from index of the first pixel
	 * @param block where the samples go
	 * @param at index of the first sample
	 * @param count number of samples
	 */
	void read(Object pixels, int from, float[] block, int at, int count);

	/**
	 * Takes samples of colors.
	 *
	 * @param sample makes a sample of 0xRRGGBB; higher bits are to be ignored
	 */
	static Samples of(final IntToDoubleFunction sample) {
		return (pixels, from, block, at, count) -> {
			final int[] colors = (int[]) pixels;
			for (int i = 0; i < count; i++)
				block[at + i] = (float) sample.applyAsDouble(colors[from + i]);
		};
	}

	/** Takes 8-bit, 16-bit or 32-bit values as they are. */
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
