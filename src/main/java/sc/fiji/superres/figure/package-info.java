/**
 * Figures: charts, scale bars, crops and the split view.
 * <p>
 * The figures of a comparison live in {@code compare}. Begin reading at {@link
 * sc.fiji.superres.figure.Chart}.
 * </p>
 */
package sc.fiji.superres.figure;
