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
 * Collects the panels of one plane: the selection of its image, or the part with
 * the most texture, in the original and by each method.
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
	private final DegradedPlane plane;
	private final Crop crop;
	private final double texture;
	private final float low;
	private final float range;
	private final List<Panel> panels = new ArrayList<>();

	/** Red, green and blue of the part, enlarged by bicubic, when needed. */
	private List<float[]> colors;

	/**
	 * Starts with the original.
	 *
	 * @param high the image
	 * @param plane a plane of it
	 */
	FigurePanels(final HighImage high, final DegradedPlane plane) {
		this.high = high;
		this.plane = plane;
		final Plane original = plane.original();
		crop = high.selection() == null ? Crop.richest(original, SIDE) : Crop.of(high
			.selection(), original);
		texture = crop.texture() / Math.max(Double.MIN_NORMAL, high.peak(
			plane.index()));
		final float[] part = crop.of(original);
		float min = part[0];
		float max = part[0];
		for (final float sample : part) {
			min = Math.min(min, sample);
			max = Math.max(max, sample);
		}
		low = min;
		range = max - min;
		panels.add(Panel.original(crop, high.color() ? pack(high.colors(plane
			.index()).stream().map(crop::of).toList(), null) : grey(part)));
	}

	/** Adds the result of a method. */
	void add(final ComparisonRow row, final Plane result) {
		final float[] part = crop.of(result);
		panels.add(Panel.of(row, high.color() ? color(part) : grey(part)));
	}

	DegradedPlane plane() {
		return plane;
	}

	/** Returns whether there is a result to show. */
	boolean hasResults() {
		return panels.size() > 1;
	}

	/** Returns the amount of texture as a share of the peak. */
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
		final String slice = high.count() == 1 ? "" : (plane.degradation().axial()
			? ", xz plane " : ", slice ") + (plane.index() + 1);
		final String levels = high.color() ? "color by bicubic" : String.format(
			Locale.ROOT, "black to white: %s to %s", number(low), number(low +
				range));
		final String caption = image + slice + degraded() +
			"; scores of the whole plane, peak " + number(high.peak(plane
				.index())) + "; " + levels;
		return new ComparisonFigure(name, caption, crop.width(), crop.height(),
			ScaleBar.of(high.calibration(), crop.width()), List.copyOf(panels));
	}

	private String degraded() {
		final Degradation degradation = plane.degradation();
		final String blur = degradation.blur().describe();
		if (!degradation.noise().isNone()) return ", " + degradation.describe();
		return blur.isEmpty() ? ", shrunk by " + degradation.kernel() +
			" and enlarged " + degradation.scale() + "x" + (degradation.axial()
				? " along z" : "") : ", " + (degradation
				.scale() == 1 ? blur : degradation.describe());
	}

	private int[] grey(final float[] part) {
		final int[] rgb = new int[part.length];
		for (int i = 0; i < rgb.length; i++) {
			final float level = range > 0 ? (part[i] - low) * 255 / range : 0;
			rgb[i] = level(level) * 0x010101;
		}
		return rgb;
	}

	/** Shifts the colors of bicubic to the luma of a method. */
	private int[] color(final float[] luma) {
		if (colors == null) colors = plane.low(3).stream().map(each -> crop.of(
			bicubic(each))).toList();
		final float[] shift = new float[luma.length];
		for (int i = 0; i < shift.length; i++) {
			final double bicubic = StudioLuma.of(colors.get(0)[i], colors
				.get(1)[i], colors.get(2)[i]);
			shift[i] = (float) (luma[i] - bicubic) * STUDIO;
		}
		return pack(colors, shift);
	}

	private Plane bicubic(final Plane small) {
		return Resampler.resized(Sampling.of(Kernel.named("bicubic")), small, plane
			.original().width(), plane.original().height());
	}

	/** Packs red, green and blue into one number; a null shift is none. */
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
