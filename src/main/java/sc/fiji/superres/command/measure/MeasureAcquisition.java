package sc.fiji.superres.command.measure;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.measure.ImageAcquisition;
import sc.fiji.superres.step.SuperResCommand;

/** Measures the noise and the blur of an image. */
@Plugin(type = Command.class, name = "acquisition", headless = true,
	label = "Measure Acquisition...", menu = { @Menu(label = "Plugins",
		weight = 8), @Menu(label = "Super Resolution"), @Menu(label = "Evaluate",
			weight = 30), @Menu(label = "Measure Acquisition...", weight = 30) },
	description = "Measures how an image was acquired, from the image alone: the " +
		"photons and the read noise of the camera, and the blur, with 95 % " +
		"confidence intervals, and the matching options for other commands.")
public class MeasureAcquisition extends SuperResCommand {

	@Parameter(label = "Image", description = "The image to measure; of a stack, " +
		"up to 8 planes of each channel", persist = false)
	private ImagePlus image;

	@Parameter(label = "Scale factor", min = "1", max = "8", description = "The " +
		"factor by which the image is to be enlarged: the options apply to " +
		"images that much " +
		"larger", persist = false, required = false)
	private int scale = 2;

	@Parameter(label = "Beads", description = "The image shows isolated points, " +
		"such as beads smaller than the resolution: measure the blur from these, and " +
		"their mean as the point spread function", persist = false,
		required = false)
	private boolean beads = false;

	@Parameter(type = ItemIO.OUTPUT, label = "Acquisition")
	private ResultsTable table;

	@Parameter(type = ItemIO.OUTPUT, label = "Options", description = "For Degrade " +
		"Image, Train Network and Compare Methods")
	private String options;

	@Parameter(type = ItemIO.OUTPUT, label = "Plot", required = false,
		description = "The variance of the noise against the signal")
	private ImagePlus output;

	@Parameter(type = ItemIO.OUTPUT, label = "Point spread function",
		description = "Made where beads is true")
	private ImagePlus psf;

	// -- SuperResCommand methods --

	@Override
	public void execute(final Progress progress) {
		if (scale < 1) throw new WrongUsage("scale=" + scale +
			": choose a whole number of at least 1");
		final ImageAcquisition acquisition = ImageAcquisition.of(requireImage(image),
			beads, progress);
		table = acquisition.table();
		options = acquisition.options(scale);
		output = acquisition.plot();
		psf = acquisition.psf();
	}
}
