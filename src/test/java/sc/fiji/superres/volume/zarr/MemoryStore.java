package sc.fiji.superres.volume.zarr;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** A store without a disk: tests need not wait for one. */
final class MemoryStore implements Store {

	final Map<String, byte[]> files = new ConcurrentSkipListMap<>();

	@Override
	public Optional<byte[]> read(final String key) {
		return Optional.ofNullable(files.get(key));
	}

	@Override
	public Optional<byte[]> read(final String key, final long offset,
		final int length) throws IOException
	{
		final byte[] file = files.get(key);
		if (file == null) return Optional.empty();
		final long start = offset < 0 ? file.length + offset : offset;
		if (start < 0 || start > file.length - length) throw new EOFException(key);
		return Optional.of(Arrays.copyOfRange(file, (int) start, (int) start +
			length));
	}

	@Override
	public void write(final String key, final byte[] bytes) {
		files.put(key, bytes.clone());
	}

	@Override
	public List<String> list(final String prefix) {
		final String start = prefix.isEmpty() ? "" : prefix + "/";
		return files.keySet().stream().filter(key -> key.startsWith(start)).map(
			key -> key.substring(start.length()).split("/")[0]).distinct().toList();
	}

	@Override
	public String toString() {
		return "memory";
	}
}
