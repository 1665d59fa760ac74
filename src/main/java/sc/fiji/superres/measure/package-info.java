/**
 * What an ImagePlus is measured by: quality, resolution, consistency,
 * spectrum.
 * <p>
 * Measures on planes of floats live in {@code quality}. Begin reading at
 * {@link sc.fiji.superres.measure.ImageQuality}.
 * </p>
 */
package sc.fiji.superres.measure;
