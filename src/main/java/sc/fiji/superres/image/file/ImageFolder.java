package sc.fiji.superres.image.file;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import sc.fiji.superres.volume.ZarrVolume;
import sc.fiji.superres.volume.zarr.OmeZarr;

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
	 * @throws IOException if it cannot be read or contains no images; the message
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
				" contains no images: names must end in " + endings());
			return images;
		}
	}

	/**
	 * Lists the images in a folder, and optionally in its subfolders, relative to
	 * it: files, and folders of Zarr. Hidden ones are left out.
	 *
	 * @param filter patterns of names like {@code *.tif,well-a*}, separated by
	 *          commas; empty for all images
	 * @param subfolders whether to include subfolders
	 * @param besides a subfolder to leave out
	 * @return the paths, in the same order on every machine
	 * @throws IOException if the folder cannot be read or contains no such images
	 */
	public static List<Path> list(final Path folder, final String filter,
		final boolean subfolders, final Path besides) throws IOException
	{
		if (!Files.isDirectory(folder)) throw new NoSuchFileException(
			"There is no folder of images " + folder);
		final List<PathMatcher> patterns = filter.isBlank() ? List.of() : Stream.of(
			filter.split(",")).map(ImageFolder::pattern).toList();
		final List<Path> images = new ArrayList<>();
		Files.walkFileTree(folder, Set.of(FileVisitOption.FOLLOW_LINKS), subfolders
			? Integer.MAX_VALUE : 1, new SimpleFileVisitor<>()
		{

			@Override
			public FileVisitResult preVisitDirectory(final Path below,
				final BasicFileAttributes attributes) throws IOException
			{
				if (below.equals(folder)) return FileVisitResult.CONTINUE;
				final boolean left = below.getFileName().toString().startsWith(".") ||
					Files.exists(besides) && Files.isSameFile(below, besides);
				if (!left && !OmeZarr.isZarr(below)) return FileVisitResult.CONTINUE;
				if (!left) add(below);
				return FileVisitResult.SKIP_SUBTREE;
			}

			@Override
			public FileVisitResult visitFile(final Path file,
				final BasicFileAttributes attributes) throws IOException
			{
				// Where subfolders are left out, they are visited like files.
				if (attributes.isDirectory()) preVisitDirectory(file, attributes);
				else if (isImage(file)) add(file);
				return FileVisitResult.CONTINUE;
			}

			/** What a link back to a folder around it shows has been listed. */
			@Override
			public FileVisitResult visitFileFailed(final Path file,
				final IOException failure) throws IOException
			{
				if (failure instanceof FileSystemLoopException)
					return FileVisitResult.CONTINUE;
				throw failure;
			}

			private void add(final Path image) {
				if (patterns.isEmpty() || patterns.stream().anyMatch(pattern -> pattern
					.matches(image.getFileName()))) images.add(folder.relativize(image));
			}
		});
		if (images.isEmpty()) throw new IOException("The folder " + folder +
			" contains no images" + (filter.isBlank() ? "" : " that match " + filter) +
			": names must end in " + endings() + ", or be folders of OME-Zarr");
		images.sort(Comparator.comparing(Path::toString));
		return images;
	}

	/** Returns whether a folder is an image itself. */
	public static boolean isZarr(final Path folder) {
		return OmeZarr.isZarr(folder);
	}

	/**
	 * Returns by what an OME-Zarr image is recognized: its size, and the number,
	 * bytes, names and dates of its files.
	 *
	 * @throws IOException if it is not complete, or no image
	 */
	public static String stamp(final Path folder) throws IOException {
		return ZarrVolume.open(folder).stamp(true).toString();
	}

	// -- Helper methods --

	private static PathMatcher pattern(final String glob) {
		return FileSystems.getDefault().getPathMatcher("glob:" + glob.strip());
	}

	private static String endings() {
		return String.join(", ", ENDINGS.stream().sorted().toList());
	}

	/** A dangling link counts, too: opening it reports the error. */
	private static boolean isImage(final Path file) {
		final String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
		return !name.startsWith(".") && ENDINGS.contains(name.substring(name
			.lastIndexOf('.') + 1)) && (Files.isRegularFile(file) || Files
				.isSymbolicLink(file) && !Files.exists(file));
	}
}
