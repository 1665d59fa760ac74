package sc.fiji.superres.network;

import java.util.ArrayList;
import java.util.List;

/**
 * The sizes of a network: its input, its output and its receptive field.
 *
 * @param channels of the input and of the output
 * @param scaleX output pixels per input pixel along x
 * @param scaleY the same along y: equal to it, or x is not enlarged
 * @param halo input pixels on each side that can change an output pixel;
 *          {@link #UNBOUNDED} if everything can
 * @param minimum smallest input width and height
 * @param step valid widths and heights are {@code minimum + k * step}; 0 if
 *          only {@code minimum} is valid
 * @param align tiles start at multiples of this, itself a multiple of the step
 */
public record NetworkGeometry(int channels, int scaleX, int scaleY, int halo,
	int minimum, int step, int align)
{

	/** The halo of a network whose every output depends on all of the input. */
	public static final int UNBOUNDED = Integer.MAX_VALUE;

	/** Returns the geometry of a network that enlarges both axes alike. */
	NetworkGeometry(final int channels, final int scale, final int halo,
		final int minimum, final int step, final int align)
	{
		this(channels, scale, scale, halo, minimum, step, align);
	}

	/**
	 * Measures a network by running it on noise.
	 *
	 * @throws IllegalArgumentException if it does not turn one image with 1 or 3
	 *           channels into one enlarged image; the message says what it does
	 */
	public static NetworkGeometry measure(final ImageNetwork network) {
		return NetworkProbe.measure(network);
	}

	/** Returns whether it enlarges y alone, to restore the z axis of volumes. */
	public boolean isAxial() {
		return scaleX != scaleY;
	}

	/** Returns output pixels per input pixel along an axis: 0 for x, 1 for y. */
	int scale(final int axis) {
		return axis == 0 ? scaleX : scaleY;
	}

	boolean tileable() {
		return halo != UNBOUNDED && (step > 0 || 2L * halo + align <= minimum);
	}

	/**
	 * Returns the size to which a plane is mirrored: the smallest valid one, or
	 * any that holds a tile for a network with only one valid size.
	 */
	long valid(final long size) {
		final int unit = step == 0 ? align : step;
		if (size <= minimum) return minimum;
		return minimum + (size - minimum + unit - 1) / unit * unit;
	}

	private long aligned(final long position) {
		return position / align * align;
	}

	/** A span of an axis, {@code length} pixels from {@code start} on. */
	record Span(long start, long length) {

		long end() {
			return start + length;
		}
	}

	/**
	 * Returns the input span that an output span needs: grown by the halo, cut at
	 * the borders, with a valid size and start.
	 *
	 * @param axis 0 for x, 1 for y
	 * @param from first output pixel
	 * @param to last output pixel + 1
	 * @param size valid size of the whole input
	 */
	Span input(final int axis, final long from, final long to,
		final long size)
	{
		if (!tileable()) return new Span(0, size);
		final int scale = scale(axis);
		final long start = aligned(Math.max(0, from / scale - halo));
		final long end = Math.min(size, (to + scale - 1) / scale + halo);
		final long length = Math.min(size, valid(end - start));
		if (start + length <= size) return new Span(start, length);
		final long shifted = aligned(size - length);
		return new Span(shifted, size - shifted);
	}

	/**
	 * Cuts an axis of the output into spans whose inputs all have the same
	 * length, up to {@link #align}: those at the borders are longer by the halo
	 * that they do not need.
	 *
	 * @param axis 0 for x, 1 for y
	 * @param size valid size of the whole input
	 * @param wanted input length of a tile, with its halo
	 * @return output spans in order
	 */
	List<Span> cut(final int axis, final long size, final long wanted) {
		final int scale = scale(axis);
		final List<Span> spans = new ArrayList<>();
		final long overlap = 2L * halo;
		final long side = step == 0 ? minimum : Math.max(wanted, Math.max(minimum,
			overlap + align));
		if (!tileable() || size <= side) {
			spans.add(new Span(0, size * scale));
			return spans;
		}
		final long most = aligned(side - overlap);
		final long count = (size - overlap + most - 1) / most;
		long from = 0;
		for (long i = 1; i <= count; i++) {
			final long inner = aligned((size - overlap) * i / count);
			final long to = i == count ? size : halo + inner;
			if (to > from) spans.add(new Span(from * scale, (to - from) * scale));
			from = Math.max(from, to);
		}
		return spans;
	}
}
