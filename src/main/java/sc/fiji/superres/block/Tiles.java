package sc.fiji.superres.block;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

import net.imglib2.Dimensions;
import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.parallel.Parallelization;
import net.imglib2.parallel.TaskExecutor;
import net.imglib2.util.Intervals;

/**
 * Runs a {@link PreparedOperation} over an image, tile by tile.
 * <p>
 * One tile is read, filled and written at a time, so that memory is bounded by
 * the tile and not by the image. Cancellation is checked before each tile, and a
 * tile that is being filled is left to itself ({@link Stoppable}).
 * </p>
 */
public final class Tiles {

	private Tiles() {
		// Static methods only.
	}

	/**
	 * Fills a whole target.
	 *
	 * @param operation the operation that fills it
	 * @param channels number of channels computed together
	 * @param side desired side of a tile in target samples; 0 lets the operation
	 *          choose
	 * @param source where source samples are read
	 * @param target where target samples are written
	 * @param progress updated after each tile, checked before each
	 * @throws java.util.concurrent.CancellationException if the user stopped it
	 */
	public static void run(final PreparedOperation operation, final int channels,
		final int side, final BlockSource source, final BlockTarget target,
		final Progress progress)
	{
		final List<Interval> tiles = operation.tiles(side);
		float[] read = {};
		float[] filled = {};
		try (Stoppable work = new Stoppable(progress)) {
			for (int i = 0; i < tiles.size(); i++) {
				progress.check();
				final Interval to = tiles.get(i);
				final Interval from = operation.source(to);
				final float[] in = read = buffer(read, from, channels);
				final float[] out = filled = buffer(filled, to, channels);
				source.read(from, in);
				final Progress part = progress.part(i, tiles.size());
				work.run(() -> operation.fill(in, from, out, to, part));
				target.write(to, out);
				progress.update((i + 1.0) / tiles.size(), "tile " + (i + 1) + " of " +
					tiles.size());
			}
		}
	}

	/**
	 * Fills a whole plane at once, from the whole of its source.
	 *
	 * @param operation prepared for planes of this size
	 * @param samples the source plane of one channel, x fastest; not changed
	 * @param width its width
	 * @param height its height
	 * @return the target plane, x fastest
	 */
	public static float[] plane(final PreparedOperation operation,
		final float[] samples, final int width, final int height)
	{
		return plane(operation, 1, samples, width, height);
	}

	/**
	 * Does the same with channels that are computed together.
	 *
	 * @param channels their number
	 * @param samples their source planes, one after the other; not changed
	 * @return their target planes, one after the other
	 */
	public static float[] plane(final PreparedOperation operation,
		final int channels, final float[] samples, final int width,
		final int height)
	{
		final Dimensions size = operation.target();
		final Interval all = Intervals.createMinSize(0, 0, width, height);
		final Interval to = new FinalInterval(size);
		final Interval from = operation.source(to);
		final float[] target = new float[Math.toIntExact(Intervals.numElements(to) *
			channels)];
		operation.fill(Intervals.equals(from, all) ? samples : Blocks.cut(samples,
			all, from, channels), from, target, to);
		return target;
	}

	/**
	 * Returns the size of the source and target blocks of {@link #run}.
	 *
	 * @return bytes of the Java heap
	 */
	public static long blocks(final PreparedOperation operation, final int channels,
		final int side)
	{
		final long source = first(operation, side).mapToLong(to -> Intervals
			.numElements(operation.source(to))).max().orElse(0);
		final long target = first(operation, side).mapToLong(Intervals::numElements)
			.max().orElse(0);
		return (source + target) * channels * Float.BYTES;
	}

	/**
	 * Estimates the memory of {@link #run} in addition to the blocks: the
	 * workspace of the largest tile.
	 *
	 * @return bytes of the Java heap
	 */
	public static long workspace(final PreparedOperation operation,
		final int side)
	{
		return first(operation, side).mapToLong(operation::workspace).max().orElse(0);
	}

	/**
	 * Estimates the memory of {@link #run} outside the Java heap, for the largest
	 * tile.
	 *
	 * @return bytes
	 */
	public static long outside(final PreparedOperation operation, final int side) {
		return first(operation, side).mapToLong(operation::outside).max().orElse(0);
	}

	/**
	 * Cuts a plane into tiles of equal size, the last ones smaller.
	 *
	 * @param plane width and height
	 * @param width width of a tile
	 * @param height height of a tile
	 * @return intervals that cover the plane exactly once, row by row
	 */
	public static List<Interval> grid(final Dimensions plane, final long width,
		final long height)
	{
		final List<Interval> tiles = new ArrayList<>();
		for (long y = 0; y < plane.dimension(1); y += height) {
			for (long x = 0; x < plane.dimension(0); x += width) {
				tiles.add(Intervals.createMinSize(x, y, //
					Math.min(width, plane.dimension(0) - x), //
					Math.min(height, plane.dimension(1) - y)));
			}
		}
		return tiles;
	}

