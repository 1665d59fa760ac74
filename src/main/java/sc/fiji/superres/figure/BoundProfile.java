package sc.fiji.superres.figure;

import ij.ImagePlus;
import ij.gui.ProfilePlot;
import ij.gui.Roi;
import ij.process.ImageProcessor;

import java.awt.Color;
import java.util.Arrays;

import sc.fiji.superres.block.WrongUsage;

/**
 * The values of an image along a line, within the bounds of their errors, as
 * ImageJ plots profiles: the mean over the width of the line.
 */
public final class BoundProfile {

	private static final Color BAND = new Color(0xf0c060);

	/** Strokes that the band is drawn of. */
	private static final int STROKES = 800;

	private BoundProfile() {
		// Static methods only.
	}

	/**
	 * Plots the current plane of an image along a line.
	 *
	 * @param map bounds of its errors, of the same size, in the same units
	 * @param line straight, segmented or freehand, in pixels
	 * @return a live plot
	 * @throws IllegalArgumentException if the sizes differ, or the selection is no
	 *           line
	 */
	public static ImagePlus of(final ImagePlus image, final ImagePlus map,
		final Roi line)
	{
		if (line == null || !line.isLine()) throw new WrongUsage(
			"There is no line: draw one in " + image.getTitle() + ", or give line=x1,y1,x2,y2");
		final ImageProcessor plane = image.getProcessor().duplicate();
		final double[] values = profile(image, plane, line);
		final double[] bounds = profile(image, CertaintyView.plane(image, map), line);
		final double step = line.getLength() / Math.max(1, values.length - 1);
		final double[] x = new double[values.length];
		Arrays.setAll(x, i -> i * step);
		final String unit = CertaintyView.unit(image.getCalibration());
		final Chart chart = new Chart("Profile of " + image.getTitle(), "Distance (" +
			image.getCalibration().getUnits() + ")", unit.equals(CertaintyView.GRAY)
				? "Gray value" : "Value (" + unit + ")");
		band(chart, CertaintyView.label(map), x, values, bounds);
		chart.line(image.getTitle(), x, values, Chart.color(0), 2);
		return chart.image("auto");
	}

	// -- Helper methods --

	private static double[] profile(final ImagePlus image,
		final ImageProcessor plane, final Roi line)
	{
		final ImagePlus one = new ImagePlus("", plane);
		one.setCalibration(image.getCalibration().copy());
		if (plane.getBitDepth() == 32) one.getCalibration()
			.disableDensityCalibration();
		one.setRoi((Roi) line.clone());
		return new ProfilePlot(one).getProfile();
	}

	/** Draws the band as one line up and down, so close that it fills it. */
	private static void band(final Chart chart, final String name,
		final double[] x, final double[] values, final double[] bounds)
	{
		final int last = values.length - 1;
		final double[] along = new double[2 * STROKES];
		final double[] across = new double[2 * STROKES];
		for (int i = 0; i < STROKES; i++) {
			final double at = (double) i * last / (STROKES - 1);
			for (int k = 0; k < 2; k++) {
				along[2 * i + k] = between(x, at);
				across[2 * i + k] = between(values, at) + ((i + k) % 2 == 0 ? -1 : 1) *
					between(bounds, at);
			}
		}
		chart.line(name, along, across, BAND, 2);
	}

	private static double between(final double[] values, final double at) {
		final int below = Math.min((int) at, values.length - 1);
		final int above = Math.min(below + 1, values.length - 1);
		return values[below] + (at - below) * (values[above] - values[below]);
	}
}
