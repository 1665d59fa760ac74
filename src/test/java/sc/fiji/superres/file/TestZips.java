package sc.fiji.superres.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Zips folders for tests. */
public final class TestZips {

	private TestZips() {
		// Static methods only.
	}

	/** Writes all files of a folder to a new zip, and returns it. */
	public static Path write(final Path folder, final Path zip)
		throws IOException
	{
		final List<Path> files;
		try (Stream<Path> all = Files.walk(folder)) {
			files = all.filter(Files::isRegularFile).sorted().toList();
		}
		try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(
			zip)))
		{
			for (final Path file : files) {
				out.putNextEntry(new ZipEntry(folder.relativize(file).toString().replace(
					'\\', '/')));
				Files.copy(file, out);
				out.closeEntry();
			}
		}
		return zip;
	}
}
