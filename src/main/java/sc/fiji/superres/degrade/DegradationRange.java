package sc.fiji.superres.degrade;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.degrade.PairSampler.Pair;
import sc.fiji.superres.resample.Kernel;

/**
 * The acquisitions that a training learns to undo: a fixed one, or a range from
 * which one is drawn for each patch.
 * <p>
 * If anything is a range, each patch gets
 * </p>
 * <ul>
 * <li>one of the down-sampling kernels, each equally likely;</li>
 * <li>a Gaussian blur whose sigma is uniform over its range, or no blur for the
 * fraction {@code none} of the patches;</li>
 * <li>photons and read noise that are log-uniform over their ranges, or no
 * noise for the fraction {@code none} of the patches;</li>
 * <li>an exposure of its own: high and low resolution are multiplied by a gain
 * from {@value #LEAST_GAIN} to 1 and shifted by an offset from 0 to
 * {@value #MOST_OFFSET} before the noise is added, so that dim images are
 * learned, too.</li>
 * </ul>
 * <p>
 * The draws depend only on the given random numbers.
 * </p>
 *
 * @param base the scale, the seed, and everything that is not drawn
 * @param kernels the down-sampling kernels, at least one
 * @param sigma of the Gaussian blur in high-resolution pixels; zero for the blur
 *          of {@code base}
 * @param photons at the upper end of the intensity range; zero for no photon
 *          noise
 * @param read standard deviation of the read noise as a fraction of the range;
 *          zero for none
 * @param none fraction of patches without blur, and of those without noise, if
 *          those are ranges: 0 to 1
 */
