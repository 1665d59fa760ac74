/**
 * Networks as TorchScript or ONNX: the engines, loading, probing of scale and receptive
 * field, and the tiled runner.
 * <p>
 * Definitions of architectures live in {@code network.architecture}, training
 * in {@code training}. Begin reading at {@link
 * sc.fiji.superres.network.Networks}.
 * </p>
 */
package sc.fiji.superres.network;
