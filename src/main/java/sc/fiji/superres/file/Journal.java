package sc.fiji.superres.file;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A record of what a run has done so far, for a run that continues it after a
 * stop or a kill.
 * <p>
 * A text file of comma-separated values ({@link Csv}): a line with the kind of
 * the journal and its version, a line for each name and value of the task, and
 * then the entries, which are only appended, each in one step. A truncated
 * entry is dropped. Only one run at a time writes a journal; others may read it
 * meanwhile.
 * </p>
 */
public final class Journal implements AutoCloseable {

	private static final System.Logger LOG = System.getLogger(Journal.class
		.getName());

	private static final String TASK = "task";

	/**
	 * Beyond any content, so that others can read it where locks are mandatory.
	 */
	private static final long LOCKED = Long.MAX_VALUE - 1;

	private final Path file;
	private final FileChannel channel;
	private List<List<String>> entries = List.of();
	private boolean empty = true;

	/**
	 * A kind of journal.
	 *
	 * @param name one word for the kind of run
	 * @param version to be raised if old entries no longer have the same meaning
	 * @param remedy what users can do if their task is not that of the journal
	 */
	public record Kind(String name, int version, String remedy) {

		private String mark() {
			return "superres " + name + ",";
		}

		private String header(final SortedMap<String, String> task) {
			final StringBuilder header = new StringBuilder(mark()).append(version)
				.append('\n');
			task.forEach((key, value) -> header.append(Csv.line(List.of(TASK, key,
				value))));
			return header.toString();
		}
	}

	private Journal(final Path file, final FileChannel channel) {
		this.file = file;
		this.channel = channel;
	}

	/**
	 * Opens a journal for writing; it is created if missing.
	 *
	 * @param task the settings, by name, that must be equal for a run to continue
	 * @param anew whether to start again, regardless of the task of the journal
	 * @throws IOException if it cannot be written, is being written by another
	 *           run, belongs to another task or version, or is not such a
	 *           journal, in which case it is not changed
	 */
	public static Journal open(final Path file, final Kind kind,
		final Map<String, ?> task, final boolean anew) throws IOException
	{
		final Journal journal = new Journal(file, FileChannel.open(file,
			StandardOpenOption.CREATE, StandardOpenOption.READ,
			StandardOpenOption.WRITE));
		try {
			journal.lock(kind);
			journal.take(kind, texts(task), anew);
			return journal;
		}
		catch (final IOException | RuntimeException exc) {
			journal.channel.close();
			throw exc;
		}
	}

	/**
	 * Reads the entries of a journal that another run may be writing.
	 *
	 * @throws IOException if it cannot be read, belongs to another task or
	 *           version, or is not such a journal
	 */
	public static List<List<String>> read(final Path file, final Kind kind,
		final Map<String, ?> task) throws IOException
	{
		return entries(file, new String(Files.readAllBytes(file),
			StandardCharsets.UTF_8), kind, texts(task));
	}

	/** Returns whether a file is a journal of a kind, of any version. */
	public static boolean isJournal(final Path file, final Kind kind)
		throws IOException
	{
		return Files.isRegularFile(file) && new String(Files.readAllBytes(file),
			StandardCharsets.UTF_8).startsWith(kind.mark());
	}

	/** Returns the entries of previous runs, in order. */
	public List<List<String>> entries() {
		return entries;
	}

	/** Appends an entry, which is on the disk when this returns. */
	public void add(final List<String> entry) throws IOException {
		write(Csv.line(entry));
		empty = false;
	}

	/** Closes the journal; one without entries is deleted. */
	@Override
	public void close() throws IOException {
		if (!channel.isOpen()) return;
		if (empty) delete();
		else channel.close();
	}

	/** Closes and deletes the journal, when everything is done. */
	public void delete() throws IOException {
		// While it is locked, so that it is not that of another run.
		try (channel) {
			Files.deleteIfExists(file);
		}
	}

	// -- Helper methods --

	private void lock(final Kind kind) throws IOException {
		try {
			if (channel.tryLock(LOCKED, 1, false) != null) return;
		}
		catch (final OverlappingFileLockException exc) {
			// This process is writing it; reported below.
		}
		catch (final IOException exc) {
			LOG.log(Level.INFO, "The disk of " + file + " does not support locks: " +
				"run only one " +
				kind.name() + " at a time", exc);
			return;
		}
		throw new FileSystemException(file.toString(), null,
			"is being written by another " + kind.name() +
				": wait until it has finished, or choose another output");
	}

	private void take(final Kind kind, final SortedMap<String, String> task,
		final boolean anew) throws IOException
	{
		final String text = new String(Channels.newInputStream(channel)
			.readAllBytes(), StandardCharsets.UTF_8);
		final String header = kind.header(task);
		if (header.startsWith(text) || anew && text.startsWith(kind.mark())) {
			channel.truncate(0);
			write(header);
			return;
		}
		entries = entries(file, text, kind, task);
		empty = entries.isEmpty();
		final long kept = whole(text).getBytes(StandardCharsets.UTF_8).length;
		channel.truncate(kept).position(kept);
	}

	private void write(final String text) throws IOException {
		final ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
		while (bytes.hasRemaining())
			channel.write(bytes);
		channel.force(false);
	}

	private static List<List<String>> entries(final Path file,
		final String text, final Kind kind, final SortedMap<String, String> task)
		throws IOException
	{
		// Left by a run that was killed or has just begun.
		if (kind.header(task).startsWith(text)) return List.of();
		if (!text.startsWith(kind.mark())) throw new FileSystemException(file
			.toString(), null, "is not the journal of a " + kind.name() +
				", which would be written there: move it away, or choose another " +
				"output");
		final List<List<String>> lines = Csv.parse(whole(text));
		if (lines.isEmpty() || !lines.get(0).get(1).equals(Integer.toString(kind
			.version()))) throw new FileSystemException(file.toString(), null,
				"is the journal of another version of the suite, which this one " +
					"cannot continue: " + kind.remedy());
		final SortedMap<String, String> before = new TreeMap<>();
		final List<List<String>> entries = new ArrayList<>();
		for (final List<String> line : lines.subList(1, lines.size())) {
			if (entries.isEmpty() && line.size() == 3 && line.get(0).equals(TASK))
				before.put(line.get(1), line.get(2));
			else entries.add(line);
		}
		final String difference = Differences.between(before, task);
		if (!difference.isEmpty()) throw new FileSystemException(file.toString(),
			null, "is the journal of another " + kind.name() + " (" + difference +
				"): " + kind.remedy());
		return entries;
	}

	/** Returns a text without a truncated last line. */
	private static String whole(final String text) {
		int end = 0;
		boolean quoted = false;
		for (int i = 0; i < text.length(); i++) {
			if (text.charAt(i) == '"') quoted = !quoted;
			else if (text.charAt(i) == '\n' && !quoted) end = i + 1;
		}
		return text.substring(0, end);
	}

	private static SortedMap<String, String> texts(final Map<String, ?> task) {
		final SortedMap<String, String> texts = new TreeMap<>();
		task.forEach((name, value) -> texts.put(name, String.valueOf(value)));
		return texts;
	}
}
