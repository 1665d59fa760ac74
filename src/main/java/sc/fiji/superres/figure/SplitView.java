package sc.fiji.superres.figure;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ColorProcessor;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

import net.imglib2.FinalDimensions;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.image.EnlargeSettings;
import sc.fiji.superres.image.ImageEnlarger;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;

/**
 * The current plane of an image as displayed, as RGB of the size of the result:
 * the part between two red lines is enlarged by a method, the rest by nearest
 * neighbor. A scale bar is drawn where the pixel size is known.
 */
public final class SplitView {

	/** Color of the lines. */
	static final Color RED = new Color(0xe0, 0, 0);

	/** Width of the picture divided by that of a line. */
	private static final int FINE = 300;

	private final String title;
	private final Calibration calibration;
	private final int width;
	private final int height;
	private final int[] outside;
	private final int[] inside;
	private final int left;
	private final int right;

	private SplitView(final ImagePlus plain, final ImagePlus enlarged,
		final double left, final double right)
	{
		title = enlarged.getTitle() + "-split";
		calibration = enlarged.getCalibration();
		width = enlarged.getWidth();
		height = enlarged.getHeight();
		outside = picture(plain);
		inside = picture(enlarged);
		this.left = (int) Math.round(left * width / 100);
		this.right = (int) Math.round(right * width / 100);
	}

	/**
	 * Enlarges the current plane of an image.
	 *
	 * @param image not changed
	 * @param upscaler the method
	 * @param method its name, for the Info property
	 * @param left position of the left line in percent of the width
	 * @param right position of the right line, larger than that of the left
	 * @param progress updated after each tile, checked before each
	 * @throws IllegalArgumentException if the lines are not in this order within
	 *           0 to 100, or the image cannot be enlarged
	 * @throws java.util.concurrent.CancellationException if the user stopped it
	 */
	public static SplitView of(final ImagePlus image, final Upscaler upscaler,
		final String method, final double left, final double right,
		final Progress progress)
	{
		if (!(0 <= left && left < right && right <= 100))
			throw new WrongUsage("left=" + left + " right=" + right +
				": both lines must be within 0 and 100 percent of the width, and " +
				"left less than right");
		final ImagePlus plane = shown(image);
		final ImagePlus enlarged = ImageEnlarger.enlarge(plane, upscaler,
			EnlargeSettings.of(method), progress);
		try (Resampler nearest = Resampler.to(Sampling.of(Kernel.named("nearest")),
			new FinalDimensions(plane.getWidth(), plane.getHeight()), enlarged
				.getWidth(), enlarged.getHeight()))
		{
			return new SplitView(ImageEnlarger.enlarge(plane, nearest, EnlargeSettings
				.of(method), Progress.NONE), enlarged, left, right);
		}
	}

	/** Copies the current plane of an image, with all channels of a composite. */
	public static ImagePlus shown(final ImagePlus image) {
		final ImagePlus shown;
		if (image instanceof final CompositeImage composite) {
			final ImageStack stack = new ImageStack(image.getWidth(), image
				.getHeight());
			for (int c = 1; c <= image.getNChannels(); c++)
				stack.addSlice(image.getStack().getProcessor(image.getStackIndex(c,
					image.getSlice(), image.getFrame())).duplicate());
			final ImagePlus channels = new ImagePlus(image.getTitle(), stack);
			channels.setDimensions(image.getNChannels(), 1, 1);
			final CompositeImage copy = new CompositeImage(channels, composite
				.getMode());
			copy.copyLuts(image);
			copy.setPosition(image.getChannel(), 1, 1);
			shown = copy;
		}
		else shown = new ImagePlus(image.getTitle(), image.getProcessor()
			.duplicate());
		shown.setCalibration(image.getCalibration().copy());
		if (image.getRoi() != null) shown.setRoi(image.getRoi());
		return shown;
	}

	/**
	 * Returns the picture: flat RGB with the lines drawn into it; in a window,
	 * the lines can be dragged, as the left and right sides of a selection.
	 */
	public ImagePlus image() {
		return new SplitLines(this);
	}

	/** Returns the picture with the lines drawn into it. */
	ColorProcessor flat() {
		final ColorProcessor flat = new ColorProcessor(width, height);
		compose(left, right, (int[]) flat.getPixels());
		flat.setColor(RED);
		for (final int x : new int[] { left, right })
			flat.fillRect(Math.max(0, Math.min(width - stroke(), x - stroke() / 2)),
				0, stroke(), height);
		return flat;
	}

	/** Composes the picture, without lines. */
	void compose(final int from, final int to, final int[] pixels) {
		System.arraycopy(outside, 0, pixels, 0, pixels.length);
		final int start = Math.max(0, from);
		final int end = Math.min(width, to);
		for (int y = 0; y < height && start < end; y++)
			System.arraycopy(inside, y * width + start, pixels, y * width + start,
				end - start);
	}

	String title() {
		return title;
	}

	/** Returns the part between the lines. */
	Rectangle part() {
		return new Rectangle(left, 0, right - left, height);
	}

	int width() {
		return width;
	}

	/** Returns the width of a line. */
	int stroke() {
		return Math.max(2, width / FINE);
	}

	Calibration calibration() {
		return calibration;
	}

	/** Returns the displayed colors of an image, with the scale bar. */
	private int[] picture(final ImagePlus image) {
		final BufferedImage page = new BufferedImage(width, height,
			BufferedImage.TYPE_INT_RGB);
		page.setRGB(0, 0, width, height, colors(image), 0, width);
		final ScaleBar bar = ScaleBar.of(calibration, width);
		final Graphics2D pen = page.createGraphics();
		pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING,
			RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
		if (bar != null) bar.draw(new Rectangle(width, height), 1, pen);
		pen.dispose();
		return (int[]) new ColorProcessor(page).getPixels();
	}

	private static int[] colors(final ImagePlus image) {
		final ColorProcessor colors = image instanceof CompositeImage
			? new ColorProcessor(image.getImage()) : image.getProcessor()
				.convertToColorProcessor();
		return (int[]) colors.getPixels();
	}
}
