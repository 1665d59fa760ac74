package sc.fiji.superres.step;

import java.util.Map;

import sc.fiji.superres.block.WrongUsage;

/**
 * The share that one of several jobs takes of a list, without talking to the
 * others: item number i, counted from 0, belongs to the job whose index leaves
 * the same remainder as i when divided by the number of jobs. So indices may
 * start at 0 or at 1.
 *
 * @param index number of the job, from 0 to count - 1 or from 1 to count
 * @param count how many jobs there are
 */
public record Share(int index, int count) {

	/** All of the list. */
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
	 * Returns the share of an element of a Slurm job array.
	 *
	 * @param environment the variables that Slurm sets; without them, all
	 * @throws IllegalArgumentException if the indices of the array have gaps, so
	 *           that they do not tell the shares
	 */
	public static Share ofSlurm(final Map<String, String> environment) {
		if (!environment.containsKey(SLURM + "ID")) return ALL;
		final int count = number(environment, "COUNT");
		final int first = number(environment, "MIN");
		final int last = number(environment, "MAX");
		if (last - first + 1 != count) throw new IllegalArgumentException(
			"The Slurm array has " + count + " elements from " + first + " to " +
				last + ", with gaps between: tell each element the number of all " +
				"shares by count");
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
				": Slurm should have set it to a number; give index and count");
		return Integer.parseInt(value);
	}
}
