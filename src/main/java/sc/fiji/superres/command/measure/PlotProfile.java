package sc.fiji.superres.command.measure;

import java.util.regex.Pattern;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import ij.gui.Line;
import ij.gui.Roi;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.figure.BoundProfile;
import sc.fiji.superres.step.SuperResCommand;

/** Plots the values of an enlarged image along a line with their bounds. */
@Plugin(type = Command.class, name = "profile", headless = true,
	label = "Plot Profile With Bound...", menu = { @Menu(label = "Plugins", weight = 8),
		@Menu(label = "Super Resolution"), @Menu(label = "Evaluate", weight = 30),
		@Menu(label = "Plot Profile With Bound...", weight = 33.8) },
	description = "Plots the values of an enlarged image along a line, and the " +
		"band that the true values lie in, by the error map that Upscale Image " +
		"makes (bound=true).")
public class PlotProfile extends SuperResCommand {

	private static final Pattern NUMBERS = Pattern.compile(
		"\\s*-?[0-9.]+\\s*(,\\s*-?[0-9.]+\\s*){3}");

	@Parameter(label = "Image", description = "The enlarged image, with a line " +
		"selection; the current plane is used; not changed", persist = false)
	private ImagePlus image;

	@Parameter(label = "Error map", description = "Its error map; not changed",
		persist = false)
	private ImagePlus map;

	@Parameter(label = "Line", description = "x1,y1,x2,y2 in pixels; empty for the " +
		"selection", persist = false, required = false)
	private String line = "";

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus output;

	// -- SuperResCommand methods --

	@Override
	public void execute(final Progress progress) {
		progress.check();
		output = BoundProfile.of(requireImage(image), requireImage(map), selected());
	}

	// -- Helper methods --

	private Roi selected() {
		if (line.isBlank()) return image.getRoi();
		if (!NUMBERS.matcher(line).matches()) throw new WrongUsage("line=" + line +
			": give four numbers, x1,y1,x2,y2, in pixels");
		final double[] ends = parts(line).mapToDouble(Double::parseDouble).toArray();
		return new Line(ends[0], ends[1], ends[2], ends[3]);
	}
}
