package sc.fiji.superres.network.weights;

import sc.fiji.superres.file.Tensor;

/**
 * A convolution made of several: of those that follow each other, and of the sum
 * of parallel ones.
 * <p>
 * This is exact where only the input of the first is padded, not the values in
 * between.
 * </p>
 *
 * @param kernels (outputs, inputs, side, side), of odd side
 * @param bias one for each output
 */
public record Fused(Tensor kernels, Tensor bias) {

	/** Returns the convolution that is this one followed by another. */
	public Fused then(final Fused next) {
		final int side = side() + next.side() - 1;
		final int in = inputs();
		final double[] sum = new double[next.outputs() * in * side * side];
		final double[] offset = new double[next.outputs()];
		final float[] first = kernels.values();
		final float[] second = next.kernels.values();
		final int area = side() * side();
		final int nextArea = next.side() * next.side();
		for (int i = 0; i < second.length; i++) {
			final int out = i / nextArea / outputs();
			final int middle = i / nextArea % outputs();
			final int y = i % nextArea / next.side();
			final int x = i % next.side();
			offset[out] += (double) second[i] * bias.values()[middle];
			for (int k = 0; k < in * area; k++) {
				final int at = (out * in + k / area) * side + y + k % area / side();
				sum[at * side + x + k % side()] += (double) second[i] * first[middle *
					in * area + k];
			}
		}
		for (int out = 0; out < offset.length; out++)
			offset[out] += next.bias.values()[out];
		return new Fused(tensor(sum, next.outputs(), in, side, side), tensor(offset,
			next.outputs()));
	}

	/** Returns the sum of this and another of the same or a smaller side. */
	public Fused plus(final Fused other) {
		final int side = side();
		final int small = other.side();
		final int margin = (side - small) / 2;
		final double[] sum = new double[kernels.values().length];
		for (int i = 0; i < sum.length; i++)
			sum[i] = kernels.values()[i];
		for (int i = 0; i < other.kernels.values().length; i++) {
			final int at = i / small / small * side + margin + i / small % small;
			sum[at * side + margin + i % small] += other.kernels.values()[i];
		}
		final double[] offset = new double[outputs()];
		for (int out = 0; out < offset.length; out++)
			offset[out] = (double) bias.values()[out] + other.bias.values()[out];
		return new Fused(tensor(sum, kernels.shape()), tensor(offset, outputs()));
	}

	// -- Helper methods --

	private int outputs() {
		return kernels.shape()[0];
	}

	private int inputs() {
		return kernels.shape()[1];
	}

	private int side() {
		return kernels.shape()[3];
	}

	private static Tensor tensor(final double[] values, final int... shape) {
		final float[] floats = new float[values.length];
		for (int i = 0; i < floats.length; i++)
			floats[i] = (float) values[i];
		return new Tensor(shape, floats);
	}
}
