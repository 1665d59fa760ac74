package sc.fiji.superres.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A method at a scale: the group that means are taken over, and one color of a
 * plot.
 */
public record Series(String method, int scale) {

	/** Groups rows by series, in order of first appearance. */
	static Map<Series, List<ComparisonRow>> of(final List<ComparisonRow> rows) {
		final Map<Series, List<ComparisonRow>> groups = new LinkedHashMap<>();
		for (final ComparisonRow row : rows)
			groups.computeIfAbsent(new Series(row.method(), row.scale()),
				key -> new ArrayList<>()).add(row);
		return groups;
	}

	/**
	 * Groups rows by series, without the planes that any method reproduced exactly,
	 * so that the means of all methods are over the same planes. If none would be
	 * left, all are kept.
	 */
	public static Map<Series, List<ComparisonRow>> shared(
		final List<ComparisonRow> rows)
	{
		final Set<String> identical = rows.stream().filter(
			ComparisonRow::identical).map(Series::plane).collect(Collectors.toSet());
		final Map<Series, List<ComparisonRow>> groups = of(rows);
		groups.replaceAll((series, all) -> {
			final List<ComparisonRow> shared = all.stream().filter(row -> row
				.identical() || !identical.contains(plane(row))).toList();
			return shared.isEmpty() ? all : shared;
		});
		return groups;
	}

	/** Returns whether a row belongs to this series. */
	boolean has(final ComparisonRow row) {
		return row.method().equals(method) && row.scale() == scale;
	}

	private static String plane(final ComparisonRow row) {
		return row.slice() + " at " + row.scale() + " of " + row.image();
	}
}
