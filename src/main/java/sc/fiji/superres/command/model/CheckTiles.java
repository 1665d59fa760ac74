package sc.fiji.superres.command.model;

import java.io.IOException;
import java.util.Optional;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.measure.TileCheck;
import sc.fiji.superres.method.Methods;
import sc.fiji.superres.step.SuperResCommand;

/** Checks whether a model enlarges an image in tiles as it does at once. */
@Plugin(type = Command.class, name = "tiles", headless = true,
	label = "Check Tiles...", menu = { @Menu(label = "Plugins", weight = 8),
		@Menu(label = "Super Resolution"), @Menu(label = "Models", weight = 40),
		@Menu(label = "Check Tiles...", weight = 43) },
	description = "Checks whether a model enlarges an image in tiles as it does at " +
		"once: subtracts both results, and measures how far a change of the input " +
		"reaches.")
public class CheckTiles extends SuperResCommand {

	@Parameter(label = "Model", description = "An installed model such as " +
		"edsr-natural-x2, or the path of a model", style = "model",
		persist = false)
	private String model;

	@Parameter(label = "Image", description = "Image to check on besides noise: the " +
		"middle 256 x 256 pixels of the plane that is shown; not changed",
		persist = false, required = false)
	private ImagePlus image;

	@Parameter(type = ItemIO.OUTPUT, label = "Tiles minus the whole image")
	private ResultsTable output;

	// -- SuperResCommand methods --

	@Override
	public void execute(final Progress progress) throws IOException {
		try (Upscaler upscaler = Methods.named(model).open("", progress)) {
			final TileCheck check = TileCheck.of(upscaler, Optional.ofNullable(image)
				.filter(open -> open.getWidth() > 0), progress);
			output = check.table();
			progress.note(check.verdict());
		}
	}
}
