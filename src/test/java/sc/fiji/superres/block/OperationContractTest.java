package sc.fiji.superres.block;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;

import net.imglib2.Dimensions;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;
import org.junit.jupiter.api.Test;

/** What every {@link BlockOperation} has to do; extended by a test of each. */
public abstract class OperationContractTest {

	/** Of the range, for float sums in another order. */
	private static final float TOLERANCE = 1e-5f;

	/** Of a product of two doubles. */
	private static final double ROUNDING = 1e-9;

	private static final int[][] SIZES = { { 1, 1 }, { 1, 9 }, { 8, 1 }, { 3,
		2 }, { 23, 31 } };
	private static final int[] SIDES = { 0, 5, 16 };

	/** Opens what is tested. */
	protected abstract BlockOperation open();

	/** Returns the widths and heights of the planes to enlarge. */
	protected int[][] sizes() {
		return SIZES;
	}

	@Test
	void tiledEqualsUntiled() {
		try (BlockOperation upscaler = open()) {
			for (final int[] size : sizes()) {
				final float[] plane = random(upscaler.channels(), size);
				final PreparedOperation enlargement = prepare(upscaler, size);
				final float[] expected = part(enlargement, plane, size, whole(
					enlargement.target()));
				for (final int side : SIDES) {
					assertArrayEquals(expected, tiled(upscaler, plane, size, side),
						TOLERANCE, Arrays.toString(size) + " in tiles of " + side);
				}
			}
		}
	}

	@Test
	void anyPartEqualsThatPartOfTheWhole() {
		try (BlockOperation upscaler = open()) {
			final Random random = new Random(2);
			for (final int[] size : sizes()) {
				final float[] plane = random(upscaler.channels(), size);
				final PreparedOperation enlargement = prepare(upscaler, size);
				final Interval all = whole(enlargement.target());
				final float[] expected = part(enlargement, plane, size, all);
				for (int i = 0; i < 5; i++) {
					final long x = random.nextInt((int) all.dimension(0));
					final long y = random.nextInt((int) all.dimension(1));
					final Interval to = Intervals.createMinMax(x, y, //
						x + random.nextInt((int) (all.dimension(0) - x)), //
						y + random.nextInt((int) (all.dimension(1) - y)));
					assertArrayEquals(cut(expected, upscaler.channels(), all, to), part(
						enlargement, plane, size, to), TOLERANCE, Arrays.toString(size) +
							" at " + Intervals.toString(to));
				}
			}
		}
	}

	@Test
	void tilesCoverTheTargetOnce() {
		try (BlockOperation upscaler = open()) {
			for (final int[] size : sizes()) {
				final PreparedOperation enlargement = prepare(upscaler, size);
				final Dimensions target = enlargement.target();
				for (final int side : SIDES) {
					final int width = (int) target.dimension(0);
					final int[] covered = new int[(int) Intervals.numElements(target)];
					for (final Interval tile : enlargement.tiles(side)) {
						assertTrue(Intervals.contains(whole(target), tile));
						for (long y = tile.min(1); y <= tile.max(1); y++) {
							for (long x = tile.min(0); x <= tile.max(0); x++) {
								covered[(int) (y * width + x)]++;
							}
						}
					}
					assertEquals(covered.length, Arrays.stream(covered).filter(
						n -> n == 1).count(), Arrays.toString(size) + " in tiles of " +
							side);
				}
			}
		}
	}

	@Test
	void targetIsTheSizeTimesTheScaleRoundedUp() {
		try (BlockOperation upscaler = open()) {
			for (final int[] size : sizes()) {
				final PreparedOperation enlargement = prepare(upscaler, size);
				for (int d = 0; d < 2; d++) {
					final double product = size[d] * upscaler.scale(d);
					final long length = enlargement.target().dimension(d);
					assertTrue(length > product - ROUNDING && length < product + 1,
						product + " gives " + length);
				}
			}
		}
	}

	@Test
	void sourceLiesInsideThePlane() {
		try (BlockOperation upscaler = open()) {
			for (final int[] size : sizes()) {
				final PreparedOperation enlargement = prepare(upscaler, size);
				final Interval plane = Intervals.createMinSize(0, 0, size[0], size[1]);
				for (final Interval tile : enlargement.tiles(5)) {
					final Interval source = enlargement.source(tile);
					assertTrue(Intervals.contains(plane, source), () -> Intervals
						.toString(source) + " in " + Arrays.toString(size));
					assertTrue(Intervals.numElements(source) > 0);
				}
			}
		}
	}

