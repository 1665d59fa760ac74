package sc.fiji.superres.block;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;

import net.imglib2.Dimensions;
import net.imglib2.FinalDimensions;
import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;
import org.junit.jupiter.api.Test;

/**
 * What every {@link BlockOperation} has to do, in two or three dimensions;
 * extended by a test of each.
 */
public abstract class OperationContractTest {

	/** Of the range, for float sums in another order. */
	private static final float TOLERANCE = 1e-5f;

	/** Of a product of two doubles. */
	private static final double ROUNDING = 1e-9;

	private static final int[][] SIZES = { { 1, 1 }, { 1, 9 }, { 8, 1 }, { 3,
		2 }, { 23, 31 } };
	private static final int[][] VOLUMES = { { 1, 1, 1 }, { 9, 1, 2 }, { 3, 2,
		5 }, { 17, 13, 11 } };
	private static final int[] SIDES = { 0, 5, 16 };

	/** Opens what is tested. */
	protected abstract BlockOperation open();

	/** Returns the sizes of the planes or volumes to try. */
	protected int[][] sizes() {
		try (BlockOperation operation = open()) {
			return operation.axes() == 2 ? SIZES : VOLUMES;
		}
	}

	@Test
	void tiledEqualsUntiled() {
		try (BlockOperation operation = open()) {
			for (final int[] size : sizes()) {
				final float[] samples = random(operation.channels(), size);
				final PreparedOperation prepared = prepare(operation, size);
				final float[] expected = part(operation, prepared, samples, size, whole(
					prepared));
				for (final int side : SIDES) {
					assertArrayEquals(expected, tiled(operation, samples, size, side),
						TOLERANCE, Arrays.toString(size) + " in tiles of " + side);
				}
			}
		}
	}

	@Test
	void anyPartEqualsThatPartOfTheWhole() {
		try (BlockOperation operation = open()) {
			final Random random = new Random(2);
			for (final int[] size : sizes()) {
				final float[] samples = random(operation.channels(), size);
				final PreparedOperation prepared = prepare(operation, size);
				final Interval all = whole(prepared);
				final float[] expected = part(operation, prepared, samples, size, all);
				for (int i = 0; i < 5; i++) {
					final Interval to = random(random, all);
					assertArrayEquals(Blocks.cut(expected, all, to, operation
						.channels()), part(operation, prepared, samples, size, to),
						TOLERANCE, Arrays.toString(size) + " at " + Intervals.toString(to));
				}
			}
		}
	}

	/** Samples beyond the halo change nothing. */
	@Test
	void haloIsAllThatIsSeen() {
		try (BlockOperation operation = open()) {
			final Random random = new Random(3);
			for (final int[] size : sizes()) {
				final float[] samples = random(operation.channels(), size);
				final PreparedOperation prepared = prepare(operation, size);
				for (int i = 0; i < 3; i++) {
					final Interval to = random(random, whole(prepared));
					final Interval seen = seen(operation, to, size);
					final float[] others = random(operation.channels(), size);
					for (int k = 0; k < others.length; k++)
						others[k] = 1 - samples[k];
					Blocks.copy(samples, whole(size), others, whole(size), seen, operation
						.channels());
					assertArrayEquals(part(operation, prepared, samples, size, to), part(
						operation, prepared, others, size, to), TOLERANCE, Arrays.toString(
							size) + " at " + Intervals.toString(to));
				}
			}
		}
	}

	@Test
	void tilesCoverTheTargetOnce() {
		try (BlockOperation operation = open()) {
			for (final int[] size : sizes()) {
				final PreparedOperation prepared = prepare(operation, size);
				final Interval all = whole(prepared);
				for (final int side : SIDES) {
					final float[] covered = new float[(int) Intervals.numElements(all)];
					for (final Interval tile : prepared.tiles(side)) {
						assertTrue(Intervals.contains(all, tile));
						final float[] once = Blocks.cut(covered, all, tile, 1);
						for (int i = 0; i < once.length; i++)
							once[i]++;
						Blocks.copy(once, tile, covered, all, tile, 1);
					}
					for (final float times : covered)
						assertEquals(1, times, Arrays.toString(size) + " in tiles of " +
							side);
				}
			}
		}
	}

	@Test
	void targetIsTheSizeTimesTheScaleRoundedUp() {
		try (BlockOperation operation = open()) {
			for (final int[] size : sizes()) {
				final PreparedOperation prepared = prepare(operation, size);
				assertEquals(operation.axes(), prepared.target().numDimensions());
				for (int d = 0; d < size.length; d++) {
					final double product = size[d] * operation.scale(d);
					final long length = prepared.target().dimension(d);
					assertTrue(length > product - ROUNDING && length < product + 1,
						product + " gives " + length);
				}
			}
		}
	}

