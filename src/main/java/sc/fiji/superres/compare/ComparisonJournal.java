package sc.fiji.superres.compare;

import ij.ImagePlus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.file.AtomicFiles;
import sc.fiji.superres.file.Csv;
import sc.fiji.superres.image.file.ImageFiles;

/**
 * Where a comparison leaves its scores and figures as they come, and finds
 * those of a run that was killed.
 * <p>
 * Scores go to a file beside the one that they are meant for, with
 * {@value #UNFINISHED} behind its name: the settings of the comparison, then a
 * line for each row, written at once. The next run of the same settings takes
 * up what is there; a line that was cut off is left out. {@link #finish} writes
 * the file that was meant and deletes the other. Without a file for the scores,
 * nothing is found again.
 * </p>
 */
public final class ComparisonJournal implements AutoCloseable {

	/** Ends the name of the file of a run that is not finished. */
	static final String UNFINISHED = ".unfinished";

	private static final String SETTINGS = "# ";
	private static final String WRITTEN = "# file ";

	private final Path csv;
	private final Path plots;
	private final boolean overwrite;
	private final Map<List<Object>, ComparisonRow> rows = new HashMap<>();

	/** Names of what this run, or the one that it goes on with, has written. */
	private final Set<String> files = new HashSet<>();
	private FileChannel channel;
	private boolean empty;

	private ComparisonJournal(final Path csv, final Path plots,
		final boolean overwrite)
	{
		this.csv = csv;
		this.plots = plots;
		this.overwrite = overwrite;
	}

	/** Writes nothing; all figures are drawn, and are in the result alone. */
	public static ComparisonJournal none() {
		return new ComparisonJournal(null, null, false);
	}

	/**
	 * Opens a journal, and the one of a killed run if it is there.
	 *
	 * @param csv where the scores go in the end, or null
	 * @param plots folder of figures, made where it is not there, or null
	 * @param overwrite whether files may be replaced
	 * @param settings what has to be the same for a run to go on, in one line
	 * @throws IOException if the files cannot be written, or those of a killed
	 *           run are of other settings or written by another run
	 */
	public static ComparisonJournal open(final Path csv, final Path plots,
		final boolean overwrite, final String settings) throws IOException
	{
		if (csv != null) AtomicFiles.check(csv, true);
		if (csv != null && Files.isDirectory(csv)) throw new FileSystemException(
			csv.toString(), null, "is a folder, but scores go to a file: choose " +
				"another name");
		if (plots != null) checkFolder(plots);
		final ComparisonJournal journal = new ComparisonJournal(csv, plots,
			overwrite);
		try {
			if (csv != null) {
				journal.take(SETTINGS + settings.replaceAll("\\R", " "));
				journal.check(csv);
			}
			return journal;
		}
		catch (final IOException | RuntimeException exc) {
			journal.close();
			throw exc;
		}
	}

	/**
	 * Checks, before the work, that none of the files that it may leave would
	 * replace another that is not to be.
	 *
	 * @param images their names, in the order in which they are compared
	 * @throws IOException if one would
	 */
	void check(final List<Degradation> degradations, final List<String> images)
		throws IOException
	{
		if (plots == null || !Files.exists(plots)) return;
		for (final Degradation degradation : degradations)
			for (final String name : new ComparisonFiles(degradation.scale()).all(
				images))
				check(plots.resolve(name));
	}

	/** Returns the score of a plane by a method, or null if there is none yet. */
	ComparisonRow row(final String image, final int slice, final String method,
		final int scale)
	{
		return rows.get(List.of(image, slice, method, scale));
	}

	/** Writes a score. */
	void add(final ComparisonRow row) throws IOException {
		if (channel != null) write(ComparisonTable.line(row));
	}

