package sc.fiji.superres.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The process that made a temporary file: its machine and its number are part of the
 * name of the file.
 * <p>
 * Only processes of this machine can be looked up. Those of another one, such as
 * another node of a cluster or another container, which may share the disk, are taken
 * for living for an hour after the last change of the file.
 * </p>
 */
final class Owner {

	/** What {@link #id()} looks like. */
	static final String PATTERN = "[0-9a-f]{8}_[0-9a-f]+";

	/** Tolerance between the clocks of a disk and of a process, in seconds. */
	private static final int INEXACT = 2;

	/** How long files of other machines are kept. */
	private static final Duration KEPT = Duration.ofHours(1);

	private static final String MACHINE = machine();

	private Owner() {
		// Static methods only.
	}

	/** Returns what stands for this process in the names of files. */
	static String id() {
		return id(ProcessHandle.current().pid());
	}

	/** Returns the same for another process of this machine. */
	static String id(final long pid) {
		return MACHINE + "_" + Long.toHexString(pid);
	}

	/**
	 * Returns whether the process that made a file may still use it. Numbers are
	 * reused, so a process that began after the file was written is a different
	 * one.
	 *
	 * @param id its id, from the name of the file
	 */
	static boolean lives(final String id, final Path file) throws IOException {
		if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) return false;
		final Instant written = Files.getLastModifiedTime(file,
			LinkOption.NOFOLLOW_LINKS).toInstant();
		final int end = MACHINE.length();
		if (!id.startsWith(MACHINE)) return written.plus(KEPT).isAfter(Instant.now());
		final Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(id
			.substring(end + 1), 16));
		if (process.isEmpty() || !process.get().isAlive()) return false;
		return process.get().info().startInstant().map(start -> !start.minusSeconds(
			INEXACT).isAfter(written)).orElse(true);
	}

	/**
	 * Returns a checksum of what tells the machines of a shared disk apart: the name of
	 * the host and, on Linux, the space of numbers of processes, of which a container
	 * has its own. On macOS, all machines are taken for one.
	 */
	private static String machine() {
		String name;
		try {
			name = Files.readString(Path.of("/proc/sys/kernel/hostname")) + Files
				.readSymbolicLink(Path.of("/proc/self/ns/pid"));
		}
		catch (final IOException notLinux) {
			name = Objects.requireNonNullElse(System.getenv("COMPUTERNAME"), "");
		}
		final MessageDigest digest = Sha256.digest();
		digest.update(name.getBytes(StandardCharsets.UTF_8));
		return Sha256.hex(digest).substring(0, 8);
	}
}