	@Test
	void sourceIsNotChanged() {
		try (BlockOperation upscaler = open()) {
			for (final int[] size : sizes()) {
				final PreparedOperation enlargement = prepare(upscaler, size);
				final Interval to = whole(enlargement.target());
				final Interval from = enlargement.source(to);
				final float[] source = cut(random(upscaler.channels(), size), upscaler
					.channels(), Intervals.createMinSize(0, 0, size[0], size[1]), from);
				final float[] copy = source.clone();
				enlargement.fill(source, from, new float[samples(upscaler, to)], to);
				assertArrayEquals(copy, source);
			}
		}
	}

	@Test
	void workspaceIsEstimated() {
		try (BlockOperation upscaler = open()) {
			final PreparedOperation enlargement = prepare(upscaler, sizes()[0]);
			final Interval all = whole(enlargement.target());
			assertTrue(enlargement.workspace(all) >= 0);
			assertTrue(enlargement.outside(all) >= 0);
		}
	}

	private static PreparedOperation prepare(final BlockOperation upscaler,
		final int[] size)
	{
		final Intensities[] unit = new Intensities[upscaler.channels()];
		Arrays.fill(unit, Intensities.unit());
		return upscaler.prepare(size[0], size[1], unit);
	}

	private static float[] tiled(final BlockOperation upscaler, final float[] plane,
		final int[] size, final int side)
	{
		final int channels = upscaler.channels();
		final PreparedOperation enlargement = prepare(upscaler, size);
		final Interval from = Intervals.createMinSize(0, 0, size[0], size[1]);
		final Interval all = whole(enlargement.target());
		final float[] result = new float[samples(upscaler, all)];
		Tiles.run(enlargement, channels, side, (interval, block) -> {
			final float[] part = cut(plane, channels, from, interval);
			System.arraycopy(part, 0, block, 0, part.length);
		}, (interval, block) -> paste(block, interval, result, all, channels),
			Progress.NONE);
		return result;
	}

	private static float[] part(final PreparedOperation enlargement,
		final float[] plane, final int[] size, final Interval to)
	{
		final int channels = plane.length / (size[0] * size[1]);
		final Interval from = enlargement.source(to);
		final float[] target = new float[(int) Intervals.numElements(to) *
			channels];
		enlargement.fill(cut(plane, channels, Intervals.createMinSize(0, 0, size[0],
			size[1]), from), from, target, to);
		return target;
	}

	private static float[] cut(final float[] plane, final int channels,
		final Interval from, final Interval to)
	{
		final int width = (int) to.dimension(0);
		final float[] part = new float[(int) Intervals.numElements(to) * channels];
		int at = 0;
		for (int c = 0; c < channels; c++) {
			for (long y = to.min(1); y <= to.max(1); y++) {
				System.arraycopy(plane, index(from, c, to.min(0), y), part, at, width);
				at += width;
			}
		}
		return part;
	}

	private static void paste(final float[] block, final Interval interval,
		final float[] plane, final Interval all, final int channels)
	{
		final int width = (int) interval.dimension(0);
		for (int c = 0; c < channels; c++) {
			for (long y = interval.min(1); y <= interval.max(1); y++) {
				System.arraycopy(block, index(interval, c, interval.min(0), y), plane,
					index(all, c, interval.min(0), y), width);
			}
		}
	}

	private static int index(final Interval plane, final int channel,
		final long x, final long y)
	{
		return (int) ((channel * plane.dimension(1) + y - plane.min(1)) * plane
			.dimension(0) + x - plane.min(0));
	}

	private static Interval whole(final Dimensions size) {
		return Intervals.createMinSize(0, 0, size.dimension(0), size.dimension(1));
	}

	private static int samples(final BlockOperation upscaler, final Interval interval) {
		return (int) Intervals.numElements(interval) * upscaler.channels();
	}

	private static float[] random(final int channels, final int[] size) {
		final Random random = new Random(1);
		final float[] plane = new float[channels * size[0] * size[1]];
		for (int i = 0; i < plane.length; i++) {
			plane[i] = random.nextFloat();
		}
		return plane;
	}
}
