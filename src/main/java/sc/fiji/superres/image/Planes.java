package sc.fiji.superres.image;

import ij.ImagePlus;
import ij.ImageStack;

import java.awt.Rectangle;
import java.awt.image.ColorModel;
import java.util.function.DoubleSupplier;

/**
 * The planes of an image, one pixel array at a time.
 * <p>
 * Planes are counted from 0 in ImageJ's order: channel, then slice, then frame.
 * A virtual stack is asked for one plane at a time and never held. Indexed
 * color ({@link ImagePlus#COLOR_256}) is given as RGB, as it is displayed;
 * other 8-bit images are values, whatever their LUT.
 * </p>
 */
final class Planes {

	private final ImagePlus image;

	/** Null for a single image that never had a stack. */
	private final ImageStack stack;
	private final Rectangle box;

	/** RGB of each index; null if the image is not indexed color. */
	private final int[] palette;

	/**
	 * Looks at an image.
	 *
	 * @param box the part of each plane that is enlarged
	 */
	Planes(final ImagePlus image, final Rectangle box) {
		this.image = image;
		this.stack = image.hasImageStack() ? image.getImageStack() : null;
		this.box = box;
		this.palette = image.getType() == ImagePlus.COLOR_256 ? palette(image
			.getProcessor().getCurrentColorModel()) : null;
	}

	int count() {
		return stack == null ? 1 : stack.getSize();
	}

	/** Gives the number of channels; RGB is one. */
	int channels() {
		return image.getNChannels();
	}

	boolean color() {
		return palette != null || image.getType() == ImagePlus.COLOR_RGB;
	}

	/** Tells whether samples are 0 to 255. */
	boolean bytes() {
		return color() || image.getType() == ImagePlus.GRAY8;
	}

	/** Tells whether samples are whole numbers from 0 to 65535. */
	boolean whole(final Samples samples) {
		if (samples == Component.GREY) return image.getType() != ImagePlus.GRAY32;
		return samples == Component.RED || samples == Component.GREEN ||
			samples == Component.BLUE;
	}

	int width() {
		return image.getWidth();
	}

	int height() {
		return image.getHeight();
	}

	Rectangle box() {
		return box;
	}

	String label(final int index) {
		return stack == null ? image.getProp("Slice_Label") : stack.getSliceLabel(
			index + 1);
	}

	/**
	 * Gives the part of a plane that is enlarged.
	 *
	 * @param low gives the low of the plane's channel
	 */
	SourcePlane source(final int index, final DoubleSupplier low) {
		return new SourcePlane(pixels(index), width(), box, low);
	}

	/** Makes an empty plane of the type that the result has. */
	TargetPlane target(final Placement placement) {
		final int size = placement.width() * placement.height();
		if (color()) return new TargetPlane(new int[size], placement);
		return new TargetPlane(switch (image.getType()) {
			case ImagePlus.GRAY8 -> new byte[size];
			case ImagePlus.GRAY16 -> new short[size];
			default -> new float[size];
		}, placement);
	}

	/** Gives bytes per pixel of the result. */
	int depth() {
		return color() ? Integer.BYTES : image.getBytesPerPixel();
	}

	/** Gives a whole plane: byte[], short[], float[], or int[] of RGB. */
	Object pixels(final int index) {
		final Object pixels = stack == null ? image.getProcessor().getPixels()
			: stack.getPixels(index + 1);
		final int size = width() * height();
		final boolean right = switch (image.getType()) {
			case ImagePlus.GRAY8, ImagePlus.COLOR_256 -> pixels instanceof //
			final byte[] bytes && bytes.length == size;
			case ImagePlus.GRAY16 -> pixels instanceof final short[] shorts &&
				shorts.length == size;
			case ImagePlus.COLOR_RGB -> pixels instanceof final int[] colors &&
				colors.length == size;
			default -> pixels instanceof final float[] floats &&
				floats.length == size;
		};
		if (!right) throw new IllegalStateException("Plane " + (index + 1) +
			" of \"" + image.getTitle() + "\" is not a " + image.getBitDepth() +
			"-bit plane of " + width() + " x " + height() +
			" pixels like the first: open the stack again, or convert it");
		return palette == null ? pixels : colors((byte[]) pixels);
	}

	private int[] colors(final byte[] indices) {
		final int[] colors = new int[indices.length];
		for (int i = 0; i < colors.length; i++)
			colors[i] = palette[indices[i] & 0xff];
		return colors;
	}

	private static int[] palette(final ColorModel model) {
		final int[] palette = new int[256];
		for (int i = 0; i < palette.length; i++)
			palette[i] = model.getRGB(i);
		return palette;
	}
}
