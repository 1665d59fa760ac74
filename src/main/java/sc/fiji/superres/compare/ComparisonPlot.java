package sc.fiji.superres.compare;

import ij.ImagePlus;

/**
 * A plot of the scores of a comparison.
 *
 * @param name its file name, unique within the comparison
 * @param image an image that ImageJ opens as a live plot
 */
record ComparisonPlot(String name, ImagePlus image) {

	/** Returns the pixels alone, as RGB. */
	ImagePlus picture() {
		return new ImagePlus(name, image.getProcessor().convertToRGB());
	}
}
