package sc.fiji.superres.command.model;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.scijava.plugin.Parameter;

import ij.ImagePlus;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.degrade.DegradationRange;
import sc.fiji.superres.degrade.ValueRange;
import sc.fiji.superres.learn.Supervision;
import sc.fiji.superres.learn.TrainingSource;
import sc.fiji.superres.learn.TrainingTask;
import sc.fiji.superres.measure.AcquisitionSettings;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.step.SuperResCommand;

/**
 * Base class of commands that learn from images and write a model package, with
 * the inputs for images, degradation and package. Dialogs and help show these
 * inputs first.
 */
abstract class TrainingCommand extends SuperResCommand {

	private static final int SCALE = 2;

	/** Inputs that mean nothing where noisy images alone are learned from. */
	private static final String[] PAIRED = { "scale", "kernel", "sigma", "photons",
		"noise", "none" };

	@Parameter(label = "Stack", description = "High-resolution slices to learn " +
		"from; used where no folder is given", persist = false, required = false)
	private ImagePlus image;

	@Parameter(label = "Folder of images", style = "directory",
		description = "High-resolution images to learn from; a file SOURCES.csv " +
			"may list originals, authors and licenses", persist = false,
		required = false)
	private File images;

	@Parameter(label = "Folder of low-resolution images", style = "directory",
		description = "Measured LR images with the names of the HR images, smaller " +
			"by the scale, which are registered to them; without it they are made by " +
			"blur, down-sampling and noise",
		persist = false, required = false)
	private File lowres;

	@Parameter(label = "Folder of validation images", style = "directory",
		description = "Images to validate on, never to train on; without it, one " +
			"in ten originals is set aside", persist = false, required = false)
	private File heldout;

	@Parameter(label = "Folders of benchmark images", description = "Images that " +
		"the finished model is scored on by the published protocol, never trained " +
		"on; folders are separated by commas", persist = false, required = false)
	private String benchmark = "";

	@Parameter(label = "Model package", style = "save",
		description = "Folder to create for the finished model; its name, of at " +
			"least 5 characters, is the name of the model", persist = false)
	private File output;

	@Parameter(label = "Overwrite", description = "Replace an existing package",
		persist = false, required = false)
	private boolean overwrite = false;

	@Parameter(label = "Author", description = "Author of the model, for its " +
		"card", persist = false, required = false)
	private String author = "Unknown";

	@Parameter(label = "License", description = "License of the model, as an SPDX " +
		"identifier, for its card", persist = false, required = false)
	private String license = "CC-BY-4.0";

	@Parameter(label = "Seed", description = "Equal seeds give equal models",
		persist = false, required = false)
	private long seed = 1;

	@Parameter(label = "Scale factor", min = "1", max = "4",
		description = "How much larger the result is along x and y; 1 to sharpen " +
			"at the same size", persist = false, required = false)
	private int scale = SCALE;

	@Parameter(label = "Down-sampling", description = "How the images are " +
		"shrunk: bicubic, binning (of a camera, the same as area) or another " +
		"interpolation; from several, separated by commas, one is drawn for each patch",
		persist = false, required = false)
	private String kernel = Kernel.BICUBIC;

	@Parameter(label = "Blur (sigma)", description = "Gaussian blur " +
		"before the images are shrunk, in high-resolution pixels: a number, or " +
		"a range such as 0.5-2 from which a value is drawn for each patch; 0 " +
		"for none (at scale 1: bicubic down and up by 2)",
		persist = false, required = false)
	private String sigma = "0";

	@Parameter(label = "Photons", description = "Photons per pixel of the " +
		"shrunk images at white, for Poisson noise: a number, or a range " +
		"such as 10-1000; 0 for none", persist = false, required = false)
	private String photons = "0";

	@Parameter(label = "Read noise", description = "Gaussian noise of the " +
		"shrunk images, as a fraction of the intensity range: a number, or a " +
		"range such as 0.002-0.05; 0 for none", persist = false, required = false)
	private String noise = "0";

