package sc.fiji.superres.command.model;

import java.io.File;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.degrade.ValueRange;
import sc.fiji.superres.learn.Adaptation;
import sc.fiji.superres.learn.TrainingRun;
import sc.fiji.superres.learn.TrainingWindow;
import sc.fiji.superres.network.ComputeSettings;
import sc.fiji.superres.step.SuperResCommand;
import sc.fiji.superres.training.Decay;

/** Fits a network to a microscope, by noisy images of it. */
@Plugin(type = Command.class, name = "adapt", headless = true,
	label = "Adapt Model...", menu = { @Menu(label = "Plugins", weight = 8),
		@Menu(label = "Super Resolution"), @Menu(label = "Train", weight = 20),
		@Menu(label = "Adapt Model...", weight = 20) },
	description = "Fits a network to your microscope within minutes, by noisy " +
		"images of it alone: measures their noise and blur, and goes on training " +
		"a model on sharp images that it makes of them, degraded as it measured. " +
		"Started again after a stop, it goes on where it was.")
public class AdaptModel extends SuperResCommand {

	@Parameter(label = "Image", description = "Image or stack to adapt to; used " +
		"where no folder is given", persist = false, required = false)
	private ImagePlus image;

	@Parameter(label = "Folder of images", style = "directory",
		description = "Images to adapt to, as the microscope takes them",
		persist = false, required = false)
	private File images;

	@Parameter(label = "Folder of sharp images", style = "directory",
		description = "Sharp images of the same kind to learn from, where there are " +
			"any; otherwise they are made of the images", persist = false,
		required = false)
	private File sharp;

	@Parameter(label = "Model", style = "trained", description = "The network to " +
		"start from; auto takes the one that fits the images", persist = false,
		required = false)
	private String model = "auto";

	@Parameter(label = "Scale factor", min = "1", max = "4",
		description = "How much larger the results of the new model are along x " +
			"and y", persist = false, required = false)
	private int scale = 2;

	@Parameter(label = "Minutes", min = "0", description = "How long the training " +
		"may take", persist = false, required = false)
	private double minutes = 5;

	@Parameter(label = "Steps", min = "0", description = "Number of training " +
		"steps, instead of minutes; 0 for as many as the minutes allow",
		persist = false, required = false)
	private int steps = 0;

	@Parameter(label = "Decay", description = "Steps over which the learning " +
		"rate falls to 0, such as 600-1000, or a list; empty for all after the " +
		"warm-up; not used with minutes", persist = false, required = false)
	private String decay = "";

	@Parameter(label = "Blur (sigma)", description = "Gaussian blur of the " +
		"microscope, in pixels of the enlarged image: a number, or a range such as " +
		"0.5-2; empty to measure it", persist = false, required = false)
	private String sigma = "";

	@Parameter(label = "Photons", description = "Photons that white stands for: a " +
		"number, or a range such as 10-1000; empty to measure them",
		persist = false, required = false)
	private String photons = "";

	@Parameter(label = "Read noise", description = "Read noise, as a share of the " +
		"intensity range: a number, or a range such as 0.002-0.05; empty to " +
		"measure it", persist = false, required = false)
	private String noise = "";

	@Parameter(label = "Device", choices = { "auto", "cpu", "gpu" },
		description = "Where the network is trained: auto, on a GPU where PyTorch for " +
			"one is installed; cpu; gpu", persist = false, required = false)
	private String device = "auto";

	@Parameter(label = "Precision", choices = { "float32", "bfloat16" },
		description = "Numbers that the network computes in while it learns: float32; " +
			"bfloat16, about three times faster on processors with AMX and slower on " +
			"those without instructions for it", persist = false, required = false)
	private String precision = "float32";

	@Parameter(label = "Model package", style = "save",
		description = "Folder to create for the new model; its name is the name of " +
			"the model", persist = false)
	private File output;

	@Parameter(label = "Overwrite", description = "Replace an existing " +
		"package", persist = false, required = false)
	private boolean overwrite = false;

	@Parameter(label = "Author", description = "Who adapts the model, for its " +
		"card", persist = false, required = false)
	private String author = "Unknown";

	@Parameter(label = "License", description = "License of the model, as an SPDX " +
		"identifier, for its card", persist = false, required = false)
	private String license = "CC-BY-4.0";

	@Parameter(label = "Seed", description = "Equal seeds and steps give equal " +
		"models", persist = false, required = false)
	private long seed = 1;

	@Parameter(type = ItemIO.OUTPUT, label = "Adaptation", description = "PSNR " +
		"against the sharp images that were made of the validation images, and " +
		"what the new model gains over bicubic interpolation and over its base")
	private ResultsTable table;

	// -- SuperResCommand methods --

	@Override
	public void execute(final Progress progress) throws IOException {
		final TrainingRun.Scores scores = new Adaptation(Optional.ofNullable(images)
			.map(File::toPath), Optional.ofNullable(image).filter(open -> open
				.getWidth() > 0), Optional.ofNullable(sharp).map(File::toPath), model,
			scale, range("sigma", sigma), range("photons", photons), range("noise",
				noise), minutes, steps, Decay.parse(decay), ComputeSettings.of(device,
					precision), seed, author, license, steps > 0
					? commandLine("minutes") : commandLine("minutes", "steps", "decay")).run(output
						.toPath(), overwrite, TrainingWindow.watcher(output.getName()),
						progress);
		table = new ResultsTable();
		table.showRowNumbers(false);
		add("bicubic", scores.bicubic(), scores);
		add(scores.start(), scores.before(), scores);
		add(output.getName(), scores.model(), scores);
	}

	@Override
	protected boolean uses(final String input) {
		return switch (input) {
			case "minutes" -> steps == 0;
			case "decay" -> steps > 0;
			default -> true;
		};
	}

	// -- Helper methods --

	private static Optional<ValueRange> range(final String name,
		final String text)
	{
		return text.isBlank() ? Optional.empty() : Optional.of(ValueRange.parse(
			name, text));
	}

	private void add(final String name, final double psnr,
		final TrainingRun.Scores scores)
	{
		table.addRow();
		table.addValue("Model", name);
		table.addValue("PSNR (dB)", number(psnr));
		table.addValue("Gain of the new model (dB)", number(scores.model() - psnr));
	}

	private static String number(final double decibels) {
		return String.format(Locale.ROOT, "%.2f", decibels);
	}
}
