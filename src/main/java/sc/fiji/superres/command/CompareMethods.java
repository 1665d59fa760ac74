package sc.fiji.superres.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.compare.Comparison;
import sc.fiji.superres.compare.ComparisonJournal;
import sc.fiji.superres.compare.ComparisonPlots;
import sc.fiji.superres.compare.ComparisonResult;
import sc.fiji.superres.compare.ComparisonTable;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.image.file.ImageFolder;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.step.Incomplete;
import sc.fiji.superres.step.SuperResCommand;

/** Shrinks images, enlarges them by several methods, and scores the results. */
@Plugin(type = Command.class, name = "compare", headless = true,
	label = "Compare Methods...", menu = { @Menu(label = "Plugins", weight = 8),
		@Menu(label = "Super Resolution"), @Menu(label = "Evaluate", weight = 30),
		@Menu(label = "Compare Methods...", weight = 34) },
	description = "Shrinks images, enlarges them by several methods, and reports " +
		"how close each comes to the original, and how long it takes.")
public class CompareMethods extends SuperResCommand {

	private static final Pattern SCALES = Pattern.compile(
		"\\s*[0-9]{1,4}\\s*(,\\s*[0-9]{1,4}\\s*)*");

	@Parameter(label = "Image", description = "High-resolution image; used where " +
		"no folder is given", persist = false, required = false)
	private ImagePlus image;

	@Parameter(label = "Folder of images", style = "directory",
		description = "High-resolution images", persist = false, required = false)
	private File images;

	@Parameter(label = "Scale factor", description = "How much the images are " +
		"shrunk and enlarged; several are separated by commas, and each model is " +
		"compared at its own; at 1, images are blurred: shrunk and enlarged by 2",
		persist = false, required = false)
	private String scale = "2";

	@Parameter(label = "Down-sampling", choices = { Kernel.NEAREST, Kernel.AREA,
		Kernel.BILINEAR, Kernel.BICUBIC, Kernel.BICUBIC_OPENCV, Kernel.MITCHELL,
		Kernel.BSPLINE, Kernel.LANCZOS2, Kernel.LANCZOS3, Kernel.LANCZOS4 }, description = "How pixels are joined, antialiased; " +
			"publications use bicubic", persist = false, required = false)
	private String kernel = Kernel.BICUBIC;

	@Parameter(label = "Models", description = "What to compare: interpolations, " +
		"installed models and paths of models, separated by commas",
		style = "models", persist = false, required = false)
	private String models = "bicubic,lanczos3";

	@Parameter(label = "Scores", style = "save", description = "File for a line " +
		"per image, slice and model, as comma-separated values; a comparison that " +
		"was interrupted continues when it is started again", persist = false,
		required = false)
	private File csv;

	@Parameter(label = "Figures", style = "directory", description = "Folder for " +
		"plots of the scores, and a figure per image: the original and each result " +
		"side by side", persist = false, required = false)
	private File plots;

	@Parameter(label = "Overwrite", description = "Replace existing files " +
		"already", persist = false, required = false)
	private boolean overwrite = false;

	@Parameter(type = ItemIO.OUTPUT, label = "Means by method")
	private ResultsTable output;

	@Parameter(type = ItemIO.OUTPUT, label = "Means by image",
		style = "list")
	private ResultsTable table;

	@Parameter(type = ItemIO.OUTPUT, label = "Plot of the distribution",
		description = "PSNR of all planes by method")
	private ImagePlus distribution;

	@Parameter(type = ItemIO.OUTPUT, label = "Plot against time",
		description = "Mean PSNR against seconds per megapixel")
	private ImagePlus time;

	@Parameter(type = ItemIO.OUTPUT, label = "Plot over slices",
		description = "PSNR over the slice index, of the first stack")
	private ImagePlus slices;

	// -- SuperResCommand methods --

	@Override
	public void execute(final Progress progress) throws Incomplete, IOException {
		final Kernel shrinking = Kernel.named(kernel);
		final List<Degradation> degradations = scales().map(
			factor -> factor == 1 ? Degradation.of(1) : new Degradation(factor,
				shrinking)).toList();
		final ComparisonResult result;
		final ComparisonPlots drawn;
		try (ComparisonJournal journal = ComparisonJournal.open(path(csv), path(
			plots), overwrite))
		{
			result = compare(degradations, journal, progress);
			drawn = ComparisonPlots.of(result.rows());
			journal.finish(result, drawn);
		}
		output = ComparisonTable.summary(result, degradations);
		table = ComparisonTable.images(result.rows());
		distribution = drawn.distribution();
		time = drawn.time();
		slices = drawn.slices();
		if (!result.failures().isEmpty()) throw new Incomplete(result.shortfall(),
			ComparisonTable.failures(result.failures()));
	}

	@Override
	protected boolean uses(final String input) {
		return !"overwrite".equals(input) || csv != null || plots != null;
	}

	// -- Helper methods --

	private Stream<Integer> scales() {
		if (!SCALES.matcher(scale).matches()) throw new WrongUsage(
			"scale=" + scale + ": give whole numbers of at least 1, separated by " +
				"commas, such as 2 or 2,4");
		return parts(scale).map(Integer::valueOf).distinct();
	}

	private ComparisonResult compare(final List<Degradation> degradations,
		final ComparisonJournal journal, final Progress progress)
		throws IOException
	{
		final List<String> names = parts(models).toList();
		return images == null ? Comparison.image(requireImage(image), degradations,
			names, journal, progress) : Comparison.files(ImageFolder.list(images
				.toPath()), degradations, names, journal, progress);
	}

	private static Path path(final File file) {
		return file == null ? null : file.toPath();
	}
}
