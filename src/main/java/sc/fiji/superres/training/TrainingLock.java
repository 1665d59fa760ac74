package sc.fiji.superres.training;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps two trainings, in this program or in two, from sharing a folder. */
public final class TrainingLock implements AutoCloseable {

	private static final String FILE = "lock";

	private final FileChannel channel;

	private TrainingLock(final FileChannel channel) {
		this.channel = channel;
	}

	/**
	 * Takes the lock of a folder.
	 *
	 * @throws IOException if another training has it
	 */
	public static TrainingLock of(final Path folder) throws IOException {
		final FileChannel channel = FileChannel.open(folder.resolve(FILE),
			StandardOpenOption.CREATE, StandardOpenOption.WRITE);
		try {
			final FileLock lock = channel.tryLock();
			if (lock != null) return new TrainingLock(channel);
		}
		catch (final OverlappingFileLockException exc) {
			// Another training of this program.
		}
		channel.close();
		throw new IOException("Another training is running in " + folder +
			": wait for it, or choose another output");
	}

	@Override
	public void close() throws IOException {
		channel.close();
	}
}
