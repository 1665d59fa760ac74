package sc.fiji.superres.command;

import java.awt.Dimension;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.ImagePlus;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Threads;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.bound.ErrorBound;
import sc.fiji.superres.file.Sha256;
import sc.fiji.superres.image.EnlargeSettings.Depth;
import sc.fiji.superres.image.EnlargeSettings.Region;
import sc.fiji.superres.image.ImageVolume;
import sc.fiji.superres.image.file.ImageFiles;
import sc.fiji.superres.image.file.ZarrImage;
import sc.fiji.superres.measure.ModelChoice;
import sc.fiji.superres.method.Methods;
import sc.fiji.superres.network.Device;
import sc.fiji.superres.network.Precision;
import sc.fiji.superres.step.BlockCommand;
import sc.fiji.superres.step.MacroOptions;
import sc.fiji.superres.step.Share;
import sc.fiji.superres.step.Step;
import sc.fiji.superres.step.SuperResCommand;
import sc.fiji.superres.volume.VolumeRun;
import sc.fiji.superres.volume.VolumeSettings;
import sc.fiji.superres.volume.VolumeSource;
import sc.fiji.superres.volume.ZarrVolume;
import sc.fiji.superres.volume.zarr.OmeZarr;

/** Runs a step of the suite on a volume that is larger than memory. */
@Plugin(type = Command.class, name = "volume", headless = true,
	label = "Upscale Volume...", menu = { @Menu(label = "Plugins", weight = 8),
		@Menu(label = "Super Resolution"), @Menu(label = "Upscale Volume...",
			weight = 3) },
	description = "Enlarges an OME-Zarr volume, or runs another step on it, block " +
		"by block on one machine or a cluster. Started again, it continues an " +
		"interrupted run.")
public class UpscaleVolume extends SuperResCommand {

	private static final String UPSCALE = "upscale";
	private static final String IMAGE = "image";
	private static final String BOUND = "bound";
	private static final String MODEL = "model";
	private static final String SCALE = "scale";
	/** Inputs that the plan settles where they are left open, as here. */
	private static final Map<String, String> LEFT_OPEN = Map.of("device", Device.AUTO
		.toString(), "iterations", Integer.toString(UpscaleImage.BY_IMAGE));

	/** Side of what is measured of a plane, at least that of Intensities. */
	private static final int MIDDLE = 2048;

	private static final String ALL = "all";
	private static final String PLAN = "plan";
	private static final String BLOCKS = "blocks";
	private static final String FINISH = "finish";
	private static final List<String> STAGES = List.of(ALL, PLAN, BLOCKS, FINISH);

	@Parameter(label = "Volume", style = "directory", description = "Folder of an " +
		"OME-Zarr image, or an image file such as a TIFF; not changed",
		persist = false)
	private File image;

	@Parameter(label = "Result", style = "directory", description = "Folder of the " +
		"OME-Zarr image to be made, such as big-x2.zarr", persist = false)
	private File output;

	@Parameter(label = "Model", description = "Method that enlarges, as in " +
		"Upscale Image", style = "model", persist = false, required = false)
	private String model = Methods.AUTO;

	@Parameter(label = "Scale factor", description = "How much larger the result " +
		"is along x and y; empty for the model's own, 2 for auto and " +
		"interpolations", persist = false, required = false)
	private String scale = "";

	@Parameter(label = "Intensity range", description = "low,high: the values " +
		"that stand for black and white; empty for 0 to 255 with 8-bit, else for " +
		"the minimum and maximum of the channel over the whole volume",
		persist = false, required = false)
	private String range = "";

	@Parameter(label = "Error bound", description = "Also map how wrong each sample " +
		"may be, as in Upscale Image, into the image error in the folder of the result",
		persist = false, required = false)
	private boolean bound = false;

	@Parameter(label = "Level (%)", description = "Share of the samples whose " +
		"error is within the bound: 50, 60, 70, 80, 90 or 95", persist = false,
		required = false)
	private int level = ErrorBound.USUAL;

	@Parameter(label = "Command", description = "Verb or label of the step to " +
		"run instead of upscale: resample, highpass, edges, degrade, deconvolve " +
		"or denoise; model, scale, range, bound and level are those of upscale",
		style = "step", persist = false, required = false)
	private String command = UPSCALE;

