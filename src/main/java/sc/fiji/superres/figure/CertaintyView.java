package sc.fiji.superres.figure;

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Locale;

import net.imglib2.FinalDimensions;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.image.EnlargeSettings;
import sc.fiji.superres.image.ImageEnlarger;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;

/**
 * The current plane of an image as displayed, as RGB, in which pixels fade to
 * orange as the bound of their error exceeds a threshold: as they are up to the
 * threshold, hidden from twice the threshold on. A legend below says so.
 */
public final class CertaintyView {

	/** What hides pixels: orange, which color-blind readers can tell from gray. */
	static final Color HIDDEN = new Color(0xe69f00);

	private static final Color INK = Color.BLACK;
	private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 14);

	/** Height of the legend and least width of the view, in pixels. */
	static final int LEGEND = 82;
	private static final int LEAST = 440;

	/** What ImageJ calls values that have no unit. */
	static final String GRAY = "Gray Value";

	private static final int GAP = 8;
	private static final int BAR = 14;
	private static final int LINE = 18;

	private CertaintyView() {
		// Static methods only.
	}

	/**
	 * Draws the view.
	 *
	 * @param image whose pixels are faded; not changed
	 * @param map bounds of their errors, of the same size, in the same units
	 * @param percent the threshold, in percent of the displayed range of the image
	 * @param source the image before it was enlarged, which is shown on the left,
	 *          enlarged by bicubic; null for none
	 * @throws IllegalArgumentException if the sizes differ, or the threshold is not
	 *           positive
	 */
	public static ImagePlus of(final ImagePlus image, final ImagePlus map,
		final double percent, final ImagePlus source, final Progress progress)
	{
		if (!(percent > 0 && percent <= 100)) throw new WrongUsage("threshold=" +
			percent + ": give a number above 0 and at most 100, in percent of the " +
			"displayed range");
		final ImagePlus shown = SplitView.shown(image);
		final double threshold = percent / 100 * range(shown);
		final int[] faded = pixels(shown);
		fade(faded, plane(image, map), threshold);
		final int width = image.getWidth();
		final int height = image.getHeight();
		final int left = source == null ? 0 : width + GAP;
		final ColorProcessor view = new ColorProcessor(Math.max(LEAST, left + width),
			height + LEGEND);
		view.setColor(Color.WHITE);
		view.fill();
		if (source != null) view.insert(new ColorProcessor(width, height, pixels(
			bicubic(source, shown, progress))), 0, 0);
		view.insert(new ColorProcessor(width, height, faded), left, 0);
		final ImagePlus result = new ImagePlus("Certainty of " + image.getTitle(),
			legend(view, height, threshold, unit(image.getCalibration()), label(map),
				source != null));
		final Calibration calibration = image.getCalibration().copy();
		calibration.disableDensityCalibration();
		result.setCalibration(calibration);
		return result;
	}

	/**
	 * Returns the plane of a map that belongs to the current plane of an image: the
	 * same of a stack of as many planes, else the current one.
	 *
	 * @throws IllegalArgumentException if the sizes differ
	 */
	static FloatProcessor plane(final ImagePlus image, final ImagePlus map) {
		if (map.getWidth() != image.getWidth() || map.getHeight() != image
			.getHeight()) throw new WrongUsage("The map " + map.getTitle() + " has " +
				map.getWidth() + " x " + map.getHeight() + " pixels, but " + image
					.getTitle() + " has " + image.getWidth() + " x " + image.getHeight() +
				": choose the error map of this image");
		return map.getStack().getProcessor(map.getStackSize() == image
			.getStackSize() ? image.getCurrentSlice() : map.getCurrentSlice())
			.convertToFloatProcessor();
	}

	/** Returns what a map says of itself. */
	static String label(final ImagePlus map) {
		final String label = map.getStack().getSliceLabel(map.getCurrentSlice());
		return label == null || label.isBlank() ? "true within +/- the error bound"
			: label;
	}

	/** Returns the unit of values. */
	static String unit(final Calibration calibration) {
		final String unit = calibration.getValueUnit();
		return unit == null || unit.isBlank() ? GRAY : unit;
	}

	// -- Helper methods --

	/** Returns the width of the displayed range in the units of the image. */
	private static double range(final ImagePlus shown) {
		if (shown.getType() == ImagePlus.COLOR_RGB) return 255;
		final Calibration units = shown.getCalibration();
		return Math.abs(units.getCValue(shown.getDisplayRangeMax()) - units.getCValue(
			shown.getDisplayRangeMin()));
	}

	private static int[] pixels(final ImagePlus image) {
		return (int[]) image.flatten().getProcessor().getPixels();
	}

	private static void fade(final int[] pixels, final FloatProcessor map,
		final double threshold)
	{
		for (int i = 0; i < pixels.length; i++)
			pixels[i] = faded(pixels[i], map.getf(i) / threshold - 1);
	}

	/** Mixes a color with that of hidden pixels. */
	private static int faded(final int color, final double share) {
		// A bound that is not known is not certain.
		final double hidden = Double.isNaN(share) ? 1 : Math.max(0, Math.min(1,
			share));
		int mixed = 0;
		for (int shift = 16; shift >= 0; shift -= 8) {
			final int here = color >> shift & 0xff;
			final int there = HIDDEN.getRGB() >> shift & 0xff;
			mixed |= (int) Math.round(here + hidden * (there - here)) << shift;
		}
		return mixed;
	}

	private static ImagePlus bicubic(final ImagePlus source,
		final ImagePlus shown, final Progress progress)
	{
		final ImagePlus plane = SplitView.shown(source);
		try (Resampler bicubic = Resampler.to(Sampling.of(Kernel.named(
			Kernel.BICUBIC)), new FinalDimensions(plane.getWidth(), plane.getHeight()),
			shown.getWidth(), shown.getHeight()))
		{
			final ImagePlus enlarged = ImageEnlarger.enlarge(plane, bicubic,
				EnlargeSettings.of(Kernel.BICUBIC), progress);
			if (shown.getType() != ImagePlus.COLOR_RGB && shown.getNChannels() == 1)
				enlarged.setDisplayRange(shown.getDisplayRangeMin(), shown
					.getDisplayRangeMax());
			enlarged.deleteRoi();
			return enlarged;
		}
	}

	private static ColorProcessor legend(final ColorProcessor view,
		final int top, final double threshold, final String unit,
		final String meaning, final boolean two)
	{
		final BufferedImage picture = view.getBufferedImage();
		final Graphics2D pen = picture.createGraphics();
		pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING,
			RenderingHints.VALUE_ANTIALIAS_ON);
		pen.setFont(FONT);
		pen.setColor(INK);
		pen.drawString((two ? "Left: bicubic. Right: " : "") +
			"orange hides pixels whose error may be large", GAP, top + LINE);
		final int y = top + LINE + GAP / 2;
		final int width = (LEAST - 2 * GAP) * 2 / 3;
		for (int i = 0; i < width; i++) {
			pen.setColor(new Color(faded(0xbfbfbf, 2.0 * i / width - 1)));
			pen.fillRect(GAP + i, y, 1, BAR);
		}
		pen.setColor(INK);
		pen.drawRect(GAP, y, width, BAR);
		final int below = y + BAR + LINE - 2;
		pen.drawString("0", GAP, below);
		label("\u00b1" + number(threshold), GAP + width / 2, below, pen);
		label("\u00b1" + number(2 * threshold), GAP + width, below, pen);
		pen.drawString(unit.equals(GRAY) ? "gray values" : unit, GAP + width + 36,
			below);
		pen.drawString("Error bound: " + meaning, GAP, below + LINE);
		pen.dispose();
		return new ColorProcessor(picture);
	}

	private static void label(final String text, final int center, final int y,
		final Graphics2D pen)
	{
		pen.drawString(text, center - pen.getFontMetrics().stringWidth(text) / 2, y);
	}

	private static String number(final double value) {
		return value >= 100 ? String.format(Locale.ROOT, "%.0f", value) : String
			.format(Locale.ROOT, "%.2g", value);
	}
}
