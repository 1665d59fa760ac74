package sc.fiji.superres.degrade;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import net.imglib2.Dimensions;
import net.imglib2.FinalDimensions;

import sc.fiji.superres.block.BlockOperation;
import sc.fiji.superres.block.Border;
import sc.fiji.superres.block.Chain;
import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Tiles;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;

/**
 * The acquisition model: how an LR image arises from an HR image.
 * <p>
 * The plane is cropped to a multiple of the scale, blurred, down-sampled with
 * antialiasing and a symmetric border, and noise is added. Without noise,
 * values are neither rounded nor clipped, whatever their range.
 * </p>
 *
 * @param scale high-resolution pixels per low-resolution pixel along an axis
 * @param axial whether y alone is shrunk, as the acquisition of a stack does with
 *          z: the blur is the profile of a slice, and the kernel interpolates at
 *          the middle of the slices, without antialiasing
 * @param kernel the interpolation; {@code area} is the camera's binning, the
 *          mean of the pixels
 * @param blur blur by the optics, in HR pixels
 * @param noise noise of the camera, in LR pixels
 */
public record Degradation(int scale, boolean axial, Kernel kernel, Blur blur,
	Noise noise)
{

	/** The factor of the blur of {@link #of} at a scale of 1. */
	public static final int BLUR = 2;

	/** Kernels that smooth even where nothing is shrunk. */
	private static final Set<String> SMOOTH = Set.of(Kernel.MITCHELL,
		Kernel.BSPLINE);

	/** FWHM of a Gaussian by its standard deviation. */
	public static final double FWHM = 2 * Math.sqrt(2 * Math.log(2));

	/**
	 * Checks the scale and the kernel.
	 *
	 * @throws IllegalArgumentException if the scale is below 1, or the kernel
	 *           smooths x, too, where y alone is shrunk
	 */
	public Degradation {
		if (scale < 1) throw new WrongUsage(
			"Cannot degrade by a scale of " + scale +
				": choose a whole number of at least 1");
		if (axial && SMOOTH.contains(kernel.name())) throw new WrongUsage("kernel=" +
			kernel + " smooths all axes: choose another where one axis is shrunk");
	}

	/** Returns an acquisition that shrinks both axes. */
	public Degradation(final int scale, final Kernel kernel, final Blur blur,
		final Noise noise)
	{
		this(scale, false, kernel, blur, noise);
	}

	/** Returns down-sampling without blur and noise. */
	public Degradation(final int scale, final Kernel kernel) {
		this(scale, kernel, Blur.NONE, Noise.NONE);
	}

	/** Returns the degradation of most publications, MATLAB's bicubic. */
	public static Degradation bicubic(final int scale) {
		return new Degradation(scale, Kernel.named("bicubic"));
	}

	/**
	 * Returns the default of a scale: MATLAB's bicubic, and at a scale of 1 bicubic
	 * down and up by 2.
	 */
	public static Degradation of(final int scale) {
		return scale == 1 ? new Degradation(1, Kernel.named("bicubic"), Blur
			.downAndUp(BLUR), Noise.NONE) : bicubic(scale);
	}

	/**
	 * Returns what the acquisition of a stack does to z, on y of planes: slices
	 * with a Gaussian profile.
	 *
	 * @param scale pixels per slice
	 * @param fwhm full width at half maximum of the profile in slices; 0 for
	 *          sampling only
	 */
	public static Degradation axial(final int scale, final double fwhm) {
		return axial(scale, fwhm == 0 ? Blur.NONE : Blur.gaussian(0, fwhm * scale /
			FWHM));
	}

	/**
	 * Returns what the acquisition of a stack does to z, on y of planes.
	 *
	 * @param scale pixels per slice
	 * @param profile profile of a slice, in pixels
	 */
	public static Degradation axial(final int scale, final Blur profile) {
		return new Degradation(scale, true, Kernel.named(Kernel.BICUBIC), profile,
			Noise.NONE);
	}

	/** Returns an acquisition of the same scale and axes. */
	Degradation with(final Kernel otherKernel, final Blur otherBlur,
		final Noise otherNoise)
	{
		return new Degradation(scale, axial, otherKernel, otherBlur, otherNoise);
	}

	/**
	 * Returns high-resolution pixels per low-resolution pixel.
	 *
	 * @param axis 0 for x, 1 for y
	 */
	public int scale(final int axis) {
		return axis == 0 && axial ? 1 : scale;
	}

	/**
	 * Crops a plane, at its right and lower sides, to a multiple of the scale.
	 *
	 * @throws IllegalArgumentException if it is smaller than the scale
	 */
	public Plane crop(final Plane high) {
		check(high.width(), high.height());
		return high.crop(high.width() - high.width() % scale(0), //
			high.height() - high.height() % scale);
	}

	/**
	 * Returns the LR version of a plane, with the noise of plane 0 and a range of
	 * 0 to 1.
	 *
	 * @param high the plane; not changed; it is cropped as by {@link #crop}
	 * @return a plane smaller by the scale
	 * @throws IllegalArgumentException if it is smaller than the scale
	 */
	public Plane apply(final Plane high) {
		return apply(high, 0);
	}

	/**
	 * Returns the LR version of one of many planes, with noise relative to 0 to
	 * 1.
	 *
	 * @see #apply(Plane, long, Intensities)
	 */
	public Plane apply(final Plane high, final long number) {
		return apply(high, number, Intensities.unit());
	}

	/**
	 * Returns the LR version of one of many planes.
	 *
	 * @param number of the plane; each has its own noise
	 * @param range of the channel, relative to which noise is added
	 * @see #apply(Plane)
	 */
	public Plane apply(final Plane high, final long number,
		final Intensities range)
	{
		final Plane cropped = crop(high);
		final int width = cropped.width();
		final int height = cropped.height();
		return new Plane(Tiles.plane(prepare(cropped.size(), range)
			.numbered(number, 1), cropped.samples(), width, height), width / scale(0),
			height / scale);
	}

	/**
	 * Returns this as an operation that shrinks planes; its result is smaller by
	 * the scale, rounded down. The range of the noise is that of the intensities.
	 */
	public BlockOperation operation() {
		return new BlockOperation() {

			@Override
			public int channels() {
				return 1;
			}

			@Override
			public double scale(final int axis) {
				return axis == 2 ? 1 : 1.0 / Degradation.this.scale(axis);
			}

			@Override
			public long halo(final int axis) {
				return axis == 2 ? 0 : Chain.halo(blur.halo(axis), 1, Resampler.by(
					sampling(), scale(0), scale(1)).halo(axis));
			}

			@Override
			public PreparedOperation prepare(final Dimensions size,
				final Intensities... intensities)
			{
				return Degradation.this.prepare(size, intensities[0]);
			}
		};
	}

	/** Describes the degradation in one line. */
	public String describe() {
		final List<String> parts = new ArrayList<>();
		if (!blur.describe().isEmpty()) parts.add(blur.describe());
		parts.add(axial ? kernel.toString() : "antialiased " + kernel);
		parts.add("scale " + scale + (axial ? " along one axis" : ""));
		parts.addAll(noise.describe());
		return String.join(", ", parts);
	}

	/** Returns this as the settings of a package, in order. */
	public Map<String, Object> toMap() {
		final Map<String, Object> map = new LinkedHashMap<>();
		map.put("scale", scale);
		map.put("kernel", kernel.name());
		if (blur instanceof Blur.Gaussian gaussian && gaussian.x() == gaussian.y())
			map.put("sigma", gaussian.x());
		else if (!blur.describe().isEmpty()) map.put(axial ? "slice profile"
			: "blur", blur.describe());
		map.putAll(noise.toMap());
		return map;
	}

	/**
	 * Returns all numbers by name, to compare two runs; two degradations are
	 * equal exactly if these are.
	 */
	public Map<String, Object> values() {
		final Map<String, Object> values = new TreeMap<>(blur.values());
		values.put("scale", scale);
		if (axial) values.put("axial", true);
		values.put("kernel", kernel.name());
		values.put("photons", noise.photons());
		values.put("noise", noise.read());
		values.put("offset", noise.offset());
		values.put("bits", noise.bits());
		values.put("noise seed", noise.seed());
		return values;
	}

	private PreparedOperation prepare(final Dimensions size,
		final Intensities range)
	{
		final int width = Math.toIntExact(size.dimension(0));
		final int height = Math.toIntExact(size.dimension(1));
		check(width, height);
		final int w = width / scale(0);
		final int h = height / scale;
		final Dimensions cropped = new FinalDimensions(w * scale(0), h * scale);
		final List<PreparedOperation> steps = new ArrayList<>(blur.prepare(
			cropped));
		steps.add(Resampler.to(sampling(), cropped, w, h).prepare(
			cropped));
		return new Acquisition(Chain.of(steps), scale, noise, range, 0);
	}

	private Sampling sampling() {
		return new Sampling(kernel, !axial, Border.SYMMETRIC);
	}

	private void check(final int width, final int height) {
		if (width < scale(0) || height < scale) throw new IllegalArgumentException(
			"Cannot degrade " + width + " x " + height + " pixels by a scale of " +
				scale + ": choose a larger image");
	}
}