	@Parameter(label = "Options", description = "The step's options as in a " +
		"macro: kernel=lanczos3 scale=2x1", style = "options", persist = false,
		required = false)
	private String options = "";

	@Parameter(label = "Chunk", description = "Size of the chunks of the result " +
		"along x, y and z", persist = false, required = false)
	private String chunk = "128,128,32";

	@Parameter(label = "Shard", description = "Size along x, y and z of files that " +
		"hold many chunks, for format 0.5; empty for a file per chunk",
		persist = false, required = false)
	private String shard = "";

	@Parameter(label = "Format", choices = { "0.4", "0.5" }, description = "Version " +
		"of OME-Zarr: 0.4 (Zarr 2), which most programs read, or 0.5 (Zarr 3)",
		persist = false, required = false)
	private String format = "0.4";

	@Parameter(label = "Compressor", choices = { "blosc", "lz4", "zstd", "gzip",
		"none" }, description = "How chunks are compressed: blosc (Zstandard of " +
			"shuffled bytes), lz4 (faster, larger, also by Blosc), zstd, gzip, none",
		persist = false, required = false)
	private String compressor = "blosc";

	@Parameter(label = "Stage", choices = { ALL, PLAN, BLOCKS, FINISH },
		description = "all: everything that is to be done; plan: measure the volume " +
			"and estimate the cost; blocks: fill blocks by the plan; finish: make the " +
			"result an image after all blocks are done", persist = false,
		required = false)
	private String stage = ALL;

	@Parameter(label = "Index of the job", min = "0", description = "Which share " +
		"of the blocks to fill if several jobs share a volume; indices start at 0 " +
		"or 1", persist = false, required = false)
	private int index = 0;

	@Parameter(label = "Number of jobs", min = "0", description = "How many jobs " +
		"share the volume; 0 for the size of the Slurm job array, or 1 without one",
		persist = false, required = false)
	private int count = 0;

	@Parameter(type = ItemIO.OUTPUT, label = "View", description = "The finest " +
		"level of the result that fits the screen, once the result is complete")
	private ImagePlus view;

	// -- SuperResCommand methods --

	@Override
	public void execute(final Progress progress) throws Exception {
		if (!STAGES.contains(stage)) throw new WrongUsage("stage=" + stage +
			": choose one of " + String.join(", ", STAGES));
		VolumeRun.check(image.toPath(), output.toPath());
		final VolumeSettings settings = VolumeSettings.of(chunk, shard, format,
			compressor);
		final Share share = Share.of(index, count);
		final OmeZarr zarr = Files.isDirectory(image.toPath()) ? OmeZarr.open(image
			.toPath()) : null;
		// What the step measures, and takes the pixel size from.
		final Map<String, String> planned = VolumeRun.planned(output.toPath());
		final ImagePlus seen = zarr == null ? ImageFiles.open(image.toPath())
			: ZarrImage.middle(zarr, planned.isEmpty() ? MIDDLE : 1);
		final VolumeSource source = zarr == null ? ImageVolume.of(seen) : ZarrVolume
			.of(image.toPath(), zarr);
		final Step step = Step.named(context(), command);
		final SortedMap<String, String> texts = texts(step);
		final boolean chosen = step.verb().equals(UPSCALE) && settle(texts, planned,
			seen, progress);
		final Map<String, Object> values = step.read(texts, title -> seen);
		values.put(IMAGE, seen);
		try (BlockCommand.Task task = step.task(values, planned.isEmpty(),
			progress)) {
			texts.putAll(task.taken());
			if (task.settings().region() == Region.SELECTION) throw new WrongUsage(
				"region=selection: volumes are processed whole");
			final VolumeRun.Task work = new VolumeRun.Task(compared(step, texts, values,
				chosen), task.operation(), task.settings().range(), task.settings()
					.depth() == Depth.FLOAT, errors(values));
			run(stage.equals(BLOCKS) || stage.equals(FINISH) ? VolumeRun.resume(source,
				output.toPath(), work, settings, stage.equals(FINISH), progress)
				: VolumeRun.begin(source, output.toPath(), work, settings, progress),
				share, progress);
		}
	}

	@Override
	protected boolean uses(final String input) {
		return switch (input) {
			case MODEL, SCALE, "range", BOUND -> UPSCALE.equals(command);
			case "level" -> UPSCALE.equals(command) && bound;
			case "shard" -> "0.5".equals(format);
			case "index" -> count != 0;
			default -> true;
		};
	}

