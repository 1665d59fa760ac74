package sc.fiji.superres.volume.zarr;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;

import net.imglib2.parallel.Parallelization;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Threads;
import sc.fiji.superres.volume.LengthUnit;
import sc.fiji.superres.volume.zarr.Grid.Box;

/**
 * The coarser levels of an image. Each has half the size of the one before,
 * rounded up, along x and y, and along z unless the planes are at least twice as
 * far from each other as the columns of pixels. A sample is the mean of those
 * that it covers: at the end of an odd size, of fewer.
 */
final class Pyramid {

	/** An image that is no larger gets no further level. */
	private static final int SMALLEST = 256;

	private final ZarrArray fine;
	private final ZarrArray coarse;
	private final AtomicLong next = new AtomicLong();
	private long done;

	private Pyramid(final ZarrArray fine, final ZarrArray coarse) {
		this.fine = fine;
		this.coarse = coarse;
	}

	/**
	 * Returns whether each axis is to be halved: none, if there is to be no
	 * further level.
	 *
	 * @param shape of the finer level, along the axes of the array
	 */
	static boolean[] halved(final OmeMetadata metadata, final long[] shape) {
		final String axes = metadata.axes();
		final boolean[] halved = new boolean[shape.length];
		final double depth = LengthUnit.ratio(metadata.units().get(2), metadata.units()
			.get(0)).orElse(1);
		long longest = 0;
		for (int axis = 0; axis < shape.length; axis++) {
			final char name = axes.charAt(axis);
			halved[axis] = shape[axis] > 1 && (name == 'x' || name == 'y' ||
				name == 'z' && metadata.scale().get(2) * depth < 2 * metadata.scale().get(
					0));
			if (halved[axis]) longest = Math.max(longest, shape[axis]);
		}
		return longest > SMALLEST ? halved : new boolean[shape.length];
	}

	/** Returns the shape of the coarser level. */
	static long[] shape(final long[] fine, final boolean[] halved) {
		final long[] shape = fine.clone();
		for (int axis = 0; axis < shape.length; axis++) {
			if (halved[axis]) shape[axis] = (shape[axis] + 1) / 2;
		}
		return shape;
	}

	/** Returns the metadata of the coarser level. */
	static OmeMetadata coarser(final OmeMetadata fine, final boolean[] halved) {
		final List<Double> scale = new ArrayList<>(fine.scale());
		final List<Double> translation = new ArrayList<>(fine.translation());
		for (int axis = 0; axis < halved.length; axis++) {
			if (!halved[axis]) continue;
			final int i = OmeMetadata.ORDER.indexOf(fine.axes().charAt(axis));
			scale.set(i, fine.scale().get(i) * 2);
			translation.set(i, fine.translation().get(i) + fine.scale().get(i) / 2);
		}
		return new OmeMetadata(fine.name(), fine.axes(), fine.units(), scale,
			translation, fine.channels());
	}

	/**
	 * Fills a level from a finer one, chunk by chunk, with several threads.
	 *
	 * @throws java.util.concurrent.CancellationException if the user stops it
	 */
	static void fill(final ZarrArray fine, final ZarrArray coarse,
		final boolean[] halved, final Progress progress) throws IOException
	{
		final Pyramid level = new Pyramid(fine, coarse);
		final long units = Grid.count(coarse.shape(), coarse.chunks());
		final int threads = (int) Math.min(units, level.threads());
		final ExecutorService pool = Executors.newFixedThreadPool(threads);
		try {
			final List<Future<?>> workers = new ArrayList<>();
			for (int i = 0; i < threads; i++) {
				final FutureTask<Void> worker = new FutureTask<>(() -> {
					level.work(units, halved, progress);
					return null;
				});
				workers.add(worker);
				// Units are done at the same time, their chunks one by one.
				pool.execute(() -> Parallelization.runSingleThreaded(worker));
			}
			for (final Future<?> worker : workers)
				worker.get();
		}
		catch (final ExecutionException e) {
			if (e.getCause() instanceof IOException cause) throw cause;
			if (e.getCause() instanceof Error cause) throw cause;
			throw (RuntimeException) e.getCause();
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new IOException("The pyramid was interrupted", e);
		}
		finally {
			level.next.set(units);
			pool.shutdown();
		}
	}

	// -- Helper methods --

	/** Returns how many threads there is memory for: half of all of it. */
	private long threads() {
		long bytes = Float.BYTES;
		for (final int size : coarse.chunks())
			bytes *= size;
		// The samples, as floats and as they are stored, and what they are made of.
		return Math.max(1, Math.min(Threads.limit(), Runtime.getRuntime()
			.maxMemory() / 2 / (coarse.isSharded() ? 3 * bytes : 16 * bytes)));
	}

	private void work(final long units, final boolean[] halved,
		final Progress progress) throws IOException
	{
		try {
			for (long unit = next.getAndIncrement(); unit < units; unit = next
				.getAndIncrement())
			{
				progress.check();
				fill(Grid.cell(unit, coarse.shape(), coarse.chunks()), halved);
				synchronized (this) {
					progress.update((double) ++done / units, "Pyramid");
				}
			}
		}
		finally {
			next.set(units);
		}
	}

	private void fill(final Box unit, final boolean[] halved)
		throws IOException
	{
		final float[] samples = new float[Math.toIntExact(unit.count())];
		final int[] strides = unit.strides();
		Grid.cells(unit, coarse.inner(), index -> {
			final Box part = unit.and(Grid.cell(index, coarse.inner()));
			final float[] mean = mean(part, halved);
			final int count = part.size()[part.size().length - 1];
			Grid.rows(part.size(), 0, part.strides(), unit.index(part.min(), strides),
				strides, (a, b) -> System.arraycopy(mean, a, samples, b, count));
		});
		coarse.write(unit.min(), unit.size(), samples);
	}

	/** Returns a part of the coarser level. */
	private float[] mean(final Box part, final boolean[] halved)
		throws IOException
	{
		final long[] min = part.min().clone();
		final int[] size = part.size().clone();
		for (int axis = 0; axis < size.length; axis++) {
			if (!halved[axis]) continue;
			min[axis] *= 2;
			size[axis] = (int) Math.min(2 * size[axis], fine.shape()[axis] -
				min[axis]);
		}
		float[] block = new float[Math.toIntExact(new Box(min, size).count())];
		fine.read(min, size, block);
		for (int axis = 0; axis < size.length; axis++) {
			if (!halved[axis]) continue;
			block = halve(block, size, axis);
			size[axis] = (size[axis] + 1) / 2;
		}
		return block;
	}

	/** Returns the means of pairs along an axis; a last single one remains. */
	static float[] halve(final float[] block, final int[] size,
		final int axis)
	{
		final int inner = Arrays.stream(size, axis + 1, size.length).reduce(1, (a,
			b) -> a * b);
		final int length = size[axis];
		final int half = (length + 1) / 2;
		final int outer = block.length / length / inner;
		final float[] means = new float[outer * half * inner];
		for (int o = 0; o < outer; o++) {
			for (int i = 0; i < half; i++) {
				final int from = (o * length + 2 * i) * inner;
				final int second = 2 * i + 1 < length ? from + inner : from;
				final int to = (o * half + i) * inner;
				for (int k = 0; k < inner; k++)
					means[to + k] = block[from + k] / 2 + block[second + k] / 2;
			}
		}
		return means;
	}
}
