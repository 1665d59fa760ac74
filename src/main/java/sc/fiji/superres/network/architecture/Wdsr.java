package sc.fiji.superres.network.architecture;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import sc.fiji.superres.model.About.Citation;
import sc.fiji.superres.network.weights.TensorShapes;

/**
 * WDSR: residual blocks that are wide before their ReLU and narrow between them
 * (Yu et al. 2018, "Wide Activation for Efficient and Accurate Image
 * Super-Resolution").
 * <p>
 * Block A: 3x3 to 6 times the features, ReLU, 3x3 back. Block B: 1x1 to 6 times
 * the features, ReLU, 1x1 to 0.8 times the features, 3x3 to the features. Head
 * and tail are 3x3 too; the tail gives scale x scale values per channel, to which
 * those of a 5x5 convolution of the input are added, and one pixel shuffle makes
 * the image. The mean of DIV2K is subtracted from the input and added back.
 * Kernels are padded with zeros, the 5x5 one with the outermost pixels.
 * </p>
 * <p>
 * The published networks are trained with weight normalization; those written
 * here have plain weights, which the trainer normalizes. The 5x5 branch starts
 * as bicubic interpolation and the tail as 0, so that training starts at the
 * PSNR of bicubic. Block A with 32 features and 32 blocks has 3,564,528
 * parameters for three channels and a scale of 4.
 * </p>
 * <p>
 * Names: {@code wdsr-a-32x32} and {@code wdsr-b-32x8} by block, features and
 * number of blocks.
 * </p>
 */
final class Wdsr implements Family {

	private static final Citation CITE = new Citation("J. Yu, Y. Fan, J. Yang, " +
		"N. Xu, Z. Wang, X. Wang, T. Huang: Wide Activation for Efficient and " +
		"Accurate Image Super-Resolution, arXiv 2018",
		"10.48550/arXiv.1808.08718", "");

	private static final Pattern NAMES = Pattern.compile(
		"wdsr-([ab])-([1-9][0-9]{0,3})x([1-9][0-9]{0,2})");

	private static final int WIDER = 6;
	private static final double NARROWER = 0.8;

	@Override
	public Pattern names() {
		return NAMES;
	}

	@Override
	public List<String> examples() {
		return List.of("wdsr-a-16x6", "wdsr-b-32x8");
	}

	@Override
	public Architecture architecture(final MatchResult name) {
		final boolean narrow = "b".equals(name.group(1));
		final int features = Integer.parseInt(name.group(2));
		final int blocks = Integer.parseInt(name.group(3));
		return new Architecture(name.group(), "WDSR, " + (narrow ? "slim"
			: "wide") + " blocks; " + features + " features x " + blocks + " blocks",
			List.of(CITE), true, (scale, channels, seed) -> create(scale, channels,
				features, blocks, narrow, seed));
	}

	@Override
	public Optional<String> recognize(final TensorShapes tensors) {
		final int features = tensors.length("head_w", 0);
		final int wide = WIDER * features;
		final int a = tensors.count(i -> "block" + i + "_first_w", wide, features, 3,
			3);
		final int b = tensors.count(i -> "block" + i + "_first_w", wide, features, 1,
			1);
		return Optional.of(a > 0 ? "wdsr-a-" + features + "x" + a : "wdsr-b-" +
			features + "x" + b);
	}

	private static ScriptModule create(final int scale, final int channels,
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
