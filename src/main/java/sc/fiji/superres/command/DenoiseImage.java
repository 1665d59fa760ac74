package sc.fiji.superres.command;

import java.io.IOException;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.filter.NonLocalMeans;
import sc.fiji.superres.image.EnlargeSettings;
import sc.fiji.superres.method.MeasuredFilter;
import sc.fiji.superres.step.BlockCommand;

/** Removes the noise of a camera. */
@Plugin(type = Command.class, name = "denoise", headless = true,
	label = "Non-Local Means Denoising...", menu = { @Menu(label = "Plugins",
		weight = 8), @Menu(label = "Super Resolution"), @Menu(
			label = "Preprocess", weight = 10), @Menu(
				label = "Non-Local Means Denoising...", weight = 16) },
	description = "Removes photon noise and read noise from each plane by " +
		"averaging pixels whose surroundings look alike.")
public class DenoiseImage extends BlockCommand {

	@Parameter(label = "Image", description = "The image to denoise; not changed",
		persist = false)
	private ImagePlus image;

	@Parameter(label = "Photons", min = "0", description = "Photons per pixel " +
		"at the upper end of the range; 0 for no photon noise, or to measure the " +
		"noise if read noise is 0, too", persist = false, required = false)
	private double photons = 0;

	@Parameter(label = "Read noise", min = "0", description = "Standard " +
		"deviation of Gaussian noise as a fraction of the range", persist = false,
		required = false)
	private double noise = 0;

	@Parameter(label = "Strength", description = "How different surroundings " +
		"may be, in standard deviations of the noise; larger values smooth more",
		persist = false,
		required = false)
	private double strength = NonLocalMeans.STRENGTH;

	@Parameter(label = "Result", choices = { EnlargeSettings.SAME,
		EnlargeSettings.FLOAT }, description = "same: rounded and clipped to the " +
			"image's type, RGB by channels; 32-bit: unrounded values, for RGB " +
			"those of the luma", persist = false, required = false)
	private String depth = EnlargeSettings.SAME;

	@Parameter(label = "Region", choices = { EnlargeSettings.IMAGE,
		EnlargeSettings.SELECTION }, description = "Denoise the whole image, or the " +
			"bounding box of the selection", persist = false, required = false)
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
	protected Task task(final Progress progress) {
		return new Task(MeasuredFilter.denoising(strength, photons, noise),
			EnlargeSettings.filter(commandLine(), "denoised", region, depth));
	}

	@Override
	protected boolean uses(final String input) {
		return !"region".equals(input) || hasSelection(image);
	}

	@Override
	protected boolean hasPreview() {
		return true;
	}
}
