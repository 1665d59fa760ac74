package sc.fiji.superres.image;

import java.awt.Rectangle;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.IntFunction;

import net.imglib2.Interval;
import net.imglib2.util.Intervals;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.channel.FiniteMean;

/**
 * A part of one plane of an image, read directly from ImageJ's pixel array.
 * <p>
 * Intervals are in pixels of the part. A 32-bit sample that is NaN or infinite
 * is read as the {@link FiniteMean} of its neighbors in the part.
 * </p>
 *
 * @param pixels the whole plane: byte[], short[], float[], or int[] of RGB
 * @param stride width of the whole plane
 * @param box the part to enlarge
 * @param low returns the channel's low
 */
record SourcePlane(Object pixels, int stride, Rectangle box,
	DoubleSupplier low)
{

	/**
	 * Reads the middles of some planes, spread over all.
	 *
	 * @param count number of planes, at least 1
	 * @param planes reads a plane
	 * @see Intensities#planes
	 */
	static List<Plane> middles(final int count,
		final IntFunction<SourcePlane> planes, final Samples samples)
	{
		return Intensities.spread(count, Intensities.PLANES).mapToObj(i -> {
			final SourcePlane plane = planes.apply((int) i);
			final int width = Math.min(Intensities.SIDE, plane.box.width);
			final int height = Math.min(Intensities.SIDE, plane.box.height);
			final float[] part = new float[width * height];
			plane.read(samples, Intervals.createMinSize((plane.box.width - width) / 2,
				(plane.box.height - height) / 2, width, height), part, 0);
			return new Plane(part, width, height);
		}).toList();
	}

	/**
	 * Reads samples, row by row; all are finite.
	 *
	 * @param interval part of the plane
	 * @param block where the samples go
	 * @param at index of the first sample
	 */
	void read(final Samples samples, final Interval interval,
		final float[] block, final int at)
	{
		final int width = (int) interval.dimension(0);
		final int height = (int) interval.dimension(1);
		final int x0 = (int) interval.min(0);
		final int y0 = (int) interval.min(1);
		for (int y = 0; y < height; y++) {
			final int start = at + y * width;
			samples.read(pixels, index(x0, y0 + y), block, start, width);
			if (!(pixels instanceof final float[] values)) continue;
			for (int x = 0; x < width; x++)
				if (!Float.isFinite(block[start + x])) block[start + x] = FiniteMean.of(
					values, index(x0 + x, y0 + y), stride, x0 + x > 0, x0 + x < box.width -
						1, y0 + y > 0, y0 + y < box.height - 1, low);
		}
	}

	/** Returns whether no sample is NaN or infinite. */
	boolean finite() {
		if (pixels instanceof final float[] values) {
			for (int y = 0; y < box.height; y++) {
				final int start = index(0, y);
				for (int x = 0; x < box.width; x++)
					if (!Float.isFinite(values[start + x])) return false;
			}
		}
		return true;
	}

	/** Returns the index of a pixel of the part in the array of the plane. */
	int index(final int x, final int y) {
		return (box.y + y) * stride + box.x + x;
	}
}
