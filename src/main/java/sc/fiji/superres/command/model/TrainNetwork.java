package sc.fiji.superres.command.model;

import java.io.IOException;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.learn.Supervision;
import sc.fiji.superres.learn.TrainingPlan;
import sc.fiji.superres.learn.TrainingRun;
import sc.fiji.superres.learn.TrainingWindow;
import sc.fiji.superres.method.Methods;
import sc.fiji.superres.network.ComputeSettings;
import sc.fiji.superres.network.architecture.Architectures;
import sc.fiji.superres.training.Decay;
import sc.fiji.superres.training.TrainingSettings;
import sc.fiji.superres.training.TrainingStart;

/** Trains a network on a folder of images, or on the open stack. */
@Plugin(type = Command.class, name = "train-network", headless = true,
	label = "Train Network...", menu = { @Menu(label = "Plugins", weight = 8),
		@Menu(label = "Super Resolution"), @Menu(label = "Train", weight = 20),
		@Menu(label = "Train Network...", weight = 21) },
	description = "Trains a network on a folder of images or on the open stack, " +
		"and writes it as a model package. Started again, it continues an " +
		"interrupted run.")
public class TrainNetwork extends TrainingCommand {

	@Parameter(label = "Supervision", choices = { "pairs", "blind-spot" },
		description = "pairs: low-resolution images and what they show at high " +
			"resolution; blind-spot: noisy images alone, whose noise it learns to " +
			"remove at the same size without a clean image", persist = false,
		required = false)
	private String supervision = "pairs";

	@Parameter(label = "Network", description = "The architecture: fast, " +
		"balanced, best, or a name with its numbers, such as edsr-light-32x8; " +
		"an unknown name lists the available ones; not used with a base",
		style = "network", persist = false, required = false)
	private String network = "balanced";

	@Parameter(label = "Channels", min = "1", max = "3", stepSize = "2",
		description = "1 to learn each channel on its own, and RGB by its luma; " +
			"3 to learn red, green and blue together, only from RGB and " +
			"three-channel images", persist = false, required = false)
	private int channels = 1;

	@Parameter(label = "Base", description = "The installed model, package or " +
		"TorchScript file to start from; a model of this suite may have another " +
		"scale; empty to train from scratch", style = "trained", persist = false,
		required = false)
	private String base = "";

	@Parameter(label = "Steps", min = "1", description = "Number of training steps",
		persist = false, required = false)
	private int steps = 20000;

	@Parameter(label = "Minutes", min = "0", description = "How long it may take, " +
		"instead of steps, from reading the images to the last validation; 0 for " +
		"as many steps as given", persist = false,
		required = false)
	private double minutes = 0;

	@Parameter(label = "Decay", description = "Steps over which the learning " +
		"rate falls to 0, such as 600-1000, or a list; empty for all after the " +
		"warm-up; not used with minutes", persist = false, required = false)
	private String decay = "";

	@Parameter(label = "Patch size", min = "8",
		description = "Side of a low-resolution patch in pixels", persist = false,
		required = false)
	private int patch = 48;

	@Parameter(label = "Patches per step", min = "1",
		description = "How many patches each step learns from", persist = false,
		required = false)
	private int batch = 8;

	@Parameter(label = "Learning rate", min = "0", max = "1",
		description = "The highest learning rate, after the warm-up; with a " +
			"base, a tenth of the default is enough", persist = false, required = false)
	private double rate = 1e-3;

	@Parameter(label = "Fourier loss", min = "0", max = "1",
		description = "Weight of the error of the Fourier transform beside that of " +
			"the pixels, which favors fine detail; 0.05 is common for sharp images " +
			"without noise, 0 for none; not used with blind-spot", persist = false,
		required = false)
	private double fourier = 0;

	@Parameter(label = "Device", choices = { "auto", "cpu", "gpu" },
		description = "Where the network is trained: auto, on a GPU where PyTorch for " +
			"one is installed; cpu; gpu", persist = false, required = false)
	private String device = "auto";

	@Parameter(label = "Precision", choices = { "float32", "bfloat16" },
		description = "Numbers that the network computes in while it learns: float32; " +
			"bfloat16, of 16 bits, about three times faster on processors with AMX and " +
			"slower on those without instructions for it. Its weights are float32",
		persist = false, required = false)
	private String precision = "float32";

	// -- SuperResCommand methods --

	@Override
	public void execute(final Progress progress) throws IOException {
		final TrainingStart start = base.isBlank() ? TrainingStart.of(Architectures
			.named(network), scale(), channels) : TrainingStart.of(Methods.path(base),
				scale(), channels, progress);
		noteUnused(progress);
		TrainingRun.run(new TrainingPlan(start, minutes == 0 ? task() : task(
			"minutes", "steps", "decay"), TrainingSettings.of(patch, batch, steps, rate,
				seed(), start.normalized()).with(steps, Decay.parse(decay)).withFourier(
					fourier).on(ComputeSettings.of(device, precision)), minutes), output(),
			overwrite(), TrainingWindow.watcher(output().getFileName().toString()),
			progress);
	}

	@Override
	protected boolean uses(final String input) {
		return switch (input) {
			case "network" -> base.isBlank();
			case "steps", "decay" -> minutes == 0;
			case "fourier" -> supervision() == Supervision.PAIRS;
			default -> super.uses(input);
		};
	}

	@Override
	protected boolean isCommon(final String input) {
		return switch (input) {
			case "supervision", "network", "base", "steps", "minutes" -> true;
			default -> super.isCommon(input);
		};
	}

	// -- TrainingCommand methods --

	@Override
	protected Supervision supervision() {
		return Supervision.named(supervision);
	}
}
