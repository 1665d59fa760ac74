package sc.fiji.superres.network.published;

import java.io.IOException;
import java.util.List;

import sc.fiji.superres.model.About.Citation;
import sc.fiji.superres.network.weights.TensorShapes;

/**
 * RCAN (Zhang et al. 2018) by the names of its authors' program,
 * {@code body.0.body.0.body.0}, and of BasicSR,
 * {@code body.0.residual_group.0.rcab.0}: groups of residual blocks whose features
 * are multiplied by an attention over the whole image, so that no tile can be
 * enlarged on its own.
 */
final class PublishedRcan implements Layout {

	private static final String BASIC = "body.0.residual_group.0.rcab.0";
	private static final String OWN = "body.0.body.0.body.0";

	@Override
	public String name() {
		return "RCAN";
	}

	@Override
	public List<Citation> cite() {
		return List.of(new Citation("Y. Zhang, K. Li, K. Li, L. Wang, B. Zhong, Y. " +
			"Fu: Image Super-Resolution Using Very Deep Residual Channel Attention " +
			"Networks, ECCV 2018", "10.1007/978-3-030-01234-2_18", ""));
	}

	@Override
	public boolean fits(final TensorShapes tensors) {
		return tensors.length(BASIC + ".weight", 0) > 0 || tensors.length(OWN +
			".weight", 3) == 3 && tensors.length("body.0.body.0.body.3.conv_du.0.weight",
				0) > 0;
	}

	@Override
	public PublishedNetwork build(final Layers net) throws IOException {
		final boolean basic = net.has(BASIC);
		final String first = basic ? "conv_first" : "head.0";
		final int channels = net.inputs(first);
		final int features = net.outputs(first);
		if (basic) {
			net.subtractMean(channels);
			net.line("x", net.conv(first, "torch.mul(x, 255.0)", channels, features, 3));
			net.line("h", "x");
		}
		else PublishedEdsr.head(net, features);
		int groups = 0;
		int blocks = 0;
		for (; net.has(block(basic, groups, 0) + "0"); groups++) {
			net.line("g", "x");
			for (blocks = 0; net.has(block(basic, groups, blocks) + "0"); blocks++)
				attend(net, block(basic, groups, blocks), basic ? "3.attention.1"
					: "3.conv_du.0", basic ? "3.attention.3" : "3.conv_du.2", features);
			net.line("x", "torch.add(g, " + net.conv("body." + groups + (basic ? ".conv"
				: ".body." + blocks), "x", features, features, 3) + ")");
		}
		final int scale;
		if (basic) {
			net.line("x", "torch.add(h, " + net.conv("conv_after_body", "x", features,
				features, 3) + ")");
			scale = net.upsample("upsample", features);
			net.line("x", "torch.div(" + net.conv("conv_last", "x", features, channels,
				3) + ", 255.0)");
			net.addMean();
		}
		else scale = PublishedEdsr.tail(net, "body." + groups, "tail.0",
			"tail.1", features, channels);
		return net.end(features + " features x " + groups + " groups x " + blocks +
			" blocks", scale, channels).global();
	}

	private static String block(final boolean basic, final int group,
		final int block)
	{
		return basic ? "body." + group + ".residual_group." + block + ".rcab." : "body." +
			group + ".body." + block + ".body.";
	}

	private static void attend(final Layers net, final String block,
		final String down, final String up, final int features)
		throws IOException
	{
		net.line("r", "torch.relu_(" + net.conv(block + "0", "x", features, features,
			3) + ")");
		net.line("r", net.conv(block + "2", "r", features, features, 3));
		final int hidden = net.outputs(block + down);
		net.line("a", "torch.relu_(" + net.conv(block + down,
			"torch.adaptive_avg_pool2d(r, [1, 1])", features, hidden, 1) + ")");
		net.line("a", "torch.sigmoid(" + net.conv(block + up, "a", hidden, features,
			1) + ")");
		net.line("x", "torch.add(x, torch.mul(r, a))");
	}
}
