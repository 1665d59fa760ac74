package sc.fiji.superres.image;

import ij.ImagePlus;
import ij.ImageStack;

import java.util.Arrays;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Upscaler;

/**
 * Enlarges an image of ImgLib2 along its first two axes, x and y; all further
 * axes are kept. Samples are taken as 32-bit, of one channel, with the
 * intensity range of {@link ImageEnlarger}; the result is not rounded.
 *
 * <pre>
 * try (Upscaler upscaler = Methods.named("srcnn-natural-x2").open("")) {
 * 	Img&lt;FloatType&gt; large = ImgEnlarger.enlarge(img, upscaler, EnlargeSettings.of(
 * 		"srcnn-natural-x2"), Progress.NONE);
 * }
 * </pre>
 */
public final class ImgEnlarger {

	private ImgEnlarger() {
		// Static methods only.
	}

	/**
	 * Enlarges an image.
	 *
	 * @param image of two axes or more; not changed
	 * @param upscaler what enlarges
	 * @param settings its region is the whole image
	 * @param progress told after each tile, asked before each
	 * @return an image of the same number of axes, whose minimum is the origin
	 * @throws IllegalArgumentException if the image has less than two axes, or a
	 *           plane or the number of planes is too large
	 * @throws java.util.concurrent.CancellationException if the user stopped it
	 */
	public static Img<FloatType> enlarge(
		final RandomAccessibleInterval<? extends RealType<?>> image,
		final Upscaler upscaler, final EnlargeSettings settings,
		final Progress progress)
	{
		final long[] size = image.dimensionsAsLongArray();
		if (size.length < 2) throw new IllegalArgumentException(
			"An image of x and y is needed, but this one has " + size.length +
				" axes");
		final ImagePlus large = ImageEnlarger.enlarge(new ImagePlus("image", stack(
			image, size)), upscaler, settings, progress);
		size[0] = large.getWidth();
		size[1] = large.getHeight();
		return planar(large.getStack(), size);
	}

	// -- Helper methods --

	private static ImageStack stack(
		final RandomAccessibleInterval<? extends RealType<?>> image,
		final long[] size)
	{
		final int width = whole(size[0], "x");
		final int height = whole(size[1], "y");
		final int plane = whole(size[0] * size[1], "x times y");
		final int planes = whole(Intervals.numElements(image) / plane, "planes");
		final ImageStack stack = new ImageStack(width, height);
		final Cursor<? extends RealType<?>> samples = Views.flatIterable(image)
			.cursor();
		for (int i = 0; i < planes; i++) {
			final float[] pixels = new float[plane];
			for (int k = 0; k < plane; k++) {
				pixels[k] = samples.next().getRealFloat();
			}
			stack.addSlice("", pixels);
		}
		return stack;
	}

	private static int whole(final long size, final String what) {
		if (size < 1 || size > Integer.MAX_VALUE)
			throw new IllegalArgumentException("The image has " + size + " " + what +
				": from 1 to " + Integer.MAX_VALUE + " can be enlarged");
		return (int) size;
	}

	private static Img<FloatType> planar(final ImageStack stack,
		final long[] size)
	{
		final PlanarImg<FloatType, FloatArray> img = PlanarImgs.floats(Arrays
			.copyOf(size, size.length));
		for (int i = 0; i < stack.getSize(); i++) {
			img.setPlane(i, new FloatArray((float[]) stack.getPixels(i + 1)));
		}
		return img;
	}
}
