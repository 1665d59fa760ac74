package sc.fiji.superres.network.published;

import java.io.IOException;
import java.util.List;

import sc.fiji.superres.model.About.Citation;
import sc.fiji.superres.network.weights.TensorShapes;

/**
 * IMDN, an information multi-distillation network (Hui et al. 2019).
 * <p>
 * Each of six blocks has four 3x3 convolutions, of each of which a quarter of the
 * features goes to the end of the block and the rest to the next; an attention by
 * the mean and the standard deviation of each feature over the whole image, so
 * that no tile can be enlarged on its own.
 * </p>
 */
final class Imdn implements Layout {

	private static final int BLOCKS = 6;
	private static final double SLOPE = 0.05;

	@Override
	public String name() {
		return "IMDN";
	}

	@Override
	public List<Citation> cite() {
		return List.of(new Citation("Z. Hui, X. Gao, Y. Yang, X. Wang: Lightweight " +
			"Image Super-Resolution with Information Multi-Distillation Network, ACM " +
			"Multimedia 2019", "10.1145/3343031.3351084", ""));
	}

	@Override
	public boolean fits(final TensorShapes tensors) {
		return tensors.length("fea_conv.weight", 0) > 0 && tensors.length(
			"IMDB1.cca.conv_du.0.weight", 0) > 0;
	}

	@Override
	public PublishedNetwork build(final Layers net) throws IOException {
		final int channels = net.inputs("fea_conv");
		final int features = net.outputs("fea_conv");
		net.line("x", net.conv("fea_conv", "x", channels, features, 3));
		net.line("h", "x");
		final StringBuilder all = new StringBuilder();
		for (int block = 1; block <= BLOCKS; block++) {
			block(net, "IMDB" + block, features);
			net.line("b" + block, "x");
			all.append(block == 1 ? "" : ", ").append("b").append(block);
		}
		net.line("x", Layers.leaky(net.conv("c.0", "torch.cat([" + all + "], 1)",
			BLOCKS * features, features, 1), SLOPE));
		net.line("x", "torch.add(h, " + net.conv("LR_conv", "x", features, features,
			3) + ")");
		final int scale = Layers.root(net.outputs("upsampler.0"), channels);
		net.line("x", Layers.shuffled(net.conv("upsampler.0", "x", features, channels *
			scale * scale, 3), scale));
		return net.end(features + " features", scale, channels).global();
	}

	private static void block(final Layers net, final String block,
		final int features) throws IOException
	{
		final int kept = features / 4;
		net.line("r", "x");
		int in = features;
		for (int i = 1; i <= 3; i++) {
			net.line("r", Layers.leaky(net.conv(block + ".c" + i, "r", in, features, 3),
				SLOPE));
			net.line("d" + i, "torch.slice(r, 1, 0, " + kept + ", 1)");
			net.line("r", "torch.slice(r, 1, " + kept + ", " + features + ", 1)");
			in = features - kept;
		}
		net.line("r", "torch.cat([d1, d2, d3, " + net.conv(block + ".c4", "r", in,
			kept, 3) + "], 1)");
		final int hidden = net.outputs(block + ".cca.conv_du.0");
		net.line("m", "torch.mean(r, [2, 3], True)");
		net.line("s", "torch.sub(r, m)");
		net.line("s", "torch.sqrt(torch.mean(torch.mul(s, s), [2, 3], True))");
		net.line("s", "torch.relu_(" + net.conv(block + ".cca.conv_du.0",
			"torch.add(s, m)", 4 * kept, hidden, 1) + ")");
		net.line("s", "torch.sigmoid(" + net.conv(block + ".cca.conv_du.2", "s",
			hidden, 4 * kept, 1) + ")");
		net.line("x", "torch.add(x, " + net.conv(block + ".c5", "torch.mul(r, s)", 4 *
			kept, features, 1) + ")");
	}
}
