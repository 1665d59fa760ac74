package sc.fiji.superres.block;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import net.imglib2.parallel.Parallelization;

/**
 * How many threads may work at the same time: as many as the variable
 * {@code SLURM_CPUS_PER_TASK} says, else as many as there are processors for
 * Java, which knows the limits of containers.
 */
public final class Threads {

	/** The variable of the environment that a job of Slurm has. */
	public static final String VARIABLE = "SLURM_CPUS_PER_TASK";

	private Threads() {
		// Static methods only.
	}

	/** Returns the number, at least 1. */
	public static int limit() {
		return limit(System.getenv(VARIABLE), Runtime.getRuntime()
			.availableProcessors());
	}

	/**
	 * Does a work, where ImgLib2's threads, and those of {@link RowBands}, are not
	 * more.
	 *
	 * @throws Exception what the work throws
	 */
	public static <T> T call(final Callable<T> work) throws Exception {
		if (limit() == Runtime.getRuntime().availableProcessors()) return work
			.call();
		final FutureTask<T> task = new FutureTask<>(work);
		Parallelization.runWithNumThreads(limit(), task);
		try {
			return task.get();
		}
		catch (final ExecutionException e) {
			if (e.getCause() instanceof Error error) throw error;
			throw (Exception) e.getCause();
		}
	}

	// -- Helper methods --

	static int limit(final String slurm, final int processors) {
		return slurm != null && slurm.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(
			slurm) : processors;
	}
}
