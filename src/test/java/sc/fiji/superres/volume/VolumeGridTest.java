package sc.fiji.superres.volume;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;

import net.imglib2.Interval;

import org.junit.jupiter.api.Test;

class VolumeGridTest {

	private static final VolumeGrid GRID = new VolumeGrid(new long[] { 10, 7, 5 },
		new int[] { 4, 7, 2 }, 2, 3);

	@Test
	void blocksCoverTheVolumeOnce() {
		assertEquals(3 * 1 * 3 * 2 * 3, GRID.count());
		final int[] seen = new int[10 * 7 * 5 * 2 * 3];
		for (long i = 0; i < GRID.count(); i++) {
			final VolumeGrid.Block block = GRID.block(i);
			final Interval at = block.interval();
			for (long z = at.min(2); z <= at.max(2); z++)
				for (long y = at.min(1); y <= at.max(1); y++)
					for (long x = at.min(0); x <= at.max(0); x++)
						seen[(int) ((((block.frame() * 2 + block.group()) * 5 + z) * 7 + y) *
							10 + x)]++;
		}
		assertEquals(1, Arrays.stream(seen).min().getAsInt());
		assertEquals(1, Arrays.stream(seen).max().getAsInt());
	}

	@Test
	void blocksBeginAtMultiplesAndAreCutAtTheEnd() {
		final VolumeGrid.Block last = GRID.block(GRID.count() - 1);
		assertArrayEquals(new long[] { 8, 0, 4 }, last.interval().minAsLongArray());
		assertArrayEquals(new long[] { 9, 6, 4 }, last.interval().maxAsLongArray());
		assertEquals(1, last.group());
		assertEquals(2, last.frame());
	}

	/** A terabyte has more samples than an int counts. */
	@Test
	void countsBeyondInt() {
		final VolumeGrid large = new VolumeGrid(new long[] { 100_000, 100_000,
			10_000 }, new int[] { 512, 512, 32 }, 1, 1);
		assertEquals(196L * 196 * 313, large.count());
		assertEquals(100_000L * 100_000 * 10_000, large.samples());
		assertEquals(99_999, large.block(large.count() - 1).interval().max(0));
	}
}
