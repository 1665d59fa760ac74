package sc.fiji.superres.report;

import ij.ImagePlus;
import ij.gui.Plot;
import ij.process.FloatProcessor;

import java.awt.Color;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import sc.fiji.superres.degrade.Plane;
import sc.fiji.superres.training.TrainingLog.Line;
import sc.fiji.superres.training.TrainingWatcher;

/**
 * Shows how a training goes: a window with the held-out PSNR by step and that of
 * bicubic, one with the loss, and one with a part of a held-out image: bicubic,
 * the network, and the original, side by side.
 */
public final class TrainingWindow implements TrainingWatcher {

	private static final String STEP = "Step";

	private final ImagePlus scores = new ImagePlus();
	private final ImagePlus losses = new ImagePlus();
	private final ImagePlus preview = new ImagePlus();
	private final String name;

	/** @param name of the model */
	public TrainingWindow(final String name) {
		this.name = name;
	}

	@Override
	public void scored(final List<Line> lines, final Supplier<Preview> part) {
		show(scores, name + ": PSNR", scores(lines).getImagePlus());
		show(losses, name + ": loss", losses(lines).getImagePlus());
		show(preview, name + ": bicubic, network, original", image(part.get()));
	}

	/** Plots the held-out PSNR and that of bicubic. */
	static Plot scores(final List<Line> lines) {
		final Plot plot = new Plot("PSNR", STEP, "Held-out PSNR (dB)");
		plot.setColor(Color.gray);
		plot.add("line", column(lines, Line::step), column(lines, Line::bicubic));
		plot.setColor(Color.blue);
		plot.add("line", column(lines, Line::step), column(lines, Line::psnr));
		plot.addLegend("bicubic\tnetwork", "bottom-right");
		return plot;
	}

	/** Plots the loss. */
	static Plot losses(final List<Line> lines) {
		final List<Line> known = lines.stream().filter(line -> !Double.isNaN(line
			.loss())).toList();
		final Plot plot = new Plot("Loss", STEP, "Mean absolute error");
		plot.setColor(Color.blue);
		plot.add("line", column(known, Line::step), column(known, Line::loss));
		return plot;
	}

	private static double[] column(final List<Line> lines,
		final ToDoubleFunction<Line> value)
	{
		return lines.stream().mapToDouble(value).toArray();
	}

	/** Puts the parts side by side, black for 0 and white for 1. */
	static ImagePlus image(final Preview part) {
		final List<Plane> planes = List.of(part.bicubic(), part.network(), part
			.high());
		final int width = part.high().width();
		final FloatProcessor all = new FloatProcessor(planes.size() * width, part
			.high().height());
		for (int i = 0; i < planes.size(); i++)
			all.insert(new FloatProcessor(width, part.high().height(), planes.get(i)
				.samples()), i * width, 0);
		all.setMinAndMax(0, 1);
		return new ImagePlus("", all);
	}

	private static void show(final ImagePlus window, final String title,
		final ImagePlus content)
	{
		final boolean first = window.getProcessor() == null;
		window.setProcessor(title, content.getProcessor());
		if (first) window.show();
	}
}
