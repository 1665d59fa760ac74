package sc.fiji.superres.volume.zarr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an OME-Zarr image says about itself. Lists along the axes hold five
 * entries, in the order x, y, z, c, t, also where the image lacks an axis.
 *
 * @param name of the image; may be empty
 * @param axes the axes that are stored, in the order of the array: letters of
 *          {@code tczyx}, with y and x last
 * @param units such as {@code micrometer} and {@code second}; empty where none is
 *          stated
 * @param scale size of a pixel along each axis, positive; 1 if not stated
 * @param translation position of the center of the first pixel
 * @param channels one entry per channel, or none at all
 */
public record OmeMetadata(String name, String axes, List<String> units,
	List<Double> scale, List<Double> translation, List<Channel> channels)
{

	/** All axes, in the order of an array on disk. */
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

	public OmeMetadata {
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
		final List<Double> scales = new ArrayList<>(scale);
		final List<Double> places = new ArrayList<>(translation);
		for (int axis = 0; axis < factors.length; axis++) {
			final double old = scale.get(axis);
			scales.set(axis, old / factors[axis]);
			places.set(axis, translation.get(axis) + (1 / factors[axis] - 1) / 2 *
				old);
		}
		return new OmeMetadata(name, axes, units, scales, places, channels);
	}
}
