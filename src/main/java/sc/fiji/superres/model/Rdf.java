package sc.fiji.superres.model;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

import sc.fiji.superres.file.YamlMap;

/** The common parts of the formats 0.4 and 0.5 of a description. */
final class Rdf {

	/** The file of format 0.5 in written packages. */
	static final String FILE_5 = "bioimageio.yaml";

	/** The file of format 0.4 in written packages. */
	static final String FILE_4 = "rdf.yaml";

	/** The possible files of a description in either format, preferred first. */
	static final List<String> FILES = List.of(FILE_5, FILE_4, "model.yaml");

	static final String AXES = "bcyx";
	static final Pattern TENSOR = Pattern.compile("[a-z][a-z0-9_]*");

	private static final double ROUNDED = 0.005;

	/** Size along an axis beyond what any network needs. */
	private static final int LARGEST_SIZE = 1 << 14;
	private static final int LARGEST_SCALE = 64;

	private Rdf() {
		// Static methods only.
	}

	/** Returns the only element of a list of tensors. */
	static YamlMap only(final YamlMap root, final String key)
		throws IOException
	{
		final List<YamlMap> tensors = root.maps(key);
		if (tensors.size() == 1) return tensors.get(0);
		throw root.wrong("has " + tensors.size() + " " + key +
			", but only networks with one image in and one image out can be run");
	}

	/** Refuses a tensor that is not an image. */
	static void checkAxes(final YamlMap tensor, final String axes)
		throws IOException
	{
		if (!AXES.equals(axes)) throw tensor.wrong("has the axes " + axes +
			", but only planar images can be enlarged, with the axes " + AXES +
			" (batch, channel, y, x)");
	}

	/** Refuses an output with another number of channels than the input. */
	static void checkChannels(final YamlMap output, final double channels,
		final int expected) throws IOException
	{
		if (channels != expected) throw output.wrong("has " + channels +
			" channels where the input has " + expected +
			", so it is not an enlarged image");
	}

	/**
	 * Returns the enlargement of x; one that was rounded, such as 1/0.333, is made
	 * whole again.
	 */
	static double scaleX(final YamlMap output, final double y, final double x)
		throws IOException
	{
		if (Math.abs(y - x) < ROUNDED) return scaleY(output, y);
		if (Math.abs(x - 1) < ROUNDED) return 1;
		throw output.wrong("enlarges y by " + y + " and x by " + x +
			", but both must be equal, or x not be enlarged");
	}

	/** Returns the enlargement of y; one that was rounded is made whole again. */
	static double scaleY(final YamlMap output, final double y)
		throws IOException
	{
		final double whole = Math.rint(y);
		final double scale = Math.abs(y - whole) < ROUNDED ? whole : y;
		if (scale >= 1 && scale <= LARGEST_SCALE) return scale;
		throw output.wrong("enlarges by " + scale +
			", but the scale must be at least 1 and at most " + LARGEST_SCALE);
	}

	/** Returns the same offset of both axes, in output pixels. */
	static int offset(final YamlMap output, final double y, final double x)
		throws IOException
	{
		if (y == x && y == (int) y) return (int) y;
		throw output.wrong("has an offset of " + y + " along y and " + x +
			" along x, but both must be equal, and whole pixels");
	}

	/**
	 * Returns the larger halo of both axes, along y.
	 *
	 * @param stretch the enlargement of y by that of x
	 */
	static OptionalInt halo(final YamlMap output, final int y, final int x,
		final double stretch) throws IOException
	{
		if (y < 0 || x < 0) throw output.wrong("has a halo of " + y + " and " + x +
			", but it must not be negative");
		if (Math.max(y, x) > LARGEST_SIZE) throw output.wrong("has a halo of " +
			Math.max(y, x) + " pixels, but it must be at most " + LARGEST_SIZE);
		return OptionalInt.of(Math.max(y, (int) Math.ceil(x * stretch)));
	}

	/** Returns the sizes of an axis. */
	static ModelDescription.Size size(final YamlMap tensor, final int min,
		final int step) throws IOException
	{
		if (Math.max(min, step) > LARGEST_SIZE) throw tensor.wrong(
			"has sizes of at least " + min + " in steps of " + step +
				", but both must be at most " + LARGEST_SIZE);
		try {
			return new ModelDescription.Size(min, step);
		}
		catch (final IllegalArgumentException e) {
			throw tensor.wrong("is not possible: " + e.getMessage());
		}
	}

	/** Returns the range of values, if at least one of its ends is stated. */
	static Optional<ModelDescription.Range> range(final YamlMap map,
		final String key) throws IOException
	{
		final List<Object> ends = map.list(key);
		if (ends.isEmpty()) return Optional.empty();
		if (ends.size() != 2) throw map.wrong(key, "must be two numbers");
		final YamlMap range = new YamlMap(key, "", Map.of("low", ends.get(
			0) == null ? Double.NEGATIVE_INFINITY : ends.get(0), "high", ends.get(
				1) == null ? Double.POSITIVE_INFINITY : ends.get(1)));
		return Optional.of(new ModelDescription.Range(range.number("low"), range
			.number("high")));
	}

	/** Returns an integer for a whole number. */
	static Number plain(final double number) {
		final int whole = (int) number;
		if (whole == number) return whole;
		return number;
	}
}
