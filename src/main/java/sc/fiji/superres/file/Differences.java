package sc.fiji.superres.file;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Lists the values in which two tasks differ, so that one cannot continue the
 * other.
 */
public final class Differences {

	/** How many differences are listed, so that a message stays short. */
	private static final int NAMED = 3;

	private Differences() {
		// Static methods only.
	}

	/**
	 * Compares two tasks.
	 *
	 * @return such as {@code rate is 0.001, but was 0.002}; empty if the tasks
	 *          are equal
	 */
	public static String between(final Map<String, String> before,
		final Map<String, String> now)
	{
		final SortedSet<String> names = new TreeSet<>(before.keySet());
		names.addAll(now.keySet());
		final List<String> all = names.stream().filter(name -> !Objects.equals(
			before.get(name), now.get(name))).map(name -> name + " is " + now
				.getOrDefault(name, "not given") + ", but was " + before.getOrDefault(
					name, "not given")).toList();
		return all.stream().limit(NAMED).collect(Collectors.joining("; ")) + (all
			.size() > NAMED ? "; and " + (all.size() - NAMED) + " more" : "");
	}
}
