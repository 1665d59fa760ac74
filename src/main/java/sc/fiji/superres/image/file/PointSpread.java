package sc.fiji.superres.image.file;

import ij.ImagePlus;

import java.io.File;
import java.io.IOException;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.image.ImagePlanes;

/** Reads point spread functions. */
public final class PointSpread {

	private PointSpread() {
		// Static methods only.
	}

	/**
	 * Reads the image of a point.
	 *
	 * @return its values; of colors the luma
	 * @throws IOException if the file cannot be read
	 * @throws IllegalArgumentException if it has more than one plane
	 */
	public static Plane read(final File file) throws IOException {
		final ImagePlus point = ImageFiles.open(file.toPath());
		final ImagePlanes planes = ImagePlanes.of(point, Progress.NONE);
		if (planes.count() != 1) throw new IllegalArgumentException("The point " +
			"spread function " + file + " has " + planes.count() +
			" planes: save the one in focus");
		return new Plane(planes.read(0), point.getWidth(), point.getHeight());
	}
}
