package sc.fiji.superres.dictionary;

import java.util.ArrayList;
import java.util.List;

import net.imglib2.parallel.Parallelization;

import sc.fiji.superres.block.Progress;

/** Runs loops on ImgLib2's threads. */
final class Loop {

	private Loop() {
		// Static methods only.
	}

	/** Some iterations of a loop. */
	@FunctionalInterface
	interface Body {

		/**
		 * Runs some iterations.
		 *
		 * @param from the first
		 * @param end one after the last
		 */
		void run(int from, int end);
	}

	/**
	 * Splits a loop into bands of equal size, the last one smaller, independent
	 * of the number of threads.
	 *
	 * @param progress checked before each band
	 */
	static void run(final int count, final int size, final Progress progress,
		final Body body)
	{
		final List<Integer> starts = new ArrayList<>();
		for (int from = 0; from < count; from += size)
			starts.add(from);
		Parallelization.getTaskExecutor().forEach(starts, from -> {
			progress.check();
			body.run(from, Math.min(count, from + size));
		});
	}
}
