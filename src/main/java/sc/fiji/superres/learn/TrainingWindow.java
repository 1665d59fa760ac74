package sc.fiji.superres.learn;

import ij.ImagePlus;
import ij.gui.Plot;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

import java.awt.Color;
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
	private static final int HEIGHT = 300;

	/** Margin above and below the lines in dB. */
	private static final double MARGIN = 0.2;

	private final ImagePlus plots = new ImagePlus();
	private final ImagePlus preview = new ImagePlus();
	private final String name;

	/** @param name of the model */
	public TrainingWindow(final String name) {
		this.name = name;
	}

	@Override
	public void scored(final List<Line> lines, final Supplier<Preview> part) {
		show(plots, name + ": PSNR and loss", plots(lines));
		final boolean first = preview.getProcessor() == null;
		show(preview, name + ": bicubic, network, original", image(part.get()));
		final Window left = plots.getWindow();
		if (first && left != null) preview.getWindow().setLocation(left.getX() + left
			.getWidth(), left.getY());
	}

	/** Stacks both plots vertically. */
	static ImagePlus plots(final List<Line> lines) {
		final ImageProcessor above = scores(lines).getProcessor().convertToRGB();
		final ImageProcessor below = losses(lines).getProcessor().convertToRGB();
		final ColorProcessor both = new ColorProcessor(Math.max(above.getWidth(),
			below.getWidth()), above.getHeight() + below.getHeight());
		both.insert(above, 0, 0);
		both.insert(below, 0, above.getHeight());
		return new ImagePlus("", both);
	}

	private static Plot scores(final List<Line> lines) {
		final Plot plot = new Plot("PSNR", STEP, "Validation PSNR (dB)");
		plot.setSize(WIDTH, HEIGHT);
		plot.setColor(Color.gray);
		plot.add("line", column(lines, Line::step), column(lines, Line::bicubic));
		plot.setColor(Color.blue);
		plot.add("line", column(lines, Line::step), column(lines, Line::psnr));
		final DoubleSummaryStatistics range = lines.stream().flatMapToDouble(
			line -> DoubleStream.of(line.psnr(), line.bicubic()))
			.summaryStatistics();
		plot.setLimits(0, Math.max(1, lines.get(lines.size() - 1).step()), range
			.getMin() - MARGIN, range.getMax() + MARGIN);
		plot.addLegend("bicubic\tnetwork", "bottom-right");
		return plot;
	}

	private static Plot losses(final List<Line> lines) {
		final List<Line> known = lines.stream().filter(line -> !Double.isNaN(line
			.loss())).toList();
		final Plot plot = new Plot("Loss", STEP, "Mean absolute error");
		plot.setSize(WIDTH, HEIGHT);
		plot.setColor(Color.blue);
		plot.add("line", column(known, Line::step), column(known, Line::loss));
		return plot;
	}

	private static double[] column(final List<Line> lines,
		final ToDoubleFunction<Line> value)
	{
		return lines.stream().mapToDouble(value).toArray();
	}

	/** Places the parts side by side, black for 0 and white for 1. */
	static ImagePlus image(final Preview part) {
		final List<FloatProcessor> channels = IntStream.range(0, part.high().size())
			.mapToObj(c -> row(List.of(part.bicubic().get(c), part.network().get(c),
				part.high().get(c)))).toList();
		if (channels.size() == 1) return new ImagePlus("", channels.get(0));
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

	private static void show(final ImagePlus window, final String title,
		final ImagePlus content)
	{
		final boolean first = window.getProcessor() == null;
		window.setProcessor(title, content.getProcessor());
		if (first) window.show();
	}
}
