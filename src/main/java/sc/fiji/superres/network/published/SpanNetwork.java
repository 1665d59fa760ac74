package sc.fiji.superres.network.published;

import java.io.IOException;
import java.util.List;

import sc.fiji.superres.model.About.Citation;
import sc.fiji.superres.network.weights.Fused;
import sc.fiji.superres.network.weights.TensorShapes;

/**
 * SPAN, a swift parameter-free attention network (Wan et al. 2024).
 * <p>
 * Each of six blocks is three 3x3 convolutions with SiLU between them; its result
 * plus its input is multiplied by sigmoid(x) - 0.5 of the result. The last
 * convolution reads what the first one, the first block, the first convolution of
 * the last block and a convolution after that block made. Each convolution is
 * trained as a 1x1, a 3x3 and a 1x1 one with a 1x1 one beside them, which are
 * fused here.
 * </p>
 * <p>
 * The mean of DIV2K is subtracted from the input, which then is multiplied by 255,
 * unless there is the tensor {@code no_norm}.
 * </p>
 */
final class SpanNetwork implements Layout {

	private static final int BLOCKS = 6;
	private static final String FUSED = ".eval_conv";
	private static final String NO_NORM = "no_norm";

	@Override
	public String name() {
		return "SPAN";
	}

	@Override
	public List<Citation> cite() {
		return List.of(new Citation("C. Wan, H. Yu, Z. Li, Y. Chen, Y. Zou, Y. Liu, " +
			"X. Yin, K. Zuo: Swift Parameter-free Attention Network for Efficient " +
			"Super-Resolution, CVPR Workshops 2024", "10.1109/CVPRW63382.2024.00628", ""));
	}

	@Override
	public boolean fits(final TensorShapes tensors) {
		return tensors.length("conv_cat.weight", 0) > 0 && (tensors.length(
			"block_1.c1_r.sk.weight", 0) > 0 || tensors.length(
				"block_1.c1_r.eval_conv.weight", 0) > 0);
	}

	@Override
	public PublishedNetwork build(final Layers net) throws IOException {
		final int features = net.outputs("conv_cat");
		final int channels = net.has("conv_1.sk") ? net.inputs("conv_1.sk") : net
			.inputs("conv_1" + FUSED);
		if (net.shapes().has(NO_NORM, 1)) net.take(NO_NORM, 1);
		else {
			net.subtractMean(channels);
			net.line("x", "torch.mul(x, 255.0)");
		}
		net.line("first", conv(net, "conv_1", "x", channels, features));
		net.line("x", "first");
		for (int block = 1; block <= BLOCKS; block++) {
			final String layer = "block_" + block;
			net.line("a", "torch.silu(" + conv(net, layer + ".c1_r", "x", features,
				features) + ")");
			net.line("b", "torch.silu(" + conv(net, layer + ".c2_r", "a", features,
				features) + ")");
			net.line("b", conv(net, layer + ".c3_r", "b", features, features));
			net.line("x", "torch.mul(torch.add(b, x), torch.sub(torch.sigmoid(b), 0.5))");
			if (block == 1) net.line("near", "x");
		}
		net.line("x", conv(net, "conv_2", "x", features, features));
		net.line("x", net.conv("conv_cat", "torch.cat([first, x, near, a], 1)", 4 *
			features, features, 1));
		final int scale = Layers.root(net.outputs("upsampler.0"), channels);
		net.line("x", Layers.shuffled(net.conv("upsampler.0", "x", features, channels *
			scale * scale, 3), scale));
		return net.end(features + " features", scale, channels);
	}

	private static String conv(final Layers net, final String layer,
		final String input, final int in, final int out) throws IOException
	{
		if (!net.has(layer + ".sk")) return net.conv(layer + FUSED, input, in, out, 3);
		final int wide = net.outputs(layer + ".conv.0");
		final int wider = net.outputs(layer + ".conv.1");
		net.ignore(layer + FUSED); // as old as the last evaluation
		return net.conv(layer, input, part(net, layer + ".conv.0", in, wide, 1).then(
			part(net, layer + ".conv.1", wide, wider, 3)).then(part(net, layer +
				".conv.2", wider, out, 1)).plus(part(net, layer + ".sk", in, out, 1)));
	}

	private static Fused part(final Layers net, final String layer, final int in,
		final int out, final int side) throws IOException
	{
		return net.fused(layer + ".weight", layer + ".bias", in, out, side);
	}
}
