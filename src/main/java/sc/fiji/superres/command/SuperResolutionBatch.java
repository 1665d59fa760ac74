package sc.fiji.superres.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.method.Methods;
import sc.fiji.superres.step.Batch;
import sc.fiji.superres.step.Incomplete;
import sc.fiji.superres.step.Share;
import sc.fiji.superres.step.Step;
import sc.fiji.superres.step.SuperResCommand;

/** Runs a command of the suite on all images of a folder. */
@Plugin(type = Command.class, name = "batch", headless = true,
	label = "Super Resolution Batch...", menu = { @Menu(label = "Plugins",
		weight = 8), @Menu(label = "Super Resolution"), @Menu(
			label = "Super Resolution Batch...", weight = 50) },
	description = "Runs a command of the suite on all images of a folder. " +
		"Started again, it continues an interrupted run.")
public class SuperResolutionBatch extends SuperResCommand {

	@Parameter(label = "Folder of images", style = "directory",
		description = "The images; not changed", persist = false)
	private File images;

	@Parameter(label = "Folder of results", style = "directory",
		description = "Where results go; created if missing",
		persist = false)
	private File output;

	@Parameter(label = "Command", description = "Verb or label of the command " +
		"to run on each image: upscale, or Upscale Image... as in a macro",
		style = "step", persist = false, required = false)
	private String command = "upscale";

	@Parameter(label = "Options", description = "The command's options as in a " +
		"macro: model=[/my models/x2] scale=2; {file}, {name} and {folder} stand " +
		"for the image's name, the same without its extension, and its subfolder",
		style = "options", persist = false, required = false)
	private String options = "";

	@Parameter(label = "Names of results", description = "{name} or {file} " +
		"with an extension that sets the format of images; tables end in .csv, " +
			"volumes in .zarr",
		persist = false, required = false)
	private String names = "{name}.tif";

	@Parameter(label = "Filter", description = "Only images with matching " +
		"names, such as *.tif,well-a*; empty for all", persist = false,
		required = false)
	private String filter = "";

	@Parameter(label = "Subfolders", description = "Look for images in " +
		"subfolders, too; results go to subfolders of the same names",
		persist = false, required = false)
	private boolean subfolders = false;

	@Parameter(label = "Index of the job", min = "0", description = "Which " +
		"share of the images to process if several jobs share the folder; " +
		"indices start at 0 or 1", persist = false, required = false)
	private int index = 0;

	@Parameter(label = "Number of jobs", min = "0", description = "How many jobs " +
		"share the folder; 0 for the size of the Slurm job array, or 1 without one",
		persist = false, required = false)
	private int count = 0;

	@Parameter(label = "Overwrite", description = "Process finished images again",
		persist = false, required = false)
	private boolean overwrite = false;

	// -- SuperResCommand methods --

	@Override
	public void execute(final Progress progress) throws Incomplete, IOException {
		Batch.run(Step.named(context(), command), new Batch.Job(images
			.toPath(), output.toPath(), options, names, filter, subfolders, Share
				.of(index, count),
			overwrite), SuperResolutionBatch::files, progress);
	}

	@Override
	protected boolean uses(final String input) {
		return !"index".equals(input) || count != 0;
	}

	// -- Helper methods --

	/** With auto, any installed model may be chosen. */
	private static List<Path> files(final String model) {
		return Methods.AUTO.equals(model) ? List.copyOf(Methods.packages()
			.values()) : Methods.files(model);
	}
}