	/**
	 * Repeats tiles of a plane for each plane of a volume, plane by plane. They
	 * are created on demand, because a volume has many.
	 */
	static List<Interval> planes(final List<Interval> tiles, final long depth) {
		final int count = Math.toIntExact(depth * tiles.size());
		return new AbstractList<>() {

			@Override
			public Interval get(final int index) {
				final Interval tile = tiles.get(index % tiles.size());
				return Intervals.createMinSize(tile.min(0), tile.min(1), index / tiles
					.size(), tile.dimension(0), tile.dimension(1), 1);
			}

			@Override
			public int size() {
				return count;
			}
		};
	}

	/** Returns the tiles of the first plane, which equal those of all others. */
	private static Stream<Interval> first(final PreparedOperation operation,
		final int side)
	{
		return operation.tiles(side).stream().takeWhile(tile -> tile
			.numDimensions() < 3 || tile.min(2) == 0);
	}

	private static float[] buffer(final float[] old, final Interval interval,
		final int channels)
	{
		final int length = Math.toIntExact(Intervals.numElements(interval) *
			channels);
		return old.length >= length ? old : new float[length];
	}

	// -- Helper classes --

	/**
	 * Does work in a thread of its own, which the caller leaves where the user stops
	 * it: the native pass of a network cannot be interrupted. Tiles, opening a
	 * network and the steps of a training are left this way.
	 * <p>
	 * The work that is left goes on in the background to its end; what it works with
	 * must not be used again.
	 * </p>
	 */
	public static final class Stoppable implements AutoCloseable {

		private static final int POLL_MILLISECONDS = 50;

		/** How long work may take to end by itself. */
		private static final int PATIENCE_MILLISECONDS = 500;

		private final ExecutorService thread = Executors.newSingleThreadExecutor(
			Stoppable::thread);
		private final TaskExecutor executor = Parallelization.getTaskExecutor();
		private final Progress progress;

		/** @param progress asked whether the user stops the work */
		public Stoppable(final Progress progress) {
			this.progress = progress;
		}

		/**
		 * Work to be waited for.
		 *
		 * @param <E> what it throws
		 */
		public interface Work<T, E extends Exception> {

			T get() throws E;
		}

		/**
		 * Does the work and waits for it.
		 *
		 * @throws CancellationException if the user stopped it, whether it has ended or
		 *           goes on
		 */
		public void run(final Runnable work) {
			call(() -> {
				work.run();
				return null;
			}, none -> {});
		}

		/**
		 * Does the work and waits for its result.
		 *
		 * @param unwanted receives the result of work that was left, when it ends
		 * @throws E if the work throws it
		 * @throws CancellationException if the user stopped it, whether it has ended or
		 *           goes on
		 */
		public <T, E extends Exception> T call(final Work<T, E> work,
			final Consumer<? super T> unwanted) throws E
		{
			final CompletableFuture<T> running = new CompletableFuture<>();
			thread.execute(() -> Parallelization.runWithExecutor(executor, () -> {
				try {
					running.complete(work.get());
				}
				catch (final Throwable e) {
					running.completeExceptionally(e);
				}
			}));
			int stopped = 0;
			while (stopped < PATIENCE_MILLISECONDS) {
				try {
					return running.get(POLL_MILLISECONDS, TimeUnit.MILLISECONDS);
				}
				catch (final TimeoutException e) {
					if (progress.cancelled()) stopped += POLL_MILLISECONDS;
				}
				catch (final InterruptedException e) {
					Thread.currentThread().interrupt();
					break;
				}
				catch (final ExecutionException e) {
					throw Stoppable.<E> failure(e.getCause());
				}
			}
			running.thenAccept(unwanted);
			throw new CancellationException("Stopped by the user. What is running " +
				"cannot be interrupted: it goes on in the background until it is done");
		}

		/** The work throws nothing but this and what is unchecked. */
		@SuppressWarnings("unchecked")
		private static <E extends Exception> E failure(final Throwable failure) {
			if (failure instanceof Error error) throw error;
			if (failure instanceof RuntimeException exc) throw exc;
			return (E) failure;
		}

		/** Lets the thread end with its work. */
		@Override
		public void close() {
			thread.shutdown();
		}

		private static Thread thread(final Runnable work) {
			final Thread thread = new Thread(work, "SuperRes tiles");
			thread.setDaemon(true);
			return thread;
		}
	}
}