	@Test
	void sourceLiesInside() {
		try (BlockOperation operation = open()) {
			for (final int[] size : sizes()) {
				final PreparedOperation prepared = prepare(operation, size);
				for (final Interval tile : prepared.tiles(5)) {
					final Interval source = prepared.source(tile);
					assertTrue(Intervals.contains(whole(size), source), () -> Intervals
						.toString(source) + " in " + Arrays.toString(size));
					assertTrue(Intervals.numElements(source) > 0);
				}
			}
		}
	}

	@Test
	void sourceIsNotChanged() {
		try (BlockOperation operation = open()) {
			for (final int[] size : sizes()) {
				final PreparedOperation prepared = prepare(operation, size);
				final Interval to = whole(prepared);
				final Interval from = prepared.source(to);
				final float[] source = Blocks.cut(random(operation.channels(), size),
					whole(size), from, operation.channels());
				final float[] copy = source.clone();
				prepared.fill(source, from, new float[(int) Intervals.numElements(to) *
					operation.channels()], to);
				assertArrayEquals(copy, source);
			}
		}
	}

	@Test
	void workspaceIsEstimated() {
		try (BlockOperation operation = open()) {
			final PreparedOperation prepared = prepare(operation, sizes()[0]);
			assertTrue(prepared.workspace(whole(prepared)) >= 0);
			assertTrue(prepared.outside(whole(prepared)) >= 0);
		}
	}

	// -- Helper methods --

	private static PreparedOperation prepare(final BlockOperation operation,
		final int[] size)
	{
		return operation.prepare(dimensions(size), Intensities.units(operation
			.channels()));
	}

	private static float[] tiled(final BlockOperation operation,
		final float[] samples, final int[] size, final int side)
	{
		final int channels = operation.channels();
		final PreparedOperation prepared = prepare(operation, size);
		final Interval all = whole(prepared);
		final float[] result = new float[(int) Intervals.numElements(all) *
			channels];
		Tiles.run(prepared, channels, side, (interval, block) -> {
			final float[] part = Blocks.cut(samples, whole(size), interval, channels);
			System.arraycopy(part, 0, block, 0, part.length);
		}, (interval, block) -> Blocks.copy(block, interval, result, all, interval,
			channels), Progress.NONE);
		return result;
	}

	private static float[] part(final BlockOperation operation,
		final PreparedOperation prepared, final float[] samples, final int[] size,
		final Interval to)
	{
		final Interval from = prepared.source(to);
		final float[] target = new float[(int) Intervals.numElements(to) * operation
			.channels()];
		prepared.fill(Blocks.cut(samples, whole(size), from, operation.channels()),
			from, target, to);
		return target;
	}

	/** Returns what a target interval may depend on, by scale and halo. */
	private static Interval seen(final BlockOperation operation,
		final Interval to, final int[] size)
	{
		final long[] min = new long[size.length];
		final long[] max = new long[size.length];
		for (int d = 0; d < size.length; d++) {
			final long halo = Math.min(operation.halo(d), size[d]);
			final double scale = operation.scale(d);
			min[d] = Math.max(0, (long) Math.floor(to.min(d) / scale + ROUNDING) -
				halo);
			max[d] = Math.min(size[d] - 1, (long) Math.ceil((to.max(d) + 1) / scale -
				ROUNDING) - 1 + halo);
			min[d] = Math.min(min[d], size[d] - 1);
		}
		return new FinalInterval(min, max);
	}

	private static Interval random(final Random random, final Interval all) {
		final long[] min = new long[all.numDimensions()];
		final long[] max = new long[min.length];
		for (int d = 0; d < min.length; d++) {
			min[d] = random.nextInt((int) all.dimension(d));
			max[d] = min[d] + random.nextInt((int) (all.dimension(d) - min[d]));
		}
		return new FinalInterval(min, max);
	}

	private static Dimensions dimensions(final int[] size) {
		return new FinalDimensions(Arrays.stream(size).asLongStream().toArray());
	}

	private static Interval whole(final int[] size) {
		return new FinalInterval(dimensions(size));
	}

	private static Interval whole(final PreparedOperation prepared) {
		return new FinalInterval(prepared.target());
	}

	private static float[] random(final int channels, final int[] size) {
		final Random random = new Random(1);
		final float[] samples = new float[channels * (int) Intervals.numElements(
			whole(size))];
		for (int i = 0; i < samples.length; i++)
			samples[i] = random.nextFloat();
		return samples;
	}
}
