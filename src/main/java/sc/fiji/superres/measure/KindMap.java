package sc.fiji.superres.measure;

import ij.ImagePlus;
import ij.ImageStack;

import java.util.Locale;
import java.util.Optional;

import sc.fiji.superres.block.Memory;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.channel.IntensityRange;
import sc.fiji.superres.bound.ImageKind;
import sc.fiji.superres.image.ImagePlanes;

/**
 * Maps, plane by plane, how far the surroundings of each pixel are from the
 * images that a model was trained on: the share of the training patches that are
 * closer, in percent; NaN where an image is nearly uniform.
 */
public final class KindMap {

	private static final int MOST = 100;

	private final ImagePlus image;
	private final String summary;

	private KindMap(final ImagePlus image, final String summary) {
		this.image = image;
		this.summary = summary;
	}

	/**
	 * Maps an image.
	 *
	 * @param image not changed; of RGB, the luma is mapped
	 * @param range the values that stand for black and white
	 * @param kind of the model
	 * @param progress updated after each plane
	 * @throws IllegalArgumentException if the image is smaller than a patch
	 * @throws IllegalStateException if there is not enough memory; nothing was
	 *           computed
	 * @throws java.util.concurrent.CancellationException if the user stopped it
	 */
	public static KindMap of(final ImagePlus image,
		final Optional<IntensityRange> range, final ImageKind kind,
		final Progress progress)
	{
		final ImagePlanes planes = ImagePlanes.of(image, range, progress);
		final int width = image.getWidth();
		final int height = image.getHeight();
		Memory.requireHeap("The map of " + planes.count() + " planes", (long) width *
			height * Float.BYTES * (planes.count() + 2L), "map a part of the image");
		final ImageStack maps = new ImageStack(width, height);
		long far = 0;
		long known = 0;
		for (int i = 0; i < planes.count(); i++) {
			final Plane map = kind.map(new Plane(planes.unit(i), width, height),
				progress.part(i, planes.count()));
			for (final float value : map.samples()) {
				if (Float.isNaN(value)) continue;
				known++;
				if (kind.isFar(value)) far++;
			}
			maps.addSlice("% of training patches that are closer", map.samples());
		}
		return new KindMap(Maps.image("Distance of " + image.getTitle(), maps, image,
			Maps.FIRE, 0, MOST), known == 0 ? "The image is nearly uniform: there " +
				"is nothing to compare" : String.format(Locale.ROOT, "%.1f %% of the " +
					"image that is not uniform is further from the training images than " +
					"%.1f %% of their patches", 100.0 * far / known, kind.limit()));
	}

	/** Returns the maps, 32-bit, with the dimensions of the image. */
	public ImagePlus image() {
		return image;
	}

	/** Returns what was found, in a line. */
	public String summary() {
		return summary;
	}
}
