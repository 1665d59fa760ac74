/**
 * Comparisons of methods on images of known high resolution: the runs, their
 * journal, scores, tables, plots and figures.
 * <p>
 * Scores themselves live in {@code quality}. Begin reading at {@link
 * sc.fiji.superres.compare.Comparison}.
 * </p>
 */
package sc.fiji.superres.compare;
