package sc.fiji.superres.report;

import ij.ImagePlus;

/**
 * A plot of the scores of a comparison.
 *
 * @param name the file that it should go to, unlike that of any figure
 * @param image an image that ImageJ opens as a live plot
 */
record ComparisonPlot(String name, ImagePlus image) {

	/** Gives the pixels alone, as RGB. */
	ImagePlus picture() {
		return new ImagePlus(name, image.getProcessor().convertToRGB());
	}
}
