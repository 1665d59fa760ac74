package sc.fiji.superres.step;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import java.util.stream.Stream;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import sc.fiji.superres.block.Failures;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.file.AtomicFiles;
import sc.fiji.superres.file.Csv;
import sc.fiji.superres.file.Overlap;
import sc.fiji.superres.image.file.ImageFiles;

/**
 * A run of a {@link Step} on files, for the command line and the batch: images
 * are opened, results are saved. Each file is written completely or not at all.
 */
public final class FileRun {

	private final Step step;
	private final Map<String, Object> values;
	private final boolean overwrite;

	/**
	 * Creates a run.
	 *
	 * @param values the inputs that differ from their defaults; an image is given
	 *          by the {@link Path} of its file
	 * @param overwrite whether existing files may be replaced
	 */
	public FileRun(final Step step, final Map<String, Object> values,
		final boolean overwrite)
	{
		this.step = step;
		this.values = values;
		this.overwrite = overwrite;
	}

	/**
	 * Checks, before a long run, that the results can go where they should.
	 *
	 * @param files where outputs go, by their names
	 * @throws WrongUsage if two would go to the same file, or one would replace
	 *           an input
	 * @throws IOException if one cannot be written
	 */
	public void check(final Map<String, Path> files) throws IOException {
		final List<Path> written = new ArrayList<>(files.values());
		written.addAll(written());
		Overlap.refuse(read(), written, WrongUsage::new);
		for (final Path file : written) {
			final Path place = file.toAbsolutePath().normalize();
			AtomicFiles.recover(place.getParent(), place::equals);
		}
		final Set<Path> taken = new HashSet<>();
		for (final Map.Entry<String, Path> file : files.entrySet()) {
			if (isImage(file.getKey())) ImageFiles.check(file.getValue(), overwrite);
			else AtomicFiles.check(file.getValue(), overwrite);
			checkFree(file.getValue(), taken);
		}
		for (final Path file : written()) {
			AtomicFiles.check(file, overwrite);
			checkFree(file, taken);
		}
	}

	/** Returns the files and folders that are read. */
	List<Path> read() {
		final Optional<String> folder = step.folder().map(Input::name);
		return paths(input -> !input.isWritten() && !folder.equals(Optional.of(input
			.name())));
	}

	/** Returns the files and folders that the step itself writes. */
	List<Path> written() {
		return paths(Input::isWritten);
	}

	/**
	 * Opens the images and runs the step.
	 *
	 * @return the outputs by their names, not saved yet
	 * @throws CancellationException if the user stopped it
	 * @throws Incomplete if a part of it failed; it holds the outputs
	 * @throws Exception if it failed
	 */
	public Map<String, Object> run(final Progress progress) throws Exception {
		final Map<String, Object> opened = new HashMap<>(values);
		for (final Input input : step.inputs()) {
			if (input.isImage() && values.get(input.name()) instanceof Path file)
				opened.put(input.name(), ImageFiles.open(file));
		}
		try {
			return step.run(opened, progress);
		}
		catch (final OutOfMemoryError | LinkageError e) {
			throw new IllegalStateException(Failures.message(e), e);
		}
	}

	/**
	 * Saves outputs: images in the format of the file's name, tables as
	 * comma-separated values, others as text.
	 *
	 * @param outputs what {@link #run} returned
	 * @param files where outputs go, by their names, in the order of saving
	 * @throws IllegalStateException if one was not made, or memory ran out
	 */
	public void save(final Map<String, Object> outputs,
		final Map<String, Path> files, final Progress progress) throws IOException
	{
		for (final Map.Entry<String, Path> file : files.entrySet()) {
			final Object value = outputs.get(file.getKey());
			if (value == null) throw new IllegalStateException("There is no " + file
				.getKey() + " to write to " + file.getValue() +
				": it is not made with these options");
			try {
				save(value, file.getValue(), progress);
			}
			catch (final OutOfMemoryError e) {
				throw new IllegalStateException("Cannot write " + file.getValue() +
					": " + Failures.message(e), e);
			}
		}
	}

	// -- Helper methods --

	private List<Path> paths(final Predicate<Input> which) {
		final List<Path> paths = new ArrayList<>();
		for (final Input input : step.inputs()) {
			if (!which.test(input)) continue;
			final Object value = values.get(input.name());
			if (value instanceof Path path) paths.add(path);
			if (value instanceof File file) paths.add(file.toPath());
		}
		return paths;
	}

	private void save(final Object value, final Path file,
		final Progress progress) throws IOException
	{
		if (value instanceof ImagePlus image) ImageFiles.save(image, file,
			overwrite, progress);
		else AtomicFiles.write(file, overwrite, part -> Files.writeString(part,
			text(value)));
	}

	private boolean isImage(final String output) {
		return step.outputs().stream().anyMatch(item -> item.getName().equals(
			output) && item.getType() == ImagePlus.class);
	}

	private static void checkFree(final Path file, final Set<Path> taken) {
		if (!taken.add(file.toAbsolutePath().normalize()))
			throw new WrongUsage("Two results would go to " + file);
	}

	private static String text(final Object value) {
		if (!(value instanceof ResultsTable table)) return value + "\n";
		final String[] headings = table.getHeadings();
		final StringBuilder lines = new StringBuilder(Csv.line(List.of(headings)));
		for (int i = 0; i < table.size(); i++) {
			final int row = i;
			lines.append(Csv.line(Stream.of(headings).map(heading -> table
				.getStringValue(heading, row)).toList()));
		}
		return lines.toString();
	}
}
