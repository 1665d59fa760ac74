package sc.fiji.superres.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The images in a folder. */
public final class ImageFolder {

	private static final Set<String> ENDINGS = Set.of("tif", "tiff", "png", "jpg",
		"jpeg", "gif", "bmp", "pgm", "ppm", "pbm", "dcm", "fits");

	private ImageFolder() {
		// Static methods only.
	}

	/**
	 * Lists the files that are images by their names, in the order of their
	 * names; hidden files and subfolders are left out.
	 *
	 * @param folder a folder, or a single image file
	 * @throws IOException if it cannot be read or holds no images; the message
	 *           says which
	 */
	public static List<Path> list(final Path folder) throws IOException {
		if (!Files.exists(folder)) throw new NoSuchFileException(
			"There is no folder of images " + folder);
		if (!Files.isDirectory(folder)) return List.of(folder);
		try (Stream<Path> files = Files.list(folder)) {
			final List<Path> images = files.filter(ImageFolder::isImage).sorted()
				.toList();
			if (images.isEmpty()) throw new IOException("The folder " + folder +
				" holds no images: names must end in " + String.join(", ", ENDINGS
					.stream().sorted().toList()));
			return images;
		}
	}

	private static boolean isImage(final Path file) {
		final String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
		return !name.startsWith(".") && ENDINGS.contains(name.substring(name
			.lastIndexOf('.') + 1)) && Files.isRegularFile(file);
	}
}
