package sc.fiji.superres.volume;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.stream.Stream;

/**
 * Which blocks of a run are done: an empty file for each, made in one step after
 * its samples are on the disk.
 */
final class BlockMarks {

	private static final String SUFFIX = ".done";

	private final Path folder;

	/** @param folder created if missing */
	BlockMarks(final Path folder) throws IOException {
		this.folder = Files.createDirectories(folder);
	}

	/** Marks a block as done; any number of workers may do so. */
	void add(final long block) throws IOException {
		try {
			Files.createFile(file(block));
		}
		catch (final FileAlreadyExistsException e) {
			// Another worker did the same block.
		}
	}

	boolean has(final long block) {
		return Files.exists(file(block));
	}

	/** Returns the blocks that are done. */
	BitSet all() throws IOException {
		final BitSet done = new BitSet();
		try (Stream<Path> files = Files.list(folder)) {
			files.map(file -> file.getFileName().toString()).filter(name -> name.matches(
				"[0-9]{1,9}\\" + SUFFIX)).forEach(name -> done.set(Integer.parseInt(name
					.substring(0, name.length() - SUFFIX.length()))));
		}
		return done;
	}

	private Path file(final long block) {
		return folder.resolve(block + SUFFIX);
	}
}
