package sc.fiji.superres.network.architecture;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import sc.fiji.superres.model.About.Citation;
import sc.fiji.superres.network.weights.TensorShapes;

/**
 * RCAN: residual blocks with channel attention in residual groups (Zhang et al.
 * 2018, "Image Super-Resolution Using Very Deep Residual Channel Attention
 * Networks").
 * <p>
 * All kernels are 3x3, padded with zeros. Head: one convolution to the features.
 * Body: groups of blocks and one convolution, each group added to its input, and
 * one more convolution, after which the head's result is added. A block is
 * convolution, ReLU, convolution, attention, added to its input. Attention
 * multiplies each feature by one number: the means of all features over the whole
 * image, through 1x1 to 1/16 of the features, ReLU, 1x1 back and a sigmoid
 * (section 3.3). The tail is EDSR's as published, with the mean of DIV2K
 * subtracted from the input and added back. 64 features, 10 groups and 20
 * blocks have 15,592,355 parameters for three channels and a scale of 4
 * (15,592,379 are quoted, with 24 fixed ones for the mean).
 * </p>
 * <p>
 * Because the attention depends on the whole image, such a network cannot be
 * run in tiles. Without attention it is EDSR in groups, and can.
 * </p>
 * <p>
 * Names: {@code rcan-64x10x20} by features, groups and blocks per group,
 * {@code rcan-plain-64x10x20} without attention.
 * </p>
 */
final class Rcan implements Family {

	private static final Citation CITE = new Citation("Y. Zhang, K. Li, K. Li, " +
		"L. Wang, B. Zhong, Y. Fu: Image Super-Resolution Using Very Deep Residual " +
		"Channel Attention Networks, ECCV 2018", "10.1007/978-3-030-01234-2_18",
		"");

	private static final Pattern NAMES = Pattern.compile(
		"rcan(-plain)?-([1-9][0-9]{0,3})x([1-9][0-9]?)x([1-9][0-9]?)");

	/** Number of features per hidden value of the attention. */
	private static final int REDUCTION = 16;

	@Override
	public Pattern names() {
		return NAMES;
	}

	@Override
	public List<String> examples() {
		return List.of("rcan-64x10x20", "rcan-plain-32x3x4");
	}

	@Override
	public Architecture architecture(final MatchResult name) {
		final boolean attention = name.group(1) == null;
		final int features = Integer.parseInt(name.group(2));
		final int groups = Integer.parseInt(name.group(3));
		final int blocks = Integer.parseInt(name.group(4));
		return new Architecture(name.group(), (attention
			? "RCAN, whose attention needs the whole image at once"
			: "RCAN without attention") + "; " + features + " features x " + groups +
			" groups x " + blocks + " blocks", List.of(CITE), false, (scale,
				channels, seed) -> create(scale, channels, features, groups, blocks,
					attention, seed));
	}

	@Override
	public Optional<String> recognize(final TensorShapes tensors) {
		final int features = tensors.length("head_w", 0);
		final int groups = tensors.count(i -> "group" + i + "_w", features,
			features, 3, 3);
		final int blocks = tensors.count(i -> "group0_block" + i + "_first_w",
			features, features, 3, 3);
		final String family = tensors.length("group0_block0_down_w", 0) > 0
			? "rcan-" : "rcan-plain-";
		return blocks > 0 && tensors.count(i -> "group" + i / blocks + "_block" + i %
			blocks + "_first_w", features, features, 3, 3) == groups * blocks ? Optional
				.of(family + features + "x" + groups + "x" + blocks) : Optional.empty();
	}

	private static ScriptModule create(final int scale, final int channels,
		final int features, final int groups, final int blocks,
		final boolean attention, final long seed)
	{
		final ScriptModule net = new ScriptModule("RCAN", seed);
		MeanShift.subtract(net, channels);
		net.line("x", net.conv("head", "x", channels, features, 3, 1));
		net.line("h", "x");
		for (int g = 0; g < groups; g++) {
			final String group = "group" + g;
			net.line("g", "x");
			for (int b = 0; b < blocks; b++)
				block(net, group + "_block" + b, features, attention);
			net.line("x", "torch.add(" + net.conv(group, "x", features, features, 3,
				1) + ", g)");
		}
		net.line("x", "torch.add(" + net.conv("body", "x", features, features, 3,
			1) + ", h)");
		Edsr.publishedTail(net, scale, channels, features);
		return net;
	}

	private static void block(final ScriptModule net, final String layer,
		final int features, final boolean attention)
	{
		net.line("r", "torch.relu_(" + net.conv(layer + "_first", "x", features,
			features, 3, 1) + ")");
		net.line("r", net.conv(layer + "_second", "r", features, features, 3, 1));
		net.variable(layer + "_second_w").scale(0.1);
		if (attention) attend(net, layer, features);
		net.line("x", "torch.add(r, x)");
	}

	private static void attend(final ScriptModule net, final String layer,
		final int features)
	{
		final int hidden = Math.max(1, features / REDUCTION);
		net.line("a", "torch.adaptive_avg_pool2d(r, [1, 1])");
		net.line("a", "torch.relu_(" + net.conv(layer + "_down", "a", features,
			hidden, 1, 0) + ")");
		net.line("a", "torch.sigmoid(" + net.conv(layer + "_up", "a", hidden,
			features, 1, 0) + ")");
		net.line("r", "torch.mul(r, a)");
	}
}
