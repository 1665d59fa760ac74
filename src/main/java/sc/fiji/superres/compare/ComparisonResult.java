package sc.fiji.superres.compare;

import java.util.List;

/**
 * The results of a comparison.
 *
 * @param rows the scores: scale by scale, image by image, plane by plane,
 *          method by method
 * @param failures what could not be compared and why; each names its image, and
 *          the slice and method if only these failed
 * @param figures one for each image and scale with a score, unless an earlier
 *          run drew it
 * @param costs what each method needs at each scale
 */
public record ComparisonResult(List<ComparisonRow> rows, List<String> failures,
	List<ComparisonFigure> figures, List<MethodCost> costs)
{

	private static final int NAMED = 5;

	/** Joins the results of several scales; repeated failures are listed once. */
	static ComparisonResult of(final List<ComparisonResult> parts) {
		return new ComparisonResult(parts.stream().flatMap(part -> part.rows()
			.stream()).toList(), parts.stream().flatMap(part -> part.failures()
				.stream()).distinct().toList(), parts.stream().flatMap(part -> part
					.figures().stream()).toList(), parts.stream().flatMap(part -> part
						.costs().stream()).toList());
	}

	/**
	 * Checks that nothing was skipped. Call this after saving the results.
	 *
	 * @throws IllegalStateException if something was; the message names it
	 */
	public void requireComplete() {
		if (!failures.isEmpty()) throw new IllegalStateException(shortfall());
	}

	/** Lists in one line what was skipped. */
	public String shortfall() {
		final int more = failures.size() - NAMED;
		return "Not everything could be compared: " + String.join("; ", failures
			.subList(0, Math.min(NAMED, failures.size()))) + (more > 0 ? "; and " +
				more + " more" : "");
	}
}
