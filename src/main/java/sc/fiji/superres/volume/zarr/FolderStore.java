package sc.fiji.superres.volume.zarr;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import sc.fiji.superres.file.AtomicFiles;

/**
 * Keeps what belongs to arrays in a folder of this machine: a key is a path
 * below it. Hidden files that a writer which was killed has left are not listed.
 */
final class FolderStore implements Store {

	private static final Pattern KEY = Pattern.compile(
		"(?!\\.\\.?(/|$))[^/\\\\\\x00]+(/(?!\\.\\.?(/|$))[^/\\\\\\x00]+)*");

	private static final Pattern PART = Pattern.compile("\\.(part|old)-.*");

	private final Path folder;

	/**
	 * Constructs a store.
	 *
	 * @param folder where it is; created with the first write if it is missing
	 */
	public FolderStore(final Path folder) {
		this.folder = folder;
	}

	@Override
	public Optional<byte[]> read(final String key) throws IOException {
		final Path file = path(key);
		try {
			return Optional.of(Files.readAllBytes(file));
		}
		catch (final NoSuchFileException e) {
			return Optional.empty();
		}
		catch (final IOException e) {
			throw failure(file, e);
		}
	}

	@Override
	public Optional<byte[]> read(final String key, final long offset,
		final int length) throws IOException
	{
		final Path file = path(key);
		try (FileChannel channel = FileChannel.open(file,
			StandardOpenOption.READ))
		{
			final long start = offset < 0 ? channel.size() + offset : offset;
			if (start < 0 || start > channel.size() - length)
				throw new EOFException(file + " is cut off: it has " + channel
					.size() + " bytes, but " + length + " from " + start +
					" are to be read");
			final ByteBuffer bytes = ByteBuffer.allocate(length);
			while (bytes.hasRemaining()) {
				if (channel.read(bytes, start + bytes.position()) < 0)
					throw new EOFException(file + " was cut off while it was read");
			}
			return Optional.of(bytes.array());
		}
		catch (final NoSuchFileException e) {
			return Optional.empty();
		}
		catch (final EOFException e) {
			throw e;
		}
		catch (final IOException e) {
			throw failure(file, e);
		}
	}

	@Override
	public void write(final String key, final byte[] bytes) throws IOException {
		final Path file = path(key);
		try {
			Files.createDirectories(file.getParent());
		}
		catch (final IOException e) {
			throw new IOException("Cannot write " + file + ": the folder " + file
				.getParent() + " cannot be made", e);
		}
		AtomicFiles.write(file, true, part -> Files.write(part, bytes));
	}

	@Override
	public List<String> list(final String prefix) throws IOException {
		final Path place = prefix.isEmpty() ? folder : path(prefix);
		try (Stream<Path> files = Files.list(place)) {
			return files.map(file -> file.getFileName().toString()).filter(
				name -> !PART.matcher(name).matches()).sorted().toList();
		}
		catch (final NoSuchFileException | NotDirectoryException e) {
			return List.of();
		}
	}

	@Override
	public String toString() {
		return folder.toString();
	}

	// -- Helper methods --

	private Path path(final String key) throws IOException {
		if (!KEY.matcher(key).matches()) throw new IOException("'" + key +
			"' is no path within " + folder);
		return folder.resolve(key);
	}

	private static IOException failure(final Path file, final IOException e) {
		final String reason = e instanceof FileSystemException system && system
			.getReason() != null ? system.getReason() : e.getClass().getSimpleName();
		return new IOException("Cannot read " + file + ": " + reason, e);
	}
}
