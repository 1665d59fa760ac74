package sc.fiji.superres.command.model;

import java.io.IOException;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.dictionary.Association;
import sc.fiji.superres.dictionary.Clustering;
import sc.fiji.superres.dictionary.DictionarySettings;
import sc.fiji.superres.dictionary.Feature;
import sc.fiji.superres.learn.DictionaryRun;

/** Trains a dictionary on a folder of images, or on the open stack. */
@Plugin(type = Command.class, name = "train-dictionary", headless = true,
	label = "Train Dictionary...", menu = { @Menu(label = "Plugins", weight = 8),
		@Menu(label = "Super Resolution"), @Menu(label = "Train", weight = 20),
		@Menu(label = "Train Dictionary...", weight = 22) },
	description = "Learns from a folder of images or from the open stack what " +
		"low-resolution patches look like at high resolution, and writes the " +
		"result as a model package. Takes minutes.")
public class TrainDictionary extends TrainingCommand {

	@Parameter(label = "Feature", choices = { "derivatives", "fourier" },
		description = "Features of a patch: edges, by first and second " +
			"derivatives, or high frequencies, by a Fourier transform",
		persist = false, required = false)
	private String feature = "derivatives";

	@Parameter(label = "Patch size", min = "0", max = "50",
		description = "Side of a patch in low-resolution pixels, at most 50 / " +
			"scale; 0 for 3, or 5 at scale 1", persist = false, required = false)
	private int patch = 0;

	@Parameter(label = "Atoms", min = "1", max = "65536",
		description = "Number of anchors that patches are compared with",
		persist = false, required = false)
	private int atoms = 1024;

	@Parameter(label = "Clustering", choices = { "kmeans", "ksvd" },
		description = "How the anchors are found", persist = false,
		required = false)
	private String clustering = "kmeans";

	@Parameter(label = "Association", choices = { "aplus", "anr", "pair" },
		description = "What an anchor predicts of the high-resolution patch: aplus: " +
			"regression over the nearest training patches; anr: over the nearest " +
			"anchors; pair: the nearest training patch alone", persist = false,
		required = false)
	private String association = "aplus";

	@Parameter(label = "Training patches", min = "1", max = "50000000",
		description = "Maximum number of patches to learn from; if the images " +
			"have fewer, smaller copies are added", persist = false,
		required = false)
	private int patches = 2_000_000;

	// -- SuperResCommand methods --

	@Override
	public void execute(final Progress progress) throws IOException {
		noteUnused(progress);
		new DictionaryRun(task(), new DictionarySettings(Feature.named(feature),
			patch, atoms, Clustering.named(clustering), Association.named(
				association), patches, seed())).run(output(), overwrite(), progress);
	}

	@Override
	protected boolean isCommon(final String input) {
		return "atoms".equals(input) || super.isCommon(input);
	}
}
