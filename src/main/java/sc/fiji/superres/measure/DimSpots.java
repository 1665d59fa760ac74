package sc.fiji.superres.measure;

import ij.ImagePlus;

import java.awt.Rectangle;
import java.util.Arrays;
import java.util.Optional;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.filter.GaussianBlur;
import sc.fiji.superres.quality.NoiseLevel;

/**
 * Spots so much dimmer than the brightest ones, which set the intensity range of
 * a 16- or 32-bit channel, that a network may weaken them.
 * <p>
 * A plane has them if at most {@value #BRIGHT_PERCENT} % of its pixels are above
 * {@value #DIM} of the range, yet {@value #LEAST} local maxima or more between the
 * noise and there.
 * </p>
 */
public final class DimSpots {

	/** Share of the range below which networks were seen to err. */
	private static final double DIM = 0.02;
	private static final int BRIGHT_PERCENT = 10;
	private static final int LEAST = 8;
	private static final double SMOOTH = 1;
	/** Maxima of noise are lower, in its standard deviations before smoothing. */
	private static final double NOISE = 3;

	private DimSpots() {
		// Static methods only.
	}

	/**
	 * Returns whether an image has dim spots.
	 *
	 * @param image not changed
	 * @throws java.util.concurrent.CancellationException if the user stopped it
	 */
	public static boolean in(final ImagePlus image, final Progress progress) {
		return image.getBitDepth() != 8 && image.getBitDepth() != 24 && KindCheck
			.planes(image, new Rectangle(image.getWidth(), image.getHeight()), Optional
				.empty(), progress).stream().anyMatch(DimSpots::in);
	}

	// -- Helper methods --

	private static boolean in(final Plane plane) {
		final float[] samples = plane.samples();
		int bright = 0;
		for (final float sample : samples)
			if (sample > DIM) bright++;
		if (bright == 0 || 100L * bright > (long) BRIGHT_PERCENT * samples.length)
			return false;
		final int width = plane.width();
		final float[] sorted = samples.clone();
		Arrays.sort(sorted);
		final double least = sorted[sorted.length / 2] + NOISE * NoiseLevel.of(samples,
			width, plane.height());
		final float[] smooth = GaussianBlur.of(SMOOTH).plane(samples, width, plane
			.height());
		int dim = 0;
		for (int y = 1; y < plane.height() - 1; y++)
			for (int i = y * width + 1; i < (y + 1) * width - 1; i++)
				if (smooth[i] > least && smooth[i] < DIM && isMaximum(smooth, width, i))
					dim++;
		return dim >= LEAST;
	}

	private static boolean isMaximum(final float[] plane, final int width,
		final int i)
	{
		for (int dy = -width; dy <= width; dy += width)
			for (int dx = -1; dx <= 1; dx++)
				if ((dx != 0 || dy != 0) && plane[i + dy + dx] >= plane[i]) return false;
		return true;
	}
}
