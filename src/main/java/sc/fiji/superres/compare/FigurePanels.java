package sc.fiji.superres.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.figure.Crop;
import sc.fiji.superres.figure.ScaleBar;
import sc.fiji.superres.measure.HighImage;
import sc.fiji.superres.quality.StudioLuma;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Sampling;

/**
 * Gathers what is shown of one plane: the selection of its image, or its part
 * with the most texture, as it was and by each method.
 * <p>
 * Gray values are mapped alike in all panels, so that the darkest and the
 * brightest one of the original part become black and white. Colors are shown
 * as they are: luma by the method, color differences by bicubic.
 * </p>
 */
final class FigurePanels {

	private static final int SIDE = 96;

	/** Gray levels of full range per level of studio range. */
	private static final float STUDIO = 255 / 219f;

	private final HighImage high;
	private final int index;
	private final Degradation degradation;
	private final Crop crop;
	private final double texture;
	private final float low;
	private final float range;
	private final List<Panel> panels = new ArrayList<>();

	/** Red, green and blue of the part, enlarged by bicubic, when needed. */
	private List<float[]> colors;

	/**
	 * Takes a plane.
	 *
	 * @param high the image
	 * @param index number of the plane, from 0
	 * @param plane its samples, cropped to a multiple of the scale
	 */
	FigurePanels(final HighImage high, final int index, final Plane plane,
		final Degradation degradation)
	{
		this.high = high;
		this.index = index;
		this.degradation = degradation;
		crop = high.selection() == null ? Crop.richest(plane, SIDE) : Crop.of(high
			.selection(), plane);
		texture = crop.texture() / Math.max(Double.MIN_NORMAL, high.peak(
			index));
		final float[] part = crop.of(plane);
		float min = part[0];
		float max = part[0];
		for (final float sample : part) {
			min = Math.min(min, sample);
			max = Math.max(max, sample);
		}
		low = min;
		range = max - min;
		panels.add(Panel.original(crop, high.color() ? pack(high.colors(index)
			.stream().map(crop::of).toList(), null) : grey(part)));
	}

	/** Adds the result of a method. */
	void add(final ComparisonRow row, final Plane result) {
		final float[] part = crop.of(result);
		panels.add(Panel.of(row, high.color() ? color(part) : grey(part)));
	}

	/** Returns the number of the plane, from 0. */
	int index() {
		return index;
	}

	/** Returns whether there is a result to show. */
	boolean hasResults() {
		return panels.size() > 1;
	}

	/** Returns how much structure there is, as a share of the peak. */
	double texture() {
		return texture;
	}

	/**
	 * Makes the figure.
	 *
	 * @param name its file name
	 * @param image name of the image
	 */
	ComparisonFigure figure(final String name, final String image) {
		final String slice = high.count() == 1 ? "" : ", slice " + (index + 1);
		final String levels = high.color() ? "color by bicubic" : String.format(
			Locale.ROOT, "black to white: %s to %s", number(low), number(low +
				range));
		final String blur = degradation.blur().describe();
		final String caption = image + slice + (blur.isEmpty() ? ", shrunk by " +
			degradation.kernel() + " and enlarged " + degradation.scale() + "x" : ", " +
				blur) + "; scores of the whole plane, peak " + number(high
				.peak(index)) + "; " + levels;
		return new ComparisonFigure(name, caption, crop.width(), crop.height(),
			ScaleBar.of(high.calibration(), crop.width()), List.copyOf(panels));
	}

	private int[] grey(final float[] part) {
		final int[] rgb = new int[part.length];
		for (int i = 0; i < rgb.length; i++) {
			final float level = range > 0 ? (part[i] - low) * 255 / range : 0;
			rgb[i] = level(level) * 0x010101;
		}
		return rgb;
	}

	/** Moves the colors of bicubic to another luma. */
	private int[] color(final float[] luma) {
		if (colors == null) colors = high.colors(index).stream().map(
			plane -> crop.of(bicubic(plane))).toList();
		final float[] shift = new float[luma.length];
		for (int i = 0; i < shift.length; i++) {
			final double bicubic = StudioLuma.of(colors.get(0)[i], colors
				.get(1)[i], colors.get(2)[i]);
			shift[i] = (float) (luma[i] - bicubic) * STUDIO;
		}
		return pack(colors, shift);
	}

	private Plane bicubic(final Plane plane) {
		final Plane small = degradation.apply(plane);
		return Resampler.resized(Sampling.of(Kernel.named("bicubic")), small, small.width() *
			degradation.scale(), small.height() * degradation.scale());
	}

	/** Puts red, green and blue into one number; null shifts nothing. */
	private static int[] pack(final List<float[]> colors, final float[] shift) {
		final int[] rgb = new int[colors.get(0).length];
		for (int i = 0; i < rgb.length; i++) {
			for (final float[] color : colors)
				rgb[i] = rgb[i] << 8 | level(color[i] + (shift == null ? 0 : shift[i]));
		}
		return rgb;
	}

	private static int level(final float value) {
		return Math.round(Math.max(0, Math.min(255, value)));
	}

	private static String number(final double value) {
		return value == Math.rint(value) && Math.abs(value) < 1e6 ? String.format(
			Locale.ROOT, "%.0f", value) : String.format(Locale.ROOT, "%.4g", value);
	}
}
