package sc.fiji.superres.training;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import sc.fiji.superres.model.Tensor;
import sc.fiji.superres.network.TorchNetwork;

/**
 * Native memory for the patches of one step after the other: memory that each
 * step made anew would be given back only when Java's heap is full.
 */
final class BatchMemory {

	private final ByteBuffer bytes;

	/** @param samples of a batch */
	BatchMemory(final int samples) {
		bytes = ByteBuffer.allocateDirect(samples * Float.BYTES).order(ByteOrder
			.nativeOrder());
	}

	/**
	 * Gives patches as an array, until this is called again.
	 *
	 * @param patches of shape (N, C, side, side)
	 * @return the same, in the layout of {@link TorchNetwork#array}
	 */
	NDArray array(final NDManager scope, final Tensor patches) {
		final int[] shape = patches.shape();
		bytes.asFloatBuffer().put(TorchNetwork.interleaved(patches));
		return scope.create(bytes, new Shape(shape[0], shape[2], shape[3], shape[1]),
			DataType.FLOAT32).transpose(0, 3, 1, 2);
	}
}
