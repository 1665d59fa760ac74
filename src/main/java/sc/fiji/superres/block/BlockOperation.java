package sc.fiji.superres.block;

import net.imglib2.Dimensions;
import net.imglib2.FinalDimensions;

/**
 * An operation on images that can be computed block by block: an interpolation,
 * a blur, an edge filter, a degradation, a map, or a method that enlarges
 * ({@link Upscaler}).
 * <p>
 * An operation computes any part of its result from a part of the source, and
 * knows nothing about image formats, tiles, threads or progress: those are
 * written once, around this contract ({@link Tiles}).
 * </p>
 * <ul>
 * <li><b>Axes</b> are counted 0 for x, 1 for y and 2 for z. An operation works
 * on planes (x, y) or on volumes (x, y, z); {@link PlaneByPlane} applies an
 * operation on planes to every plane of a volume. Sizes and intervals have as
 * many dimensions as the operation has axes, and are in samples.</li>
 * <li><b>Blocks</b> are {@code float[]} with x fastest, then y, then z, then
 * channel. All samples are finite; results are neither rounded nor
 * clipped.</li>
 * <li><b>Geometry</b>: sample i covers i to i + 1. The center of target sample x
 * lies at (x + 0.5) / scale in the source. Scale and halo are known before
 * anything is prepared.</li>
 * <li><b>Border</b>: nothing outside the image is ever read. The operation
 * itself defines what lies outside.</li>
 * <li><b>Precision</b>: float. A result does not depend on how the target is cut
 * into tiles, apart from rounding.</li>
 * </ul>
 * <p>
 * Operations are used by one thread at a time and may use many threads
 * themselves.
 * </p>
 *
 * <pre>
 * try (BlockOperation blur = GaussianBlur.of(1.5)) {
 * 	PreparedOperation prepared = blur.prepare(size, intensities);
 * 	Tiles.run(prepared, blur.channels(), 0, source, target, progress);
 * }
 * </pre>
 */
public interface BlockOperation extends AutoCloseable {

	/** The halo of an operation that depends on a whole axis. */
	long WHOLE = Long.MAX_VALUE;

	/**
	 * Returns the number of channels that are computed together.
	 *
	 * @return 1 if every channel is computed on its own, 3 for red, green and
	 *          blue in one call
	 */
	int channels();

	/** Returns 2 for an operation on planes, 3 for one on volumes. */
	default int axes() {
		return 2;
	}

	/**
	 * Returns the number of target samples per source sample. If the size of the
	 * target is rounded up, its last sample may extend beyond the source; if it
	 * is rounded down, the last samples of the source are left out.
	 *
	 * @param axis 0 for x, 1 for y, 2 for z; 1 along z for operations on planes
	 */
	double scale(int axis);

	/**
	 * Returns the halo of the operation: a target interval depends only on the
	 * source samples that it covers (target / scale, grown to whole samples) and
	 * on this many more on each side.
	 *
	 * @param axis 0 for x, 1 for y, 2 for z; 0 along z for operations on planes
	 * @return source samples, or {@link #WHOLE}
	 */
	long halo(int axis);

	/**
	 * Prepares the operation for sources of one size.
	 *
	 * @param size of the source, at least 1 along each of the {@link #axes()}
	 * @param intensities statistics of the values of each channel,
	 *          {@link #channels()} of them; operations that are linear in the
	 *          values ignore it
	 * @throws IllegalArgumentException if the operation cannot be applied to
	 *           sources of this size; the message says why
	 */
	PreparedOperation prepare(Dimensions size, Intensities... intensities);

	/**
	 * Prepares an operation on planes.
	 *
	 * @param width width of the source planes in pixels, at least 1
	 * @param height height of the source planes in pixels, at least 1
	 * @see #prepare(Dimensions, Intensities...)
	 */
	default PreparedOperation prepare(final long width, final long height,
		final Intensities... intensities)
	{
		return prepare(new FinalDimensions(width, height), intensities);
	}

	/**
	 * Applies an operation of one channel to a whole plane of values from 0 to 1,
	 * or of any values if it ignores intensities.
	 *
	 * @param samples the plane, x fastest; not changed
	 * @param width its width
	 * @param height its height
	 * @return the target plane, x fastest
	 */
	default float[] plane(final float[] samples, final int width,
		final int height)
	{
		return Tiles.plane(prepare(width, height, Intensities.unit()), samples, width, height);
	}

	/** Frees what the operation holds (a network's native memory). */
	@Override
	default void close() {
		// Most operations hold nothing.
	}
}
