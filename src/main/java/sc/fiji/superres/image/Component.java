package sc.fiji.superres.image;

/**
 * What is enlarged of a pixel: its grey value, or a part of its color.
 * <p>
 * Luma and color differences are full-range BT.601 (JFIF): Y = 0.299 R + 0.587
 * G + 0.114 B, Cb = (B - Y) / 1.772, Cr = (R - Y) / 1.402, without the offset
 * of 128, so that grey has differences of exactly 0.
 * </p>
 */
enum Component {

	/** 8-bit, 16-bit or 32-bit values; the only one that is not of RGB. */
	GREY {

		@Override
		void read(final Object pixels, final int from, final float[] block,
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
	},

	RED {

		@Override
		void read(final Object pixels, final int from, final float[] block,
			final int at, final int count)
		{
			final int[] colors = (int[]) pixels;
			for (int i = 0; i < count; i++)
				block[at + i] = colors[from + i] >> 16 & 0xff;
		}
	},

	GREEN {

		@Override
		void read(final Object pixels, final int from, final float[] block,
			final int at, final int count)
		{
			final int[] colors = (int[]) pixels;
			for (int i = 0; i < count; i++)
				block[at + i] = colors[from + i] >> 8 & 0xff;
		}
	},

	BLUE {

		@Override
		void read(final Object pixels, final int from, final float[] block,
			final int at, final int count)
		{
			final int[] colors = (int[]) pixels;
			for (int i = 0; i < count; i++)
				block[at + i] = colors[from + i] & 0xff;
		}
	},

	LUMA {

		@Override
		void read(final Object pixels, final int from, final float[] block,
			final int at, final int count)
		{
			final int[] colors = (int[]) pixels;
			for (int i = 0; i < count; i++)
				block[at + i] = luma(colors[from + i]);
		}
	},

	BLUE_DIFFERENCE {

		@Override
		void read(final Object pixels, final int from, final float[] block,
			final int at, final int count)
		{
			final int[] colors = (int[]) pixels;
			for (int i = 0; i < count; i++) {
				final int color = colors[from + i];
				block[at + i] = ((color & 0xff) - luma(color)) / BLUE_RANGE;
			}
		}
	},

	RED_DIFFERENCE {

		@Override
		void read(final Object pixels, final int from, final float[] block,
			final int at, final int count)
		{
			final int[] colors = (int[]) pixels;
			for (int i = 0; i < count; i++) {
				final int color = colors[from + i];
				block[at + i] = ((color >> 16 & 0xff) - luma(color)) / RED_RANGE;
			}
		}
	};

	private static final float RED_WEIGHT = 0.299f;
	private static final float GREEN_WEIGHT = 0.587f;
	private static final float BLUE_WEIGHT = 0.114f;

	/** Cr of 1 adds this to red. */
	static final float RED_RANGE = 1.402f;

	/** Cb of 1 adds this to blue. */
	static final float BLUE_RANGE = 1.772f;

	/** Cr of 1 takes this from green. */
	static final float RED_FROM_GREEN = RED_WEIGHT * RED_RANGE / GREEN_WEIGHT;

	/** Cb of 1 takes this from green. */
	static final float BLUE_FROM_GREEN = BLUE_WEIGHT * BLUE_RANGE / GREEN_WEIGHT;

	/**
	 * Reads samples that lie side by side.
	 *
	 * @param pixels ImageJ's pixel array
	 * @param from index of the first pixel
	 * @param block where the samples go
	 * @param at index of the first sample
	 * @param count number of samples
	 */
	abstract void read(Object pixels, int from, float[] block, int at, int count);

	/** Computes luma so that grey gives exactly its own value. */
	private static float luma(final int color) {
		final int red = color >> 16 & 0xff;
		final int green = color >> 8 & 0xff;
		final int blue = color & 0xff;
		return green + RED_WEIGHT * (red - green) + BLUE_WEIGHT * (blue - green);
	}
}
