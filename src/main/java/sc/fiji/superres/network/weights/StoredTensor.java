package sc.fiji.superres.network.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

import sc.fiji.superres.file.Tensor;

/**
 * A tensor in a file, not yet read: numbers of a storage, which tensors may
 * share.
 *
 * @param type of the numbers
 * @param shape length of each axis, slowest first
 * @param stride numbers from one element to the next along each axis
 * @param offset of the first element in the storage, in numbers
 * @param storage the numbers
 */
record StoredTensor(NumberType type, int[] shape, long[] stride, long offset,
	Storage storage)
{

	/** A run of numbers in a file. */
	interface Storage {

		/** Returns how many bytes it has. */
		long length();

		/** Reads the numbers, in little-endian order. */
		ByteBuffer read() throws IOException;
	}

	/**
	 * Checks that the tensor lies within its storage.
	 *
	 * @throws IOException if it does not
	 */
	StoredTensor checked() throws IOException {
		final long count = Math.min(storage.length() / type.bytes(),
			Integer.MAX_VALUE);
		long last = offset;
		long elements = 1;
		boolean sound = offset >= 0 && offset <= count &&
			stride.length == shape.length;
		for (int d = 0; d < shape.length && sound; d++) {
			// No product exceeds 2^62.
			elements = Math.min(elements, Integer.MAX_VALUE) * shape[d];
			if (shape[d] > 1) {
				sound = stride[d] >= 0 && stride[d] <= count;
				last += sound ? (shape[d] - 1) * stride[d] : 0;
			}
			sound &= shape[d] >= 0 && last <= count;
		}
		if (!sound || elements > 0 && (last >= count || elements > count))
			throw new IOException("a tensor of shape " + Arrays.toString(shape) +
				", stride " + Arrays.toString(stride) + " and offset " + offset +
				" does not fit into its " + count + " numbers");
		return this;
	}

	/** Returns a tensor in C order that fills a storage. */
	static StoredTensor whole(final NumberType type, final int[] shape,
		final Storage storage) throws IOException
	{
		final long[] stride = new long[shape.length];
		long step = 1;
		for (int d = shape.length - 1; d >= 0; d--) {
			stride[d] = step;
			step = Math.min(step, Integer.MAX_VALUE) * shape[d];
		}
		if (step * type.bytes() != storage.length()) throw new IOException(
			"a tensor of shape " + Arrays.toString(shape) + " and type " + type +
				" does not have " + storage.length() + " bytes");
		return new StoredTensor(type, shape, stride, 0, storage).checked();
	}

	/** Returns the number of elements. */
	long elements() {
		return Tensor.size(shape);
	}

	/**
	 * Copies the elements out of their storage.
	 *
	 * @param numbers what the storage has read
	 */
	Tensor in(final ByteBuffer numbers) {
		final float[] values = new float[(int) elements()];
		final int[] position = new int[shape.length];
		long from = offset;
		for (int i = 0; i < values.length; i++) {
			values[i] = type.value(numbers, (int) from);
			for (int d = shape.length - 1; d >= 0; d--) {
				from += stride[d];
				if (++position[d] < shape[d]) break;
				from -= stride[d] * shape[d];
				position[d] = 0;
			}
		}
		return new Tensor(shape, values);
	}
}
