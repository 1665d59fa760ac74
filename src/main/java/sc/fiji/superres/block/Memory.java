package sc.fiji.superres.block;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** Refuses, before it starts, a run that would not fit into memory. */
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
	 * @throws IllegalStateException if either is not there; the message holds
	 *           both sizes and the remedy
	 */
	public static void require(final String what, final long heap,
		final long outside)
	{
		final Runtime runtime = Runtime.getRuntime();
		final long free = runtime.maxMemory() - runtime.totalMemory() + runtime
			.freeMemory();
		if (heap > free) {
			System.gc();
			final long freed = runtime.maxMemory() - runtime.totalMemory() + runtime
				.freeMemory();
			if (heap > freed) throw new IllegalStateException(what + " needs " + size(
				heap) + " of Java memory, but " + size(freed) +
				" is free: give Java more (in Fiji: Edit > Options > Memory & Threads;" +
				" on the command line: JAVA_OPTS=-Xmx...), close other images, or run " +
				"on a part of the image (region=selection)");
		}
		final long machine = machine();
		if (outside > machine) throw new IllegalStateException(what + " needs " +
			size(outside) + " outside the Java heap, but this machine has " + size(
				machine) + " in all: choose a smaller tile");
	}

	private static long machine() {
		return ManagementFactory
			.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
				? system.getTotalMemorySize() : Long.MAX_VALUE;
	}

	private static String size(final long bytes) {
		return String.format(Locale.ROOT, "%.0f MiB", bytes / MEBIBYTE);
	}
}