	@Override
	protected boolean isCommon(final String input) {
		return switch (input) {
			case IMAGE, "output", MODEL, SCALE -> true;
			default -> false;
		};
	}

	// -- Helper methods --

	private void run(final VolumeRun run, final Share share,
		final Progress progress) throws IOException
	{
		switch (stage) {
			case PLAN -> progress.note(run.estimate(Threads.limit(), progress));
			case BLOCKS -> progress.note("Blocks filled: " + run.fill(
				i -> share.has((int) i), progress));
			case FINISH -> run.finish(progress);
			case ALL -> {
				progress.note(run.describe());
				run.fill(i -> share.has((int) i), progress);
				final long left = run.left();
				if (left == 0) run.finish(progress);
				else progress.note("Blocks left to other jobs: " + left + "; the last job " +
					"that is done, or stage=finish, finishes the result");
			}
			default -> throw new IllegalStateException(stage);
		}
		if (!run.isFinished()) return;
		progress.note("The result is complete: " + output);
		final OmeZarr result = OmeZarr.open(output.toPath());
		final Dimension screen = IJ.getScreenSize();
		view = ZarrImage.open(result, ZarrImage.fitting(result, screen.width,
			screen.height));
	}

	/** Returns the options of the step as text. */
	private SortedMap<String, String> texts(final Step step) {
		final SortedMap<String, String> texts = new TreeMap<>(MacroOptions
			.parse(options));
		if (texts.containsKey(IMAGE)) throw new WrongUsage("The options '" + options +
			"' give an image, which is the volume");
		if (step.verb().equals(UPSCALE)) {
			texts.putIfAbsent(MODEL, model);
			texts.putIfAbsent(SCALE, scale);
			texts.putIfAbsent("range", range);
			texts.putIfAbsent(BOUND, String.valueOf(bound));
			texts.putIfAbsent("level", String.valueOf(level));
			// Each machine would choose for itself.
			if (Precision.AUTO.toString().equals(texts.get("precision")))
				throw new WrongUsage("precision=auto: the blocks of a volume must be " +
					"computed alike on all machines: choose float32 or bfloat16");
		}
		return texts;
	}

	/** Returns what bounds the errors, if that is wanted. */
	private static Optional<VolumeRun.Errors> errors(
		final Map<String, Object> values) throws IOException
	{
		if (!Boolean.TRUE.equals(values.get(BOUND))) return Optional.empty();
		final String scale = values.get(SCALE).toString().strip();
		return Methods.bound(values.get(MODEL).toString(), scale.isEmpty() ? "2"
			: scale).map(errors -> new VolumeRun.Errors(errors, (Integer) values.get(
				"level")));
	}

	/**
	 * Replaces what is left open by what the plan names, which all workers must agree
	 * in; the first of them chooses the model that fits.
	 *
	 * @return whether the model was left to be chosen
	 */
	private static boolean settle(final SortedMap<String, String> texts,
		final Map<String, String> planned, final ImagePlus seen,
		final Progress progress)
	{
		LEFT_OPEN.forEach((input, open) -> {
			if (planned.containsKey(input) && open.equals(texts.getOrDefault(input,
				open))) texts.put(input, planned.get(input));
		});
		if (!Methods.AUTO.equals(texts.get(MODEL))) return false;
		if (texts.get(SCALE).isBlank()) texts.put(SCALE, "2");
		if (planned.containsKey(MODEL)) {
			texts.put(MODEL, planned.get(MODEL));
			return true;
		}
		final ModelChoice choice = ModelChoice.of(seen, texts.get(SCALE).strip(),
			Methods.models(), progress);
		texts.put(MODEL, choice.model());
		progress.note("model=auto takes " + choice.model() + ": " + choice.reason());
		return true;
	}

	/**
	 * Returns what a run is compared by, apart from its input.
	 *
	 * @param chosen whether the model was left to be chosen
	 */
	private static SortedMap<String, String> compared(final Step step,
		final Map<String, String> texts, final Map<String, Object> values,
		final boolean chosen) throws IOException
	{
		final SortedMap<String, String> compared = step.settings(texts);
		compared.put("command", step.verb());
		if (chosen) compared.put("requested model", Methods.AUTO);
		for (final String model : step.models(values))
			for (final Path file : Methods.files(model))
				compared.put("checksum of " + model, Sha256.of(file));
		return compared;
	}
}
