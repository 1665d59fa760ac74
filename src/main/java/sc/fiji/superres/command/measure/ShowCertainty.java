package sc.fiji.superres.command.measure;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.figure.CertaintyView;
import sc.fiji.superres.step.SuperResCommand;

/** Fades what is not certain in an enlarged image. */
@Plugin(type = Command.class, name = "certainty", headless = true,
	label = "Show Certainty...", menu = { @Menu(label = "Plugins", weight = 8),
		@Menu(label = "Super Resolution"), @Menu(label = "Evaluate", weight = 30),
		@Menu(label = "Show Certainty...", weight = 33.7) },
	description = "Shows an enlarged image in which orange hides what may be " +
		"wrong by more than a threshold, by the error map that Upscale Image makes " +
		"(bound=true).")
public class ShowCertainty extends SuperResCommand {

	@Parameter(label = "Image", description = "The enlarged image; the current " +
		"plane is used; not changed", persist = false)
	private ImagePlus image;

	@Parameter(label = "Error map", description = "Its error map; not changed",
		persist = false)
	private ImagePlus map;

	@Parameter(label = "Threshold (%)", min = "1", max = "100", style = "slider",
		description = "Pixels are as they are where the bound of their error is up " +
			"to this part of the displayed range, and hidden from twice as much on",
		persist = false, required = false)
	private double threshold = 10;

	@Parameter(label = "Source", description = "The image before it was enlarged: " +
		"shown on the left, enlarged by bicubic; not changed", persist = false,
		required = false)
	private ImagePlus source;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus output;

	// -- SuperResCommand methods --

	@Override
	public void execute(final Progress progress) {
		output = CertaintyView.of(requireImage(image), requireImage(map), threshold,
			source, progress);
	}

	@Override
	protected boolean hasPreview() {
		return true;
	}
}
