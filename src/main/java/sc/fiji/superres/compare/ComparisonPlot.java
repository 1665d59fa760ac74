package sc.fiji.superres.compare;

import ij.ImagePlus;

/**
 * A plot of the scores of a comparison.
 *
 * @param name the file that it should go to, unlike that of any figure
 * @param image an image that ImageJ opens as a live plot
 */
record ComparisonPlot(String name, ImagePlus image) {

	/** Returns the pixels alone, as RGB. */
	ImagePlus picture() {
		return new ImagePlus(name, image.getProcessor().convertToRGB());
	}
}
