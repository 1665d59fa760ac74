package sc.fiji.superres.filter;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import net.imglib2.parallel.Parallelization;

import org.jtransforms.utils.CommonUtils;

import sc.fiji.superres.block.RowBands;

/**
 * Processes the rows or the columns of a plane, on ImgLib2's threads.
 * <p>
 * Columns are copied some at a time, for the processor's cache. JTransforms'
 * own two-dimensional transforms are not used because they log failures in
 * threads and continue.
 * </p>
 *
 * @param plane the samples, x fastest
 * @param width elements of a row
 * @param height number of rows
 * @param size samples of an element: 1, or 2 for complex numbers
 */
record Lines(float[] plane, int width, int height, int size) {

	static {
		// Lines are transformed in parallel. JTransforms would split each line of
		// 4096 samples or more between threads of its own, which takes twice as
		// long. The setting applies to the whole process.
		CommonUtils.setThreadsBeginN_1D_FFT_2Threads(Long.MAX_VALUE);
		CommonUtils.setThreadsBeginN_1D_FFT_4Threads(Long.MAX_VALUE);
	}

	private static final int ROWS = 32;
	private static final int COLUMNS = 16;

	/** Keeps copied columns apart in the cache. */
	private static final int GAP = 16;

	/** Changes rows in place. */
	@FunctionalInterface
	interface Rows {

		/**
		 * Changes rows.
		 *
		 * @param from the first
		 * @param to one after the last
		 */
		void change(int from, int to);
	}

	/** Changes columns in place. */
	@FunctionalInterface
	interface Columns {

		/**
		 * Changes columns.
		 *
		 * @param from the first
		 * @param to one after the last
		 * @param samples the columns one after the other
		 * @param stride samples from the start of one to the start of the next
		 */
		void change(int from, int to, float[] samples, int stride);
	}

	/** Changes all rows. */
	void rows(final Rows rows) {
		Parallelization.getTaskExecutor().forEach(starts(height, ROWS),
			first -> rows.change(first, Math.min(height, first + ROWS)));
	}

	/**
	 * Changes the first columns.
	 *
	 * @param count number of columns
	 */
	void columns(final int count, final Columns columns) {
		final int stride = stride();
		Parallelization.getTaskExecutor().forEach(starts(count, COLUMNS),
			first -> {
				final int end = Math.min(count, first + COLUMNS);
				final float[] samples = new float[stride * (end - first)];
				copy(first, end, samples, stride, false);
				columns.change(first, end, samples, stride);
				copy(first, end, samples, stride, true);
			});
	}

	/** Estimates the bytes of copied columns. */
	static long workspace(final int height, final int size) {
		return (long) RowBands.threads() * COLUMNS *
			((long) size * height + GAP) * Float.BYTES;
	}

	private int stride() {
		return size * height + GAP;
	}

	private void copy(final int from, final int to, final float[] samples,
		final int stride, final boolean back)
	{
		for (int y = 0; y < height; y++) {
			int at = (y * width + from) * size;
			for (int x = from; x < to; x++) {
				final int start = (x - from) * stride + y * size;
				for (int i = 0; i < size; i++, at++) {
					if (back) plane[at] = samples[start + i];
					else samples[start + i] = plane[at];
				}
			}
		}
	}

	private static List<Integer> starts(final int count, final int step) {
		return IntStream.range(0, (count + step - 1) / step).mapToObj(i -> i * step)
			.collect(Collectors.toList());
	}
}
