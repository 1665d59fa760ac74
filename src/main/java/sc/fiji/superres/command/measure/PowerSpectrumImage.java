package sc.fiji.superres.command.measure;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.image.EnlargeSettings;
import sc.fiji.superres.measure.SpectrumImage;
import sc.fiji.superres.step.SuperResCommand;

/** Shows how strong each frequency is in an image. */
@Plugin(type = Command.class, name = "spectrum", headless = true,
	label = "Power Spectrum...", menu = { @Menu(label = "Plugins", weight = 8),
		@Menu(label = "Super Resolution"), @Menu(label = "Preprocess",
			weight = 10), @Menu(label = "Power Spectrum...", weight = 12) },
	description = "Shows how strong each frequency is in an image: the decimal " +
		"logarithm of the power, with calibrated frequencies as coordinates.")
public class PowerSpectrumImage extends SuperResCommand {

	@Parameter(label = "Image", description = "The image to analyze, plane by " +
		"plane; not changed", persist = false)
	private ImagePlus image;

	@Parameter(label = "Region", choices = { EnlargeSettings.IMAGE,
		EnlargeSettings.SELECTION }, description = "The spectrum of the whole " +
			"image, or of the bounding box of the selection", persist = false,
		required = false)
	private String region = EnlargeSettings.IMAGE;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus output;

	// -- SuperResCommand methods --

	@Override
	public void execute(final Progress progress) {
		output = SpectrumImage.of(requireImage(image), EnlargeSettings.Region.of(
			region), commandLine(),
			progress);
	}

	@Override
	protected boolean uses(final String input) {
		return !"region".equals(input) || hasSelection(image);
	}
}
