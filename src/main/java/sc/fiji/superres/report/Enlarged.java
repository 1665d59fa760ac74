package sc.fiji.superres.report;

import net.imglib2.Dimensions;
import net.imglib2.Interval;

import sc.fiji.superres.block.Enlargement;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Memory;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Tiles;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.degrade.Plane;

/**
 * An enlarged plane.
 *
 * @param plane its samples, neither rounded nor clipped
 * @param seconds how long enlarging it took, without preparation
 */
record Enlarged(Plane plane, double seconds) {

	/** Planes on the heap: the result and the same rounded. */
	private static final int COPIES = 2;

	/**
	 * Enlarges a plane.
	 *
	 * @param low the plane
	 * @param high the plane that the result is to be compared with
	 * @throws IllegalArgumentException if the sizes of the two would differ
	 * @throws IllegalStateException if memory is short
	 */
	static Enlarged by(final Upscaler upscaler, final Plane low,
		final Plane high, final Intensities intensities, final Progress progress)
	{
		final Enlargement enlargement = upscaler.prepare(low.width(), low.height(),
			intensities);
		final Dimensions size = enlargement.target();
		if (size.dimension(0) != high.width() || size.dimension(1) != high
			.height()) throw new IllegalArgumentException("the method makes " + size
				.dimension(0) + " x " + size.dimension(1) + " pixels of " + low +
				", not " + high + ": choose a method of that scale");
		Memory.require("Enlarging to " + high, (long) COPIES * Float.BYTES * high
			.samples().length + Tiles.blocks(enlargement, 1, 0), Tiles.workspace(
				enlargement, 0));
		final float[] samples = new float[high.samples().length];
		final long start = System.nanoTime();
		Tiles.run(enlargement, 1, 0, //
			(part, block) -> copy(low.samples(), low.width(), part, block, true), //
			(part, block) -> copy(samples, high.width(), part, block, false), //
			progress);
		final double seconds = (System.nanoTime() - start) / 1e9;
		return new Enlarged(new Plane(samples, high.width(), high.height()),
			seconds);
	}

	/** Copies a part of a plane into a block, or back. */
	private static void copy(final float[] plane, final int width,
		final Interval part, final float[] block, final boolean read)
	{
		final int columns = (int) part.dimension(0);
		for (int y = 0; y < part.dimension(1); y++) {
			final int at = (int) ((part.min(1) + y) * width + part.min(0));
			if (read) System.arraycopy(plane, at, block, y * columns, columns);
			else System.arraycopy(block, y * columns, plane, at, columns);
		}
	}
}
