package sc.fiji.superres.measure;

import ij.ImagePlus;
import ij.ImageStack;

import java.util.Locale;
import java.util.Optional;

import sc.fiji.superres.block.BlockOperation;
import sc.fiji.superres.block.Memory;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.block.channel.IntensityRange;
import sc.fiji.superres.bound.ErrorBound;
import sc.fiji.superres.image.EnlargeSettings;
import sc.fiji.superres.image.ImageEnlarger;
import sc.fiji.superres.image.ImagePlanes;

/**
 * Maps how wrong each pixel of an enlarged image may be, plane by plane: the
 * true value lies within the map of the result in a given share of the pixels,
 * averaged over images like those that the method was calibrated on
 * ({@link ErrorBound}).
 * <p>
 * Values are in the units of the image, for RGB of its luma; NaN and infinite
 * samples are replaced by the mean of their neighbors. Rounding of the result to
 * integers, by at most half a gray value, is not included.
 * </p>
 */
public final class ErrorMap {

	private final ImagePlus image;
	private final String summary;

	private ErrorMap(final ImagePlus image, final String summary) {
		this.image = image;
		this.summary = summary;
	}

	/**
	 * Checks, before an image is enlarged, that its errors can be bounded.
	 *
	 * @param upscaler the method
	 * @param level in percent
	 * @throws IllegalArgumentException if the method enlarges z, or the level is
	 *           not one of {@link ErrorBound#LEVELS}
	 */
	public static void check(final BlockOperation upscaler, final int level) {
		if (upscaler.axes() == 3) throw new WrongUsage("There is no error map of a " +
			"model that enlarges z: choose bound=false");
		ErrorBound.check(level);
	}

	/**
	 * Maps an image, or its selection.
	 *
	 * @param image the image that was enlarged; not changed
	 * @param settings by which it was enlarged
	 * @param result the enlarged image, with as many planes; not changed
	 * @param bound of the method
	 * @param level in percent
	 * @param progress updated after each plane, checked before each tile
	 * @throws IllegalStateException if there is not enough memory; nothing was
	 *           computed
	 * @throws java.util.concurrent.CancellationException if the user stopped it
	 */
	public static ErrorMap of(final ImagePlus image,
		final EnlargeSettings settings, final ImagePlus result,
		final ErrorBound bound, final int level, final Progress progress)
	{
		final Optional<IntensityRange> range = settings.range();
		final ImagePlus low = ImageEnlarger.part(image, settings.region());
		final ImagePlanes whole = ImagePlanes.of(image, range, progress);
		final ImagePlanes planes = low == image ? whole : ImagePlanes.of(low, range,
			progress);
		final ImagePlanes results = ImagePlanes.of(result, range, progress);
		final int width = result.getWidth();
		final int height = result.getHeight();
		Memory.requireHeap("The errors of " + planes.count() + " planes", (long) width *
			height * Float.BYTES * (planes.count() + 2L), "enlarge a part of the image");
		final ImageStack maps = new ImageStack(width, height);
		double sum = 0;
		double share = 0;
		float most = 0;
		for (int i = 0; i < planes.count(); i++) {
			final Plane map = bound.of(new Plane(planes.finite(i), low.getWidth(), low
				.getHeight()), new Plane(results.finite(i), width, height), whole
					.intensities(i), level, progress);
			double mean = 0;
			for (final float value : map.samples()) {
				mean += value;
				most = Math.max(most, value);
			}
			mean /= map.samples().length;
			sum += mean;
			final double wide = whole.intensities(i).high() - whole.intensities(i)
				.low();
			share += wide > 0 ? mean / wide : 0;
			maps.addSlice("true within +/- this in " + level + " % of pixels", map
				.samples());
			progress.update((i + 1.0) / planes.count(), "errors of plane " + (i + 1) +
				" of " + planes.count());
		}
		return new ErrorMap(Maps.image("Error of " + result.getTitle(), maps, result,
			Maps.FIRE, 0, most), String.format(Locale.ROOT, "The true value lies " +
				"within %.3g of the result on average (%.2g %% of the range) in %d of " +
				"100 pixels, on images like those the method was calibrated on (%d " +
				"images or parts)", sum / planes.count(), 100 * share / planes.count(),
				level, bound.images()));
	}

	/** Returns the maps, 32-bit, with the dimensions of the result. */
	public ImagePlus image() {
		return image;
	}

	/** Returns what was found, in a line. */
	public String summary() {
		return summary;
	}
}
