package sc.fiji.superres.measure;

import ij.ImagePlus;

/**
 * Two images that are compared pixel by pixel.
 *
 * @param first an image
 * @param second an image of the same size, type and dimensions
 */
record ImagePair(ImagePlus first, ImagePlus second) {

	/**
	 * Checks that the images can be compared.
	 *
	 * @throws IllegalArgumentException if their sizes, types or dimensions
	 *           differ; the message describes both
	 */
	ImagePair {
		if (first.getWidth() != second.getWidth() || first.getHeight() != second
			.getHeight() || first.getType() != second.getType() || first
				.getNChannels() != second.getNChannels() || first.getNSlices() != second
					.getNSlices() || first.getNFrames() != second.getNFrames())
			throw new IllegalArgumentException("Cannot compare " + describe(first) +
				" with " + describe(second) +
				": crop, resample or convert one, so that they match");
	}

	private static String describe(final ImagePlus image) {
		final boolean color = image.getType() == ImagePlus.COLOR_RGB || image
			.getType() == ImagePlus.COLOR_256;
		return "\"" + image.getTitle() + "\" (" + image.getWidth() + " x " + image
			.getHeight() + " pixels, " + (color ? image.getBitDepth() +
				"-bit color" : image.getBitDepth() + "-bit") + ", channels: " + image
					.getNChannels() + ", slices: " + image.getNSlices() + ", frames: " +
			image.getNFrames() + ")";
	}
}
