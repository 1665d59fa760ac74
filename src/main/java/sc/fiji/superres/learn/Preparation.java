package sc.fiji.superres.learn;

import ij.ImagePlus;

import java.io.IOException;

import sc.fiji.superres.block.Progress;

/** What is done to an image before it is learned from. */
interface Preparation {

	/** Images are learned from as they are. */
	Preparation NONE = new Preparation() {

		@Override
		public ImagePlus of(final ImagePlus image, final Progress progress) {
			return image;
		}

		@Override
		public String describe() {
			return "";
		}
	};

	/**
	 * Prepares an image.
	 *
	 * @param image not changed
	 * @return what is learned from, with the title of the image
	 * @throws IOException if that needs a file that cannot be read
	 */
	ImagePlus of(ImagePlus image, Progress progress) throws IOException;

	/** Says in a few words what is done; empty for nothing. */
	String describe();
}
