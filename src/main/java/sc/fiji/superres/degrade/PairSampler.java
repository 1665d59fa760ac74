package sc.fiji.superres.degrade;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import net.imglib2.util.Intervals;

import sc.fiji.superres.block.Orientation;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.resample.Kernel;

/**
 * Draws patches of LR planes together with the corresponding HR patches.
 * <p>
 * Places with texture are preferred to empty ones (see {@link PatchPlaces});
 * each of the 8 flips and rotations is equally likely, of the 4 flips if y alone
 * is larger. HR patches are square. The patches of a step depend only on the
 * planes, the settings, the seed and the step, so that a resumed training sees
 * the same patches as an uninterrupted one.
 * </p>
 */
public final class PairSampler {

	/** Largest number of elements of a Java array. */
	private static final int MOST_SAMPLES = Integer.MAX_VALUE - 8;

	private final List<Pair> pairs;
	private final PatchPlaces places;
	private final List<Orientation> ways;
	private final int scaleX;
	private final int scaleY;
	/** Side of a high-resolution patch. */
	private final int side;
	private final int count;
	private final long seed;

	/**
	 * An LR/HR pair of planes, or of several channels that are learned together.
	 *
	 * @param lows the low-resolution channels
	 * @param highs the HR channels, all larger by the same whole number along
	 *          both axes, or along y alone; NaN where a value is unknown, which is neither learned
	 *          nor scored
	 * @param source if patches are made anew each time they are drawn: what makes
	 *          them; {@code lows} and {@code highs} are one example
	 */
	public record Pair(List<Plane> lows, List<Plane> highs,
		Optional<PatchSource> source)
	{

		public Pair {
			lows = List.copyOf(lows);
			highs = List.copyOf(highs);
		}

		/** Returns a pair of fixed channels. */
		public Pair(final List<Plane> lows, final List<Plane> highs) {
			this(lows, highs, Optional.empty());
		}

		/**
		 * Returns channels, cropped as needed, paired with their LR versions. Noise is
		 * drawn anew for each patch.
		 *
		 * @param number of the first channel's plane, whose noise the LR versions of
		 *          whole planes have
		 */
		public static Pair of(final List<Plane> highs,
			final Degradation degradation, final long number)
		{
			final List<Plane> cropped = highs.stream().map(degradation::crop)
				.toList();
			return new Pair(IntStream.range(0, cropped.size()).mapToObj(
				c -> degradation.apply(cropped.get(c), number + c)).toList(), cropped,
				degradation.noise().isRandom() ? Optional.of(Renoised.of(degradation,
					cropped)) : Optional.empty());
		}

		/**
		 * Returns channels, cropped as needed, whose patches are acquired anew each
		 * time they are drawn.
		 *
		 * @param number of the first channel's plane; each has its own example
		 */
		public static Pair of(final List<Plane> highs, final DegradationRange range,
			final long number)
		{
			if (range.isFixed()) return of(highs, range.base(), number);
			final List<Plane> cropped = highs.stream().map(range.base()::crop)
				.toList();
			final Pair example = range.planes(cropped, number);
			return new Pair(example.lows, example.highs, Optional.of(new Acquired(
				range, cropped)));
		}

		/**
		 * Returns a part of the pair.
		 *
		 * @param x left side in low-resolution pixels
		 * @param y upper side in low-resolution pixels
		 * @param width of the part in low-resolution pixels
		 * @param height of the part in low-resolution pixels
		 */
		public Pair crop(final int x, final int y, final int width,
			final int height)
		{
			final int scaleX = high().width() / low().width();
			final int scaleY = high().height() / low().height();
			return new Pair(lows.stream().map(low -> low.crop(x, y, width, height))
				.toList(), highs.stream().map(high -> high.crop(x * scaleX, y * scaleY,
					width * scaleX, height * scaleY)).toList(), source.map(all -> all.crop(
						x * scaleX, y * scaleY, width * scaleX, height * scaleY)));
		}

		/** Returns the number of channels. */
		public int channels() {
			return highs.size();
		}

		/** Returns the first low-resolution channel; all have its size. */
		public Plane low() {
			return lows.get(0);
		}

		/** Returns the first high-resolution channel; all have its size. */
		public Plane high() {
			return highs.get(0);
		}
	}

