/**
 * How wrong each pixel of an enlarged image may be: bounds of the error from
 * what is cheap and local, calibrated on images whose truth is known.
 * <p>
 * Images of ImageJ and packages of models are adapted to it in {@code measure}
 * and {@code method}. Begin reading at {@link
 * sc.fiji.superres.bound.ErrorBound}.
 * </p>
 */
package sc.fiji.superres.bound;