	/**
	 * Returns whether a figure is still to be drawn.
	 *
	 * @throws IOException if it would replace a file that is not to be
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
	 * Writes what the comparison was made for, the scores first.
	 *
	 * @param result its rows go to the file of scores, its plots to the folder
	 */
	public void finish(final ComparisonResult result) throws IOException {
		if (csv != null) {
			claim(csv);
			AtomicFiles.write(csv, true, part -> Files.writeString(part,
				ComparisonTable.csv(result.rows())));
		}
		if (plots != null) for (final ComparisonPlot plot : ComparisonPlots.of(
			result.rows()).all())
			save(plot.name(), plot.picture());
		if (csv == null) return;
		close();
		AtomicFiles.delete(unfinished());
	}

	/** Ends to write; a journal with nothing in it is deleted. */
	@Override
	public void close() throws IOException {
		if (channel == null) return;
		channel.close();
		channel = null;
		if (empty) AtomicFiles.delete(unfinished());
	}

	// -- Helper methods --

	private Path unfinished() {
		return csv.resolveSibling(csv.getFileName() + UNFINISHED);
	}

	private void take(final String settings) throws IOException {
		final Path file = unfinished();
		channel = FileChannel.open(file, StandardOpenOption.CREATE,
			StandardOpenOption.READ, StandardOpenOption.WRITE);
		lock(file);
		// By the channel: where locks bind, no other could read it.
		final String text = new String(Channels.newInputStream(channel)
			.readAllBytes(), StandardCharsets.UTF_8);
		final int end = text.lastIndexOf('\n') + 1;
		final String whole = text.substring(0, end);
		final int first = whole.indexOf('\n');
		if (first >= 0 && !whole.substring(0, first).equals(settings))
			throw new FileSystemException(file.toString(), null,
				"is of an unfinished comparison with other settings (" + whole
					.substring(0, first) + ", not " + settings +
					"): delete it, or choose another file for the scores");
		read(whole);
		final long kept = whole.getBytes(StandardCharsets.UTF_8).length;
		channel.truncate(kept).position(kept);
		if (first < 0) write(settings + "\n" + ComparisonTable.HEADER + "\n");
		empty = rows.isEmpty() && files.isEmpty();
	}

	private void lock(final Path file) throws IOException {
		try {
			if (channel.tryLock() != null) return;
		}
		catch (final OverlappingFileLockException exc) {
			// This program itself writes it; told below.
		}
		throw new FileSystemException(file.toString(), null,
			"is written by another comparison: wait for its end, or choose " +
				"another file for the scores");
	}

	private void read(final String text) throws IOException {
		final StringBuilder scores = new StringBuilder();
		for (final String line : text.split("\n")) {
			if (line.startsWith(WRITTEN)) files.add(line.substring(WRITTEN
				.length()));
			else if (!line.startsWith(SETTINGS) && !line.equals(
				ComparisonTable.HEADER)) scores.append(line).append('\n');
		}
		for (final List<String> fields : Csv.parse(scores.toString())) {
			final ComparisonRow row = ComparisonTable.row(fields);
			rows.put(List.of(row.image(), row.slice(), row.method(), row.scale()),
				row);
		}
	}

	private void save(final String name, final ImagePlus image)
		throws IOException
	{
		Files.createDirectories(plots);
		final Path file = plots.resolve(name);
		claim(file);
		ImageFiles.save(image, file, true, Progress.NONE);
	}

	/** Notes a file before it is written, so that a later run knows it. */
	private void claim(final Path file) throws IOException {
		check(file);
		final String name = file.getFileName().toString();
		if (channel != null && files.add(name)) write(WRITTEN + name + "\n");
	}

	private void check(final Path file) throws IOException {
		AtomicFiles.check(file, overwrite || files.contains(file.getFileName()
			.toString()));
	}

	private void write(final String text) throws IOException {
		empty = false;
		final ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
		while (bytes.hasRemaining())
			channel.write(bytes);
	}

	/** Checks, before the work, that a folder is there or can be made. */
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
