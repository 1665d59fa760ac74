package sc.fiji.superres.measure;

import ij.ImagePlus;

import java.awt.Rectangle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.channel.IntensityRange;
import sc.fiji.superres.bound.ImageKind;
import sc.fiji.superres.image.EnlargeSettings;
import sc.fiji.superres.image.ImagePlanes;

/**
 * Whether an image is of the kind that a model was trained on, by patches of at
 * most {@value Intensities#PLANES} planes, spread over channels, slices and
 * frames.
 *
 * @param percentile share of the training patches that are closer to the mean of
 *          all than the image, in percent
 * @param limit percentile that images of the kind rarely exceed
 */
public record KindCheck(double percentile, double limit) {

	/**
	 * Measures an image.
	 *
	 * @param image not changed; of RGB, the luma is measured
	 * @param settings range and region as in the enlargement
	 * @param kind of the model
	 * @return empty if the image is smaller than a patch, or nearly uniform
	 * @throws java.util.concurrent.CancellationException if the user stopped it
	 */
	public static Optional<KindCheck> of(final ImagePlus image,
		final EnlargeSettings settings, final ImageKind kind,
		final Progress progress)
	{
		final OptionalDouble percentile = kind.percentile(planes(image, settings
			.region(), settings.range(), progress));
		return percentile.isPresent() ? Optional.of(new KindCheck(percentile
			.getAsDouble(), kind.limit())) : Optional.empty();
	}

	/** Returns whether the image is of another kind. */
	public boolean isFar() {
		return percentile > limit;
	}

	/** Describes the distance in a few words. */
	public String describe() {
		return distance() + (isFar() ? ": the model was not made for it" : "");
	}

	/**
	 * Returns what users need to know, in one line.
	 *
	 * @param model name of the model
	 */
	public String note(final String model) {
		return isFar() ? String.format(Locale.ROOT, "Warning: %s was not made for " +
			"this image, which is %s (images of its kind are rarely beyond %.1f %%): " +
			"the bound of its errors does not hold", model, distance(), limit)
			: "The image is " + distance();
	}

	// -- Helper methods --

	private String distance() {
		return String.format(Locale.ROOT, "further from the training images than " +
			"%.1f %% of their patches", percentile);
	}

	private static List<Plane> planes(final ImagePlus image,
		final EnlargeSettings.Region region, final Optional<IntensityRange> range,
		final Progress progress)
	{
		final Rectangle all = new Rectangle(image.getWidth(), image.getHeight());
		return planes(image, region == EnlargeSettings.Region.SELECTION && image
			.getRoi() != null ? image.getRoi().getBounds().intersection(all) : all, range,
			progress);
	}

	/** Returns a part of the planes that are looked at. */
	static List<Plane> planes(final ImagePlus image, final Rectangle part,
		final Optional<IntensityRange> range, final Progress progress)
	{
		final ImagePlanes whole = ImagePlanes.of(image, range, progress);
		return Intensities.spread(whole.count(), Intensities.PLANES).mapToObj(i -> {
			progress.check();
			final Plane plane = new Plane(whole.unit((int) i), image.getWidth(), image
				.getHeight());
			return plane.crop(part.x, part.y, part.width, part.height);
		}).toList();
	}
}
