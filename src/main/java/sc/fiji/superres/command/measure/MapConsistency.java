package sc.fiji.superres.command.measure;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.degrade.Blur;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.degrade.Noise;
import sc.fiji.superres.measure.AcquisitionSettings;
import sc.fiji.superres.measure.ConsistencyMap;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.step.SuperResCommand;

/** Shows where an enlarged image disagrees with its source. */
@Plugin(type = Command.class, name = "consistency", headless = true,
	label = "Consistency Map...", menu = { @Menu(label = "Plugins", weight = 8),
		@Menu(label = "Super Resolution"), @Menu(label = "Evaluate", weight = 30),
		@Menu(label = "Consistency Map...", weight = 33) },
	description = "Shrinks an enlarged image again and shows where it " +
		"disagrees with its source, that is, where structure was invented or lost.")
public class MapConsistency extends SuperResCommand {

	@Parameter(label = "Image", description = "The image that was enlarged; not " +
		"changed", persist = false)
	private ImagePlus image;

	@Parameter(label = "Result", description = "The enlarged image; not changed",
		persist = false)
	private ImagePlus result;

	@Parameter(label = "Down-sampling", choices = { Kernel.NEAREST, Kernel.AREA,
		Kernel.BILINEAR, Kernel.BICUBIC, Kernel.BICUBIC_OPENCV, Kernel.MITCHELL,
		Kernel.BSPLINE, Kernel.LANCZOS2, Kernel.LANCZOS3, Kernel.LANCZOS4,
		AcquisitionSettings.BINNING }, description = "How the acquisition combines " +
			"pixels, with antialiasing; binning: the mean of a block of pixels",
		persist = false, required = false)
	private String kernel = Kernel.BICUBIC;

	@Parameter(label = "Blur (sigma)", min = "0", description = "Gaussian blur of " +
		"the acquisition in pixels of the result; 0 for none", persist = false,
		required = false)
	private double sigma = 0;

	@Parameter(label = "Noise", min = "0", description = "Standard deviation of " +
		"the noise of the image in gray values; 0 to estimate it", persist = false,
		required = false)
	private double noise = 0;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus output;

	@Parameter(type = ItemIO.OUTPUT, label = "Disagreement by slice")
	private ResultsTable table;

	// -- SuperResCommand methods --

	@Override
	public void execute(final Progress progress) {
		final int scale = ConsistencyMap.scale(requireImage(image), requireImage(
			result));
		final Degradation degradation = new Degradation(scale, AcquisitionSettings
			.kernelNamed(kernel), sigma == 0 ? Degradation.of(scale).blur() : Blur
				.gaussian(sigma), Noise.NONE);
		final ConsistencyMap map = ConsistencyMap.of(image, result, degradation,
			noise, progress);
		output = map.image();
		table = map.table();
	}
}
