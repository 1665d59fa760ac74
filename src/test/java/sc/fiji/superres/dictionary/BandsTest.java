package sc.fiji.superres.dictionary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

import org.junit.jupiter.api.Test;

import sc.fiji.superres.block.Progress;

class BandsTest {

	@Test
	void everyTurnIsDoneOnce() {
		final AtomicIntegerArray turns = new AtomicIntegerArray(103);
		Loop.run(103, 10, Progress.NONE, (from, end) -> {
			for (int i = from; i < end; i++)
				turns.incrementAndGet(i);
		});
		for (int i = 0; i < turns.length(); i++)
			assertEquals(1, turns.get(i));
	}

	/** Stopped while bands are worked on, by any thread, no others are begun. */
	@Test
	void stopsInsideOfALoop() {
		final AtomicBoolean stop = new AtomicBoolean();
		final AtomicInteger bands = new AtomicInteger();
		final Progress progress = new Progress() {

			@Override
			public void update(final double fraction, final String what) {
				// Not told.
			}

			@Override
			public boolean cancelled() {
				return stop.get();
			}
		};
		assertThrows(CancellationException.class, () -> Loop.run(100_000, 1,
			progress, (from, end) -> {
				if (bands.incrementAndGet() == 20) stop.set(true);
			}));
		assertTrue(bands.get() >= 20 && bands.get() < 1000, bands::toString);
	}
}
