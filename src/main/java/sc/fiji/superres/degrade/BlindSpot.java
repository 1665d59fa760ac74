package sc.fiji.superres.degrade;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.degrade.PairSampler.Pair;

/**
 * Noisy planes that teach a network to remove their noise without a clean image:
 * some pixels are hidden, and the network learns to predict them from those
 * around. Noise that is independent from pixel to pixel cannot be predicted, so
 * that what it learns is the signal.
 * <p>
 * In each cell of {@value #CELL} x {@value #CELL} pixels one, drawn at random, is
 * hidden: in the low-resolution plane it is replaced by another pixel at most
 * {@value #RADIUS} pixels away along each axis. The high-resolution plane has the
 * hidden pixels alone and NaN elsewhere, which neither the loss nor a score
 * counts. Channels are hidden at the same places.
 * </p>
 * <p>
 * References: A. Krull, T.-O. Buchholz and F. Jug, Noise2Void - learning
 * denoising from single noisy images, CVPR 2019; J. Batson and L. Royer,
 * Noise2Self: blind denoising by self-supervision, ICML 2019.
 * </p>
 *
 * @param highs the noisy channels
 */
public record BlindSpot(List<Plane> highs) implements PatchSource {

	private static final int CELL = 4;
	private static final int RADIUS = 2;

	/**
	 * Returns noisy channels with hidden pixels, as a pair at a scale of 1; each
	 * patch hides others.
	 *
	 * @param noisy channels of one size, of at least 2 x 2 pixels
	 * @param seed of the pixels that the pair itself hides
	 */
	public static Pair pair(final List<Plane> noisy, final long seed) {
		final BlindSpot source = new BlindSpot(noisy);
		final Pair example = source.part(0, 0, noisy.get(0).width(), noisy.get(0)
			.height(), new SplittableRandom(seed));
		return new Pair(example.lows(), example.highs(), Optional.of(source));
	}

	@Override
	public List<Plane> textured() {
		return highs;
	}

	@Override
	public Pair patch(final int x, final int y, final int side,
		final SplittableRandom random)
	{
		return part(x, y, side, side, random);
	}

	@Override
	public BlindSpot crop(final int x, final int y, final int width,
		final int height)
	{
		return new BlindSpot(highs.stream().map(high -> high.crop(x, y, width,
			height)).toList());
	}

	// -- Helper methods --

	private Pair part(final int x, final int y, final int width,
		final int height, final SplittableRandom random)
	{
		final List<Plane> lows = new ArrayList<>();
		final List<Plane> hidden = new ArrayList<>();
		for (final Plane high : highs) {
			lows.add(high.crop(x, y, width, height));
			final float[] unknown = new float[width * height];
			Arrays.fill(unknown, Float.NaN);
			hidden.add(new Plane(unknown, width, height));
		}
		for (int top = 0; top < height; top += CELL) {
			for (int left = 0; left < width; left += CELL) {
				final int column = left + random.nextInt(Math.min(CELL, width - left));
				final int row = top + random.nextInt(Math.min(CELL, height - top));
				final int other = neighbor(x + column, y + row, random);
				final int at = row * width + column;
				for (int c = 0; c < highs.size(); c++) {
					hidden.get(c).samples()[at] = lows.get(c).samples()[at];
					lows.get(c).samples()[at] = highs.get(c).samples()[other];
				}
			}
		}
		return new Pair(lows, hidden);
	}

	/** Draws another pixel around one, inside of the plane. */
	private int neighbor(final int x, final int y, final SplittableRandom random) {
		final Plane plane = highs.get(0);
		while (true) {
			final int i = x + random.nextInt(-RADIUS, RADIUS + 1);
			final int j = y + random.nextInt(-RADIUS, RADIUS + 1);
			if ((i != x || j != y) && i >= 0 && j >= 0 && i < plane.width() && j < plane
				.height()) return j * plane.width() + i;
		}
	}
}
