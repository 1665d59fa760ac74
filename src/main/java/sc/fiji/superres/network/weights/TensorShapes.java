package sc.fiji.superres.network.weights;

import java.util.Arrays;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * The tensors of a network of unknown architecture.
 *
 * @param shapes of the tensors by their names
 */
public record TensorShapes(Map<String, int[]> shapes) {

	/** Returns the length of an axis of a tensor; 0 if it does not exist. */
	public int length(final String tensor, final int axis) {
		final int[] shape = shapes.get(tensor);
		return shape == null || shape.length <= axis ? 0 : shape[axis];
	}

	/** Returns whether there is a tensor of a shape. */
	public boolean has(final String tensor, final int... shape) {
		return Arrays.equals(shapes.get(tensor), shape);
	}

	/** Counts the tensors of a shape with names numbered from 0 on. */
	public int count(final IntFunction<String> name, final int... shape) {
		int count = 0;
		while (has(name.apply(count), shape))
			count++;
		return count;
	}
}
