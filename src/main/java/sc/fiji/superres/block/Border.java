package sc.fiji.superres.block;

import net.imglib2.Dimensions;
import net.imglib2.Interval;

/** How a plane is extended beyond its border for kernels that reach there. */
public enum Border {

		/** Mirrored about the outer edge of the border pixel: c b a | a b c. */
		SYMMETRIC {

			@Override
			public int inside(final long index, final int size) {
				final long phase = Math.floorMod(index, 2L * size);
				return (int) Math.min(phase, 2L * size - 1 - phase);
			}
		},

		/** The border pixel is repeated: a a a | a b c. */
		REPLICATE {

			@Override
			public int inside(final long index, final int size) {
				return (int) Math.max(0, Math.min(index, size - 1));
			}
		};

	/**
	 * Returns a border rule by its name in lower case.
	 *
	 * @throws IllegalArgumentException if there is none; the message lists the
	 *           names
	 */
	public static Border named(final String name) {
		return EnumNames.find(Border.class, "border rule", name);
	}

	/** Returns the sample that stands for any index. */
	public abstract int inside(long index, int size);

	/**
	 * Reads a part of a plane that may extend beyond its border.
	 *
	 * @param source the samples of {@code from}, which contains everything that
	 *          the part needs
	 * @param part any interval
	 * @param size of the plane
	 * @return the samples of the part: x fastest, then y, then channel
	 */
	public float[] read(final float[] source, final Interval from,
		final Interval part, final Dimensions size, final int channels)
	{
		final int[] columns = positions(from, part, size, 0);
		final int[] rows = positions(from, part, size, 1);
		final float[] samples = new float[Math.multiplyExact(Math.multiplyExact(
			columns.length, rows.length), channels)];
		int i = 0;
		for (int c = 0; c < channels; c++) {
			for (final int row : rows) {
				final int start = (int) ((c * from.dimension(1) + row) * from.dimension(
					0));
				for (final int column : columns)
					samples[i++] = source[start + column];
			}
		}
		return samples;
	}

	/** Returns where the samples of an axis of a part lie in a block. */
	private int[] positions(final Interval from, final Interval part,
		final Dimensions size, final int axis)
	{
		final int[] positions = new int[Math.toIntExact(part.dimension(axis))];
		for (int i = 0; i < positions.length; i++)
			positions[i] = (int) (inside(part.min(axis) + i, (int) size.dimension(
				axis)) - from.min(axis));
		return positions;
	}
}
