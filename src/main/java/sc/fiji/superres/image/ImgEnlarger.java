package sc.fiji.superres.image;

import java.awt.Rectangle;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

import net.imglib2.Cursor;
import net.imglib2.FinalDimensions;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

import sc.fiji.superres.block.BlockOperation;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.PlaneByPlane;
import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.channel.ChannelIntensities;

/**
 * Enlarges an image of ImgLib2 along x and y, its first two axes, and, by an
 * operation on volumes, along its third, z; all further axes are kept. Samples
 * are treated as 32-bit samples of one channel, with the intensity range and
 * the handling of NaN and infinite samples of {@link ImageEnlarger}; the result
 * is not rounded. One plane of the image is read at a time.
 *
 * <pre>
 * try (Upscaler upscaler = Methods.named("edsr-natural-x2").open("")) {
 * 	Img&lt;FloatType&gt; large = ImgEnlarger.enlarge(img, upscaler, EnlargeSettings.of(
 * 		"edsr-natural-x2"), Progress.NONE);
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
	 * @param image an image of at least two axes; not changed
	 * @param operation of one channel
	 * @param settings its region is the whole image
	 * @param progress updated after each tile, checked before each
	 * @return an image of the same number of axes, whose minimum is the origin
	 * @throws IllegalArgumentException if the image has fewer axes than the
	 *           operation, the operation takes several channels, or a plane or the
	 *           number of planes is too large
	 * @throws java.util.concurrent.CancellationException if the user stopped it
	 */
	public static Img<FloatType> enlarge(
		final RandomAccessibleInterval<? extends RealType<?>> image,
		final BlockOperation operation, final EnlargeSettings settings,
		final Progress progress)
	{
		final long[] size = image.dimensionsAsLongArray();
		if (size.length < operation.axes()) throw new IllegalArgumentException(
			"An image of x and y" + (operation.axes() == 3 ? " and z" : "") +
				" is needed, but this one has " + size.length + " axes");
		if (operation.channels() != 1) throw new IllegalArgumentException(
			"The method enlarges " + operation.channels() + " channels together, but " +
				"an image of ImgLib2 is one: choose a method for one channel");
		final int width = whole(size[0], "x");
		final int height = whole(size[1], "y");
		final int pixels = whole(size[0] * size[1], "x times y");
		final int planes = whole(Intervals.numElements(image) / pixels, "planes");
		final int depth = size.length > 2 ? whole(size[2], "z") : 1;
		final Rectangle box = new Rectangle(width, height);
		final Intensities intensities = new ChannelIntensities(rows -> scan(image,
			planes, pixels, width, rows, progress), low -> SourcePlane.middles(planes,
				i -> new SourcePlane(plane(image, i, pixels), width, box, low),
				Component.GREY), false, false, settings.range());
		final BlockOperation volume = PlaneByPlane.of(operation);
		final PreparedOperation prepared = volume.prepare(new FinalDimensions(width,
			height, depth), intensities);
		final Placement placement = ImageEnlarger.placement(box, volume, prepared);
		final Slices slices = new Slices(depth, (int) prepared.target().dimension(2),
			volume.scale(2));
		size[0] = placement.width();
		size[1] = placement.height();
		if (size.length > 2) size[2] = slices.length();
		final PlanarImg<FloatType, FloatArray> result = PlanarImgs.floats(size);
		final Pass pass = new DirectPass(prepared, Component.GREY);
		for (int v = 0; v < planes / depth; v++) {
			final int first = v * depth;
			final TargetSlices target = new TargetSlices(slices.length(),
				() -> new TargetPlane(new float[placement.width() * placement.height()],
					placement), slices);
			pass.run((long) v * slices.length(), 1, List.of(new ChannelSlices(
				z -> new SourcePlane(plane(image, first + (int) z, pixels), width, box,
					intensities::low))), List.of(target), settings.tile(), progress.part(v,
						planes / depth));
			for (int z = 0; z < slices.length(); z++)
				result.setPlane(v * slices.length() + z, new FloatArray((float[]) target
					.plane(z).pixels()));
		}
		return result;
	}

	// -- Helper methods --

	private static void scan(
		final RandomAccessibleInterval<? extends RealType<?>> image,
		final int planes, final int pixels, final int width,
		final Consumer<float[]> rows, final Progress progress)
	{
		for (int i = 0; i < planes; i++) {
			progress.check();
			final float[] plane = plane(image, i, pixels);
			for (int at = 0; at < pixels; at += width)
				rows.accept(Arrays.copyOfRange(plane, at, at + width));
		}
	}

	/** Reads a plane, counted over all axes but the first two. */
	private static float[] plane(
		final RandomAccessibleInterval<? extends RealType<?>> image,
		final int index, final int pixels)
	{
		RandomAccessibleInterval<? extends RealType<?>> plane = image;
		long rest = index;
		final long[] position = new long[image.numDimensions()];
		for (int d = 2; d < position.length; d++) {
			position[d] = image.min(d) + rest % image.dimension(d);
			rest /= image.dimension(d);
		}
		for (int d = position.length - 1; d >= 2; d--)
			plane = Views.hyperSlice(plane, d, position[d]);
		final float[] samples = new float[pixels];
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(plane)
			.cursor();
		for (int i = 0; i < pixels; i++)
			samples[i] = cursor.next().getRealFloat();
		return samples;
	}

	private static int whole(final long size, final String what) {
		if (size < 1 || size > Integer.MAX_VALUE)
			throw new IllegalArgumentException("The image has " + size + " " + what +
				": from 1 to " + Integer.MAX_VALUE + " can be enlarged");
		return (int) size;
	}
}