	/**
	 * Planes whose patches are acquired anew each time they are drawn.
	 *
	 * @param range range of the acquisitions
	 * @param highs the channels, cropped to a multiple of the scale
	 */
	record Acquired(DegradationRange range, List<Plane> highs) implements
		PatchSource
	{

		/** Returns the channels without blur and noise. */
		@Override
		public List<Plane> textured() {
			final Degradation small = range.base().with(Kernel.named("bicubic"),
				Blur.NONE, Noise.NONE);
			return highs.stream().map(small::apply).toList();
		}

		@Override
		public Pair patch(final int x, final int y, final int side,
			final SplittableRandom random)
		{
			return range.patch(highs, x, y, side, random);
		}

		@Override
		public Acquired crop(final int x, final int y, final int width,
			final int height)
		{
			return new Acquired(range, highs.stream().map(high -> high.crop(x, y, width,
				height)).toList());
		}
	}

	/**
	 * Planes whose patches have new noise each time they are drawn.
	 *
	 * @param degradation whose noise it is
	 * @param textured the low-resolution channels without noise
	 * @param highs the channels, cropped to a multiple of the scale
	 */
	record Renoised(Degradation degradation, List<Plane> textured,
		List<Plane> highs) implements PatchSource
	{

		static Renoised of(final Degradation degradation,
			final List<Plane> highs)
		{
			final Degradation clean = degradation.with(degradation.kernel(), degradation
				.blur(), Noise.NONE);
			return new Renoised(degradation, highs.stream().map(clean::apply).toList(),
				highs);
		}

		@Override
		public Pair patch(final int x, final int y, final int side,
			final SplittableRandom random)
		{
			final long seed = random.nextLong();
			final List<Plane> lows = cropped(textured, x / degradation.scale(0), y /
				degradation.scale(1), side / degradation.scale(0), side / degradation
					.scale(1));
			for (int c = 0; c < lows.size(); c++) {
				final float[] samples = lows.get(c).samples();
				degradation.noise().add(samples, 0, samples.length, 0, 1, new PixelRandom(
					seed, c), 0);
			}
			return new Pair(lows, cropped(highs, x, y, side, side));
		}

		@Override
		public Renoised crop(final int x, final int y, final int width,
			final int height)
		{
			return new Renoised(degradation, cropped(textured, x / degradation.scale(
				0), y / degradation.scale(1), width / degradation.scale(0), height /
					degradation.scale(1)), cropped(highs, x, y, width, height));
		}

		private static List<Plane> cropped(final List<Plane> planes, final int x,
			final int y, final int width, final int height)
		{
			return planes.stream().map(plane -> plane.crop(x, y, width, height))
				.toList();
		}
	}

	/**
	 * The patches of one step.
	 *
	 * @param low the low-resolution patches:
	 *          {@code [count, channels, height, width]}, x fastest
	 * @param high the high-resolution patches:
	 *          {@code [count, channels, side, side]}; 0 where unknown
	 * @param known 1 for each value of {@code high} that is known and 0 for the
	 *          others; empty where all are
	 * @param count number of patches
	 * @param channels of each
	 * @param width of a low-resolution patch
	 * @param height of a low-resolution patch
	 * @param side side of a high-resolution patch
	 */
	public record Batch(float[] low, float[] high, Optional<float[]> known,
		int count, int channels, int width, int height, int side)
	{}

	private PairSampler(final List<Pair> pairs, final int scaleX,
		final int scaleY, final int patch, final int count, final long seed)
	{
		this.pairs = pairs;
		this.scaleX = scaleX;
		this.scaleY = scaleY;
		this.side = patch * scaleY;
		ways = Orientation.ALL.stream().filter(way -> scaleX == scaleY || !way
			.swap()).toList();
		this.count = count;
		this.seed = seed;
		places = new PatchPlaces(pairs.stream().map(pair -> pair.source().map(
			PatchSource::textured).orElse(pair.lows())).toList(), side / scaleX,
			patch);
	}

