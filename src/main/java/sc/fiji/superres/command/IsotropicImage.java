package sc.fiji.superres.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.learn.AxialRun;
import sc.fiji.superres.learn.AxialSettings;
import sc.fiji.superres.learn.TrainingWindow;
import sc.fiji.superres.network.Device;
import sc.fiji.superres.step.SuperResCommand;

/** Makes a stack isotropic by a network that learns from the stack itself. */
@Plugin(type = Command.class, name = "isotropic", headless = true,
	label = "Restore Axial Resolution...", menu = { @Menu(label = "Plugins",
		weight = 8), @Menu(label = "Super Resolution"), @Menu(
			label = "Restore Axial Resolution...", weight = 2) },
	description = "Restores the z axis of a stack to the resolution of x and y, by " +
		"a network that learns from the planes of the stack itself. Escape ends the " +
		"training, and the stack is restored by the best network so far.")
public class IsotropicImage extends SuperResCommand {

	private static final String ALL = "all";
	private static final String EACH = "each";

	@Parameter(label = "Stack", description = "The stack or hyperstack to restore, " +
		"with a voxel size; not changed", persist = false)
	private ImagePlus image;

	@Parameter(label = "Factor", min = "0", max = "10", description = "Slices of " +
		"the result per slice, 1.2 to 10; 0 for slice distance divided by pixel " +
		"size, which makes voxels cubes", persist = false, required = false)
	private double factor = 0;

	@Parameter(label = "Slice profile (FWHM)", description = "Full width at half " +
		"maximum of the axial blur, a Gaussian, in slices of the stack: 0 for one " +
		"slice; none where slices are thin and far apart", persist = false,
		required = false)
	private String fwhm = "0";

	@Parameter(label = "Point spread function", style = "open",
		description = "Stack of a bead smaller than the blur, instead of the FWHM: " +
			"its profile along z, in the distance of its slices where both stacks " +
			"have a voxel size", persist = false, required = false)
	private File psf;

	@Parameter(label = "Minutes", min = "0", description = "How long a network " +
		"learns; 0 for as many steps as given", persist = false, required = false)
	private double minutes = 10;

	@Parameter(label = "Steps", min = "1", description = "Number of training " +
		"steps, used with 0 minutes", persist = false, required = false)
	private int steps = 5000;

	@Parameter(label = "Networks", choices = { ALL, EACH }, description = "all: one " +
		"network that learns from all channels and frames; each: one for each " +
		"channel, which takes as many times longer", persist = false,
		required = false)
	private String channels = ALL;

	@Parameter(label = "Seed", description = "Equal seeds and steps give equal " +
		"networks", persist = false, required = false)
	private long seed = 1;

	@Parameter(label = "Device", choices = { "auto", "cpu", "gpu" },
		description = "Where the network is trained: auto, on a GPU where PyTorch for " +
			"one is installed; cpu; gpu", persist = false, required = false)
	private String device = "auto";

	@Parameter(label = "Model package", style = "save", description = "Folder to " +
		"create for the network, to restore other stacks of the same kind with " +
		"Upscale Image; empty for none", persist = false, required = false)
	private File model;

	@Parameter(label = "Overwrite", description = "Replace an existing " +
		"package", persist = false, required = false)
	private boolean overwrite = false;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus output;

	// -- SuperResCommand methods --

	@Override
	public void execute(final Progress progress) throws IOException {
		requireImage(image);
		output = AxialRun.run(image, settings(), TrainingWindow.watcher(image
			.getShortTitle()), progress);
	}

	@Override
	protected boolean uses(final String input) {
		return switch (input) {
			case "fwhm" -> psf == null;
			case "steps" -> minutes == 0;
			case "channels" -> image == null || image.getNChannels() > 1;
			case "overwrite" -> model != null;
			default -> true;
		};
	}

	@Override
	protected String outlook() {
		if (image == null) return "";
		final AxialSettings settings = settings();
		return String.format(Locale.ROOT, "Factor %.3g: %d x %d x %.0f voxels", settings.factor(),
			image.getWidth(), image.getHeight(), Math.ceil(image.getNSlices() *
				settings.factor()));
	}

	// -- Helper methods --

	private AxialSettings settings() {
		if (!ALL.equals(channels) && !EACH.equals(channels)) throw new WrongUsage(
			"channels=" + channels + ": choose one of " + ALL + ", " + EACH);
		if (psf != null && AxialSettings.fwhm(fwhm) != AxialSettings.fwhm(""))
			throw new WrongUsage("fwhm=" + fwhm + " and psf=" + psf +
				" are both given: choose one");
		final Optional<Path> folder = Optional.ofNullable(model).map(File::toPath);
		return new AxialSettings(AxialSettings.factor(image, factor), AxialSettings
			.fwhm(fwhm), Optional.ofNullable(psf).map(File::toPath), minutes, steps, seed, Device
				.of(device), EACH.equals(channels), folder,
			overwrite, commandLine());
	}
}
