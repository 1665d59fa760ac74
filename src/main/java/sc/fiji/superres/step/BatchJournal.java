package sc.fiji.superres.step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import sc.fiji.superres.file.Journal;

/**
 * The record of what the jobs of a batch have written to its folder of results.
 * <p>
 * Each job appends to a {@link Journal} of its own: before files are written, an
 * entry with the image and the files; when they are written, one with the image,
 * a checksum of all that was read for it, and each file with its size. All jobs
 * read the journals of the others, so that the number of jobs may change.
 * </p>
 */
final class BatchJournal implements AutoCloseable {

	private static final Journal.Kind KIND = new Journal.Kind("batch", 1,
		"choose another folder of results, or overwrite");

	/** The files that a batch itself writes into the folder of results. */
	private static final Pattern OWN = Pattern.compile(
		"batch(-\\d+-of-\\d+)?\\.(csv|txt)", Pattern.CASE_INSENSITIVE);
	private static final String ENDING = ".txt";

	private static final String CLAIM = "claim";
	private static final String DONE = "done";

	private final Path folder;
	private final Share share;
	private final Map<String, ?> task;
	private final boolean anew;
	private final Set<String> claimed = new HashSet<>();

	/** What was written for each image: the checksum, then names and sizes. */
	private final Map<String, List<List<String>>> done = new HashMap<>();
	private Journal journal;

	/**
	 * Reads the existing journals; nothing is written yet.
	 *
	 * @param folder of results; may be missing
	 * @param task the settings, by name, that all jobs must share
	 * @param anew whether to ignore what is there
	 * @throws IOException if a journal belongs to another batch, or is none
	 */
	BatchJournal(final Path folder, final Share share, final Map<String, ?> task,
		final boolean anew) throws IOException
	{
		this.folder = folder.toAbsolutePath().normalize();
		this.share = share;
		this.task = task;
		this.anew = anew;
		if (anew) return;
		for (final Path file : journals())
			Journal.read(file, KIND, task).forEach(this::take);
	}

	/** Returns whether a file of this name is a batch's own journal or report. */
	static boolean isOwn(final String name) {
		return OWN.matcher(name).matches();
	}

	/** Returns the name of a job's own file. */
	static String name(final Share share, final String ending) {
		return (share.count() == 1 ? "batch" : "batch-" + share.index() + "-of-" +
			share.count()) + ending;
	}

	/**
	 * Opens the journal for writing; the folder must exist.
	 *
	 * @throws IOException if it cannot be written, or another process runs this
	 *           job
	 */
	void begin() throws IOException {
		final Path mine = folder.resolve(name(share, ENDING));
		journal = Journal.open(mine, KIND, task, anew);
		if (!anew) return;
		for (final Path file : journals())
			if (!isOfAnother(file) && !file.equals(mine)) Files.delete(file);
	}

	/** Returns whether this batch wrote a file, or began to. */
	boolean claims(final Path file) {
		return claimed.contains(name(file));
	}

	/** Records files before they are written. */
	void claim(final Path image, final Collection<Path> files)
		throws IOException
	{
		final List<String> entry = new ArrayList<>(List.of(CLAIM, image.toString()));
		files.forEach(file -> entry.add(name(file)));
		add(entry);
	}

	/** Records that all files of an image are written. */
	void done(final Path image, final String checksum,
		final Collection<Path> files) throws IOException
	{
		final List<String> entry = new ArrayList<>(List.of(DONE, image.toString(),
			checksum));
		for (final Path file : files) {
			entry.add(name(file));
			entry.add(Long.toString(size(file)));
		}
		add(entry);
	}

	/** Returns whether all files of an image exist as they were written. */
	boolean isDone(final Path image, final String checksum) throws IOException {
		for (final List<String> files : done.getOrDefault(image.toString(), List
			.of()))
			if (files.get(0).equals(checksum) && isWhole(files)) return true;
		return false;
	}

	/** Deletes what this job began, unless images have been done before. */
	void discard() throws IOException {
		if (done.isEmpty()) journal.delete();
	}

	@Override
	public void close() throws IOException {
		if (journal != null) journal.close();
	}

	// -- Helper methods --

	private List<Path> journals() throws IOException {
		if (!Files.isDirectory(folder)) return List.of();
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter(file -> isOwn(file.getFileName().toString()) && file
				.toString().endsWith(ENDING)).sorted().toList();
		}
	}

	/**
	 * Returns whether a file belongs to another job of the same count, or is no
	 * journal.
	 */
	private boolean isOfAnother(final Path file) throws IOException {
		for (int index = 0; index <= share.count(); index++) {
			final Share other = new Share(index, share.count());
			if (!other.has(share.index()) && file.endsWith(name(other, ENDING)))
				return true;
		}
		return !Journal.isJournal(file, KIND);
	}

	private void add(final List<String> entry) throws IOException {
		journal.add(entry);
		take(entry);
	}

	/** A file that is claimed again is no longer the one that was done. */
	private void take(final List<String> entry) {
		final List<String> files = entry.subList(2, entry.size());
		if (entry.get(0).equals(CLAIM)) {
			claimed.addAll(files);
			done.remove(entry.get(1));
		}
		else done.computeIfAbsent(entry.get(1), image -> new ArrayList<>()).add(
			files);
	}

	private boolean isWhole(final List<String> files) throws IOException {
		for (int i = 1; i < files.size(); i += 2) {
			final Path file = folder.resolve(files.get(i));
			if (!Files.exists(file) || !files.get(i + 1).equals(Long.toString(size(
				file)))) return false;
		}
		return true;
	}

	/**
	 * Returns the size in bytes of a file, or of all files in a folder and its
	 * subfolders.
	 */
	private static long size(final Path file) throws IOException {
		if (!Files.isDirectory(file)) return Files.size(file);
		long sum = 0;
		try (Stream<Path> below = Files.walk(file)) {
			for (final Path part : below.filter(Files::isRegularFile).toList())
				sum += Files.size(part);
		}
		return sum;
	}

	/**
	 * Returns the name of a file, relative to the folder of results if it lies in
	 * it.
	 */
	private String name(final Path file) {
		final Path whole = file.toAbsolutePath().normalize();
		return (whole.startsWith(folder) ? folder.relativize(whole) : whole)
			.toString();
	}
}
