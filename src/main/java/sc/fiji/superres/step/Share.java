package sc.fiji.superres.step;

import java.util.Map;

import sc.fiji.superres.block.WrongUsage;

/**
 * The share of a list that one of several jobs takes, without communicating
 * with the others: item i, counted from 0, belongs to the job whose index
 * leaves the same remainder as i when divided by the number of jobs. So indices
 * may start at 0 or at 1.
 *
 * @param index number of the job, from 0 to count - 1 or from 1 to count
 * @param count number of jobs
 */
public record Share(int index, int count) {

	/** The whole list. */
	public static final Share ALL = new Share(0, 1);

	private static final String SLURM = "SLURM_ARRAY_TASK_";

	public Share {
		if (count < 1) throw new WrongUsage("count=" + count +
			": there must be at least 1 job");
		if (index < 0 || index > count) throw new WrongUsage("index=" +
			index + ": the jobs of count=" + count + " are numbered from 0 to " +
			(count - 1) + " or from 1 to " + count);
	}

	/**
	 * Returns the share of a job.
	 *
	 * @param index number of the job
	 * @param count number of jobs; 0 for the size of the Slurm job array that this
	 *          is an element of, or 1 outside of one
	 * @throws IllegalArgumentException if there is no such job
	 */
	public static Share of(final int index, final int count) {
		if (count != 0) return new Share(index, count);
		if (index != 0) throw new WrongUsage("index=" + index +
			": set count, the number of jobs, too");
		return ofSlurm(System.getenv());
	}

	/**
	 * Returns the share of an element of a Slurm job array.
	 *
	 * @param environment the variables that Slurm sets; without them, the share
	 *          is the whole list
	 * @throws IllegalArgumentException if the indices of the array have gaps, so
	 *           that the shares are not known
	 */
	public static Share ofSlurm(final Map<String, String> environment) {
		if (!environment.containsKey(SLURM + "ID")) return ALL;
		final int count = number(environment, "COUNT");
		final int first = number(environment, "MIN");
		final int last = number(environment, "MAX");
		if (last - first + 1 != count) throw new IllegalArgumentException(
			"The Slurm array has " + count + " elements from " + first + " to " +
				last + ", with gaps: set index and count for each element");
		return new Share(number(environment, "ID") - first, count);
	}

	/** Returns whether an item belongs to the share. */
	public boolean has(final int item) {
		return item % count == index % count;
	}

	// -- Helper methods --

	private static int number(final Map<String, String> environment,
		final String name)
	{
		final String value = environment.get(SLURM + name);
		if (value == null || !value.matches("[0-9]{1,9}"))
			throw new IllegalArgumentException(SLURM + name + "=" + value +
				": Slurm should have set it to a number; set index and count");
		return Integer.parseInt(value);
	}
}
