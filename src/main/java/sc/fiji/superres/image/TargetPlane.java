package sc.fiji.superres.image;

import net.imglib2.Interval;

/**
 * One plane of the result, written directly to ImageJ's pixel array.
 * <p>
 * Integer types are rounded half up and clipped to 0 to 255 or 0 to 65535;
 * 32-bit values are stored as they are. RGB becomes opaque.
 * </p>
 *
 * @param pixels the plane: byte[], short[], float[], or int[] of RGB
 * @param placement where they lie in the source
 */
record TargetPlane(Object pixels, Placement placement) {

	private static final int OPAQUE = 0xff000000;

	/**
	 * Writes one component, row by row.
	 *
	 * @param component {@link Component#GREY}, {@link Component#LUMA} if pixels
	 *          are gray, or a channel of RGB
	 * @param interval part of the plane
	 * @param block the samples
	 * @param at index of the first sample
	 */
	void write(final Component component, final Interval interval,
		final float[] block, final int at)
	{
		final int count = (int) interval.dimension(0);
		for (int y = 0; y < interval.dimension(1); y++) {
			final int to = index(interval, y);
			final int from = at + y * count;
			switch (component) {
				case GREY, LUMA -> grey(to, block, from, count);
				case RED -> channel(16, to, block, from, count);
				case GREEN -> channel(8, to, block, from, count);
				case BLUE -> channel(0, to, block, from, count);
				default -> throw new IllegalArgumentException(component +
					" is not stored in pixels");
			}
		}
	}

	/**
	 * Writes RGB from luma and color differences, row by row.
	 *
	 * @param interval part of the plane
	 * @param at index of the first sample
	 */
	void write(final Interval interval, final int at, final float[] luma,
		final float[] blueDifference, final float[] redDifference)
	{
		final int[] colors = (int[]) pixels;
		final int count = (int) interval.dimension(0);
		for (int y = 0; y < interval.dimension(1); y++) {
			final int to = index(interval, y);
			for (int x = 0; x < count; x++) {
				final int i = at + y * count + x;
				final float cb = blueDifference[i];
				final float cr = redDifference[i];
				colors[to + x] = OPAQUE | //
					round(luma[i] + Component.RED_RANGE * cr, 255) << 16 | //
					round(luma[i] - Component.BLUE_FROM_GREEN * cb -
						Component.RED_FROM_GREEN * cr, 255) << 8 | //
					round(luma[i] + Component.BLUE_RANGE * cb, 255);
			}
		}
	}

	/**
	 * Restores the NaN and infinite samples of the source: each at the target
	 * pixels whose centers fall into its pixel; at the last pixels if a center
	 * lies beyond the border. Where the target is smaller, each also at the pixel that
	 * its own center falls into, so that none is lost.
	 *
	 * @param interval part of the plane
	 */
	void restore(final SourcePlane source, final Interval interval) {
		final float[] from = (float[]) source.pixels();
		final float[] to = (float[]) pixels;
		for (long y = interval.min(1); y <= interval.max(1); y++) {
			final int v = placement.sourceY(y);
			for (long x = interval.min(0); x <= interval.max(0); x++) {
				final float value = from[source.index(placement.sourceX(x), v)];
				if (!Float.isFinite(value)) to[(int) (y * placement.width() + x)] =
					value;
			}
		}
		if (placement.scaleX() >= 1 && placement.scaleY() >= 1) return;
		final double right = Math.min(placement.box().width, (interval.max(0) + 1) /
			placement.scaleX());
		final double bottom = Math.min(placement.box().height, (interval.max(1) + 1) /
			placement.scaleY());
		for (int v = (int) (interval.min(1) / placement.scaleY()); v < bottom; v++) {
			final long y = placement.targetY(v);
			for (int u = (int) (interval.min(0) / placement.scaleX()); u < right; u++) {
				final float value = from[source.index(u, v)];
				if (Float.isFinite(value)) continue;
				final long x = placement.targetX(u);
				if (x >= interval.min(0) && x <= interval.max(0) && y >= interval.min(1) &&
					y <= interval.max(1)) to[(int) (y * placement.width() + x)] = value;
			}
		}
	}

	private int index(final Interval interval, final int row) {
		return (int) ((interval.min(1) + row) * placement.width() + interval.min(
			0));
	}

	private void grey(final int to, final float[] block, final int from,
		final int count)
	{
		if (pixels instanceof final byte[] bytes) {
			for (int x = 0; x < count; x++)
				bytes[to + x] = (byte) round(block[from + x], 255);
		}
		else if (pixels instanceof final short[] shorts) {
			for (int x = 0; x < count; x++)
				shorts[to + x] = (short) round(block[from + x], 65535);
		}
		else System.arraycopy(block, from, pixels, to, count);
	}

	private void channel(final int shift, final int to, final float[] block,
		final int from, final int count)
	{
		final int[] colors = (int[]) pixels;
		final int others = ~(0xff << shift);
		for (int x = 0; x < count; x++)
			colors[to + x] = OPAQUE | colors[to + x] & others | round(block[from + x],
				255) << shift;
	}

	private static int round(final float value, final int most) {
		return Math.max(0, Math.min(most, Math.round(value)));
	}
}
