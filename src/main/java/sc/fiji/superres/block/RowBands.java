package sc.fiji.superres.block;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.stream.IntStream;

import net.imglib2.parallel.Parallelization;
import net.imglib2.parallel.TaskExecutor;
import net.imglib2.parallel.TaskExecutors;

/**
 * Cuts the rows of a block into one band per thread, and works on all of them
 * at the same time. Threads are those of ImgLib2's {@link Parallelization}.
 */
public final class RowBands {

	private RowBands() {
		// Static methods only.
	}

	/** Processes rows. */
	@FunctionalInterface
	public interface Band {

		/**
		 * Processes one band.
		 *
		 * @param first its first row
		 * @param end the row after its last
		 */
		void run(int first, int end);
	}

	/**
	 * Processes all rows; returns when everything is done.
	 *
	 * @param rows number of rows
	 * @param least minimum number of rows for a thread, at least 1
	 */
	public static void forEach(final int rows, final int least,
		final Band work)
	{
		final int count = count(rows, least);
		final List<Integer> bands = IntStream.range(0, count).boxed().toList();
		Parallelization.getTaskExecutor().forEach(bands, i -> work.run(start(rows, i,
			count), start(rows, i + 1, count)));
	}

	/** Returns the number of bands that {@link #forEach} makes. */
	public static int count(final int rows, final int least) {
		return Math.max(1, Math.min(threads(), rows / least));
	}

	/**
	 * Returns the number of threads that work at the same time. The parallelism
	 * of Java's common pool does not include the waiting thread, which works,
	 * too.
	 */
	public static int threads() {
		final TaskExecutor executor = Parallelization.getTaskExecutor();
		final ForkJoinPool pool = ForkJoinTask.getPool();
		final boolean common = executor == TaskExecutors.multiThreaded() &&
			(pool == null || pool == ForkJoinPool.commonPool());
		return executor.getParallelism() + (common ? 1 : 0);
	}

	private static int start(final int rows, final int band, final int count) {
		return (int) ((long) rows * band / count);
	}
}
