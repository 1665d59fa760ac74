package sc.fiji.superres.network.architecture;

import java.util.Map;

import sc.fiji.superres.file.Tensor;
import sc.fiji.superres.network.weights.Fused;

/**
 * Branches beside a convolution of 3x3, which ease its training and are fused with
 * it afterward (structural re-parameterization, as in SPAN, Wan et al. 2024,
 * section 3.3): 1x1 to twice the channels, 3x3 and 1x1 back; and 1x1.
 * <p>
 * All are linear, so their sum is one kernel. It is computed before each pass,
 * which takes a small part of the time that passing the image through all branches
 * would take. New branches add 0, so that they may join a trained network.
 * </p>
 */
final class Branches {

	/** How many times more channels there are between the 1x1 convolutions. */
	private static final int WIDER = 2;

	private static final String EXPAND = "_expand_w";
	private static final String MIX = "_mix_w";
	private static final String REDUCE = "_reduce_w";
	private static final String POINT = "_point_w";

	private Branches() {
		// Static methods only.
	}

	/**
	 * Adds a trained convolution of 3x3, padded with zeros, with branches.
	 *
	 * @return the expression
	 */
	static String conv(final ScriptModule net, final String layer,
		final String input, final int in, final int out)
	{
		net.conv(layer, input, in, out, 3, 1);
		final String expand = net.kernels(layer + EXPAND, in, WIDER * in, 1);
		final String mix = net.kernels(layer + MIX, WIDER * in, WIDER * out, 3);
		final String reduce = zeros(net, layer + REDUCE, WIDER * out, out);
		final String point = zeros(net, layer + POINT, in, out);
		// (2 out, in, 3, 3), and then (in, out, 3, 3).
		net.line("k", ScriptModule.convolution(mix, swapped(expand), "None", 0, 1));
		net.line("k", ScriptModule.convolution(swapped("k"), reduce, "None", 0, 1));
		net.line("k", "torch.add(torch.add(self." + layer + "_w, " + swapped("k") +
			"), torch.constant_pad_nd(" + point + ", [1, 1, 1, 1], 0))");
		return ScriptModule.convolution(input, "k", "self." + layer + "_b", 1, 1);
	}

	/**
	 * Sets the weights of a network without branches.
	 *
	 * @param net set to what the trained network computes
	 * @param trained values of the trained network by their names
	 */
	static void fuse(final ScriptModule net, final Map<String, float[]> trained) {
		for (final ScriptModule.Variable variable : net.variables()) {
			if (!variable.trained()) continue;
			final String name = variable.name();
			final float[] plain = trained.get(name);
			final String layer = name.substring(0, name.lastIndexOf('_'));
			final boolean branched = variable.shape().length > 1 && trained.containsKey(
				layer + MIX);
			System.arraycopy(branched ? fused(plain, layer, variable.shape()[1], variable
				.shape()[0], trained) : plain, 0, variable.values(), 0, plain.length);
		}
	}

	// -- Helper methods --

	private static String zeros(final ScriptModule net, final String variable,
		final int in, final int out)
	{
		return net.trained(variable, new int[] { out, in, 1, 1 }, new float[in *
			out]);
	}

	private static String swapped(final String kernels) {
		return "torch.transpose(" + kernels + ", 0, 1)";
	}

	private static float[] fused(final float[] plain, final String layer,
		final int in, final int out, final Map<String, float[]> trained)
	{
		return kernels(plain, in, out, 3).plus(kernels(trained.get(layer + EXPAND),
			in, WIDER * in, 1).then(kernels(trained.get(layer + MIX), WIDER * in, WIDER *
				out, 3)).then(kernels(trained.get(layer + REDUCE), WIDER * out, out,
					1))).plus(kernels(trained.get(layer + POINT), in, out, 1)).kernels()
			.values();
	}

	private static Fused kernels(final float[] values, final int in,
		final int out, final int side)
	{
		return new Fused(new Tensor(new int[] { out, in, side, side }, values),
			new Tensor(new int[] { out }, new float[out]));
	}
}
