package sc.fiji.superres.block;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import net.imglib2.parallel.Parallelization;

/**
 * How many threads may work at the same time: the value of the variable
 * {@code SLURM_CPUS_PER_TASK}, otherwise the number of processors that Java
 * sees, which respects the limits of containers.
 */
public final class Threads {

	/** The environment variable of a Slurm job. */
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
	 * Runs a task with at most that many threads of ImgLib2 and {@link RowBands}.
	 *
	 * @throws Exception if the task throws it
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
