package sc.fiji.superres.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.image.ImageFiles;
import sc.fiji.superres.image.ImageFolder;
import sc.fiji.superres.model.AtomicFiles;
import sc.fiji.superres.report.Comparison;
import sc.fiji.superres.report.ComparisonFigure;
import sc.fiji.superres.report.ComparisonResult;
import sc.fiji.superres.report.ComparisonTable;

/** Shrinks images, enlarges them by several methods, and scores the results. */
@Plugin(type = Command.class, name = "compare", headless = true,
	label = "Compare Methods...", menu = { @Menu(label = "Plugins", weight = 8),
		@Menu(label = "Super Resolution"), @Menu(label = "Compare Methods...",
			weight = 30) },
	description = "Shrinks images by antialiased bicubic, enlarges them by " +
		"several methods, and tells how near each comes to the original.")
public class CompareMethods extends SuperResCommand {

	@Parameter(label = "Image", description = "High-resolution image; used where " +
		"no folder is given", persist = false, required = false)
	private ImagePlus image;

	@Parameter(label = "Folder of images", style = "directory",
		description = "High-resolution images", persist = false, required = false)
	private File images;

	@Parameter(label = "Scale factor", min = "1", max = "64",
		description = "How much the images are shrunk and enlarged",
		persist = false, required = false)
	private int scale = 2;

	@Parameter(label = "Models", description = "What to compare: interpolations, " +
		"installed models and paths of models, separated by commas",
		persist = false, required = false)
	private String models = "bicubic,lanczos3";

	@Parameter(label = "Scores", style = "save", description = "File for a line " +
		"per image, slice and model, as comma-separated values", persist = false,
		required = false)
	private File csv;

	@Parameter(label = "Figures", style = "directory", description = "Folder for " +
		"a figure per image: the original and each result side by side",
		persist = false, required = false)
	private File plots;

	@Parameter(label = "Overwrite", description = "Replace files that are there " +
		"already", persist = false, required = false)
	private boolean overwrite = false;

	@Parameter(type = ItemIO.OUTPUT, label = "Means by method")
	private ResultsTable output;

	// -- SuperResCommand methods --

	@Override
	public void execute(final Progress progress) throws IOException {
		if (csv != null) AtomicFiles.check(csv.toPath(), overwrite);
		if (plots != null) checkFolder(plots.toPath());
		final List<String> names = Stream.of(models.split(",")).map(String::strip)
			.toList();
		final ComparisonResult result = images == null ? Comparison.image(
			requireImage(image), scale, names, progress) : Comparison.files(
				ImageFolder.list(images.toPath()), scale, names, progress);
		if (csv != null) AtomicFiles.write(csv.toPath(), overwrite, part -> Files
			.writeString(part, ComparisonTable.csv(result.rows())));
		if (plots != null) write(result.figures(), plots.toPath(), progress);
		output = ComparisonTable.summary(result.rows());
		result.requireComplete();
	}

	// -- Helper methods --

	/** Checks, before the work, that a folder is there or can be made. */
	private static void checkFolder(final Path folder) throws IOException {
		Path there = folder.toAbsolutePath();
		while (!Files.exists(there)) {
			there = there.getParent();
		}
		if (!Files.isDirectory(there)) throw new FileSystemException(folder
			.toString(), null, "cannot hold figures, " + there +
				" is a file: choose another folder");
	}

	private void write(final List<ComparisonFigure> figures, final Path folder,
		final Progress progress) throws IOException
	{
		Files.createDirectories(folder);
		for (final ComparisonFigure figure : figures)
			ImageFiles.save(figure.image(), folder.resolve(figure.name()), overwrite,
				progress);
	}
}
