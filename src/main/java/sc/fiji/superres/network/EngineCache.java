package sc.fiji.superres.network;

import ai.djl.engine.Engine;
import ai.djl.util.Platform;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * The folder into which the engine's native library is unpacked, once.
 * <p>
 * It is the first of these that already contains the library, or is writable
 * and has enough free space: {@code ENGINE_CACHE_DIR}, {@code DJL_CACHE_DIR}
 * (each an environment variable, otherwise a system property),
 * {@code ~/.djl.ai}, and a private folder in Java's folder for temporary files.
 * The engine always obeys an environment variable {@code ENGINE_CACHE_DIR}, so
 * it rules out any other folder.
 * </p>
 */
final class EngineCache {

	static final String VARIABLE = "ENGINE_CACHE_DIR";

	/** Bytes that the library needs, with a margin. */
	private static final long ROOM = 600L << 20;

	private static final System.Logger LOG = System.getLogger(EngineCache.class
		.getName());

	private final Path folder;

	EngineCache(final Path folder) {
		this.folder = folder;
	}

	/**
	 * Chooses the folder.
	 *
	 * @throws IOException if there is none; the message lists those that were
	 *           tried
	 */
	static EngineCache choose() throws IOException {
		final List<Path> wanted = wanted();
		for (final Path folder : wanted) {
			final EngineCache cache = new EngineCache(folder);
			if (cache.isFilled() || cache.hasRoom()) return cache;
		}
		if (System.getenv(VARIABLE) != null) throw new IOException(VARIABLE + "=" +
			wanted.get(0) + " cannot be written, or lacks " + (ROOM >> 20) +
			" MiB of free space");
		final EngineCache cache = new EngineCache(temporary());
		if (!cache.isFilled() && !cache.hasRoom()) throw new IOException("none of " +
			wanted + " and " + cache.folder + " can be written and has " +
			(ROOM >> 20) + " MiB of free space: set " + VARIABLE);
		LOG.log(Level.INFO, "The PyTorch library is kept in {0}, because {1} " +
			"cannot be written or lacks space", cache.folder, wanted);
		return cache;
	}

	/** Returns the folder. */
	Path folder() {
		return folder;
	}

	/** Returns whether it is writable. */
	boolean isWritable() {
		try {
			Files.createDirectories(folder);
			Files.delete(Files.createTempFile(folder, "superres", ".tmp"));
			return true;
		}
		catch (final IOException e) {
			return false;
		}
	}

	/**
	 * Runs the work that fills the folder, with a lock against other processes.
	 * Only needed if the folder is not filled yet.
	 */
	void fill(final Runnable work) {
		if (isFilled()) {
			work.run();
			return;
		}
		try (FileChannel file = FileChannel.open(folder.resolve("superres.lock"),
			StandardOpenOption.CREATE, StandardOpenOption.WRITE); FileLock lock = file
				.lock())
		{
			LOG.log(Level.DEBUG, "Filling {0} with {1}", folder, lock);
			work.run();
		}
		catch (final IOException e) {
			// A file system without locks; the unpacking itself is atomic.
			work.run();
		}
	}

	// -- Helper methods --

	private static List<Path> wanted() {
		final List<Path> wanted = new ArrayList<>();
		for (final String name : new String[] { VARIABLE, "DJL_CACHE_DIR" }) {
			final String variable = System.getenv(name);
			final String value = variable == null ? System.getProperty(name)
				: variable;
			if (value != null && !value.isEmpty()) wanted.add(Path.of(value));
		}
		wanted.add(Path.of(System.getProperty("user.home"), ".djl.ai"));
		return wanted;
	}

	/** Returns whether it contains the library for this platform and version. */
	private boolean isFilled() {
		final Platform platform = Platform.detectPlatform("pytorch");
		final Path library = folder.resolve("pytorch").resolve(platform
			.getVersion() + "-" + platform.getFlavor() + "-" + platform
				.getClassifier());
		return Files.exists(library.resolve(System.mapLibraryName("torch"))) &&
			Files.exists(library.resolve(Engine.getDjlVersion() + "-" + System
				.mapLibraryName("djl_torch")));
	}

	private boolean hasRoom() {
		return isWritable() && folder.toFile().getUsableSpace() >= ROOM;
	}

	/**
	 * Returns a folder that only this user can write to, because its libraries
	 * are executed.
	 */
	private static Path temporary() throws IOException {
		final Path parent = Path.of(System.getProperty("java.io.tmpdir"));
		final boolean posix = Files.getFileStore(parent).supportsFileAttributeView(
			"posix");
		final FileAttribute<?>[] mine = posix ? new FileAttribute<?>[] {
			PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(
				"rwx------")) } : new FileAttribute<?>[0];
		final Path folder = parent.resolve("superres-" + System.getProperty(
			"user.name").replaceAll("[^\\w.-]", "_"));
		try {
			return Files.createDirectory(folder, mine);
		}
		catch (final FileAlreadyExistsException e) {
			return isMine(folder, posix) ? folder : Files.createTempDirectory(
				"superres-");
		}
	}

	private static boolean isMine(final Path folder, final boolean posix)
		throws IOException
	{
		if (!posix) return Files.isDirectory(folder);
		final Path probe = Files.createTempFile("superres", ".tmp");
		try {
			return Files.getOwner(folder).equals(Files.getOwner(probe)) &&
				PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))
					.equals("rwx------");
		}
		finally {
			Files.delete(probe);
		}
	}
}
