package sc.fiji.superres.compare;

import ij.ImagePlus;
import ij.ImageStack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import sc.fiji.superres.file.Sha256;
import sc.fiji.superres.measure.ModelChoice;
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
				values.put("model " + (model.equals(ModelChoice.AUTO) ? model + " " +
					file.getFileName() : model), Sha256.of(file));
		for (final Path file : files)
			values.merge("image " + file.getFileName(), checksum(file), (a, b) -> a +
				" " + b);
		if (image != null) values.put("image " + image.getTitle(), checksum(image));
		return values;
	}

	// -- Helper methods --

	/** Returns the files that a method depends on: auto chooses among all. */
	private static Collection<Path> files(final String model) {
		return model.equals(ModelChoice.AUTO) ? Methods.packages().values() : Methods
			.files(model);
	}

	/** An unreadable image fails by itself when it is opened. */
	private static String checksum(final Path file) throws IOException {
		return Files.isReadable(file) ? Sha256.of(file) : "unreadable";
	}

	/** Returns the checksum of all samples, and of the colors of a palette. */
	private static String checksum(final ImagePlus image) {
		final MessageDigest digest = Sha256.digest();
		digest.update((image.getType() + " " + image.getWidth() + " " + image
			.getHeight() + " " + image.getNChannels() + " " + image.getNSlices() +
			" " + image.getNFrames()).getBytes(StandardCharsets.UTF_8));
		if (image.getBitDepth() == Byte.SIZE) digest.update(image.getProcessor()
			.getLut().getBytes());
		final ImageStack stack = image.getStack();
		for (int i = 1; i <= stack.size(); i++)
			digest.update(bytes(stack.getPixels(i)));
		return Sha256.hex(digest);
	}

	private static ByteBuffer bytes(final Object samples) {
		if (samples instanceof byte[] bytes) return ByteBuffer.wrap(bytes);
		if (samples instanceof short[] shorts) {
			final ByteBuffer bytes = ByteBuffer.allocate(Short.BYTES * shorts.length);
			bytes.asShortBuffer().put(shorts);
			return bytes;
		}
		if (samples instanceof int[] ints) {
			final ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * ints.length);
			bytes.asIntBuffer().put(ints);
			return bytes;
		}
		final float[] floats = (float[]) samples;
		final ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * floats.length);
		bytes.asFloatBuffer().put(floats);
		return bytes;
	}
}
