package sc.fiji.superres.command.model;

import java.io.IOException;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.BlockOperation;
import sc.fiji.superres.dictionary.Dictionary;
import sc.fiji.superres.dictionary.Explanation;
import sc.fiji.superres.image.EnlargeSettings;
import sc.fiji.superres.image.EnlargeSettings.Colors;
import sc.fiji.superres.image.EnlargeSettings.Depth;
import sc.fiji.superres.image.EnlargeSettings.Region;
import sc.fiji.superres.image.ImageEnlarger;
import sc.fiji.superres.block.channel.IntensityRange;
import sc.fiji.superres.method.Methods;
import sc.fiji.superres.step.SuperResCommand;

/** Shows which atom of a dictionary was used for which part of a result. */
@Plugin(type = Command.class, name = "explain", headless = true,
	label = "Explain Dictionary...", menu = { @Menu(label = "Plugins",
		weight = 8), @Menu(label = "Super Resolution"), @Menu(label = "Evaluate",
			weight = 30), @Menu(label = "Explain Dictionary...", weight = 36) },
	description = "Shows which anchor of a dictionary serves each patch of an " +
		"image, and how far the patch is from it: a large distance warns that " +
		"the dictionary has never seen such structure.")
public class ExplainDictionary extends SuperResCommand {

	@Parameter(label = "Image", description = "The image that the dictionary " +
		"enlarges; not changed", persist = false)
	private ImagePlus image;

	@Parameter(label = "Dictionary", description = "An installed dictionary such " +
		"as dictionary-natural-x2, or the path of one", style = "dictionary",
		persist = false, required = false)
	private String model = "dictionary-natural-x2";

	@Parameter(label = "Intensity range", description = "low,high: patches that " +
		"vary by less than 1/255 of it are left out; empty for 0 to 255 with 8-bit " +
		"and RGB, else for the minimum and maximum of the channel", persist = false,
		required = false)
	private String range = "";

	@Parameter(label = "Region", choices = { EnlargeSettings.IMAGE,
		EnlargeSettings.SELECTION }, description = "Explain the whole image, or " +
			"the bounding box of the selection", persist = false, required = false)
	private String region = EnlargeSettings.IMAGE;

	@Parameter(type = ItemIO.OUTPUT, label = "Distance to the anchor, 0 to 1")
	private ImagePlus output;

	@Parameter(type = ItemIO.OUTPUT, label = "Number of the anchor, from 1")
	private ImagePlus anchors;

	// -- SuperResCommand methods --

	@Override
	public void execute(final Progress progress) throws IOException {
		final Dictionary dictionary = Methods.dictionary(model);
		requireImage(image);
		output = map(dictionary, Explanation.DISTANCE, progress.part(0, 2));
		anchors = map(dictionary, Explanation.ANCHOR, progress.part(1, 2));
	}

	@Override
	protected boolean uses(final String input) {
		return !"region".equals(input) || hasSelection(image);
	}

	// -- Helper methods --

	private ImagePlus map(final Dictionary dictionary,
		final Explanation explanation, final Progress progress)
	{
		try (BlockOperation upscaler = explanation.of(dictionary)) {
			return ImageEnlarger.enlarge(image, upscaler, new EnlargeSettings(
				commandLine(), 0, IntensityRange.parse(range), Region.of(region),
				Colors.CHANNELS, Depth.FLOAT, explanation
					.toString()), progress);
		}
	}
}
