package sc.fiji.superres.degrade;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import sc.fiji.superres.block.Plane;

/**
 * The distribution of patches: a quarter of them uniformly, and the rest in
 * proportion to their texture, so that the content of a mostly empty image is
 * seen, and its background is still learned.
 * <p>
 * Texture is the mean absolute difference of neighboring pixels of the
 * low-resolution patch, summed over its channels. It is computed once for each
 * cell of 8x8 places.
 * </p>
 */
final class PatchPlaces {

	private static final double ANYWHERE = 0.25;
	private static final int CELL = 8;

	private final int[] columns;
	private final int[] rows;
	private final int[] firsts;
	/** Cumulative probabilities of the cells. */
	private final double[] ends;

	/**
	 * The place of a patch.
	 *
	 * @param image its number
	 * @param x of its upper left pixel
	 * @param y of its upper left pixel
	 */
	record Place(int image, int x, int y) {}

	/**
	 * @param images the channels of each, at least as large as a patch
	 * @param width of a patch
	 * @param height of a patch
	 */
	PatchPlaces(final List<List<Plane>> images, final int width,
		final int height)
	{
		columns = images.stream().mapToInt(i -> i.get(0).width() - width + 1)
			.toArray();
		rows = images.stream().mapToInt(i -> i.get(0).height() - height + 1)
			.toArray();
		firsts = new int[images.size() + 1];
		for (int i = 0; i < images.size(); i++)
			firsts[i + 1] = firsts[i] + cells(columns[i]) * cells(rows[i]);
		final double[] places = new double[firsts[images.size()]];
		final double[] textures = new double[places.length];
		for (int i = 0; i < images.size(); i++)
			look(i, new Texture(images.get(i), width, height), places, textures);
		final double allPlaces = Arrays.stream(places).sum();
		final double allTexture = Arrays.stream(textures).sum();
		ends = new double[places.length];
		double end = 0;
		for (int i = 0; i < ends.length; i++) {
			end += ANYWHERE * places[i] / allPlaces + (1 - ANYWHERE) *
				(allTexture > 0 ? textures[i] / allTexture : places[i] / allPlaces);
			ends[i] = end;
		}
	}

	/** Draws a place. */
	Place draw(final SplittableRandom random) {
		final double at = random.nextDouble() * ends[ends.length - 1];
		final int found = Arrays.binarySearch(ends, at);
		final int cell = Math.min(found < 0 ? -found - 1 : found + 1, ends.length -
			1);
		final int first = Arrays.binarySearch(firsts, cell);
		final int image = first < 0 ? -first - 2 : first;
		final int inside = cell - firsts[image];
		final int across = cells(columns[image]);
		final int x = inside % across * CELL;
		final int y = inside / across * CELL;
		return new Place(image, x + random.nextInt(Math.min(CELL, columns[image] -
			x)), y + random.nextInt(Math.min(CELL, rows[image] - y)));
	}

	private void look(final int image, final Texture texture,
		final double[] places, final double[] textures)
	{
		int cell = firsts[image];
		for (int y = 0; y < rows[image]; y += CELL) {
			for (int x = 0; x < columns[image]; x += CELL) {
				final int width = Math.min(CELL, columns[image] - x);
				final int height = Math.min(CELL, rows[image] - y);
				places[cell] = (double) width * height;
				textures[cell] = places[cell] * texture.of(x + (width - 1) / 2, y +
					(height - 1) / 2);
				cell++;
			}
		}
	}

	private static int cells(final int places) {
		return (places + CELL - 1) / CELL;
	}

	// -- Helper classes --

	/** The texture of any patch of an image, by sums over its rectangles. */
	private static final class Texture {

		private final double[] sums;
		private final int stride;
		private final int patchWidth;
		private final int patchHeight;

		Texture(final List<Plane> channels, final int patchWidth,
			final int patchHeight)
		{
			this.patchWidth = patchWidth;
			this.patchHeight = patchHeight;
			stride = channels.get(0).width() + 1;
			sums = new double[stride * (channels.get(0).height() + 1)];
			for (int y = 0; y < channels.get(0).height(); y++) {
				double row = 0;
				for (int x = 0; x < stride - 1; x++) {
					for (final Plane channel : channels) {
						final int i = y * (stride - 1) + x;
						final float[] samples = channel.samples();
						if (x > 0) row += Math.abs(samples[i] - samples[i - 1]);
						if (y > 0) row += Math.abs(samples[i] - samples[i - stride + 1]);
					}
					sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1] + row;
				}
			}
		}

		double of(final int x, final int y) {
			final int top = y * stride + x;
			final int bottom = top + patchHeight * stride;
			return Math.max(0, sums[bottom + patchWidth] - sums[bottom] - sums[top +
				patchWidth] + sums[top]) / patchWidth / patchHeight;
		}
	}
}