	@Parameter(label = "Share without", min = "0", max = "1",
		description = "With ranges: the fraction of patches without blur, and of " +
			"those without noise",
		persist = false, required = false)
	private double none = 0.25;

	// -- TrainingCommand methods --

	/**
	 * Returns the task that these inputs describe.
	 *
	 * @param unsaid names of inputs that the recorded command line leaves out
	 */
	protected final TrainingTask task(final String... unsaid) {
		return new TrainingTask(new TrainingSource(path(images), openStack(), path(
			lowres), path(heldout)), degradation(), supervision(), parts(benchmark)
				.filter(name -> !name.isEmpty()).map(Path::of).toList(), author, license, commandLine(
				isBlind() ? Stream.concat(Stream.of(unsaid), Stream.of(PAIRED)).toArray(
					String[]::new) : unsaid));
	}

	/** Returns the folder of the package to write. */
	protected final Path output() {
		return output.toPath();
	}

	/** Returns whether an existing package may be replaced. */
	protected final boolean overwrite() {
		return overwrite;
	}

	protected final int scale() {
		return isBlind() ? 1 : scale;
	}

	protected final long seed() {
		return seed;
	}

	/** Says which inputs were set, but have no effect beside the others. */
	protected final void noteUnused(final Progress progress) {
		final Map<String, Object> values = new TreeMap<>();
		if (scale != SCALE && scale != scale()) values.put("scale", scale);
		if (!Kernel.BICUBIC.equals(kernel)) values.put("kernel", kernel);
		if (!ValueRange.parse("sigma", sigma).isZero()) values.put("sigma", sigma);
		if (!ValueRange.parse("photons", photons).isZero()) values.put("photons",
			photons);
		if (!ValueRange.parse("noise", noise).isZero()) values.put("noise", noise);
		values.keySet().removeIf(this::uses);
		if (!values.isEmpty()) progress.note("Not used, because " + (isBlind()
			? "noisy images are learned from as they are, at a scale of 1"
			: "low-resolution images are given") + ": " + values.entrySet().stream().map(
				Object::toString).collect(Collectors.joining(", ")));
	}

	/** Returns what it is taught by. */
	protected Supervision supervision() {
		return Supervision.PAIRS;
	}

	// -- SuperResCommand methods --

	@Override
	protected boolean uses(final String input) {
		return switch (input) {
			case "lowres", "benchmark", "scale" -> !isBlind();
			case "kernel", "sigma", "photons", "noise" -> !isBlind() && lowres == null;
			case "none" -> !isBlind() && lowres == null && Stream.of(sigma, photons, noise).anyMatch(
				text -> text.contains("-"));
			default -> true;
		};
	}

	@Override
	protected boolean isCommon(final String input) {
		return switch (input) {
			case "image", "images", "output", "overwrite", "scale", "sigma",
				"photons", "noise" -> true;
			default -> false;
		};
	}

	@Override
	protected String outlook() {
		if (images != null) return "Learns from the images in the folder " +
			images.getName();
		return openStack().map(open -> "Learns from the open stack \"" + open
			.getTitle() + "\", planes: " + open.getStackSize()).orElse("");
	}

	// -- Helper methods --

	/** Returns the open stack; ImageJ2 hands over an empty image where none is. */
	private Optional<ImagePlus> openStack() {
		return Optional.ofNullable(image).filter(open -> open.getWidth() > 0);
	}

	private boolean isBlind() {
		return supervision() == Supervision.BLIND_SPOT;
	}

	private DegradationRange degradation() {
		return DegradationRange.of(scale(), parts(kernel).map(
			AcquisitionSettings::kernelNamed).toList(),
			ValueRange.parse("sigma", sigma), ValueRange.parse("photons", photons),
			ValueRange.parse("noise", noise), none, seed);
	}

	private static Optional<Path> path(final File folder) {
		return Optional.ofNullable(folder).map(File::toPath);
	}
}
