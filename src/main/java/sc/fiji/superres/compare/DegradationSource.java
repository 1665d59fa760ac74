package sc.fiji.superres.compare;

import ij.ImagePlus;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;

import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.degrade.DegradationRange;
import sc.fiji.superres.degrade.ValueRange;
import sc.fiji.superres.measure.AcquisitionSettings;
import sc.fiji.superres.method.Method;
import sc.fiji.superres.resample.Kernel;

/**
 * Chooses the degradation of each plane of a comparison at one scale: the same
 * for all, one that depends on the pixel size of the image, or one drawn at
 * random. Where slices are degraded, planes are those along z.
 */
public final class DegradationSource {

	/** Returns the degradation of a plane. */
	private interface Choice {

		Degradation of(ImagePlus image, String name, int index) throws IOException;
	}

	/** Blur of varied acquisitions, and the share of the planes without it. */
	private static final int MOST_BLUR = 2;
	private static final double SHARP = 0.3;

	private final int scale;
	private final boolean axial;
	private final String protocol;
	private final Map<String, Object> values;
	private final Choice choice;

	private DegradationSource(final Degradation usual, final String protocol,
		final Map<String, Object> values, final Choice choice)
	{
		scale = usual.scale();
		axial = usual.axial();
		this.protocol = protocol;
		this.values = new TreeMap<>(values);
		this.choice = choice;
	}

	/** Returns one degradation for all planes; each has noise of its own. */
	public static DegradationSource of(final Degradation degradation) {
		return new DegradationSource(degradation, degradation.describe(),
			degradation.values(), (image, name, index) -> degradation);
	}

	/**
	 * Returns the degradation that settings describe, for the pixel size of each
	 * image.
	 *
	 * @throws IOException if the point spread function cannot be read
	 * @throws IllegalArgumentException if a value is not valid
	 */
	public static DegradationSource of(final int scale,
		final AcquisitionSettings settings) throws IOException
	{
		if (!settings.isPhysical()) return of(settings.degradation(scale, null));
		final Degradation without = settings.withoutOptics().degradation(scale,
			null);
		final Map<String, Object> values = without.values();
		values.put("wavelength", settings.wavelength());
		values.put("aperture", settings.aperture());
		return new DegradationSource(without, "blur of " + settings.wavelength() +
			" nm at NA " + settings.aperture() + ", " + without.describe(), values, (
				image, name, index) -> settings.degradation(scale, image));
	}

	/**
	 * Returns what settings do to the slices of stacks.
	 *
	 * @throws IllegalArgumentException if a value is not valid
	 * @see AcquisitionSettings#axial
	 */
	public static DegradationSource axial(final int scale,
		final AcquisitionSettings settings)
	{
		return of(settings.axial(scale));
	}

	/**
	 * Returns acquisitions drawn for each plane, seeded by the name of its image
	 * and its number. Exposures are not drawn.
	 */
	public static DegradationSource of(final DegradationRange range) {
		if (range.isFixed()) return of(range.base());
		return new DegradationSource(range.base(), range.describeDrawn(), range
			.values(), (image, name, index) -> range.draw(31L * name.hashCode() +
				index));
	}

	/**
	 * Returns what a model meets when it is used: for about a third of the planes
	 * the acquisitions of its training, for another third blur instead, of up to
	 * {@value #MOST_BLUR} pixels, and for the last third blur and noise. Drawn as
	 * by {@link #of(DegradationRange)}.
	 *
	 * @param trained acquisitions of the training
	 */
	public static DegradationSource varied(final DegradationRange trained) {
		final int scale = trained.scale();
		final List<Kernel> kernels = List.of(Kernel.named(Kernel.BICUBIC), Kernel
			.named(Kernel.AREA));
		final ValueRange sigma = new ValueRange(0, MOST_BLUR);
		final long seed = trained.base().noise().seed();
		final List<DegradationRange> ranges = List.of(trained, DegradationRange.of(
			scale, kernels, sigma, ValueRange.ZERO, ValueRange.ZERO, SHARP, seed),
			DegradationRange.of(scale, kernels, sigma, new ValueRange(30, 20000),
				new ValueRange(0.001, 0.05), SHARP, seed));
		final Map<String, Object> values = new TreeMap<>();
		for (int i = 0; i < ranges.size(); i++)
			values.put("range " + (i + 1), ranges.get(i).values());
		return new DegradationSource(trained.base(), ranges.stream().map(
			DegradationRange::describe).collect(Collectors.joining("; or ")), values, (
				image, name, index) -> {
				final long place = 31L * name.hashCode() + index;
				final DegradationRange range = ranges.get(new SplittableRandom(place)
					.nextInt(ranges.size()));
				return range.isFixed() ? range.base() : range.draw(place);
			});
	}

	/** Returns the scale factor. */
	public int scale() {
		return scale;
	}

	/** Returns whether slices are degraded, as y of planes along z. */
	boolean axial() {
		return axial;
	}

	/** Returns the scale of the methods that are to undo it. */
	String wanted() {
		return (axial ? Method.ALONG_Z : "") + scale;
	}

	/** Returns the number of pixels at each side of a plane that do not count. */
	int border() {
		return axial ? 0 : scale;
	}

	/** Describes it in one line. */
	String describe() {
		return protocol + ", border " + border() + (axial ? ", xz planes" : "");
	}

	/** Returns all numbers by name, to compare two runs. */
	Map<String, Object> values() {
		return values;
	}

	/**
	 * Returns the degradation of a plane.
	 *
	 * @param image that the plane is of
	 * @param name of the image
	 * @param index of the plane, from 0
	 * @throws IllegalArgumentException if the pixel size of the image is needed,
	 *           but not known
	 */
	Degradation degradation(final ImagePlus image, final String name,
		final int index) throws IOException
	{
		return choice.of(image, name, index);
	}
}
