package sc.fiji.superres.report;

import java.util.List;

/**
 * What a comparison found.
 *
 * @param rows the scores: image by image, plane by plane, method by method
 * @param failures what could not be compared and why; each names its image,
 *          and slice and method where it concerns these alone
 * @param figures one for each image with a score, unless an earlier run drew it
 * @param costs what each method needs
 */
public record ComparisonResult(List<ComparisonRow> rows, List<String> failures,
	List<ComparisonFigure> figures, List<MethodCost> costs)
{

	private static final int NAMED = 5;

	/**
	 * Checks that nothing was left out; to be called after the results are saved.
	 *
	 * @throws IllegalStateException if something was; the message names it
	 */
	public void requireComplete() {
		if (failures.isEmpty()) return;
		final int more = failures.size() - NAMED;
		throw new IllegalStateException("Not everything could be compared: " +
			String.join("; ", failures.subList(0, Math.min(NAMED, failures
				.size()))) + (more > 0 ? "; and " + more + " more" : ""));
	}
}
