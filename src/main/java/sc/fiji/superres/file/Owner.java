package sc.fiji.superres.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Who made a temporary file: a process, whose number is a part of the name. */
final class Owner {

	/** What the times of a disk and of a process may differ by, in seconds. */
	private static final int INEXACT = 2;

	private Owner() {
		// Static methods only.
	}

	/** Returns the number of this process, in hexadecimal digits. */
	static String id() {
		return Long.toHexString(ProcessHandle.current().pid());
	}

	/**
	 * Returns whether the process that made a file may still use it. A number is
	 * given anew to other processes, so one that began after the file was written
	 * is another.
	 *
	 * @param id its number, from the name of the file
	 */
	static boolean lives(final String id, final Path file) throws IOException {
		final Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(id,
			16));
		if (process.isEmpty() || !process.get().isAlive()) return false;
		if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) return false;
		final Instant written = Files.getLastModifiedTime(file,
			LinkOption.NOFOLLOW_LINKS).toInstant();
		return process.get().info().startInstant().map(start -> !start.minusSeconds(
			INEXACT).isAfter(written)).orElse(true);
	}
}
