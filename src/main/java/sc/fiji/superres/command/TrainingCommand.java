package sc.fiji.superres.command;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;

import org.scijava.plugin.Parameter;

import ij.ImagePlus;

import sc.fiji.superres.degrade.Blur;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.degrade.Noise;
import sc.fiji.superres.learn.TrainingSource;
import sc.fiji.superres.learn.TrainingTask;
import sc.fiji.superres.step.SuperResCommand;

/**
 * A command that learns from images and writes a model package: from what, by
 * what degradation, and where to. Dialogs and help show these inputs first.
 */
abstract class TrainingCommand extends SuperResCommand {

	@Parameter(label = "Stack", description = "High-resolution slices to learn " +
		"from; used where no folder is given", persist = false, required = false)
	private ImagePlus image;

	@Parameter(label = "Folder of images", style = "directory",
		description = "High-resolution images to learn from; a file SOURCES.csv " +
			"may tell originals, authors and licences", persist = false,
		required = false)
	private File images;

	@Parameter(label = "Folder of low-resolution twins", style = "directory",
		description = "Measured twins with the names of the images, smaller by the " +
			"scale; without it twins are made by blur, shrinking and noise",
		persist = false, required = false)
	private File lowres;

	@Parameter(label = "Folder of held-out images", style = "directory",
		description = "Images to score on, and never to learn from; without it one " +
			"in ten originals is held out", persist = false, required = false)
	private File heldout;

	@Parameter(label = "Folders of benchmark images", description = "Images that " +
		"the finished model is scored on by the published protocol, never trained " +
		"on; folders are separated by commas", persist = false, required = false)
	private String benchmark = "";

	@Parameter(label = "Model package", style = "save",
		description = "Folder that is made for the finished model; its name is " +
			"the name of the model", persist = false)
	private File output;

	@Parameter(label = "Overwrite", description = "Replace a package that is there " +
		"already", persist = false, required = false)
	private boolean overwrite = false;

	@Parameter(label = "Author", description = "Who trains the model, for its " +
		"card", persist = false, required = false)
	private String author = "Unknown";

	@Parameter(label = "Licence", description = "Licence of the model, as an SPDX " +
		"identifier, for its card", persist = false, required = false)
	private String license = "CC-BY-4.0";

	@Parameter(label = "Seed", description = "Equal seeds give equal models",
		persist = false, required = false)
	private long seed = 1;

	@Parameter(label = "Scale factor", min = "1", max = "4",
		description = "How much larger the result is along x and y; 1 to sharpen " +
			"at the same size", persist = false, required = false)
	private int scale = 2;

	@Parameter(label = "Blur (sigma)", min = "0", description = "Gaussian blur " +
		"before the images are shrunk, in high-resolution pixels; 0 for none " +
		"(at scale 1: bicubic down and up by 2)", persist = false,
		required = false)
	private double sigma = 0;

	@Parameter(label = "Photons", min = "0", description = "Photons that white " +
		"stands for in the shrunk images, for Poisson noise; 0 for none",
		persist = false, required = false)
	private double photons = 0;

	@Parameter(label = "Read noise", min = "0", description = "Gaussian noise of " +
		"the shrunk images, as a share of the range", persist = false,
		required = false)
	private double noise = 0;

	// -- TrainingCommand methods --

	/** Returns what is to be learned from, by these inputs. */
	protected final TrainingTask task() {
		final Degradation standard = Degradation.of(scale);
		return new TrainingTask(new TrainingSource(path(images), Optional
			.ofNullable(image).filter(open -> open.getWidth() > 0), path(lowres),
			path(heldout)), new Degradation(scale, standard.kernel(), sigma == 0
				? standard.blur() : Blur.gaussian(sigma), new Noise(photons, noise, 0,
					0, seed)), parts(benchmark).filter(name -> !name
						.isEmpty()).map(Path::of).toList(), author, license,
			commandLine());
	}

	/** Returns where the package goes. */
	protected final Path output() {
		return output.toPath();
	}

	/** Returns whether a package there may be replaced. */
	protected final boolean overwrite() {
		return overwrite;
	}

	protected final int scale() {
		return scale;
	}

	protected final long seed() {
		return seed;
	}

	// -- SuperResCommand methods --

	@Override
	protected boolean uses(final String input) {
		return switch (input) {
			case "sigma", "photons", "noise" -> lowres == null;
			default -> true;
		};
	}

	// -- Helper methods --

	private static Optional<Path> path(final File folder) {
		return Optional.ofNullable(folder).map(File::toPath);
	}
}
