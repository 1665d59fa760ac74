/**
 * Measures of an ImagePlus: quality, resolution, consistency, acquisition and
 * spectrum.
 * <p>
 * Measures on planes of floats live in {@code quality}. Begin reading at
 * {@link sc.fiji.superres.measure.ImageQuality}.
 * </p>
 */
package sc.fiji.superres.measure;
