package sc.fiji.superres.learn;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.GUI;
import ij.gui.Plot;
import ij.macro.Interpreter;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Window;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.training.TrainingLog.Line;
import sc.fiji.superres.training.TrainingWatcher;

/**
 * Shows the course of a training in two windows side by side: plots of the
 * validation PSNR, with that of bicubic, and of the loss by step; and a part of
 * a validation image: bicubic, the network, and the original.
 */
public final class TrainingWindow implements TrainingWatcher {

	private static final String STEP = "Step";
	private static final int WIDTH = 600;
	/** Of one of the two plots, so that both fit a screen of 768 lines. */
	private static final int HEIGHT = 220;

	/** Margin above and below the lines in dB. */
	private static final double MARGIN = 0.2;

	/** How much higher than the largest loss its plot is. */
	private static final double HEADROOM = 1.05;

	private final ImagePlus plots = new ImagePlus();
	private final ImagePlus preview = new ImagePlus();
	private final String name;

	/**
	 * Returns a window where there is a screen and no batch mode.
	 *
	 * @param name of the model
	 */
	public static TrainingWatcher watcher(final String name) {
		return IJ.getInstance() == null || Interpreter.isBatchMode()
			? TrainingWatcher.NONE : new TrainingWindow(name);
	}

	/** @param name of the model */
	private TrainingWindow(final String name) {
		this.name = name;
	}

	@Override
	public void scored(final List<Line> lines, final Supplier<Preview> part) {
		show(preview, name + ": bicubic, network, original", image(part.get()));
		// A single score makes no line.
		if (lines.size() < 2) return;
		final int height = plots.getHeight();
		show(plots, name + ": PSNR and loss", plots(lines));
		final Window left = plots.getWindow();
		final Window right = preview.getWindow();
		if (plots.getHeight() == height || left == null || right == null) return;
		final Rectangle screen = GUI.getMaxWindowBounds(left);
		left.setLocation(onScreen(new Point(Math.min(left.getX(), screen.x +
			screen.width - left.getWidth() - right.getWidth()), left.getY()), left
				.getSize(), screen));
		right.setLocation(onScreen(new Point(left.getX() + left.getWidth(), left
			.getY()), right.getSize(), screen));
	}

	/** Returns the place nearest to one where a window is all on the screen. */
	static Point onScreen(final Point place, final Dimension size,
		final Rectangle screen)
	{
		return new Point(Math.max(screen.x, Math.min(place.x, screen.x +
			screen.width - size.width)), Math.max(screen.y, Math.min(place.y,
				screen.y + screen.height - size.height)));
	}

	/** Stacks the plots vertically; that of the loss once there are two. */
	static ImagePlus plots(final List<Line> lines) {
		final ImageProcessor above = scores(lines).getProcessor().convertToRGB();
		final List<Line> known = lines.stream().filter(line -> Double.isFinite(line
			.loss())).toList();
		if (known.size() < 2) return new ImagePlus("", above);
		final ImageProcessor below = losses(known).getProcessor().convertToRGB();
		final ColorProcessor both = new ColorProcessor(Math.max(above.getWidth(),
			below.getWidth()), above.getHeight() + below.getHeight());
		both.insert(above, 0, 0);
		both.insert(below, 0, above.getHeight());
		return new ImagePlus("", both);
	}

	private static Plot scores(final List<Line> lines) {
		final Plot plot = plot("PSNR", "PSNR (dB)");
		plot.setColor(Color.gray);
		add(plot, lines, Line::bicubic);
		plot.setColor(Color.blue);
		add(plot, lines, Line::psnr);
		final DoubleSummaryStatistics range = lines.stream().flatMapToDouble(
			line -> DoubleStream.of(line.psnr(), line.bicubic())).filter(
				Double::isFinite).summaryStatistics();
		if (range.getCount() > 0) plot.setLimits(0, last(lines), range.getMin() -
			MARGIN, range.getMax() + MARGIN);
		plot.setColor(Color.black);
		plot.addLegend("bicubic\tnetwork", "bottom-right");
		return plot;
	}

	private static Plot losses(final List<Line> lines) {
		final Plot plot = plot("Loss", "Mean abs. error");
		plot.setColor(Color.blue);
		add(plot, lines, Line::loss);
		final double most = lines.stream().mapToDouble(Line::loss).max()
			.orElseThrow();
		plot.setLimits(0, last(lines), 0, most > 0 ? HEADROOM * most : 1);
		return plot;
	}

	private static Plot plot(final String title, final String label) {
		final Plot plot = new Plot(title, STEP, label);
		plot.setSize(WIDTH, HEIGHT);
		return plot;
	}

	private static void add(final Plot plot, final List<Line> lines,
		final ToDoubleFunction<Line> value)
	{
		plot.add("line", column(lines, Line::step), column(lines, value));
	}

	private static double last(final List<Line> lines) {
		return lines.get(lines.size() - 1).step();
	}

	private static double[] column(final List<Line> lines,
		final ToDoubleFunction<Line> value)
	{
		return lines.stream().mapToDouble(value).toArray();
	}

	/**
	 * Places the parts side by side, with the display range of the original; in color
	 * black for 0 and white for 1.
	 */
	static ImagePlus image(final Preview part) {
		final List<FloatProcessor> channels = IntStream.range(0, part.high().size())
			.mapToObj(c -> row(List.of(part.bicubic().get(c), part.network().get(c),
				part.high().get(c)))).toList();
		if (channels.size() == 1) return new ImagePlus("", fitted(channels.get(0),
			part.high().get(0)));
		final ColorProcessor colors = new ColorProcessor(channels.get(0).getWidth(),
			channels.get(0).getHeight());
		for (int c = 0; c < channels.size(); c++)
			colors.setChannel(c + 1, channels.get(c).convertToByteProcessor());
		return new ImagePlus("", colors);
	}

	private static FloatProcessor row(final List<Plane> planes) {
		final int width = planes.get(0).width();
		final int height = planes.get(0).height();
		final FloatProcessor all = new FloatProcessor(planes.size() * width, height);
		for (int i = 0; i < planes.size(); i++)
			all.insert(new FloatProcessor(width, height, planes.get(i).samples()), i *
				width, 0);
		all.setMinAndMax(0, 1);
		return all;
	}

	/** Shows all parts with the range of the last, which is the original. */
	private static FloatProcessor fitted(final FloatProcessor row,
		final Plane original)
	{
		final FloatProcessor alone = new FloatProcessor(original.width(), original
			.height(), original.samples());
		row.setMinAndMax(alone.getMin(), alone.getMax());
		return row;
	}

	private static void show(final ImagePlus window, final String title,
		final ImagePlus content)
	{
		final boolean first = window.getProcessor() == null;
		window.setProcessor(title, content.getProcessor());
		if (first) window.show();
	}
}
