package sc.fiji.superres.volume.zarr;

/**
 * The orders of bytes and bits that compress better, as c-blosc has them: all
 * first bytes of the samples, then all second ones; or all lowest bits of the
 * first bytes, and so on. What is left of a sample at the end stays as it is.
 */
final class Shuffle {

	private Shuffle() {
		// Static methods only.
	}

	/** Shuffles the bytes of {@code length / size} samples of so many bytes. */
	static void bytes(final byte[] from, final int at, final byte[] to,
		final int length, final int size)
	{
		final int count = length / size;
		for (int b = 0; b < size; b++) {
			for (int i = 0; i < count; i++)
				to[b * count + i] = from[at + i * size + b];
		}
		System.arraycopy(from, at + count * size, to, count * size, length -
			count * size);
	}

	/** Undoes {@link #bytes}. */
	static void bytesBack(final byte[] from, final byte[] to, final int at,
		final int length, final int size)
	{
		final int count = length / size;
		for (int b = 0; b < size; b++) {
			for (int i = 0; i < count; i++)
				to[at + i * size + b] = from[b * count + i];
		}
		System.arraycopy(from, count * size, to, at + count * size, length -
			count * size);
	}

	/**
	 * Restores shuffled bits. If the number of samples is not a multiple of 8,
	 * none have been shuffled.
	 */
	static void bitsBack(final byte[] from, final byte[] to, final int at,
		final int length, final int size)
	{
		final int count = length / size;
		if (count % 8 != 0) {
			System.arraycopy(from, 0, to, at, length);
			return;
		}
		final int row = count / 8;
		for (int b = 0; b < size; b++) {
			for (int i = 0; i < count; i++) {
				int value = 0;
				for (int bit = 0; bit < 8; bit++)
					value |= (from[(b * 8 + bit) * row + i / 8] >> (i & 7) & 1) << bit;
				to[at + i * size + b] = (byte) value;
			}
		}
		System.arraycopy(from, count * size, to, at + count * size, length -
			count * size);
	}
}
