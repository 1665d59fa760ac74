package sc.fiji.superres.command;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;

import sc.fiji.superres.block.Failures;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.compare.Comparison;
import sc.fiji.superres.compare.ComparisonResult;
import sc.fiji.superres.compare.ComparisonTable;
import sc.fiji.superres.figure.SplitView;
import sc.fiji.superres.method.Methods;
import sc.fiji.superres.step.Incomplete;
import sc.fiji.superres.step.SuperResCommand;

/** Makes images that show what a method does. */
@Plugin(type = Command.class, name = "split", headless = true,
	label = "Split View...", menu = { @Menu(label = "Plugins", weight = 8),
		@Menu(label = "Super Resolution"), @Menu(label = "Evaluate", weight = 30),
		@Menu(label = "Split View...", weight = 35) },
	description = "Shows an image, enlarged by a model between two red lines, " +
		"and a montage of the results of several models on a part of it.")
public class SplitImage extends SuperResCommand {

	@Parameter(label = "Image", description = "The current plane is used; not " +
		"changed", persist = false)
	private ImagePlus image;

	@Parameter(label = "Model", description = "What enlarges the part between the " +
		"lines: an interpolation, an installed model, or the path of a model",
		style = "model", persist = false, required = false)
	private String model = "bicubic";

	@Parameter(label = "Scale factor", min = "1", max = "64",
		description = "How much larger the view is than the image, and how much " +
			"the image is shrunk and enlarged for the montage", persist = false,
		required = false)
	private int scale = 2;

	@Parameter(label = "Left line (%)", min = "0", max = "100", description = "Its " +
		"place in percent of the width", persist = false, required = false)
	private double left = 33;

	@Parameter(label = "Right line (%)", min = "0", max = "100",
		description = "Its place in percent of the width", persist = false,
		required = false)
	private double right = 67;

	@Parameter(label = "Montage", description = "Models, separated by commas, " +
		"to show side by side with their scores: the image is shrunk, enlarged " +
		"by each and compared; the montage shows the selection, or the part " +
		"with the most texture; empty for no montage", style = "models",
		persist = false,
		required = false)
	private String models = "";

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus output;

	@Parameter(type = ItemIO.OUTPUT, label = "Montage",
		description = "Made where models are given")
	private ImagePlus montage;

	// -- SuperResCommand methods --

	@Override
	public void execute(final Progress progress) throws Incomplete, IOException {
		requireImage(image);
		final boolean two = !models.isBlank();
		// Report errors before the work where possible.
		if (two) parts(models).forEach(name -> Methods.named(name).scale(Integer
			.toString(scale)));
		try (Upscaler upscaler = Methods.named(model).open(Integer.toString(
			scale), progress))
		{
			output = SplitView.of(image, upscaler, commandLine(), left, right, progress
				.part(0, two ? 2 : 1)).image();
		}
		if (two) makeMontage(progress.part(1, 2));
	}

	// -- Helper methods --

	/** Makes the montage; the split view has been made already. */
	private void makeMontage(final Progress progress) throws Incomplete {
		final ComparisonResult result;
		try {
			result = Comparison.image(SplitView.shown(image), scale, parts(models).toList(),
				progress);
		}
		catch (final CancellationException stop) {
			throw stop;
		}
		catch (final IOException | RuntimeException | OutOfMemoryError exc) {
			final String message = "There is no montage: " + Failures.message(exc);
			throw new Incomplete(message, ComparisonTable.failures(List.of(
				message)));
		}
		if (!result.figures().isEmpty()) {
			montage = result.figures().get(0).image();
			montage.setTitle(image.getShortTitle() + "-montage");
		}
		if (!result.failures().isEmpty()) throw new Incomplete(result.shortfall(),
			ComparisonTable.failures(result.failures()));
	}
}
