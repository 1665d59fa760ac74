package sc.fiji.superres.network.architecture;

import java.util.Arrays;

/**
 * WDSR: residual blocks that are wide before their ReLU and narrow between them
 * (Yu et al. 2018, "Wide Activation for Efficient and Accurate Image
 * Super-Resolution").
 * <p>
 * Block A: 3x3 to 6 times the features, ReLU, 3x3 back. Block B: 1x1 to 6 times
 * the features, ReLU, 1x1 to 0.8 times the features, 3x3 to the features. Head
 * and tail are 3x3 too; the tail gives scale x scale values per channel, to which
 * those of a 5x5 convolution of the input are added, and one pixel shuffle makes
 * the image. The mean of DIV2K is taken off the input and put back. Kernels are
 * padded with zeros, the 5x5 one with the outermost pixels.
 * </p>
 * <p>
 * The published networks are trained with weight normalisation; what is written
 * here has plain weights, and the trainer normalises them. The 5x5 branch starts
 * as bicubic interpolation and the tail as 0, so that training starts at the
 * figure of bicubic. Block A with 32 features and 32 blocks has 3,564,528
 * parameters for three channels and a scale of 4.
 * </p>
 */
final class Wdsr {

	private static final int WIDER = 6;
	private static final double NARROWER = 0.8;

	private Wdsr() {
		// Static methods only.
	}

	/**
	 * Makes an untrained WDSR.
	 *
	 * @param scale 1 (same size) to 4
	 * @param channels 1, or 3 for red, green and blue
	 * @param narrow whether the blocks are those of form B
	 * @param seed of the initial weights
	 */
	static ScriptModule create(final int scale, final int channels,
		final int features, final int blocks, final boolean narrow,
		final long seed)
	{
		final ScriptModule net = new ScriptModule("WDSR", seed);
		final int values = channels * scale * scale;
		MeanShift.subtract(net, channels);
		net.line("s", ScriptModule.padded("x", BicubicLayer.HALO));
		net.line("s", net.conv("skip", "s", channels, values, 5, 0));
		net.line("x", net.conv("head", "x", channels, features, 3, 1));
		for (int i = 0; i < blocks; i++) {
			if (narrow) blockB(net, "block" + i, features);
			else blockA(net, "block" + i, features);
			net.line("x", "torch.add_(r, x)");
		}
		net.line("x", net.conv("tail", "x", features, values, 3, 1));
		net.line("x", "torch.pixel_shuffle(torch.add(x, s), " + scale + ")");
		MeanShift.add(net);
		System.arraycopy(BicubicLayer.weights(scale, channels), 0, net.variable(
			"skip_w").values(), 0, values * channels * 25);
		Arrays.fill(net.variable("tail_w").values(), 0);
		return net;
	}

	private static void blockA(final ScriptModule net, final String layer,
		final int features)
	{
		net.line("r", "torch.relu_(" + net.conv(layer + "_first", "x", features,
			WIDER * features, 3, 1) + ")");
		net.line("r", net.conv(layer + "_second", "r", WIDER * features, features,
			3, 1));
		net.variable(layer + "_second_w").scale(0.1);
	}

	private static void blockB(final ScriptModule net, final String layer,
		final int features)
	{
		final int linear = (int) (NARROWER * features);
		net.line("r", "torch.relu_(" + net.conv(layer + "_first", "x", features,
			WIDER * features, 1, 0) + ")");
		net.line("r", net.conv(layer + "_second", "r", WIDER * features, linear, 1,
			0));
		net.line("r", net.conv(layer + "_third", "r", linear, features, 3, 1));
		net.variable(layer + "_third_w").scale(0.1);
	}
}
