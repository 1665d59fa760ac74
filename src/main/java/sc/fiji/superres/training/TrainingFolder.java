package sc.fiji.superres.training;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

import sc.fiji.superres.file.AtomicFiles;

/**
 * The working folder of a training, locked so that no other training, in this
 * process or another, can use it.
 * <p>
 * A file {@value #MARK} marks it; any other non-empty folder is refused. Only
 * files written by trainings are deleted.
 * </p>
 */
public final class TrainingFolder implements AutoCloseable {

	/** The network before the first step. */
	public static final String START = "start.pt";

	/** The file that marks a training folder. */
	static final String MARK = "superres-training.txt";

	private static final String TEXT =
		"The working folder of a training by SuperRes, which deletes it at its end.\n";
	private static final String LOCK = "lock";

	private final Path folder;
	private final FileChannel channel;

	private TrainingFolder(final Path folder, final FileChannel channel) {
		this.folder = folder;
		this.channel = channel;
	}

	/**
	 * Locks a folder, which is created if missing.
	 *
	 * @throws IOException if another training uses it, it cannot be written, or
	 *           it is not the folder of a training
	 */
	public static TrainingFolder of(final Path folder) throws IOException {
		AtomicFiles.check(folder, true);
		if (Files.notExists(folder)) Files.createDirectory(folder);
		if (!isMarked(folder)) checkEmpty(folder);
		final FileChannel channel = FileChannel.open(folder.resolve(LOCK),
			StandardOpenOption.CREATE, StandardOpenOption.WRITE);
		try {
			if (!lock(channel)) throw new IOException("Another training is running in " +
				folder + ": wait until it has finished, or choose another output");
			AtomicFiles.recover(folder, file -> true);
			if (!isMarked(folder)) AtomicFiles.write(folder.resolve(MARK), true,
				part -> Files.writeString(part, TEXT));
			return new TrainingFolder(folder, channel);
		}
		catch (final IOException | RuntimeException e) {
			channel.close();
			throw e;
		}
	}

	/** Deletes all files of a training, and the folder if it is then empty. */
	public void delete() throws IOException {
		// The lock goes last, so that nothing of another training is deleted.
		try (channel) {
			delete(NetworkTrainer.FILES);
			delete(List.of(START, NetworkPackage.KEPT, MARK, LOCK));
		}
		try {
			Files.deleteIfExists(folder);
		}
		catch (final DirectoryNotEmptyException exc) {
			// Other files are kept.
		}
	}

	/**
	 * Releases the folder for the next training; without a network it is deleted.
	 */
	@Override
	public void close() throws IOException {
		if (!channel.isOpen()) return;
		if (Files.exists(folder.resolve(START))) channel.close();
		else delete();
	}

	// -- Helper methods --

	private void delete(final List<String> names) throws IOException {
		for (final String name : names)
			Files.deleteIfExists(folder.resolve(name));
	}

	private static boolean isMarked(final Path folder) {
		return Files.isRegularFile(folder.resolve(MARK));
	}

	private static boolean lock(final FileChannel channel) throws IOException {
		try {
			return channel.tryLock() != null;
		}
		catch (final OverlappingFileLockException exc) {
			return false; // Another training of this process.
		}
	}

	/** Refuses a folder that holds more than the beginnings of a training. */
	private static void checkEmpty(final Path folder) throws IOException {
		try (Stream<Path> content = Files.list(folder)) {
			if (content.map(file -> file.getFileName().toString()).anyMatch(name -> !name
				.equals(LOCK) && !name.endsWith("-" + MARK)))
				throw new FileAlreadyExistsException(folder.toString(), null,
				"is not the folder of a training, but the training would work in it: " +
				"choose another output, or move the folder away");
		}
	}
}
