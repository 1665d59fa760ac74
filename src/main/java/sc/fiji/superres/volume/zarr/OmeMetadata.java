package sc.fiji.superres.volume.zarr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import sc.fiji.superres.block.WrongUsage;

/**
 * What an OME-Zarr image says about itself. Lists along the axes hold five
 * entries, in the order x, y, z, c, t, also where the image lacks an axis.
 *
 * @param name of the image; may be empty
 * @param axes the axes that are stored, in the order of the array: letters of
 *          {@code tczyx}, with y and x last
 * @param units such as {@code micrometer} and {@code second}; empty where none is
 *          stated
 * @param scale size of a pixel along each axis; 1 where none is stated
 * @param translation position of the center of the first pixel
 * @param channels one entry per channel, or none at all
 */
public record OmeMetadata(String name, String axes, List<String> units,
	List<Double> scale, List<Double> translation, List<Channel> channels)
{

	/** The axes in the order of the lists. */
	public static final String ORDER = "xyzct";

	/** The axes in the order of an array that has all of them. */
	public static final String AXES = "tczyx";

	/**
	 * A channel.
	 *
	 * @param name what it shows; may be empty
	 * @param color red, green and blue, 8 bits each; empty if not stated
	 * @param window what of it is displayed; empty if not stated
	 * @param active whether it is shown at first
	 */
	public record Channel(String name, Optional<Integer> color,
		Optional<Window> window, boolean active)
	{}

	/**
	 * A range that is displayed.
	 *
	 * @param min smallest value that can be chosen
	 * @param max largest value that can be chosen
	 * @param start value that is shown black
	 * @param end value that is shown in full color
	 */
	public record Window(double min, double max, double start, double end) {}

	/**
	 * @throws WrongUsage if the axes are out of order, or a list does not have
	 *           five entries
	 */
	public OmeMetadata {
		if (!isOrdered(axes)) throw new WrongUsage("The axes " + axes +
			" are not some of t, c, z, y and x, in this order, with y and x");
		if (units.size() != ORDER.length() || scale.size() != ORDER.length() ||
			translation.size() != ORDER.length()) throw new WrongUsage(
				"Units, scale and translation need an entry for each of x, y, z, c, t");
		units = List.copyOf(units);
		scale = List.copyOf(scale);
		translation = List.copyOf(translation);
		channels = List.copyOf(channels);
	}

	/**
	 * Returns the metadata of an image that is enlarged: its pixels are smaller,
	 * and the center of the first one moves towards the corner, so that the
	 * corners of both images are at the same place.
	 *
	 * @param sx by how much it is enlarged along x
	 * @param sy along y
	 * @param sz along z
	 */
	public OmeMetadata enlarged(final double sx, final double sy,
		final double sz)
	{
		final double[] factors = { sx, sy, sz };
		final List<Double> sizes = new ArrayList<>(scale);
		final List<Double> places = new ArrayList<>(translation);
		for (int axis = 0; axis < factors.length; axis++) {
			final double old = scale.get(axis);
			sizes.set(axis, old / factors[axis]);
			places.set(axis, translation.get(axis) + (1 / factors[axis] - 1) / 2 *
				old);
		}
		return new OmeMetadata(name, axes, units, sizes, places, channels);
	}

	/** Returns whether axes are legal, and in the order of an array. */
	static boolean isOrdered(final String axes) {
		return axes.matches("t?c?z?yx");
	}
}
