package sc.fiji.superres.dictionary;

import java.util.ArrayList;
import java.util.List;

import net.imglib2.parallel.Parallelization;
import net.imglib2.parallel.TaskExecutor;

import sc.fiji.superres.block.Progress;

/** Runs loops on ImgLib2's threads. */
final class Bands {

	private Bands() {
		// Static methods only.
	}

	/** Some of the turns of a loop. */
	@FunctionalInterface
	interface Body {

		/**
		 * Does some turns.
		 *
		 * @param from the first
		 * @param end one after the last
		 */
		void run(int from, int end);
	}

	/** Cuts a loop into one band per thread. */
	static void perThread(final int count, final int least, final Body body) {
		final TaskExecutor executor = Parallelization.getTaskExecutor();
		final int bands = Math.max(1, Math.min(executor.getParallelism(), count /
			least));
		run(executor, count, (count + bands - 1) / bands, body, Progress.NONE);
	}

	/** Cuts a loop into bands of one size; asks before each whether to stop. */
	static void each(final int count, final int size, final Progress progress,
		final Body body)
	{
		run(Parallelization.getTaskExecutor(), count, size, body, progress);
	}

	private static void run(final TaskExecutor executor, final int count,
		final int size, final Body body, final Progress progress)
	{
		final List<Integer> starts = new ArrayList<>();
		for (int from = 0; from < count; from += size)
			starts.add(from);
		executor.forEach(starts, from -> {
			progress.check();
			body.run(from, Math.min(count, from + size));
		});
	}
}
