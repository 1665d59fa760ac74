package sc.fiji.superres.compare;

import ij.ImagePlus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.file.Sha256;
import sc.fiji.superres.image.ImagePlanes;
import sc.fiji.superres.method.Methods;

/**
 * The inputs of a comparison. An interrupted comparison is resumed only if all
 * names and values are equal, including the checksums of models and images.
 *
 * @param protocol how images are degraded and scored
 * @param models names of methods
 * @param files the images; empty if an open image is compared
 * @param image the open image, or null
 */
record ComparisonTask(ComparisonProtocol protocol, List<String> models,
	List<Path> files, ImagePlus image)
{

	static ComparisonTask of(final ComparisonProtocol protocol,
		final List<String> models, final List<Path> files)
	{
		return new ComparisonTask(protocol, models, files, null);
	}

	static ComparisonTask of(final ComparisonProtocol protocol,
		final List<String> models, final ImagePlus image)
	{
		return new ComparisonTask(protocol, models, List.of(), image);
	}

	/** Returns the names of the images, in their order. */
	List<String> names() {
		return image != null ? List.of(image.getTitle()) : files.stream().map(
			file -> file.getFileName().toString()).toList();
	}

	/** Returns the files and folders that are read. */
	List<Path> inputs() {
		final List<Path> inputs = new ArrayList<>(files);
		models.forEach(model -> inputs.addAll(files(model)));
		return inputs;
	}

	/**
	 * Returns the names and values.
	 *
	 * @throws IOException if the files of a model cannot be read
	 */
	Map<String, Object> values() throws IOException {
		final Map<String, Object> values = protocol.values();
		values.put("models", String.join(",", models));
		for (final String model : models)
			for (final Path file : files(model))
				values.put("model " + (model.equals(Methods.AUTO) ? model + " " +
					file.getFileName() : model), Sha256.of(file));
		for (final Path file : files)
			values.merge("image " + file.getFileName(), checksum(file), (a, b) -> a +
				" " + b);
		if (image != null) values.put("image " + image.getTitle(), ImagePlanes.checksum(
			image, Progress.NONE));
		return values;
	}

	// -- Helper methods --

	/** Returns the files that a method depends on: auto chooses among all. */
	private static Collection<Path> files(final String model) {
		return model.equals(Methods.AUTO) ? Methods.packages().values() : Methods
			.files(model);
	}

	/** An unreadable image fails by itself when it is opened. */
	private static String checksum(final Path file) throws IOException {
		return Files.isReadable(file) ? Sha256.of(file) : "unreadable";
	}
}
