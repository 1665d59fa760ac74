package sc.fiji.superres.network;

import java.util.List;

import sc.fiji.superres.file.Tensor;

/**
 * A network that turns one image into one image: (N, C, H, W) float32, W fastest.
 * Used by one thread at a time.
 */
public interface ImageNetwork extends AutoCloseable {

	/**
	 * Runs the network.
	 *
	 * @throws OutOfDeviceMemory if the input is too large for the GPU
	 * @throws IllegalArgumentException if the network fails on this input, or does
	 *           not return one float tensor
	 */
	Tensor forward(Tensor input);

	/** Returns where it runs: CPU or GPU. */
	Device device();

	/** Returns the shapes of its trained tensors. */
	List<long[]> weights();

	@Override
	void close();

	/**
	 * Thrown where a pass needs more memory than the GPU has. Smaller inputs may
	 * pass.
	 */
	final class OutOfDeviceMemory extends RuntimeException {

		private static final long serialVersionUID = 1;

		OutOfDeviceMemory(final String message, final Throwable cause) {
			super(message, cause);
		}
	}
}
