package sc.fiji.superres.volume.zarr;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import net.imglib2.parallel.Parallelization;

/** Boxes of any number of axes, the slowest first. */
final class Grid {

	private Grid() {
		// Static methods only.
	}

	/**
	 * A box.
	 *
	 * @param min first index along each axis
	 * @param size number of indices along each axis
	 */
	record Box(long[] min, int[] size) {

		/** Returns the number of samples. */
		long count() {
			return Arrays.stream(size).asLongStream().reduce(1, (a, b) -> a * b);
		}

		/** Returns the part that lies in another box; may be empty. */
		Box and(final Box other) {
			final long[] first = new long[min.length];
			final int[] common = new int[min.length];
			for (int axis = 0; axis < min.length; axis++) {
				first[axis] = Math.max(min[axis], other.min[axis]);
				common[axis] = (int) Math.max(0, Math.min(min[axis] + size[axis],
					other.min[axis] + other.size[axis]) - first[axis]);
			}
			return new Box(first, common);
		}

		/** Returns how far samples are from each other along each axis. */
		int[] strides() {
			final int[] strides = new int[size.length];
			int stride = 1;
			for (int axis = size.length - 1; axis >= 0; axis--) {
				strides[axis] = stride;
				stride *= size[axis];
			}
			return strides;
		}

		/** Returns the index of a sample, given how far they are. */
		int index(final long[] place, final int[] strides) {
			int index = 0;
			for (int axis = 0; axis < min.length; axis++)
				index += (int) (place[axis] - min[axis]) * strides[axis];
			return index;
		}
	}

	/** Does something with a cell of a grid. */
	@FunctionalInterface
	interface Cell {

		/** @param index of the cell along each axis; overwritten afterwards */
		void visit(long[] index) throws IOException;
	}

	/** Does something with a row along the last axis. */
	@FunctionalInterface
	interface Row {

		/** @param a index of its first sample in one array, b in the other */
		void copy(int a, int b);
	}

	/** Returns the box of a cell. */
	static Box cell(final long[] index, final int[] size) {
		final long[] min = new long[index.length];
		for (int axis = 0; axis < min.length; axis++)
			min[axis] = index[axis] * size[axis];
		return new Box(min, size);
	}

	/** Returns the number of cells of an array. */
	static long count(final long[] shape, final int[] size) {
		long count = 1;
		for (int axis = 0; axis < shape.length; axis++)
			count *= (shape[axis] + size[axis] - 1) / size[axis];
		return count;
	}

	/** Returns a cell of an array by its number, cut at the border. */
	static Box cell(final long number, final long[] shape, final int[] size) {
		final long[] min = new long[shape.length];
		final int[] cut = new int[shape.length];
		long rest = number;
		for (int axis = shape.length - 1; axis >= 0; axis--) {
			final long count = (shape[axis] + size[axis] - 1) / size[axis];
			min[axis] = rest % count * size[axis];
			cut[axis] = (int) Math.min(size[axis], shape[axis] - min[axis]);
			rest /= count;
		}
		return new Box(min, cut);
	}

	/** Visits the cells of a size that a box meets, the last axis fastest. */
	static void cells(final Box box, final int[] size, final Cell cell)
		throws IOException
	{
		final int axes = size.length;
		final long[] first = new long[axes];
		final long[] last = new long[axes];
		for (int axis = 0; axis < axes; axis++) {
			first[axis] = box.min[axis] / size[axis];
			last[axis] = (box.min[axis] + box.size[axis] - 1) / size[axis];
			if (box.size[axis] == 0) return;
		}
		final long[] index = first.clone();
		int axis;
		do {
			cell.visit(index);
			for (axis = axes - 1; axis >= 0 && index[axis] == last[axis]; axis--)
				index[axis] = first[axis];
			if (axis >= 0) index[axis]++;
		}
		while (axis >= 0);
	}

	/**
	 * Visits the same cells at the same time, with the threads of {@link
	 * Parallelization}.
	 */
	static void parallel(final Box box, final int[] size, final Cell cell)
		throws IOException
	{
		final List<long[]> all = new ArrayList<>();
		cells(box, size, index -> all.add(index.clone()));
		if (all.size() == 1) {
			cell.visit(all.get(0));
			return;
		}
		final AtomicReference<Exception> failure = new AtomicReference<>();
		Parallelization.getTaskExecutor().forEach(all, index -> {
			if (failure.get() != null) return;
			try {
				cell.visit(index);
			}
			catch (final IOException | RuntimeException e) {
				failure.compareAndSet(null, e);
			}
		});
		if (failure.get() instanceof IOException e) throw e;
		if (failure.get() instanceof RuntimeException e) throw e;
	}

	/**
	 * Visits the rows of a box along its last axis.
	 *
	 * @param a index of the first sample in one array, whose samples are as far
	 *          from each other as {@code aStrides} says; b in the other
	 */
	static void rows(final int[] size, final int a, final int[] aStrides,
		final int b, final int[] bStrides, final Row row)
	{
		final int[] index = new int[size.length];
		int from = a;
		int to = b;
		int axis;
		do {
			row.copy(from, to);
			for (axis = size.length - 2; axis >= 0; axis--) {
				from += aStrides[axis];
				to += bStrides[axis];
				if (++index[axis] < size[axis]) break;
				from -= index[axis] * aStrides[axis];
				to -= index[axis] * bStrides[axis];
				index[axis] = 0;
			}
		}
		while (axis >= 0);
	}
}
