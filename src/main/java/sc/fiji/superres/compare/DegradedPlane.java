package sc.fiji.superres.compare;

import ij.ImagePlus;

import java.util.List;
import java.util.stream.IntStream;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.measure.HighImage;

/**
 * A plane of a comparison at both resolutions. Noise is relative to the
 * intensity range of the channel, and the same as Degrade Image adds to this
 * plane; in RGB images it is added to red, green and blue.
 */
final class DegradedPlane {

	private final HighImage high;
	private final int index;
	private final Degradation degradation;
	private final Plane original;
	/** Made when it is first needed: figures look at the original of every plane. */
	private Plane low;

	/**
	 * Reads a plane.
	 *
	 * @param index of the plane, from 0
	 * @throws IllegalArgumentException if it is smaller than the scale, or samples
	 *           are NaN or infinite
	 */
	DegradedPlane(final HighImage high, final int index,
		final Degradation degradation)
	{
		this.high = high;
		this.index = index;
		this.degradation = degradation;
		original = degradation.crop(high.plane(index));
	}

	/** Returns the number of the plane, from 0. */
	int index() {
		return index;
	}

	Degradation degradation() {
		return degradation;
	}

	/** Returns the original, cropped to a multiple of the scale. */
	Plane original() {
		return original;
	}

	/** Returns the low-resolution plane as an image of the original's type. */
	ImagePlus lowImage() {
		return high.image("degraded", low(high.color() ? 3 : 1));
	}

	/**
	 * Returns the input of a method.
	 *
	 * @param channels 1, or 3 for red, green and blue of a plane of colors
	 */
	List<Plane> low(final int channels) {
		if (channels == 1) return List.of(luma());
		final List<Plane> colors = high.colors(index);
		final Intensities[] intensities = high.intensities(index, channels);
		return IntStream.range(0, channels).mapToObj(c -> degradation.apply(colors
			.get(c), (long) channels * index + c, intensities[c])).toList();
	}

	/** Returns the low-resolution plane, of colors the luma. */
	private Plane luma() {
		if (low == null) low = high.color() && !degradation.noise().isNone()
			? HighImage.luma(low(3)) : degradation.apply(original, index, high
				.intensities(index));
		return low;
	}
}
