package sc.fiji.superres.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A method at a scale: what means are taken over, and what is one color of a
 * plot.
 */
public record Series(String method, int scale) {

	/** Sorts rows by their series, in the order in which these come. */
	static Map<Series, List<ComparisonRow>> of(final List<ComparisonRow> rows) {
		final Map<Series, List<ComparisonRow>> groups = new LinkedHashMap<>();
		for (final ComparisonRow row : rows)
			groups.computeIfAbsent(new Series(row.method(), row.scale()),
				key -> new ArrayList<>()).add(row);
		return groups;
	}

	/**
	 * Sorts rows by their series, without the planes that another method made
	 * identical to the original: a mean over those that are left would else be of
	 * other planes for each method. Where none would be left, all are.
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

	/** Returns whether a row belongs to it. */
	boolean has(final ComparisonRow row) {
		return row.method().equals(method) && row.scale() == scale;
	}

	private static String plane(final ComparisonRow row) {
		return row.slice() + " at " + row.scale() + " of " + row.image();
	}
}
