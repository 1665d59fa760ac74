package sc.fiji.superres.learn;

import ij.ImagePlus;

import java.nio.file.Path;
import java.util.Optional;

import sc.fiji.superres.block.WrongUsage;

/**
 * The source of the training images.
 *
 * @param images folder of high-resolution images; takes precedence over an open
 *          image
 * @param image an open image, each plane of which is a training image
 * @param lowres folder of measured LR images with the same names as in
 *          {@code images} (extensions may differ); without it, they are
 *          simulated
 * @param validation folder of validation images; without it, some of the
 *          training images are set aside
 * @param preparation what is done to each image before it is learned from
 * @param axial how the planes of the open image are taken, where its z axis is
 *          to be learned
 */
public record TrainingSource(Optional<Path> images, Optional<ImagePlus> image,
	Optional<Path> lowres, Optional<Path> validation, Preparation preparation,
	Optional<AxialPlanes> axial)
{

	/** Learns from images as they are. */
	public TrainingSource(final Optional<Path> images,
		final Optional<ImagePlus> image, final Optional<Path> lowres,
		final Optional<Path> validation)
	{
		this(images, image, lowres, validation, Preparation.NONE);
	}

	/**
	 * Checks that there are images.
	 *
	 * @throws IllegalArgumentException if there are neither images nor an image,
	 *           or low-resolution images of an open image
	 */
	public TrainingSource {
		if (images.isEmpty() && image.isEmpty()) throw new WrongUsage(
			"There is nothing to learn from: choose a folder of images, or open an " +
			"image");
		if (images.isEmpty() && lowres.isPresent())
			throw new WrongUsage("The low-resolution images in " +
				lowres.get() +
				" need a folder of the high-resolution images: save the open image " +
				"to a folder");
	}

	/** Learns the x and y axes of images. */
	public TrainingSource(final Optional<Path> images,
		final Optional<ImagePlus> image, final Optional<Path> lowres,
		final Optional<Path> validation, final Preparation preparation)
	{
		this(images, image, lowres, validation, preparation, Optional.empty());
	}

	/** Returns a stack whose z axis is learned. */
	static TrainingSource of(final ImagePlus stack, final AxialPlanes planes) {
		return new TrainingSource(Optional.empty(), Optional.of(stack), Optional
			.empty(), Optional.empty(), Preparation.NONE, Optional.of(planes));
	}

	/** Returns the images of a folder. */
	public static TrainingSource of(final Path images) {
		return new TrainingSource(Optional.of(images), Optional.empty(), Optional
			.empty(), Optional.empty());
	}

	/** Describes the training images in one line. */
	public String describe() {
		return images.map(Path::toString).orElseGet(() -> image.get().getTitle()) +
			(preparation.describe().isEmpty() ? "" : ", " + preparation.describe());
	}
}