	/**
	 * Returns a sampler.
	 *
	 * @param pairs LR/HR pairs of the same scale and number of channels
	 * @param patch height of a patch in low-resolution pixels, and its width where
	 *          x is enlarged as y is
	 * @param count number of patches of a batch
	 * @param seed seed of the random numbers
	 * @throws IllegalArgumentException if there are no planes, one is smaller
	 *           than a patch, the sizes of a pair do not match, or a batch is too
	 *           large for Java
	 */
	public static PairSampler of(final List<Pair> pairs, final int patch,
		final int count, final long seed)
	{
		if (pairs.isEmpty()) throw new IllegalArgumentException(
			"There are no images to draw patches from: add at least one");
		if (patch < 1 || count < 1) throw new WrongUsage(
			"Cannot draw " + count + " patches of " + patch +
				" pixels: choose at least 1 of each");
		final Pair first = pairs.get(0);
		final int scaleX = first.high().width() / first.low().width();
		final int scale = first.high().height() / first.low().height();
		final int channels = first.channels();
		for (int i = 0; i < pairs.size(); i++) {
			check(i, pairs.get(i), channels, scaleX, scale, patch);
		}
		final long side = (long) patch * scale;
		if (side > MOST_SAMPLES / side / count / channels)
			throw new WrongUsage("A batch of " + count +
				" patches of " + patch + " pixels, " + scale + " times larger at high " +
				"resolution, has more than " + MOST_SAMPLES + " samples: choose " +
				"fewer or smaller patches");
		return new PairSampler(new ArrayList<>(pairs), scaleX, scale, patch, count,
			seed);
	}

	/** Draws the patches of a step. */
	public Batch batch(final long step) {
		final SplittableRandom random = new SplittableRandom(new SplittableRandom(
			seed).nextLong() + step);
		final int width = side / scaleX;
		final int height = side / scaleY;
		final int channels = pairs.get(0).channels();
		final float[] low = new float[count * channels * width * height];
		final float[] high = new float[count * channels * side * side];
		for (int i = 0; i < count; i++) {
			final PatchPlaces.Place place = places.draw(random);
			final Orientation way = ways.get(random.nextInt(ways.size()));
			final Pair pair = pairs.get(place.image());
			final int x = place.x();
			final int y = place.y();
			final Optional<Pair> drawn = pair.source().map(source -> source.patch(x *
				scaleX, y * scaleY, side, random));
			final Pair from = drawn.orElse(pair);
			final int left = drawn.isPresent() ? 0 : x;
			final int top = drawn.isPresent() ? 0 : y;
			for (int c = 0; c < channels; c++) {
				copy(from.lows().get(c), left, top, width, height, way, low, i *
					channels + c);
				copy(from.highs().get(c), left * scaleX, top * scaleY, side, side, way,
					high, i * channels + c);
			}
		}
		return new Batch(low, high, known(high), count, channels, width, height,
			side);
	}

	/** Replaces NaN by 0, and returns where there was none. */
	private static Optional<float[]> known(final float[] high) {
		final float[] known = new float[high.length];
		boolean all = true;
		for (int i = 0; i < high.length; i++) {
			known[i] = Float.isNaN(high[i]) ? 0 : 1;
			if (known[i] == 1) continue;
			high[i] = 0;
			all = false;
		}
		return all ? Optional.empty() : Optional.of(known);
	}

	private static void copy(final Plane plane, final int x0, final int y0,
		final int width, final int height, final Orientation way,
		final float[] batch, final int index)
	{
		final float[] patch = way.read(plane.samples(), Intervals.createMinSize(-x0,
			-y0, plane.width(), plane.height()), Intervals.createMinSize(0, 0, width,
				height), width, height, 1);
		System.arraycopy(patch, 0, batch, index * patch.length, patch.length);
	}

	private static void check(final int index, final Pair pair,
		final int channels, final int scaleX, final int scale, final int patch)
	{
		if (pair.channels() != channels || pair.lows().size() != channels)
			throw new IllegalArgumentException("Image " + (index + 1) + " has " + pair
				.channels() + " channels, its low-resolution image " + pair.lows()
					.size() + ": both need " + channels + ", as the first image has");
		final Plane low = pair.low();
		final Plane high = pair.high();
		if (low.width() * scaleX != high.width() || low.height() * scale != high
			.height()) throw new IllegalArgumentException("Image " + (index + 1) +
				" has " + high + ", its low-resolution image " + low +
				": the first must be larger by " + scale);
		if (Math.min(low.width() * scaleX / scale, low.height()) < patch)
			throw new IllegalArgumentException("Image " + (index + 1) + " has " +
				high + ", less than a patch of " + patch * scale + " x " + patch *
					scale + ": leave it out, or choose smaller patches");
	}
}
