package sc.fiji.superres.block;

import com.sun.management.OperatingSystemMXBean;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * Refuses, before it starts, a run that would not fit into memory.
 * <p>
 * Java objects are compared with the free part of the heap. Other memory is
 * compared with the total memory of the machine, or of the container in which
 * Java runs: the currently free memory says little, because file caches count
 * as used but are released on demand.
 * </p>
 */
public final class Memory {

	private static final double MEBIBYTE = 1 << 20;

	private Memory() {
		// Static methods only.
	}

	/**
	 * Checks that a run fits.
	 *
	 * @param what what is going to run, for the message
	 * @param heap bytes of Java objects it needs
	 * @param outside bytes it needs outside the Java heap
	 * @throws IllegalStateException if either is not available; the message
	 *           states both sizes and the remedy
	 */
	public static void require(final String what, final long heap,
		final long outside)
	{
		requireHeap(what, heap, "run on a part of the image (region=selection)");
		requireOutside(what, outside, "choose a smaller tile");
	}

	/**
	 * Checks that Java objects fit.
	 *
	 * @param what what is going to run, for the message
	 * @param heap bytes of Java objects it needs
	 * @param instead another remedy, for the message
	 * @throws IllegalStateException if they are not available; the message states
	 *           the sizes and the remedies
	 */
	public static void requireHeap(final String what, final long heap,
		final String instead)
	{
		if (heap > free()) System.gc();
		final long free = free();
		if (heap > free) throw new IllegalStateException(what + " needs " + size(
			heap) + " of Java memory, but " + size(free) +
			" is free: give Java more (in Fiji: Edit > Options > Memory & " +
			"Threads; on the command line: JAVA_OPTS=-Xmx...), close other " +
			"images, or " + instead);
	}

	/**
	 * Checks that memory outside the Java heap suffices.
	 *
	 * @see #requireHeap
	 */
	public static void requireOutside(final String what, final long outside,
		final String instead)
	{
		final long machine = machine();
		if (outside > machine) throw new IllegalStateException(what + " needs " +
			size(outside) + " outside the Java heap, but this machine has " + size(
				machine) + " in all: " + instead);
	}

	/** Returns the bytes that the Java heap can still take. */
	private static long free() {
		final Runtime runtime = Runtime.getRuntime();
		return runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
	}

	/** Returns all bytes of the machine, or of the container. */
	private static long machine() {
		return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
			.getTotalMemorySize();
	}

	private static String size(final long bytes) {
		return String.format(Locale.ROOT, "%.0f MiB", bytes / MEBIBYTE);
	}
}
