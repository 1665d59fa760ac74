package sc.fiji.superres.command.model;

import java.io.IOException;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.block.channel.IntensityRange;
import sc.fiji.superres.measure.KindMap;
import sc.fiji.superres.method.Methods;
import sc.fiji.superres.step.SuperResCommand;

/** Shows where an image is unlike those that a model was trained on. */
@Plugin(type = Command.class, name = "explain-network", headless = true,
	label = "Explain Network...", menu = { @Menu(label = "Plugins",
		weight = 8), @Menu(label = "Super Resolution"), @Menu(label = "Evaluate",
			weight = 30), @Menu(label = "Explain Network...", weight = 36.5) },
	description = "Shows which parts of an image are unlike those that a network " +
		"or another model was trained on: there, nothing is known of its errors.")
public class ExplainNetwork extends SuperResCommand {

	@Parameter(label = "Image", description = "The image that the model " +
		"enlarges, of at least 32 x 32 pixels; not changed", persist = false)
	private ImagePlus image;

	@Parameter(label = "Model", description = "An installed model such as " +
		"edsr-natural-x2, or the path of one", style = "model", persist = false)
	private String model;

	@Parameter(label = "Intensity range", description = "low,high: the values " +
		"that stand for black and white; empty for 0 to 255 with 8-bit and RGB, " +
		"else for the minimum and maximum of the channel", persist = false,
		required = false)
	private String range = "";

	@Parameter(type = ItemIO.OUTPUT, label = "Distance in percent of the " +
		"training patches that are closer")
	private ImagePlus output;

	// -- SuperResCommand methods --

	@Override
	public void execute(final Progress progress) throws IOException {
		final KindMap map = KindMap.of(requireImage(image), IntensityRange.parse(
			range), Methods.kind(model).orElseThrow(() -> new WrongUsage("model=" +
				model + " does not hold what its training images look like: run " +
				"Calibrate Model on images of its kind, or choose another model")),
			progress);
		output = map.image();
		progress.note(map.summary());
	}
}
