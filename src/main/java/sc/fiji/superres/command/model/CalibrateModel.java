package sc.fiji.superres.command.model;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.measure.ResultsTable;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.compare.BoundCalibration;
import sc.fiji.superres.compare.DegradationSource;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.degrade.DegradationRange;
import sc.fiji.superres.image.file.ImageFolder;
import sc.fiji.superres.measure.AcquisitionSettings;
import sc.fiji.superres.method.InstalledModel;
import sc.fiji.superres.method.Methods;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.step.SuperResCommand;

/** Measures the errors of a model, so that Upscale Image can bound them. */
@Plugin(type = Command.class, name = "calibrate", headless = true,
	label = "Calibrate Model...", menu = { @Menu(label = "Plugins", weight = 8),
		@Menu(label = "Super Resolution"), @Menu(label = "Models", weight = 40),
		@Menu(label = "Calibrate Model...", weight = 41.7) },
	description = "Measures the errors of a model on images of its kind, and " +
		"stores in its package what Upscale Image needs to bound them; or checks " +
		"the bounds on other images.")
public class CalibrateModel extends SuperResCommand {

	private static final String GIVEN = "given";
	private static final String MODEL = "model";
	private static final String VARIED = "varied";
	private static final String ERRORS = "errors";
	private static final String KIND = "kind";

	@Parameter(label = "Model", description = "An installed model, or the folder " +
		"of a model package, which is changed where images to calibrate on are " +
		"given", style = "model", persist = false)
	private String model;

	@Parameter(label = "Folders of images", description = "High-resolution images " +
		"of the model's kind to calibrate on, best at least 50 that it was not " +
		"trained on; folders are separated by commas; empty to check only",
		persist = false, required = false)
	private String images = "";

	@Parameter(label = "Folders of images to check", description = "High-" +
		"resolution images on which the bounds are compared with the errors; " +
		"folders are separated by commas", persist = false, required = false)
	private String check = "";

	@Parameter(label = "Replace", choices = { ERRORS, KIND }, description =
		"What of the package the images replace. errors: what bounds of errors " +
		"are computed from, and the kind of the model's images only where the " +
		"package does not hold it; kind: what images of the model look like, by " +
		"which Upscale Image warns of others", persist = false, required = false)
	private String replace = ERRORS;

	@Parameter(label = "Acquisition", choices = { MODEL, VARIED, GIVEN },
		description = "model: images are degraded as in the training of the " +
		"model, drawn for each plane; varied: a third of them as that, a third " +
		"with blur of up to 2 pixels instead, and a third with blur and noise, " +
		"for a model that meets such images, too; given: by the values below",
		persist = false, required = false)
	private String acquisition = MODEL;

	@Parameter(label = "Down-sampling", choices = { Kernel.NEAREST, Kernel.AREA,
		Kernel.BILINEAR, Kernel.BICUBIC, Kernel.BICUBIC_OPENCV, Kernel.MITCHELL,
		Kernel.BSPLINE, Kernel.LANCZOS2, Kernel.LANCZOS3, Kernel.LANCZOS4,
		AcquisitionSettings.BINNING }, description = "How pixels are combined, with antialiasing",
		persist = false, required = false)
	private String kernel = Kernel.BICUBIC;

	@Parameter(label = "Blur (sigma)", min = "0", description = "Gaussian blur in " +
		"pixels of the images; 0 for none", persist = false, required = false)
	private double sigma = 0;

	@Parameter(label = "Photons", min = "0", max = "1e9",
		description = "Photons per pixel of the shrunk images at the upper end of " +
		"the range, for Poisson noise; 0 for none", persist = false,
		required = false)
	private double photons = 0;

	@Parameter(label = "Read noise", min = "0", description = "Standard " +
		"deviation of Gaussian noise as a fraction of the range; 0 for none",
		persist = false, required = false)
	private double noise = 0;

	@Parameter(label = "Seed", description = "Equal seeds give equal noise",
		persist = false, required = false)
	private long seed = 1;

	@Parameter(type = ItemIO.OUTPUT, label = "Reliability of the bounds")
	private ResultsTable output;

	// -- SuperResCommand methods --

	@Override
	public void execute(final Progress progress) throws IOException {
		if (images.isBlank() && check.isBlank()) throw new WrongUsage("There are " +
			"no images: choose folders to calibrate on by images, or folders to " +
			"check by check");
		final BoundCalibration calibration = new BoundCalibration(model, source());
		if (!List.of(ERRORS, KIND).contains(replace)) throw new WrongUsage("replace=" +
			replace + ": choose one of " + ERRORS + ", " + KIND);
		if (!images.isBlank()) {
			if (KIND.equals(replace)) calibration.describe(files(images), commandLine(),
				progress);
			else calibration.calibrate(files(images), commandLine(), progress);
		}
		if (check.isBlank() && KIND.equals(replace)) return;
		output = calibration.check(files(check.isBlank() ? images : check),
			progress);
	}

	@Override
	protected boolean uses(final String input) {
		return switch (input) {
			case "replace" -> !images.isBlank();
			case "kernel", "sigma", "photons", "noise" -> GIVEN.equals(acquisition);
			default -> true;
		};
	}

	// -- Helper methods --

	private DegradationSource source() throws IOException {
		final InstalledModel described = Methods.described(model).orElseThrow(
			() -> new WrongUsage("model=" + model + " is an interpolation, whose " +
				"errors come with the suite, for the scales 2, 3 and 4: choose a " +
				"trained model"));
		final int scale = scale(described);
		return switch (acquisition) {
			case MODEL -> DegradationSource.of(trained(described, scale));
			case VARIED -> DegradationSource.varied(trained(described, scale));
			case GIVEN -> DegradationSource.of(scale, new AcquisitionSettings(kernel,
				Degradation.BLUR, sigma, 0, 0, null, photons, noise, 0, 0, seed));
			default -> throw new WrongUsage("acquisition=" + acquisition +
				": choose one of " + MODEL + ", " + VARIED + ", " + GIVEN);
		};
	}

	private DegradationRange trained(final InstalledModel described,
		final int scale)
	{
		return DegradationRange.of(described.acquisition().settings(), scale, seed);
	}

	private static int scale(final InstalledModel described) {
		try {
			return Integer.parseInt(described.scale());
		}
		catch (final NumberFormatException exc) {
			throw new WrongUsage("The model " + described.name() + " enlarges by \"" +
				described.scale() + "\": only packages of models that enlarge x and y " +
				"by a whole number are calibrated", exc);
		}
	}

	private List<Path> files(final String folders) throws IOException {
		final List<Path> files = new ArrayList<>();
		for (final String folder : parts(folders).toList())
			files.addAll(ImageFolder.list(new File(folder).toPath()));
		return files;
	}
}
