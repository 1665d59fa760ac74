package sc.fiji.superres.network.architecture;

import java.util.Arrays;

/**
 * EDSR: residual blocks without normalisation (Lim et al. 2017, "Enhanced Deep
 * Residual Networks for Single Image Super-Resolution").
 * <p>
 * All kernels are 3x3, padded with zeros. Head: one convolution to the features.
 * Body: blocks of convolution, ReLU, convolution, whose result is added to their
 * input (multiplied by 0.1 from 256 features on), and one more convolution, after
 * which the head's result is added. There are two ways out of the body:
 * </p>
 * <ul>
 * <li>the published tail: for each factor of 2 or 3 of the scale a convolution to
 * its square times the features and a pixel shuffle, and then a convolution to
 * the channels. The mean of DIV2K is taken off the input and put back. 64
 * features and 16 blocks have 1,369,859 parameters for three channels and a scale
 * of 2.</li>
 * <li>the light tail: one convolution to scale x scale values per channel and one
 * pixel shuffle, added to the bicubic enlargement of the input, so that training
 * starts at the figure of bicubic and nothing runs at the high resolution. 32
 * features and 8 blocks have 158,692 parameters for one channel and a scale of
 * 2.</li>
 * </ul>
 */
final class Edsr {

	/** Features from which on the blocks' results are scaled down. */
	private static final int WIDE = 256;

	private Edsr() {
		// Static methods only.
	}

	/**
	 * Makes an untrained EDSR.
	 *
	 * @param scale 1 (same size) to 4
	 * @param channels 1, or 3 for red, green and blue
	 * @param light whether it has the light tail
	 * @param seed of the initial weights
	 */
	static ScriptModule create(final int scale, final int channels,
		final int features, final int blocks, final boolean light,
		final long seed)
	{
		final ScriptModule net = new ScriptModule("EDSR", seed);
		if (light) net.line("up", ScriptModule.padded("x", BicubicLayer.HALO));
		else MeanShift.subtract(net, channels);
		net.line("x", net.conv("head", "x", channels, features, 3, 1));
		net.line("h", "x");
		for (int i = 0; i < blocks; i++)
			block(net, "block" + i, features);
		net.line("x", "torch.add(" + net.conv("body", "x", features, features, 3,
			1) + ", h)");
		if (light) light(net, scale, channels, features);
		else published(net, scale, channels, features);
		return net;
	}

	/**
	 * Starts small, so that deep bodies start as their head. Both operators in
	 * place overwrite what is not needed again, forth or back.
	 */
	private static void block(final ScriptModule net, final String layer,
		final int features)
	{
		net.line("r", "torch.relu_(" + net.conv(layer + "_first", "x", features,
			features, 3, 1) + ")");
		net.line("r", net.conv(layer + "_second", "r", features, features, 3, 1));
		if (features >= WIDE) net.line("r", "torch.mul(r, 0.1)");
		else net.variable(layer + "_second_w").scale(0.1);
		net.line("x", "torch.add_(r, x)");
	}

	private static void light(final ScriptModule net, final int scale,
		final int channels, final int features)
	{
		BicubicLayer.add(net, "up", scale, channels);
		net.line("x", net.conv("tail", "x", features, channels * scale * scale, 3,
			1));
		net.line("x", "torch.add(torch.pixel_shuffle(x, " + scale + "), up)");
		Arrays.fill(net.variable("tail_w").values(), 0);
	}

	private static void published(final ScriptModule net, final int scale,
		final int channels, final int features)
	{
		final int factor = scale == 3 ? 3 : 2;
		for (int left = scale; left > 1; left /= factor) {
			net.line("x", net.conv("up" + scale / left, "x", features, features *
				factor * factor, 3, 1));
			net.line("x", "torch.pixel_shuffle(x, " + factor + ")");
		}
		net.line("x", net.conv("tail", "x", features, channels, 3, 1));
		MeanShift.add(net);
	}
}
