package sc.fiji.superres.compare;

import ij.ImagePlus;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.file.AtomicFiles;
import sc.fiji.superres.file.Journal;
import sc.fiji.superres.file.Overlap;
import sc.fiji.superres.image.file.ImageFiles;

/**
 * Stores the scores and figures of a comparison as they are made, and recovers
 * those of a run that was killed.
 * <p>
 * Scores go to a {@link Journal} beside their final file, with
 * {@value #UNFINISHED} appended to its name: an entry for each row, and one for
 * each other file before it is written. The next run with the same degradations,
 * models and images (by their checksums) continues from it. {@link #finish}
 * writes the final file and deletes the journal. Without a file for the scores,
 * nothing can be recovered.
 * </p>
 */
public final class ComparisonJournal implements AutoCloseable {

	/** Appended to the file name while a run is unfinished. */
	static final String UNFINISHED = ".unfinished";

	private static final Journal.Kind KIND = new Journal.Kind("comparison", 1,
		"delete it, or choose another file for the scores");

	private static final String ROW = "row";
	private static final String FILE = "file";

	private final Path csv;
	private final Path plots;
	private final boolean overwrite;
	private final Map<List<Object>, ComparisonRow> rows = new HashMap<>();

	/** Names of the files written by this run or the one it resumes. */
	private final Set<String> files = new HashSet<>();
	private Journal journal;

	private ComparisonJournal(final Path csv, final Path plots,
		final boolean overwrite)
	{
		this.csv = csv;
		this.plots = plots;
		this.overwrite = overwrite;
	}

	/** Returns a journal that writes nothing; figures are in the result alone. */
	public static ComparisonJournal none() {
		return new ComparisonJournal(null, null, false);
	}

	/**
	 * Sets where scores and figures go; nothing is written yet.
	 *
	 * @param csv the final file of the scores, or null
	 * @param plots folder of figures, created if missing, or null
	 * @param overwrite whether files may be replaced
	 * @throws IOException if the files cannot be written
	 */
	public static ComparisonJournal open(final Path csv, final Path plots,
		final boolean overwrite) throws IOException
	{
		if (csv != null) AtomicFiles.check(csv, true);
		if (csv != null && Files.isDirectory(csv)) throw new FileSystemException(
			csv.toString(), null, "is a folder, but scores go to a file: choose " +
				"another name");
		if (plots != null) checkFolder(plots);
		return new ComparisonJournal(csv, plots, overwrite);
	}

	/**
	 * Begins, or resumes a killed run of the same task. Checks in advance that no
	 * output would replace an input, or a file that must be kept.
	 *
	 * @throws IllegalArgumentException if an output would replace an input
	 * @throws IOException if an output would replace a file that must be kept, the
	 *           killed run was another task, or another run is writing
	 */
	void begin(final ComparisonTask task) throws IOException {
		final List<Path> outputs = outputs(task);
		Overlap.refuse(task.inputs(), outputs, WrongUsage::new);
		if (csv != null) {
			journal = Journal.open(unfinished(), KIND, task.values(), false);
			take(journal.entries());
		}
		for (final Path output : outputs)
			if (Files.exists(output)) check(output);
	}

	/** Returns the score of a plane by a method, or null if there is none yet. */
	ComparisonRow row(final String image, final int slice, final String method,
		final int scale)
	{
		return rows.get(List.of(image, slice, method, scale));
	}

	/** Writes a score. */
	void add(final ComparisonRow row) throws IOException {
		if (journal == null) return;
		final List<String> entry = new ArrayList<>(List.of(ROW));
		entry.addAll(ComparisonTable.fields(row));
		journal.add(entry);
	}

	/**
	 * Returns whether a figure is still to be drawn.
	 *
	 * @throws IOException if it would replace a file that must be kept
	 */
	boolean wants(final String figure) throws IOException {
		if (plots == null) return csv == null;
		final Path file = plots.resolve(figure);
		if (files.contains(figure)) return !Files.exists(file);
		if (Files.exists(plots)) check(file);
		return true;
	}

	/** Draws and writes a figure that is {@link #wants wanted}. */
	void add(final ComparisonFigure figure) throws IOException {
		if (plots != null) save(figure.name(), figure.image());
	}

	/**
	 * Writes the final files, scores first.
	 *
	 * @param result its rows go to the file of scores
	 * @param drawn its plots, which go to the folder
	 */
	public void finish(final ComparisonResult result,
		final ComparisonPlots drawn) throws IOException
	{
		if (csv != null) {
			claim(csv);
			AtomicFiles.write(csv, true, part -> Files.writeString(part,
				ComparisonTable.csv(result.rows())));
		}
		if (plots != null) for (final ComparisonPlot plot : drawn.all())
			save(plot.name(), plot.picture());
		if (journal != null) journal.delete();
	}

	/** Stops writing; an empty journal is deleted. */
	@Override
	public void close() throws IOException {
		if (journal != null) journal.close();
	}

	// -- Helper methods --

	private Path unfinished() {
		return csv.resolveSibling(csv.getFileName() + UNFINISHED);
	}

	/** Lists all files that may be written, except the journal. */
	private List<Path> outputs(final ComparisonTask task) {
		final List<Path> outputs = new ArrayList<>();
		if (csv != null) outputs.add(csv);
		if (plots == null) return outputs;
		for (final int scale : task.protocol().scales())
			new ComparisonFiles(scale).all(task.names(), task.protocol().bounds()).forEach(
				name -> outputs.add(plots.resolve(name)));
		return outputs;
	}

	private void take(final List<List<String>> entries) throws IOException {
		for (final List<String> entry : entries) {
			final List<String> fields = entry.subList(1, entry.size());
			if (entry.get(0).equals(FILE)) files.addAll(fields);
			else if (entry.get(0).equals(ROW)) take(ComparisonTable.row(fields));
			else throw new FileSystemException(unfinished().toString(), null,
				"is damaged: it holds the entry '" + String.join(",", entry) + "': " +
					KIND.remedy());
		}
	}

	private void take(final ComparisonRow row) {
		rows.put(List.of(row.image(), row.slice(), row.method(), row.scale()), row);
	}

	private void save(final String name, final ImagePlus image)
		throws IOException
	{
		Files.createDirectories(plots);
		final Path file = plots.resolve(name);
		claim(file);
		ImageFiles.save(image, file, true, Progress.NONE);
	}

	/** Records a file before it is written, so that a resumed run knows it. */
	private void claim(final Path file) throws IOException {
		check(file);
		final String name = file.getFileName().toString();
		if (journal != null && files.add(name)) journal.add(List.of(FILE, name));
	}

	private void check(final Path file) throws IOException {
		AtomicFiles.check(file, overwrite || files.contains(file.getFileName()
			.toString()));
	}

	/** Checks in advance that a folder exists or can be created. */
	private static void checkFolder(final Path folder) throws IOException {
		Path there = folder.toAbsolutePath();
		while (!Files.exists(there)) {
			there = there.getParent();
		}
		if (!Files.isDirectory(there)) throw new FileSystemException(folder
			.toString(), null, "cannot hold figures, " + there +
				" is a file: choose another folder");
		if (!Files.isWritable(there)) throw new AccessDeniedException(folder
			.toString(), null, "cannot hold figures, writing to " + there +
				" is not permitted: choose another folder");
	}
}
