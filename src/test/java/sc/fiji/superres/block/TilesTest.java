package sc.fiji.superres.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

import net.imglib2.Dimensions;
import net.imglib2.FinalDimensions;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;
import org.junit.jupiter.api.Test;

class TilesTest {

	@Test
	void gridCoversAPlaneRowByRow() {
		final List<String> tiles = new ArrayList<>();
		for (final Interval tile : Tiles.grid(new FinalDimensions(5, 3), 3, 2))
			tiles.add(tile.min(0) + "," + tile.min(1) + " " + tile.dimension(0) +
				"x" + tile.dimension(1));
		assertEquals(List.of("0,0 3x2", "3,0 2x2", "0,2 3x1", "3,2 2x1"), tiles);
	}

	@Test
	void eachTileIsReadFilledAndWritten() {
		final float[] result = new float[50];
		final List<Double> fractions = new ArrayList<>();
		Tiles.run(new Doubling(), 1, 4, (interval, block) -> block[0] = interval
			.min(0), (interval, block) -> {
				for (int x = 0; x < interval.dimension(0); x++)
					result[(int) interval.min(0) + x] = block[x];
			}, new Listener(fractions, 99));
		for (int x = 0; x < result.length; x++)
			assertEquals(x / 4 * 4, result[x], "at " + x);
		assertEquals(13, fractions.size());
		assertEquals(fractions.stream().sorted().toList(), fractions);
		assertEquals(1, fractions.get(12));
	}

	@Test
	void stopsBeforeTheNextTile() {
		final List<Interval> written = new ArrayList<>();
		final List<Double> fractions = new ArrayList<>();
		assertThrows(CancellationException.class, () -> Tiles.run(new Doubling(), 1,
			4, (interval, block) -> {}, (interval, block) -> written.add(interval),
			new Listener(fractions, 3)));
		assertEquals(3, written.size());
		assertEquals(3, fractions.size());
	}

	@Test
	void cancelledBeforeTheFirstTileReadsNothing() {
		assertThrows(CancellationException.class, () -> Tiles.run(new Doubling(), 1,
			4, (interval, block) -> {
				throw new AssertionError("was read");
			}, (interval, block) -> {
				throw new AssertionError("was written");
			}, new Listener(new ArrayList<>(), 0)));
	}

	@Test
	void progressOfAPart() {
		final List<Double> fractions = new ArrayList<>();
		final Progress part = new Listener(fractions, 2).part(1, 4);
		part.update(0, "");
		part.update(1, "");
		assertEquals(List.of(0.25, 0.5), fractions);
		assertTrue(part.cancelled());
		assertThrows(CancellationException.class, part::check);
	}

	/** 4 target and 4 source samples of 2 channels, and the workspace. */
	@Test
	void memoryIsThatOfTheLargestTile() {
		assertEquals((4 + 4) * 2 * Float.BYTES, Tiles.blocks(new Doubling(), 2, 4));
		assertEquals(1000, Tiles.workspace(new Doubling(), 4));
		assertEquals(0, Tiles.outside(new Doubling(), 4));
	}

	/** Gives each tile the first sample of its source. */
	private static final class Doubling implements PreparedOperation {

		@Override
		public Dimensions target() {
			return new FinalDimensions(50, 1);
		}

		@Override
		public Interval source(final Interval target) {
			return target;
		}

		@Override
		public void fill(final float[] source, final Interval from,
			final float[] target, final Interval to)
		{
			for (int x = 0; x < Intervals.numElements(to); x++)
				target[x] = source[0];
		}

		@Override
		public List<Interval> tiles(final int side) {
			return Tiles.grid(target(), side, side);
		}

		@Override
		public long workspace(final Interval tile) {
			return 1000;
		}
	}

	/** Stops after some updates. */
	private record Listener(List<Double> fractions, int most) implements
		Progress
	{

		@Override
		public void update(final double fraction, final String what) {
			fractions.add(fraction);
		}

		@Override
		public boolean cancelled() {
			return fractions.size() >= most;
		}
	}
}
