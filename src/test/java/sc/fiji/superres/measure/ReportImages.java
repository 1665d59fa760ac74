package sc.fiji.superres.measure;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import java.nio.file.Path;
import java.util.Random;

import sc.fiji.superres.block.Progress;

/** Small seeded images: waves with some noise. */
public final class ReportImages {

	/** A user who wants to stop. */
	public static final Progress STOPPED = new Progress() {

		@Override
		public void update(final double fraction, final String what) {
			// Nobody listens.
		}

		@Override
		public boolean cancelled() {
			return true;
		}
	};

	private ReportImages() {
		// Static methods only.
	}

	public static ImageProcessor bytes(final int width, final int height,
		final long seed)
	{
		return fill(new ByteProcessor(width, height), 40, 200, seed);
	}

	public static ImageProcessor shorts(final int width, final int height,
		final double low, final double high, final long seed)
	{
		return fill(new ShortProcessor(width, height), low, high, seed);
	}

	public static ImageProcessor floats(final int width, final int height,
		final double low, final double high, final long seed)
	{
		return fill(new FloatProcessor(width, height), low, high, seed);
	}

	public static ColorProcessor colors(final int width, final int height,
		final long seed)
	{
		final ColorProcessor colors = new ColorProcessor(width, height);
		for (int c = 1; c <= 3; c++)
			colors.setChannel(c, (ByteProcessor) bytes(width, height, seed + c));
		return colors;
	}

	public static ImagePlus stack(final String title, final ImageProcessor... planes) {
		final ImageStack stack = new ImageStack();
		for (final ImageProcessor plane : planes)
			stack.addSlice(plane);
		return new ImagePlus(title, stack);
	}

	/** Saves an image as TIFF. */
	public static Path save(final ImageProcessor image, final Path file) {
		new FileSaver(new ImagePlus("", image)).saveAsTiff(file.toString());
		return file;
	}

	private static ImageProcessor fill(final ImageProcessor image,
		final double low, final double high, final long seed)
	{
		final Random random = new Random(seed);
		final double phase = 6 * random.nextDouble();
		for (int y = 0; y < image.getHeight(); y++) {
			for (int x = 0; x < image.getWidth(); x++) {
				final double wave = Math.sin(0.6 * x + phase) * Math.cos(0.4 * y);
				image.setf(x, y, (float) (low + (high - low) * (0.5 + 0.4 * wave + 0.1 *
					(random.nextDouble() - 0.5))));
			}
		}
		return image;
	}
}
