package sc.fiji.superres.training;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

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
	 * Gives patches of one channel as an array, until this is called again.
	 *
	 * @return of shape (N, 1, side, side), in the layout of
	 *         {@link sc.fiji.superres.network.TorchNetwork#array}
	 */
	NDArray array(final NDManager scope, final float[] samples, final int side) {
		bytes.asFloatBuffer().put(samples);
		return scope.create(bytes, new Shape(samples.length / side / side, side, side,
			1), DataType.FLOAT32).transpose(0, 3, 1, 2);
	}
}
