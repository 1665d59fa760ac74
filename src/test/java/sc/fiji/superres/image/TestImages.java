package sc.fiji.superres.image;

import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import java.util.Optional;
import java.util.Random;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Upscaler;

/** Small images of seeded noise, and short ways to enlarge them. */
final class TestImages {

	private TestImages() {
		// Static methods only.
	}

	/** Makes a plane: 8, 16, 24 or 32 bits per pixel. */
	static ImageProcessor plane(final int depth, final int width,
		final int height, final long seed)
	{
		final Random random = new Random(seed);
		final ImageProcessor plane = switch (depth) {
			case 8 -> new ByteProcessor(width, height);
			case 16 -> new ShortProcessor(width, height);
			case 24 -> new ColorProcessor(width, height);
			default -> new FloatProcessor(width, height);
		};
		for (int i = 0; i < width * height; i++) {
			if (depth == 32) plane.setf(i, 1000 * random.nextFloat() - 300);
			else plane.set(i, depth == 24 ? 0xff000000 | random.nextInt(1 << 24)
				: random.nextInt(1 << depth));
		}
		plane.resetMinAndMax();
		return plane;
	}

	static ImagePlus image(final int depth, final int width, final int height) {
		return new ImagePlus("noise.tif", plane(depth, width, height, depth));
	}

	/** Makes a hyperstack whose planes are labelled c1z1t1 and so on. */
	static ImagePlus hyperstack(final int depth, final int width,
		final int height, final int channels, final int slices, final int frames)
	{
		final ImageStack stack = new ImageStack(width, height);
		for (int t = 1; t <= frames; t++)
			for (int z = 1; z <= slices; z++)
				for (int c = 1; c <= channels; c++)
					stack.addSlice("c" + c + "z" + z + "t" + t, plane(depth, width,
						height, (c * 100L + z) * 100 + t));
		final ImagePlus image = new ImagePlus("hyper.ome.tif", stack);
		image.setDimensions(channels, slices, frames);
		image.setOpenAsHyperStack(true);
		return image;
	}

	/** A stack that makes planes when asked, and counts how often. */
	static final class CountingStack extends VirtualStack {

		final int[] reads;
		private final int depth;

		CountingStack(final int depth, final int width, final int height,
			final int size)
		{
			super(width, height, size, depth + "-bit");
			this.depth = depth;
			reads = new int[size];
		}

		@Override
		public ImageProcessor getProcessor(final int n) {
			reads[n - 1]++;
			return plane(depth, getWidth(), getHeight(), n);
		}

		@Override
		public String getSliceLabel(final int n) {
			return "plane " + n;
		}
	}

	static EnlargeSettings settings(final int tile) {
		return new EnlargeSettings("test method", tile, Optional.empty(),
			EnlargeSettings.IMAGE, EnlargeSettings.LUMA);
	}

	static EnlargeSettings selection() {
		return new EnlargeSettings("test method", 0, Optional.empty(),
			EnlargeSettings.SELECTION, EnlargeSettings.LUMA);
	}

	static EnlargeSettings channels(final int tile) {
		return new EnlargeSettings("test method", tile, Optional.empty(),
			EnlargeSettings.IMAGE, EnlargeSettings.CHANNELS);
	}

	static ImagePlus enlarge(final ImagePlus image, final Upscaler upscaler,
		final EnlargeSettings settings)
	{
		return ImageEnlarger.enlarge(image, upscaler, settings, Progress.NONE);
	}

	static ImagePlus twice(final ImagePlus image) {
		return enlarge(image, BoxUpscaler.nearest(2), settings(0));
	}
}
