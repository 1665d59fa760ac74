package sc.fiji.superres.step;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.scijava.module.ModuleItem;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.image.file.ImageFiles;

/**
 * Names of the results of a batch.
 * <p>
 * In a pattern, {@code {file}} stands for the name of the image, {@code {name}}
 * for the same without its extension, and {@code {folder}} for the subfolder
 * that it lies in. The main result is named by the pattern; any other has the
 * name of its output appended. Tables end in .csv and other values in .txt. A step
 * that writes a {@link Step#folder folder} has no other result; it ends in .zarr.
 * </p>
 */
final class BatchNames {

	private static final String MAIN = "output";

	private final Path folder;
	private final String pattern;
	private final List<ModuleItem<?>> outputs;
	private final ModuleItem<?> main;

	/**
	 * Checks the pattern.
	 *
	 * @param folder where results go
	 * @param pattern as above, for the main result
	 * @param step whose results they are
	 * @throws IllegalArgumentException if the pattern does not name results, or
	 *           the step has none to save
	 */
	BatchNames(final Path folder, final String pattern, final Step step) {
		this.folder = folder;
		this.pattern = step.folder().isPresent() ? pattern.replaceFirst(
			"\\.[A-Za-z0-9]+$", "") + ".zarr" : pattern;
		outputs = step.folder().isPresent() ? step.outputs().subList(0, 1) : step
			.outputs();
		if (outputs.isEmpty()) throw new WrongUsage(step.label() +
			" has no results that could be saved for each image");
		main = outputs.stream().filter(item -> MAIN.equals(item.getName()))
			.findFirst().orElse(outputs.get(0));
		if (!pattern.contains("{name}") && !pattern.contains("{file}"))
			throw new WrongUsage("names=" + pattern +
				": all results would have the same name; use {name} or {file} for " +
				"the name of the image");
		if (pattern.contains("/") || pattern.contains("\\"))
			throw new WrongUsage("names=" + pattern +
				": a name cannot contain a slash; results go to the same subfolders " +
				"as the images");
		if (step.folder().isEmpty()) ImageFiles.checkFormat(Path.of(fill(pattern, Path
			.of("image.tif"))));
	}

	/** Fills in a pattern for an image. */
	static String fill(final String pattern, final Path image) {
		final Path parent = image.getParent();
		final String file = image.getFileName().toString();
		final int dot = file.lastIndexOf('.');
		return pattern.replace("{folder}", parent == null ? "." : parent.toString())
			.replace("{name}", dot < 0 ? file : file.substring(0, dot)).replace(
				"{file}", file);
	}

	/** Returns the file of the main result, which is saved last, or the folder. */
	Path main(final Path image) {
		return file(image, main);
	}

	/**
	 * Returns the files of the results that were made, by the names of the
	 * outputs; the main result always comes last.
	 */
	Map<String, Path> files(final Path image, final Map<String, Object> made) {
		final Map<String, Path> files = new LinkedHashMap<>();
		for (final ModuleItem<?> item : outputs) {
			if (item != main && made.get(item.getName()) != null) files.put(item
				.getName(), file(image, item));
		}
		files.put(main.getName(), main(image));
		return files;
	}

	/** Returns all files that results of an image may go to. */
	List<Path> all(final Path image) {
		return outputs.stream().map(item -> file(image, item)).toList();
	}

	// -- Helper methods --

	private Path file(final Path image, final ModuleItem<?> item) {
		final String name = fill(pattern, image);
		final int dot = name.lastIndexOf('.');
		return folder.resolve(image).resolveSibling(name.substring(0, dot) + (item ==
			main ? "" : "-" + item.getName()) + ending(item, name.substring(dot)));
	}

	private static String ending(final ModuleItem<?> item, final String image) {
		if (item.getType() == ImagePlus.class) return image;
		return item.getType() == ResultsTable.class ? ".csv" : ".txt";
	}
}
