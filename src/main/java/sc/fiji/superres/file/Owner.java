package sc.fiji.superres.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** The process that made a temporary file; its number is part of the name. */
final class Owner {

	/** Tolerance between the clocks of a disk and of a process, in seconds. */
	private static final int INEXACT = 2;

	private Owner() {
		// Static methods only.
	}

	/** Returns the number of this process in hexadecimal digits. */
	static String id() {
		return Long.toHexString(ProcessHandle.current().pid());
	}

	/**
	 * Returns whether the process that made a file may still use it. Numbers are
	 * reused, so a process that began after the file was written is a different
	 * one.
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
