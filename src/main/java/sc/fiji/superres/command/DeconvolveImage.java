package sc.fiji.superres.command;

import java.io.File;
import java.io.IOException;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.degrade.Blur;
import sc.fiji.superres.filter.RichardsonLucy;
import sc.fiji.superres.image.EnlargeSettings;
import sc.fiji.superres.image.file.PointSpread;
import sc.fiji.superres.method.MeasuredFilter;
import sc.fiji.superres.step.BlockCommand;

/** Takes the blur of a microscope back. */
@Plugin(type = Command.class, name = "deconvolve", headless = true,
	label = "Richardson-Lucy Deconvolution...", menu = { @Menu(label = "Plugins",
		weight = 8), @Menu(label = "Super Resolution"), @Menu(
			label = "Preprocess", weight = 10), @Menu(
				label = "Richardson-Lucy Deconvolution...", weight = 15) },
	description = "Removes the blur of a known or measured point spread function " +
		"from each plane, and stops before it fits the noise.")
public class DeconvolveImage extends BlockCommand {

	@Parameter(label = "Image", description = "The image to deconvolve; not " +
		"changed", persist = false)
	private ImagePlus image;

	@Parameter(label = "Blur (sigma)", min = "0", max = "100",
		description = "Standard deviation of the Gaussian point spread function, " +
		"in pixels; 0 to measure it from the image", persist = false,
		required = false)
	private double sigma = 0;

	@Parameter(label = "Point spread function", style = "open",
		description = "Image of a point source, of odd width and height and " +
			"without background, instead of a Gaussian", persist = false,
			required = false)
	private File psf;

	@Parameter(label = "Iterations", min = "0", max = "10000",
		description = "Maximum number of iterations; stops earlier if the " +
			"blurred result is as close to the image as the noise allows",
			persist = false,
		required = false)
	private int iterations = RichardsonLucy.ITERATIONS;

	@Parameter(label = "Photons", min = "0", description = "Photons per pixel " +
		"at the upper end of the range; 0 for no photon noise, or to measure the " +
		"noise if read noise is 0, too", persist = false, required = false)
	private double photons = 0;

	@Parameter(label = "Read noise", min = "0", description = "Standard " +
		"deviation of Gaussian noise as a fraction of the range", persist = false,
		required = false)
	private double noise = 0;

	@Parameter(label = "Result", choices = { EnlargeSettings.SAME,
		EnlargeSettings.FLOAT }, description = "same: rounded and clipped to the " +
			"image's type, RGB by channels; 32-bit: unrounded values, for RGB " +
			"those of the luma", persist = false, required = false)
	private String depth = EnlargeSettings.SAME;

	@Parameter(label = "Region", choices = { EnlargeSettings.IMAGE,
		EnlargeSettings.SELECTION }, description = "Deconvolve the whole image, or " +
			"the bounding box of the selection", persist = false, required = false)
	private String region = EnlargeSettings.IMAGE;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus output;

	// -- SuperResCommand methods --

	@Override
	public void execute(final Progress progress) throws IOException {
		output = fill(progress);
	}

	@Override
	protected ImagePlus image() {
		return image;
	}

	@Override
	protected Task task(final Progress progress) throws IOException {
		return new Task(filter(), EnlargeSettings.filter(commandLine(),
			"deconvolved", region, depth));
	}

	@Override
	protected boolean uses(final String input) {
		return switch (input) {
			case "sigma" -> psf == null;
			case "psf" -> sigma == 0;
			case "region" -> hasSelection(image);
			default -> true;
		};
	}

	@Override
	protected boolean hasPreview() {
		return true;
	}

	// -- Helper methods --

	private MeasuredFilter filter() throws IOException {
		if (psf == null) return MeasuredFilter.deconvolution(sigma, iterations,
			photons, noise);
		if (sigma != 0) throw new WrongUsage(
			"More than one blur is given: choose one of sigma and psf");
		return MeasuredFilter.deconvolution(Blur.unit(PointSpread.read(psf)),
			iterations, photons, noise);
	}
}
