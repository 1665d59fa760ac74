package sc.fiji.superres.figure;

import ij.ImagePlus;
import ij.gui.Plot;

import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.List;

/**
 * A plot in the style of the suite: large type, a frame that fits on a screen,
 * and the colors of M. Okabe and K. Ito, which color-blind readers can
 * distinguish. Works headless.
 */
public final class Chart {

	/** Blue, orange, green, purple, sky blue, vermilion, black. */
	private static final int[] COLORS = { 0x0072b2, 0xe69f00, 0x009e73, 0xcc79a7,
		0x56b4e9, 0xd55e00, 0x000000 };

	private static final int WIDTH = 720;
	private static final int HEIGHT = 420;

	/** Approximate width in pixels of a letter of the category names. */
	private static final int LETTER = 9;

	private static final float NUMBERS = 16;
	private static final float LABELS = 18;

	/** Margin around the values, as a fraction of their range. */
	private static final double MARGIN = 0.06;

	private final Plot plot;
	private final List<String> names = new ArrayList<>();
	private double left = Double.POSITIVE_INFINITY;
	private double right = Double.NEGATIVE_INFINITY;
	private double bottom = Double.POSITIVE_INFINITY;
	private double top = Double.NEGATIVE_INFINITY;

	/**
	 * Creates an empty plot of categories, which are at x = 0, 1, 2 and so on,
	 * wide enough for their names.
	 *
	 * @param names of the categories, without commas
	 * @param y label of the y axis with its unit
	 */
	public static Chart categories(final String title, final List<String> names,
		final String y)
	{
		final Chart chart = new Chart(title, "{" + String.join(",", names) + "}",
			y);
		final int longest = names.stream().mapToInt(String::length).max().orElse(0);
		chart.plot.setFrameSize(Math.max(WIDTH, names.size() * (longest + 2) *
			LETTER), HEIGHT);
		return chart;
	}

	/**
	 * Creates an empty plot.
	 *
	 * @param x label of the x axis with its unit
	 * @param y label of the y axis with its unit
	 */
	public Chart(final String title, final String x, final String y) {
		plot = new Plot(title, x, y);
		plot.setFrameSize(WIDTH, HEIGHT);
		plot.setFont(Font.PLAIN, NUMBERS);
		plot.setAxisLabelFont(Font.PLAIN, LABELS);
		plot.setFormatFlags(Plot.X_NUMBERS | Plot.Y_NUMBERS | Plot.X_TICKS |
			Plot.Y_TICKS | Plot.Y_GRID);
	}

	/** Returns the color of a series; colors repeat after the last one. */
	public static Color color(final int series) {
		return new Color(COLORS[series % COLORS.length]);
	}

	/** Adds a line, broken where a value is NaN. */
	public void line(final String name, final double[] x, final double[] y,
		final Color color, final float width)
	{
		plot.setLineWidth(width);
		add(name, x, y, color, Plot.LINE);
	}

	/** Adds points, each of the same shape and size. */
	public void points(final String name, final double[] x, final double[] y,
		final Color color, final float size, final int shape)
	{
		plot.setLineWidth(size);
		add(name, x, y, color, shape);
	}

	/** Adds a bar of one line, from one point to another. */
	public void bar(final double x1, final double y1, final double x2,
		final double y2, final Color color, final float width)
	{
		plot.setColor(color);
		plot.setLineWidth(width);
		plot.drawLine(x1, y1, x2, y2);
		grow(x1, y1);
		grow(x2, y2);
	}

	/** Makes the x axis logarithmic. */
	public void logarithmic() {
		plot.setAxisXLog(true);
	}

	/** Sets the limits of the axes, instead of all values with a margin. */
	public void limits(final double x1, final double x2, final double y1,
		final double y2)
	{
		left = x1;
		right = x2;
		bottom = y1;
		top = y2;
	}

	/** Returns the lowest and the highest y with a margin. */
	public double[] heights() {
		final double room = top > bottom ? MARGIN * (top - bottom) : 1;
		return new double[] { bottom - room, top + room };
	}

	/**
	 * Draws the plot.
	 *
	 * @param legend position of the legend as ImageJ names it; empty for no
	 *          legend
	 * @return an image that ImageJ opens as a live plot
	 */
	public ImagePlus image(final String legend) {
		plot.setLimits(left, right, bottom, top);
		plot.setColor(Color.BLACK);
		plot.setLineWidth(1);
		if (!legend.isEmpty()) plot.addLegend(String.join("\n", names), legend);
		plot.draw();
		return plot.getImagePlus();
	}

	private void add(final String name, final double[] x, final double[] y,
		final Color color, final int shape)
	{
		plot.setColor(color, color);
		plot.addPoints(x, y, shape);
		names.add(name);
		for (int i = 0; i < x.length; i++)
			grow(x[i], y[i]);
	}

	private void grow(final double x, final double y) {
		if (!Double.isFinite(x) || !Double.isFinite(y)) return;
		left = Math.min(left, x);
		right = Math.max(right, x);
		bottom = Math.min(bottom, y);
		top = Math.max(top, y);
	}
}
