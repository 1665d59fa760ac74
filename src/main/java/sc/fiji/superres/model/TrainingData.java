package sc.fiji.superres.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import sc.fiji.superres.file.Csv;

/**
 * The training images of a model, and their authors.
 * <p>
 * A folder of images, or one of its parents, may have a file {@link #SOURCES}:
 * comma-separated values with a header, of which the columns {@code file}
 * (relative to the folder of that file), {@code original}, {@code author} and
 * {@code licence} are read. The nearest file that lists an image counts.
 * </p>
 *
 * @param images one per image, in the given order
 */
public record TrainingData(List<Image> images) {

	/** The file that states sources and authors of images. */
	public static final String SOURCES = "SOURCES.csv";

	private static final List<String> HEAD = List.of("file", "original",
		"author", "licence");

	public TrainingData {
		images = List.copyOf(images);
	}

	/**
	 * One image.
	 *
	 * @param file its path as {@link #SOURCES} states it, or its name
	 * @param original the image that it was cropped from, or an empty string
	 * @param author its author, or an empty string
	 * @param licence its license, or an empty string
	 */
	public record Image(String file, String original, String author,
		String licence)
	{}

	/**
	 * Looks up the sources of images.
	 *
	 * @param images files, each in a folder with or without {@link #SOURCES}
	 * @throws IOException if such a file cannot be read
	 */
	public static TrainingData of(final List<Path> images) throws IOException {
		final Map<Path, Map<Path, Image>> tables = new HashMap<>();
		final List<Image> found = new ArrayList<>();
		for (final Path image : images) {
			found.add(find(image.toAbsolutePath().normalize(), tables).orElse(
				new Image(image.getFileName().toString(), "", "", "")));
		}
		return new TrainingData(found);
	}

	/** Returns the text of a CSV file with one line per image. */
	public String toText() {
		final StringBuilder text = new StringBuilder(Csv.line(HEAD));
		for (final Image image : images) {
			text.append(Csv.line(List.of(image.file, image.original, image.author,
				image.licence)));
		}
		return text.toString();
	}

	/** Counts the images under each license, sorted by its name. */
	public Map<String, Integer> licences() {
		final Map<String, Integer> counts = new TreeMap<>();
		for (final Image image : images) {
			counts.merge(image.licence, 1, Integer::sum);
		}
		return counts;
	}

	// -- Helper methods --

	private static Optional<Image> find(final Path image,
		final Map<Path, Map<Path, Image>> tables) throws IOException
	{
		for (Path folder = image.getParent(); folder != null; folder = folder
			.getParent())
		{
			if (!tables.containsKey(folder)) tables.put(folder, table(folder));
			final Image found = tables.get(folder).get(image);
			if (found != null) return Optional.of(found);
		}
		return Optional.empty();
	}

	private static Map<Path, Image> table(final Path folder)
		throws IOException
	{
		final Path file = folder.resolve(SOURCES);
		if (!Files.isRegularFile(file)) return Map.of();
		try {
			final List<List<String>> lines = Csv.parse(Files.readString(file));
			final List<String> head = lines.isEmpty() ? List.of() : lines.get(0);
			if (!head.contains("file")) throw new IOException(
				"its header lacks the column \"file\"");
			final Map<Path, Image> table = new HashMap<>();
			for (final List<String> line : lines.subList(1, lines.size())) {
				final String[] cells = new String[HEAD.size()];
				for (int i = 0; i < cells.length; i++) {
					final int column = head.indexOf(HEAD.get(i));
					cells[i] = column >= 0 && column < line.size() ? line.get(column) : "";
				}
				table.put(folder.resolve(cells[0]).normalize(), new Image(cells[0],
					cells[1], cells[2], cells[3]));
			}
			return table;
		}
		catch (final IOException e) {
			throw new IOException("Cannot read " + file + ": " + e.getMessage(), e);
		}
	}
}
