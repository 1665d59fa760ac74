package sc.fiji.superres.file;

import java.util.Arrays;

/**
 * An array of floats with any number of axes.
 *
 * @param shape length of each axis, slowest first; empty for a single number
 * @param values the samples, last axis fastest; not copied
 */
public record Tensor(int[] shape, float[] values) {

	/**
	 * Checks that shape and number of values match.
	 *
	 * @throws IllegalArgumentException if it is not
	 */
	public Tensor {
		final long size = size(shape);
		if (size != values.length) throw new IllegalArgumentException("Shape " +
			Arrays.toString(shape) + " needs " + size + " samples, but there are " +
			values.length);
	}

	/** Returns the number of samples of a shape, which may exceed 2^31. */
	public static long size(final int[] shape) {
		long size = 1;
		for (final int length : shape) {
			if (length < 0) throw new IllegalArgumentException("Shape " + Arrays
				.toString(shape) + " has a negative length");
			size = Math.multiplyExact(size, (long) length);
		}
		return size;
	}

	/** Two tensors are equal if their shapes and all bits are. */
	@Override
	public boolean equals(final Object other) {
		return other instanceof Tensor tensor && Arrays.equals(shape,
			tensor.shape) && Arrays.equals(values, tensor.values);
	}

	@Override
	public int hashCode() {
		return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
	}

	@Override
	public String toString() {
		return "Tensor" + Arrays.toString(shape);
	}
}
