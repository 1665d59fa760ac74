package sc.fiji.superres.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.ImagePlus;
import ij.macro.Interpreter;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.degrade.Blur;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.degrade.Noise;
import sc.fiji.superres.method.Methods;
import sc.fiji.superres.network.Architecture;
import sc.fiji.superres.report.TrainingPlan;
import sc.fiji.superres.report.TrainingRun;
import sc.fiji.superres.report.TrainingSource;
import sc.fiji.superres.report.TrainingWindow;
import sc.fiji.superres.training.TrainingSettings;
import sc.fiji.superres.training.TrainingStart;
import sc.fiji.superres.training.TrainingWatcher;

/** Trains a network on a folder of images, or on the open stack. */
@Plugin(type = Command.class, name = "train-network", headless = true,
	label = "Train Network...", menu = { @Menu(label = "Plugins", weight = 8),
		@Menu(label = "Super Resolution"), @Menu(label = "Train", weight = 20),
		@Menu(label = "Train Network...", weight = 21) },
	description = "Trains a network on a folder of images or on the open stack, " +
		"and writes it as a model package. Started again after a stop, it goes on " +
		"where it was.")
public class TrainNetwork extends SuperResCommand {

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
		description = "Images to score on during the training, and never to learn " +
			"from; without it one in ten originals is held out", persist = false,
		required = false)
	private File heldout;

	@Parameter(label = "Network", description = "The architecture: " +
		Architecture.NAMES + "; not used with a base", persist = false,
		required = false)
	private String network = "balanced";

	@Parameter(label = "Base", description = "The installed model, package or " +
		"TorchScript file to start from; a model of this suite may have another " +
		"scale; empty to start from nothing", style = "trained", persist = false,
		required = false)
	private String base = "";

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
	private int steps = 20000;

	@Parameter(label = "Minutes", min = "0", description = "How long it may take, " +
		"instead of steps; 0 for as many steps as given", persist = false,
		required = false)
	private double minutes = 0;

	@Parameter(label = "Patch size", min = "8",
		description = "Side of a low-resolution patch in pixels", persist = false,
		required = false)
	private int patch = 48;

	@Parameter(label = "Patches per step", min = "1",
		description = "How many patches each step learns from", persist = false,
		required = false)
	private int batch = 8;

	@Parameter(label = "Learning rate", min = "0", max = "1",
		description = "The highest learning rate, after the warm-up; a tenth of " +
			"the default is enough with a base", persist = false, required = false)
	private double rate = 1e-3;

	@Parameter(label = "Seed", description = "Equal seeds give equal networks",
		persist = false, required = false)
	private long seed = 1;

	@Parameter(label = "Folders of benchmark images", description = "Images that " +
		"the finished network is scored on by the published protocol, never " +
		"trained on; folders are separated by commas", persist = false,
		required = false)
	private String benchmark = "";

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
		final TrainingStart start = base.isBlank() ? TrainingStart.of(Architecture
			.named(network), scale) : TrainingStart.of(Methods.path(base), scale);
		final TrainingSettings settings = TrainingSettings.of(patch, batch, steps,
			rate, seed, start.normalized());
		final TrainingSource source = new TrainingSource(path(images), Optional
			.ofNullable(image).filter(open -> open.getWidth() > 0), path(lowres),
			path(heldout));
		final List<Path> benchmarks = Stream.of(benchmark.split(",")).map(
			String::strip).filter(name -> !name.isEmpty()).map(Path::of).toList();
		TrainingRun.run(new TrainingPlan(start, source, degradation(), settings,
			minutes, benchmarks, author, license, commandLine()), output.toPath(),
			overwrite, watcher(), progress);
	}

	@Override
	protected boolean uses(final String input) {
		return switch (input) {
			case "sigma", "photons", "noise" -> lowres == null;
			case "network" -> base.isBlank();
			case "steps" -> minutes == 0;
			default -> true;
		};
	}

	// -- Helper methods --

	private Degradation degradation() {
		final Degradation standard = Degradation.of(scale);
		return new Degradation(scale, standard.kernel(), sigma == 0 ? standard
			.blur() : Blur.gaussian(sigma), new Noise(photons, noise, 0, 0, seed));
	}

	private TrainingWatcher watcher() {
		return IJ.getInstance() == null || Interpreter.isBatchMode()
			? TrainingWatcher.NONE : new TrainingWindow(output.getName());
	}

	private static Optional<Path> path(final File folder) {
		return Optional.ofNullable(folder).map(File::toPath);
	}
}
