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

import ij.ImagePlus;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.degrade.Blur;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.degrade.Noise;
import sc.fiji.superres.dictionary.Association;
import sc.fiji.superres.dictionary.Clustering;
import sc.fiji.superres.dictionary.DictionarySettings;
import sc.fiji.superres.dictionary.Feature;
import sc.fiji.superres.report.DictionaryRun;
import sc.fiji.superres.report.TrainingSource;

/** Trains a dictionary on a folder of images, or on the open stack. */
@Plugin(type = Command.class, name = "train-dictionary", headless = true,
	label = "Train Dictionary...", menu = { @Menu(label = "Plugins", weight = 8),
		@Menu(label = "Super Resolution"), @Menu(label = "Train", weight = 20),
		@Menu(label = "Train Dictionary...", weight = 22) },
	description = "Learns from a folder of images or from the open stack what " +
		"low-resolution patches look like at high resolution, and writes that as " +
		"a model package. Takes minutes.")
public class TrainDictionary extends SuperResCommand {

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

	@Parameter(label = "Feature", choices = { "derivatives", "fourier" },
		description = "What of a patch is looked at: its edges, by first and " +
			"second derivatives, or its high frequencies, by a Fourier transform",
		persist = false, required = false)
	private String feature = "derivatives";

	@Parameter(label = "Patch size", min = "0", max = "50",
		description = "Side of a patch in low-resolution pixels, at most 50 / " +
			"scale; 0 for 3, at scale 1 for 5", persist = false, required = false)
	private int patch = 0;

	@Parameter(label = "Atoms", min = "1", max = "65536",
		description = "How many anchors patches are compared with",
		persist = false, required = false)
	private int atoms = 1024;

	@Parameter(label = "Clustering", choices = { "kmeans", "ksvd" },
		description = "How the anchors are found", persist = false,
		required = false)
	private String clustering = "kmeans";

	@Parameter(label = "Association", choices = { "aplus", "anr", "pair" },
		description = "What an anchor tells of the high-resolution patch: aplus: " +
			"regression over the nearest training patches; anr: over the nearest " +
			"anchors; pair: the nearest training patch alone", persist = false,
		required = false)
	private String association = "aplus";

	@Parameter(label = "Training patches", min = "1", max = "50000000",
		description = "How many patches it learns from at most; where the images " +
			"have fewer, smaller copies are added", persist = false,
		required = false)
	private int patches = 2_000_000;

	@Parameter(label = "Seed", description = "Equal seeds give equal dictionaries",
		persist = false, required = false)
	private long seed = 1;

	@Parameter(label = "Folders of benchmark images", description = "Images that " +
		"the finished dictionary is scored on by the published protocol, never " +
		"trained on; folders are separated by commas", persist = false,
		required = false)
	private String benchmark = "";

	@Parameter(label = "Author", description = "Who trains the dictionary, for " +
		"its model card", persist = false, required = false)
	private String author = "Unknown";

	@Parameter(label = "Licence", description = "Licence of the dictionary, as an " +
		"SPDX identifier, for its model card", persist = false, required = false)
	private String license = "CC-BY-4.0";

	@Parameter(label = "Model package", style = "save",
		description = "Folder that is made for the finished dictionary; its name " +
			"is the name of the model", persist = false)
	private File output;

	@Parameter(label = "Overwrite", description = "Replace a package that is there " +
		"already", persist = false, required = false)
	private boolean overwrite = false;

	// -- SuperResCommand methods --

	@Override
	public void execute(final Progress progress) throws IOException {
		final DictionarySettings settings = new DictionarySettings(Feature.named(
			feature), patch, atoms, Clustering.named(clustering), Association.named(
				association), patches, seed);
		final TrainingSource source = new TrainingSource(path(images), Optional
			.ofNullable(image).filter(open -> open.getWidth() > 0), path(lowres),
			path(heldout));
		final List<Path> benchmarks = Stream.of(benchmark.split(",")).map(
			String::strip).filter(name -> !name.isEmpty()).map(Path::of).toList();
		new DictionaryRun(source, degradation(), settings, benchmarks, author,
			license, commandLine()).run(output.toPath(), overwrite, progress);
	}

	@Override
	protected boolean uses(final String input) {
		return switch (input) {
			case "sigma", "photons", "noise" -> lowres == null;
			default -> true;
		};
	}

	// -- Helper methods --

	private Degradation degradation() {
		final Degradation standard = Degradation.of(scale);
		return new Degradation(scale, standard.kernel(), sigma == 0 ? standard
			.blur() : Blur.gaussian(sigma), new Noise(photons, noise, 0, 0, seed));
	}

	private static Optional<Path> path(final File file) {
		return Optional.ofNullable(file).map(File::toPath);
	}
}
