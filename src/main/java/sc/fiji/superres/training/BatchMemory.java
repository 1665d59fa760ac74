package sc.fiji.superres.training;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import sc.fiji.superres.block.Memory;
import sc.fiji.superres.degrade.PairSampler.Pair;
import sc.fiji.superres.file.Tensor;
import sc.fiji.superres.network.Device;
import sc.fiji.superres.network.TorchNetwork;

/**
 * Native memory for patches that all steps share: if each step allocated its
 * own, it would be freed only when Java's heap is full.
 */
final class BatchMemory {

	private final ByteBuffer bytes;

	/** @param samples of a batch */
	BatchMemory(final int samples) {
		bytes = ByteBuffer.allocateDirect(samples * Float.BYTES).order(ByteOrder
			.nativeOrder());
	}

	/**
	 * Checks that the steps of a training fit into memory: the patches twice on
	 * the heap, and outside it the patches and the activations of each
	 * convolution, counted at low resolution. The memory of a GPU is not known.
	 *
	 * @param pair one of the training pairs
	 * @throws IllegalStateException if they do not; the message states the
	 *           required memory
	 */
	static void require(final TorchNetwork network, final Pair pair,
		final TrainingSettings settings)
	{
		final long scaleX = pair.high().width() / pair.low().width();
		final long scaleY = pair.high().height() / pair.low().height();
		final long places = (long) settings.batch() * settings.patch() * settings
			.patch() * scaleY / scaleX;
		final long patches = places * pair.channels() * (1 + scaleX * scaleY) *
			Float.BYTES;
		final long layers = network.parameters().values().stream().map(
			NDArray::getShape).filter(shape -> shape.dimension() == 4).mapToLong(
				shape -> shape.get(0)).sum();
		final String what = "Training on " + settings.batch() + " patches of " +
			settings.patch() + " x " + settings.patch() + " pixels per step";
		final String instead = "choose fewer or smaller patches";
		Memory.requireHeap(what, 2 * patches, instead);
		if (settings.compute().device().here() == Device.GPU) return;
		Memory.requireOutside(what, patches + places * layers * Float.BYTES,
			instead);
	}

	/**
	 * Returns patches as an array, which is valid until the next call.
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