public record DegradationRange(Degradation base, List<Kernel> kernels,
	ValueRange sigma, ValueRange photons, ValueRange read, double none)
{

	/** Smallest factor by which a patch is darkened. */
	static final double LEAST_GAIN = 0.3;

	/** Largest shift of a patch, as a fraction of the intensity range. */
	static final double MOST_OFFSET = 0.05;

	/** Radius of a kernel in HR pixels, per pixel of the scale. */
	private static final int KERNEL_REACH = 4;

	/** Radius of a Gaussian in standard deviations. */
	private static final int SIGMAS = 5;

	/**
	 * Checks the ranges.
	 *
	 * @throws IllegalArgumentException if a range of photons or read noise begins
	 *           at 0 or is not a valid camera noise, or {@code none} is not a
	 *           fraction
	 */
	public DegradationRange {
		kernels = List.copyOf(kernels);
		requirePositive("photons", photons);
		requirePositive("noise", read);
		if (!(none >= 0 && none <= 1)) throw new WrongUsage("none=" +
			none + " is not a share of the patches: choose 0 to 1");
		// Rejects impossible noise, naming the value.
		new Noise(photons.low(), read.low(), 0, 0, 0);
		new Noise(photons.high(), read.high(), 0, 0, 0);
	}

	/** Returns one acquisition, the same for all patches. */
	public static DegradationRange of(final Degradation degradation) {
		return new DegradationRange(degradation, List.of(degradation.kernel()),
			ValueRange.ZERO, ValueRange.ZERO, ValueRange.ZERO, 0);
	}

	/**
	 * Returns acquisitions of a scale: the default of {@link Degradation#of} with
	 * the given values instead.
	 *
	 * @param seed of the noise
	 * @throws IllegalArgumentException if there is no kernel, or a value is not
	 *           valid
	 */
	public static DegradationRange of(final int scale, final List<Kernel> kernels,
		final ValueRange sigma, final ValueRange photons, final ValueRange read,
		final double none, final long seed)
	{
		if (kernels.isEmpty()) throw new WrongUsage(
			"There is no down-sampling kernel: give at least one, such as bicubic");
		final Degradation standard = Degradation.of(scale);
		final boolean fixed = kernels.size() == 1 && sigma.isFixed() && photons
			.isFixed() && read.isFixed();
		if (fixed) return of(new Degradation(scale, kernels.get(0), sigma.isZero()
			? standard.blur() : Blur.gaussian(sigma.low()), new Noise(photons.low(),
				read.low(), 0, 0, seed)));
		return new DegradationRange(new Degradation(scale, kernels.get(0), standard
			.blur(), new Noise(0, 0, 0, 0, seed)), kernels, sigma, photons, read,
			none);
	}

	/**
	 * Reads the settings of a package, as written by {@link #toMap}; missing ones
	 * are as in {@link Degradation#of}.
	 *
	 * @param settings by name
	 * @param scale of the model
	 * @param seed of the draws
	 * @throws IllegalArgumentException if a value is not valid, or the blur is
	 *           not stored in the package
	 */
	public static DegradationRange of(final Map<String, Object> settings,
		final int scale, final long seed)
	{
		final Object blur = settings.getOrDefault("blur", "");
		if (!blur.equals("") && !blur.equals(Degradation.of(scale).blur()
			.describe())) throw new IllegalArgumentException("The " + blur +
				" of its training is not stored in the model: set the blur yourself");
		final Object kernels = settings.getOrDefault("kernels", settings
			.getOrDefault("kernel", Kernel.BICUBIC));
		final double none = settings.get("none") instanceof Number share ? share
			.doubleValue() : 0;
		return of(scale, (kernels instanceof List<?> list ? list : List.of(kernels))
			.stream().map(name -> Kernel.named(name.toString())).toList(), limits(
				settings.get("sigma")), limits(settings.get("photons")), limits(settings
					.get("read noise")), none, seed);
	}

	public int scale() {
		return base.scale();
	}

	/**
	 * Returns whether all patches have the same acquisition, at full exposure.
	 */
	public boolean isFixed() {
		return kernels.size() == 1 && sigma.isZero() && photons.isZero() && read
			.isZero();
	}

	/** Describes the acquisitions in one line. */
	public String describe() {
		return isFixed() ? base.describe() : describeDrawn() + ", gain " +
			LEAST_GAIN + "-1 and offset 0-" + MOST_OFFSET + ", seed " + base.noise()
				.seed();
	}

	/** Describes in one line the ranges of {@link #draw}. */
	public String describeDrawn() {
		final List<String> parts = new ArrayList<>();
		if (!sigma.isZero()) parts.add("Gaussian blur of sigma " + sigma +
			" pixels");
		else if (!base.blur().describe().isEmpty()) parts.add(base.blur()
			.describe());
		parts.add((base.axial() ? "" : "antialiased ") + kernels.stream().map(Kernel::name).collect(
			Collectors.joining(" or ")));
		parts.add("scale " + scale() + (base.axial() ? " along one axis" : ""));
		if (!photons.isZero()) parts.add(photons + " photons at full range");
		if (!read.isZero()) parts.add("read noise of " + read + " of the range");
		parts.add("no blur and no noise in " + Math.round(100 * none) +
			" % of the patches each");
		return String.join(", ", parts);
	}

	/** Returns this as the settings of a package, in order. */
	public Map<String, Object> toMap() {
		if (isFixed()) return base.toMap();
		final Map<String, Object> map = new LinkedHashMap<>();
		map.put("scale", scale());
		map.put("kernels", kernels.stream().map(Kernel::name).toList());
		if (!sigma.isZero()) map.put("sigma", limits(sigma));
		else if (!base.blur().describe().isEmpty()) map.put(base.axial()
			? "slice profile" : "blur", base.blur().describe());
		if (!photons.isZero()) map.put("photons", limits(photons));
		if (!read.isZero()) map.put("read noise", limits(read));
		map.put("none", none);
		map.put("gain", List.of(LEAST_GAIN, 1.0));
		map.put("offset", List.of(0.0, MOST_OFFSET));
		map.put("noise seed", base.noise().seed());
		return map;
	}

	/** Returns all numbers by name, as {@link Degradation#values}. */
	public Map<String, Object> values() {
		final Map<String, Object> values = base.values();
		if (isFixed()) return values;
		values.put("kernel", kernels.stream().map(Kernel::name).collect(Collectors
			.joining(",")));
		values.put("sigma", sigma.low() + "-" + sigma.high());
		values.put("photons", photons.low() + "-" + photons.high());
		values.put("noise", read.low() + "-" + read.high());
		values.put("none", none);
		values.put("gain", LEAST_GAIN);
		values.put("exposure offset", MOST_OFFSET);
		return values;
	}

	/**
	 * Draws the acquisition of one patch of channels that are learned together.
	 *
	 * @param highs the channels, cropped to a multiple of the scale
	 * @param x left side of the patch in high-resolution pixels, a multiple of the
	 *          scale of its axis
	 * @param y its upper side, likewise
	 * @param side its width and height, likewise
	 * @return the patch at both resolutions; the channels share everything except
	 *          their noise
	 */
	Pair patch(final List<Plane> highs, final int x, final int y, final int side,
		final SplittableRandom random)
	{
		return pair(highs, x, y, side, side, random);
	}

	/**
	 * Draws the acquisition of whole planes.
	 *
	 * @param highs as in {@link #patch}
	 * @param number of the first plane: each has an acquisition of its own
	 */
	Pair planes(final List<Plane> highs, final long number) {
		return pair(highs, 0, 0, highs.get(0).width(), highs.get(0).height(),
			numbered(number));
	}

	/**
	 * Draws one acquisition, without an exposure.
	 *
	 * @param number each has an acquisition of its own
	 */
	public Degradation draw(final long number) {
		return draw(numbered(number), base, kernels, sigma, photons, read, none);
	}

	// -- Helper methods --

	private Pair pair(final List<Plane> highs, final int x, final int y,
		final int width, final int height, final SplittableRandom random)
	{
		final Degradation drawn = draw(random, base, kernels, sigma, photons, read,
			none);
		final double gain = LEAST_GAIN + (1 - LEAST_GAIN) * random.nextDouble();
		final double offset = MOST_OFFSET * random.nextDouble();
		final Degradation clean = drawn.with(drawn.kernel(), drawn.blur(),
			Noise.NONE);
		// The region that the blurred patch depends on, as far as the plane has it.
		final double spread = base.axial() ? base.blur().halo(1) : SIGMAS * sigma
			.high();
		final int reach = (int) Math.ceil(spread / scale()) * scale() +
			KERNEL_REACH * scale();
		final int scaleX = base.scale(0);
		final int left = Math.max(0, x - reach);
		final int top = Math.max(0, y - reach);
		final int right = Math.min(highs.get(0).width(), x + width + reach);
		final int bottom = Math.min(highs.get(0).height(), y + height + reach);
		final List<Plane> lows = new ArrayList<>();
		final List<Plane> wanted = new ArrayList<>();
		for (int c = 0; c < highs.size(); c++) {
			final Plane high = highs.get(c);
			final Plane low = clean.apply(high.crop(left, top, right - left, bottom -
				top)).crop((x - left) / scaleX, (y - top) / scale(), width / scaleX,
					height / scale()).scaled(gain, offset);
			drawn.noise().add(low.samples(), 0, low.samples().length, 0, 1,
				new PixelRandom(drawn.noise().seed(), c), 0);
			lows.add(low);
			wanted.add(high.crop(x, y, width, height).scaled(gain, offset));
		}
		return new Pair(lows, wanted);
	}

	private SplittableRandom numbered(final long number) {
		return new SplittableRandom(new SplittableRandom(base.noise().seed())
			.nextLong() + number);
	}

	private static Degradation draw(final SplittableRandom random,
		final Degradation base, final List<Kernel> kernels, final ValueRange sigma,
		final ValueRange photons, final ValueRange read, final double none)
	{
		final Kernel kernel = kernels.get(random.nextInt(kernels.size()));
		final boolean sharp = random.nextDouble() < none;
		final double width = sigma.uniform(random);
		final boolean quiet = random.nextDouble() < none;
		final double most = photons.logarithmic(random);
		final double electrons = read.logarithmic(random);
		final long seed = random.nextLong();
		return base.with(kernel, width > 0 && !sharp ? Blur.gaussian(width) : base
			.blur(), quiet ? Noise.NONE : new Noise(most,
				electrons, 0, 0, seed));
	}

	/** Parses a number, or the list written by {@link #limits(ValueRange)}. */
	private static ValueRange limits(final Object value) {
		if (value instanceof Number number) return new ValueRange(number
			.doubleValue(), number.doubleValue());
		if (value instanceof List<?> list && list.size() == 2 && list.get(
			0) instanceof Number low && list.get(1) instanceof Number high)
			return new ValueRange(low.doubleValue(), high.doubleValue());
		return ValueRange.ZERO;
	}

	private static List<Double> limits(final ValueRange range) {
		return List.of(range.low(), range.high());
	}

	private static void requirePositive(final String name,
		final ValueRange range)
	{
		if (!range.isFixed() && range.low() == 0) throw new WrongUsage(
			name + "=" + range + " begins at 0, which has no logarithm: choose a " +
				"range above 0; the fraction of patches without noise is set by none");
	}
}
