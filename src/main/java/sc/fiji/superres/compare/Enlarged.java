package sc.fiji.superres.compare;

import java.util.List;

import net.imglib2.Dimensions;
import net.imglib2.Interval;

import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Memory;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Tiles;
import sc.fiji.superres.block.Upscaler;

/**
 * An enlarged plane.
 *
 * @param channels the samples of each of its channels, neither rounded nor
 *          clipped
 * @param seconds how long enlarging it took, without preparation
 */
record Enlarged(List<Plane> channels, double seconds) {

	/** Planes on the heap: the result and the same rounded. */
	private static final int COPIES = 2;

	/**
	 * Enlarges a plane.
	 *
	 * @param lows its channels, as many as the method takes
	 * @param high the plane that the result is to be compared with
	 * @param intensities of each channel
	 * @throws IllegalArgumentException if the sizes of the two would differ
	 * @throws IllegalStateException if memory is short
	 */
	static Enlarged by(final Upscaler upscaler, final List<Plane> lows,
		final Plane high, final Intensities[] intensities,
		final Progress progress)
	{
		final Plane low = lows.get(0);
		final PreparedOperation enlargement = upscaler.prepare(low.width(), low.height(),
			intensities);
		final Dimensions size = enlargement.target();
		if (size.dimension(0) != high.width() || size.dimension(1) != high
			.height()) throw new IllegalArgumentException("the method makes " + size
				.dimension(0) + " x " + size.dimension(1) + " pixels of " + low +
				", not " + high + ": choose a method of that scale");
		Memory.require("Enlarging to " + high, (long) COPIES * Float.BYTES * high
			.samples().length * lows.size() + Tiles.blocks(enlargement, lows.size(),
				0) + Tiles.workspace(enlargement, 0), Tiles.outside(enlargement, 0));
		final List<Plane> channels = lows.stream().map(each -> new Plane(
			new float[high.samples().length], high.width(), high.height())).toList();
		final long start = System.nanoTime();
		Tiles.run(enlargement, lows.size(), 0, //
			(part, block) -> copy(lows, part, block, true), //
			(part, block) -> copy(channels, part, block, false), progress);
		return new Enlarged(channels, (System.nanoTime() - start) / 1e9);
	}

	/** Copies a part of planes into a block, or back. */
	private static void copy(final List<Plane> planes, final Interval part,
		final float[] block, final boolean read)
	{
		final int columns = (int) part.dimension(0);
		int to = 0;
		for (final Plane plane : planes) {
			for (long y = part.min(1); y <= part.max(1); y++, to += columns) {
				final int at = (int) (y * plane.width() + part.min(0));
				if (read) System.arraycopy(plane.samples(), at, block, to, columns);
				else System.arraycopy(block, to, plane.samples(), at, columns);
			}
		}
	}
}
