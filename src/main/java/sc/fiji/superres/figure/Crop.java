package sc.fiji.superres.figure;

import java.awt.Rectangle;

import sc.fiji.superres.block.Plane;

/**
 * The part of a plane that a figure shows.
 *
 * @param x left side
 * @param y upper side
 * @param width width in pixels
 * @param height height in pixels
 * @param texture mean absolute difference of neighbors along x plus along y
 */
public record Crop(int x, int y, int width, int height, double texture) {

	/**
	 * Finds the part of a plane with the most texture; among equals, the top left
	 * one.
	 *
	 * @param side side of the part; a smaller plane is shown whole
	 */
	public static Crop richest(final Plane plane, final int side) {
		final int width = Math.min(side, plane.width());
		final int height = Math.min(side, plane.height());
		final double[] columns = new double[plane.width()];
		for (int y = 0; y < height; y++)
			add(plane, y, 1, columns);
		Crop best = new Crop(0, 0, width, height, -1);
		for (int y = 0;; y++) {
			double sum = 0;
			for (int x = 0; x < plane.width(); x++) {
				sum += columns[x];
				if (x >= width) sum -= columns[x - width];
				final int left = x - width + 1;
				final double texture = sum / width / height;
				if (left >= 0 && texture > best.texture) best = new Crop(left, y, width,
					height, texture);
			}
			if (y + height == plane.height()) return best;
			add(plane, y, -1, columns);
			add(plane, y + height, 1, columns);
		}
	}

	/**
	 * Returns the part of a plane inside a box.
	 *
	 * @throws IllegalArgumentException if they do not intersect
	 */
	public static Crop of(final Rectangle box, final Plane plane) {
		final Rectangle part = box.intersection(new Rectangle(plane.width(), plane
			.height()));
		if (part.isEmpty()) throw new IllegalArgumentException(
			"The selection lies outside the compared part, " + plane +
				": move it");
		final double[] columns = new double[plane.width()];
		for (int y = part.y; y < part.y + part.height; y++)
			add(plane, y, 1, columns);
		double sum = 0;
		for (int x = part.x; x < part.x + part.width; x++)
			sum += columns[x];
		return new Crop(part.x, part.y, part.width, part.height, sum / part.width /
			part.height);
	}

	/** Cuts this part out of a plane. */
	public float[] of(final Plane plane) {
		final float[] part = new float[width * height];
		for (int row = 0; row < height; row++)
			System.arraycopy(plane.samples(), (y + row) * plane.width() + x, part,
				row * width, width);
		return part;
	}

	/** Adds the texture of a row, times the sign, to the sums of the columns. */
	private static void add(final Plane plane, final int y, final int sign,
		final double[] columns)
	{
		final float[] samples = plane.samples();
		final int width = plane.width();
		final int row = y * width;
		final int below = y + 1 < plane.height() ? row + width : row;
		for (int x = 0; x < width; x++) {
			final float value = samples[row + x];
			final float right = samples[row + Math.min(x + 1, width - 1)];
			columns[x] += sign * (Math.abs(right - value) + //
				Math.abs(samples[below + x] - value));
		}
	}
}
