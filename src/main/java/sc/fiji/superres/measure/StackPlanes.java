package sc.fiji.superres.measure;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ImageProcessor;

import sc.fiji.superres.block.Memory;
import sc.fiji.superres.block.WrongUsage;

/** The planes of a stack that are measured: its slices, or planes along z. */
public enum StackPlanes {

		/** The slices. */
		XY,

		/** Planes of x and z, one for each y. */
		XZ,

		/** Planes of y and z, one for each x. */
		YZ;

	/** The words for them. */
	public static final String SLICES = "xy";
	public static final String FRONTAL = "xz";
	public static final String SAGITTAL = "yz";

	/**
	 * Returns the planes of a word.
	 *
	 * @throws IllegalArgumentException if there are none
	 */
	public static StackPlanes of(final String word) {
		return switch (word) {
			case SLICES -> XY;
			case FRONTAL -> XZ;
			case SAGITTAL -> YZ;
			default -> throw new WrongUsage("plane=" + word + ": choose one of " +
				SLICES + ", " + FRONTAL + ", " + SAGITTAL);
		};
	}

	/**
	 * Returns an image whose slices are these planes: their y axis is z of the
	 * image, whose type, pixel values, channels and frames it has.
	 *
	 * @param image not changed
	 * @return the image itself for its own slices, else a copy with the voxel size
	 *         turned likewise, without overlay and selection
	 * @throws IllegalArgumentException if it has one slice, and planes along z are
	 *           asked for
	 * @throws IllegalStateException if there is not enough memory
	 */
	public ImagePlus of(final ImagePlus image) {
		if (this == XY) return image;
		final int depth = image.getNSlices();
		if (depth < 2) throw new IllegalArgumentException("\"" + image.getTitle() +
			"\" has one slice, and thus no planes along z: open a stack, or tell " +
			"which planes are slices in Image > Properties");
		final int width = this == XZ ? image.getWidth() : image.getHeight();
		final int count = this == XZ ? image.getHeight() : image.getWidth();
		Memory.require("The planes of \"" + image.getTitle() + "\" along z",
			(long) image.getWidth() * image.getHeight() * image.getStackSize() * image
				.getBytesPerPixel(), 0);
		final int channels = image.getNChannels();
		final int volumes = channels * image.getNFrames();
		final ImageProcessor[] planes = new ImageProcessor[volumes * count];
		for (int v = 0; v < volumes; v++) {
			for (int z = 0; z < depth; z++) {
				final ImageProcessor slice = image.getStack().getProcessor(image
					.getStackIndex(v % channels + 1, z + 1, v / channels + 1));
				for (int i = 0; i < count; i++) {
					final int at = (v / channels * count + i) * channels + v % channels;
					if (z == 0) planes[at] = slice.createProcessor(width, depth);
					copy(slice, i, planes[at], z);
				}
			}
		}
		final ImageStack stack = new ImageStack(width, depth);
		for (final ImageProcessor plane : planes)
			stack.addSlice(plane);
		final ImagePlus turned = new ImagePlus(image.getTitle(), stack);
		turned.setDimensions(channels, count, image.getNFrames());
		turned.setCalibration(turned(image.getCalibration()));
		turned.setProperty("Info", image.getInfoProperty());
		return turned;
	}

	// -- Helper methods --

	/** Copies a row or column of a slice to a row of a plane. */
	private void copy(final ImageProcessor slice, final int at,
		final ImageProcessor plane, final int row)
	{
		for (int u = 0; u < plane.getWidth(); u++)
			plane.set(u, row, this == XZ ? slice.get(u, at) : slice.get(at, u));
	}

	private Calibration turned(final Calibration voxel) {
		final Calibration turned = voxel.copy();
		if (this == YZ) {
			turned.pixelWidth = voxel.pixelHeight;
			turned.xOrigin = voxel.yOrigin;
			turned.setXUnit(voxel.getYUnit());
		}
		turned.pixelHeight = Math.abs(voxel.pixelDepth);
		turned.yOrigin = voxel.zOrigin;
		turned.setYUnit(voxel.getZUnit());
		turned.pixelDepth = this == XZ ? voxel.pixelHeight : voxel.pixelWidth;
		turned.zOrigin = this == XZ ? voxel.yOrigin : voxel.xOrigin;
		turned.setZUnit(this == XZ ? voxel.getYUnit() : voxel.getXUnit());
		return turned;
	}
}
