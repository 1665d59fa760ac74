package sc.fiji.superres.network;

import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The native work of a network, one piece at a time.
 * <p>
 * Its memory is freed after the last piece: who waited for one can leave it, but
 * not interrupt it. And Java ends after it: a native library that is taken down
 * while another thread still computes ends the process by a crash. So the end of
 * Java waits for a while, and nothing begins meanwhile.
 * </p>
 */
public final class NativeWork {

	/** How long the end of Java waits. */
	private static final int PATIENCE_SECONDS = 2;

	/** Read by all work, written by the end of Java. */
	private static final ReentrantReadWriteLock WORK =
		new ReentrantReadWriteLock();

	private static final String ENDING = "Java is ending";

	private static volatile boolean ending;

	/** Whether another shutdown hook calls {@link #end}. */
	private static volatile boolean left;

	static {
		try {
			Runtime.getRuntime().addShutdownHook(new Thread(() -> {
				if (!left) end();
			}, "SuperRes end of native work"));
		}
		catch (final IllegalStateException e) {
			ending = true;
		}
	}

	private final ReentrantLock piece = new ReentrantLock();
	private final Runnable free;
	private volatile boolean closed;
	private boolean freed;

	/** @param free frees the memory; called once */
	NativeWork(final Runnable free) {
		this.free = free;
	}

	/**
	 * Leaves it to a shutdown hook of the caller's to call {@link #end}, after work
	 * that may still need networks.
	 */
	public static void leaveEnd() {
		left = true;
	}

	/** Lets nothing begin any more, and waits for what runs. */
	public static void end() {
		ending = true;
		try {
			WORK.writeLock().tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Native work.
	 *
	 * @param <E> what it throws
	 */
	interface Piece<T, E extends Exception> {

		T get() throws E;
	}

	/**
	 * Does work that belongs to no network yet.
	 *
	 * @throws CancellationException if Java is ending
	 */
	static <T, E extends Exception> T once(final Piece<T, E> work) throws E {
		if (!WORK.readLock().tryLock()) throw new CancellationException(ENDING);
		try {
			// Work that has begun may call this again.
			if (ending && WORK.getReadHoldCount() == 1)
				throw new CancellationException(ENDING);
			return work.get();
		}
		finally {
			WORK.readLock().unlock();
		}
	}

	/**
	 * Does work with the memory of the network, after other work with it.
	 *
	 * @throws CancellationException if Java is ending
	 */
	<T, E extends Exception> T call(final Piece<T, E> work) throws E {
		piece.lock();
		try {
			return once(work);
		}
		finally {
			piece.unlock();
			if (closed) release();
		}
	}

	/** Frees the memory: at once, or after the work that still runs. */
	void close() {
		closed = true;
		release();
	}

	// -- Helper methods --

	private void release() {
		if (!piece.tryLock()) return;
		try {
			if (freed) return;
			freed = true;
			free.run();
		}
		finally {
			piece.unlock();
		}
	}

}
