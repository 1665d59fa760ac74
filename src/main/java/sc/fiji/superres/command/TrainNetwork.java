package sc.fiji.superres.command;

import java.io.File;
import java.io.IOException;
import java.util.Optional;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.degrade.Blur;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.degrade.Noise;
import sc.fiji.superres.network.Architecture;
import sc.fiji.superres.report.TrainingRun;
import sc.fiji.superres.training.TrainingSettings;

/** Trains a network on a folder of images. */
@Plugin(type = Command.class, name = "train-network", headless = true,
	label = "Train Network...", menu = { @Menu(label = "Plugins", weight = 8),
		@Menu(label = "Super Resolution"), @Menu(label = "Train Network...",
			weight = 20) },
	description = "Trains a network on a folder of images, and writes it as a " +
		"model package. Started again after a stop, it goes on where it was.")
public class TrainNetwork extends SuperResCommand {

	@Parameter(label = "Folder of images", style = "directory",
		description = "High-resolution images to learn from; a file SOURCES.csv " +
			"may tell originals, authors and licences", persist = false)
	private File images;

	@Parameter(label = "Network", description = "The architecture: " +
		Architecture.NAMES, persist = false, required = false)
	private String network = "balanced";

	@Parameter(label = "Scale factor", min = "1", max = "4",
		description = "How much larger the result is along x and y",
		persist = false, required = false)
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

	@Parameter(label = "Steps", min = "1", description = "Number of training steps",
		persist = false, required = false)
	private int steps = 12000;

	@Parameter(label = "Patch size", min = "8",
		description = "Side of a low-resolution patch in pixels", persist = false,
		required = false)
	private int patch = 48;

	@Parameter(label = "Patches per step", min = "1",
		description = "How many patches each step learns from", persist = false,
		required = false)
	private int batch = 16;

	@Parameter(label = "Learning rate", min = "0", max = "1",
		description = "The highest learning rate, after the warm-up",
		persist = false, required = false)
	private double rate = 1e-3;

	@Parameter(label = "Seed", description = "Equal seeds give equal networks",
		persist = false, required = false)
	private long seed = 1;

	@Parameter(label = "Folder of benchmark images", style = "directory",
		description = "Images that the finished network is scored on by the " +
			"published protocol; never trained on", persist = false,
		required = false)
	private File benchmark;

	@Parameter(label = "Author", description = "Who trains the network, for its " +
		"model card", persist = false, required = false)
	private String author = "Unknown";

	@Parameter(label = "Licence", description = "Licence of the network, as an " +
		"SPDX identifier, for its model card", persist = false, required = false)
	private String license = "CC-BY-4.0";

	@Parameter(label = "Model package", style = "save",
		description = "Folder that is made for the finished network; its name is " +
			"the name of the model", persist = false)
	private File output;

	@Parameter(label = "Overwrite", description = "Replace a package that is there " +
		"already", persist = false, required = false)
	private boolean overwrite = false;

	// -- SuperResCommand methods --

	@Override
	public void execute(final Progress progress) throws IOException {
		final Architecture architecture = Architecture.named(network);
		final TrainingSettings settings = TrainingSettings.of(patch, batch, steps,
			rate, seed, architecture.normalized());
		final Degradation standard = Degradation.of(scale);
		final Degradation degradation = new Degradation(scale, standard.kernel(),
			sigma == 0 ? standard.blur() : Blur.gaussian(sigma), new Noise(photons,
				noise, 0, 0, seed));
		new TrainingRun(images.toPath(), architecture, degradation,
			settings, author, license, commandLine()).run(output.toPath(),
				overwrite, Optional.ofNullable(benchmark).map(File::toPath), progress);
	}
}
