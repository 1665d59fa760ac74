/**
 * Filters at the same size: Fourier high-pass, edge enhancement, Gaussian
 * derivatives, deconvolution, denoising.
 * <p>
 * The blur of an acquisition lives in {@code degrade}. Begin reading at {@link
 * sc.fiji.superres.filter.FourierFilter}.
 * </p>
 */
package sc.fiji.superres.filter;
