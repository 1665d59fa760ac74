/**
 * Interpolation kernels, the separable resampler, and operations on the xz and
 * yz planes of volumes.
 * <p>
 * Blur and noise live in {@code degrade}. Begin reading at {@link
 * sc.fiji.superres.resample.Resampler}.
 * </p>
 */
package sc.fiji.superres.resample;
