/**
 * Interpolation kernels and the separable resampler.
 * <p>
 * Blur and noise live in {@code degrade}. Begin reading at {@link
 * sc.fiji.superres.resample.Resampler}.
 * </p>
 */
package sc.fiji.superres.resample;
