package sc.fiji.superres.network.published;

import java.io.IOException;
import java.util.List;

import sc.fiji.superres.model.About.Citation;
import sc.fiji.superres.network.weights.TensorShapes;

/**
 * PAN, a pixel attention network (Zhao et al. 2020).
 * <p>
 * Each block has two branches of half of the features: a 3x3 convolution, and two
 * whose first is multiplied by the sigmoid of a 1x1 one. Each enlargement repeats
 * pixels, convolves, and is multiplied by such an attention; the result is added
 * to the bilinear enlargement. The tensors of a network for 2 and for 3 are alike:
 * the user states which it is.
 * </p>
 */
final class Pan implements Layout {

	private static final double SLOPE = 0.2;

	@Override
	public String name() {
		return "PAN";
	}

	@Override
	public List<Citation> cite() {
		return List.of(new Citation("H. Zhao, X. Kong, J. He, Y. Qiao, C. Dong: " +
			"Efficient Image Super-Resolution Using Pixel Attention, ECCV Workshops " +
			"2020", "10.1007/978-3-030-67070-2_3", ""));
	}

	@Override
	public boolean fits(final TensorShapes tensors) {
		return tensors.length("SCPA_trunk.0.conv1_a.weight", 0) > 0;
	}

	@Override
	public PublishedNetwork build(final Layers net) throws IOException {
		final int channels = net.inputs("conv_first");
		final int features = net.outputs("conv_first");
		final int high = net.outputs("upconv1");
		final boolean twice = net.has("upconv2");
		final int scale = twice ? 4 : net.scale();
		net.line("up", "torch.upsample_bilinear2d(x, None, False, [" + scale + ".0, " +
			scale + ".0])");
		net.line("x", net.conv("conv_first", "x", channels, features, 3));
		net.line("h", "x");
		int blocks = 0;
		for (; net.has("SCPA_trunk." + blocks + ".conv1_a"); blocks++)
			block(net, "SCPA_trunk." + blocks, features);
		net.line("x", "torch.add(h, " + net.conv("trunk_conv", "x", features,
			features, 3) + ")");
		int in = features;
		for (int i = 1; i <= (twice ? 2 : 1); i++) {
			net.line("x", net.conv("upconv" + i, Layers.nearest("x", twice ? 2 : scale),
				in, high, 3));
			net.line("a", "torch.sigmoid(" + net.conv("att" + i + ".conv", "x", high,
				high, 1) + ")");
			net.line("x", Layers.leaky("torch.mul(x, a)", SLOPE));
			net.line("x", Layers.leaky(net.conv("HRconv" + i, "x", high, high, 3),
				SLOPE));
			in = high;
		}
		net.line("x", "torch.add(up, " + net.conv("conv_last", "x", high, channels,
			3) + ")");
		return net.end(features + " features x " + blocks + " blocks", scale,
			channels);
	}

	private static void block(final Layers net, final String block,
		final int features) throws IOException
	{
		final int half = features / 2;
		net.line("a", Layers.leaky(plain(net, block + ".conv1_a", "x", features, half,
			1), SLOPE));
		net.line("b", Layers.leaky(plain(net, block + ".conv1_b", "x", features, half,
			1), SLOPE));
		net.line("a", Layers.leaky(plain(net, block + ".k1.0", "a", half, half, 3),
			SLOPE));
		net.line("y", "torch.sigmoid(" + net.conv(block + ".PAConv.k2", "b", half,
			half, 1) + ")");
		net.line("b", "torch.mul(" + plain(net, block + ".PAConv.k3", "b", half, half,
			3) + ", y)");
		net.line("b", Layers.leaky(plain(net, block + ".PAConv.k4", "b", half, half,
			3), SLOPE));
		net.line("x", "torch.add(x, " + plain(net, block + ".conv3",
			"torch.cat([a, b], 1)", 2 * half, features, 1) + ")");
	}

	private static String plain(final Layers net, final String layer,
		final String input, final int in, final int out, final int side)
		throws IOException
	{
		return net.conv(layer, input, new int[] { out, in, side, side }, false, 1);
	}
}
