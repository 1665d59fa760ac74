package sc.fiji.superres.network.architecture;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import sc.fiji.superres.model.About.Citation;
import sc.fiji.superres.network.weights.TensorShapes;

/**
 * SPAN: blocks that weight their result by itself, without parameters (Wan et al.
 * 2024, "Swift Parameter-free Attention Network for Efficient Super-Resolution").
 * <p>
 * All kernels but one are 3x3, padded with zeros. Head: one convolution to the
 * features. A block is three convolutions with SiLU between them; its result r and
 * its input x become (r + x) (sigmoid(r) - 0.5), equation 3. A convolution of 1x1
 * reads the features of the head, of the first block, of the first convolution of the last block, and of
 * a convolution after the last block. All run at the low resolution. Unlike
 * that of the published network, its result is added to the bicubic enlargement
 * of the input, so that training starts at the PSNR of bicubic. 32 features and 6
 * blocks have 181,316 parameters for one channel and a scale of 2.
 * </p>
 * <p>
 * The published network sees intensities of 0 to 255 with the mean of DIV2K
 * subtracted, this one those of 0 to 12. A block is linear in large values and
 * quadratic in small ones: from 255 and He's weights, nine of ten sigmoids are
 * saturated (beyond 4) in every block as training starts, and from 1 the values
 * vanish after two blocks. From 12, with the last weights of each block made larger
 * by a third to make up for the sigmoid, two to four of ten are.
 * </p>
 * <p>
 * While it is trained, {@link Branches} are beside each convolution of 3x3 of head,
 * blocks and body.
 * </p>
 * <p>
 * Names: {@code span-32x6} by features and blocks.
 * </p>
 */
final class Span implements Family {

	private static final Citation CITE = new Citation("C. Wan, H. Yu, Z. Li, Y. " +
		"Chen, Y. Zou, Y. Liu, X. Yin, K. Zuo: Swift Parameter-free Attention Network " +
		"for Efficient Super-Resolution, CVPR Workshops 2024",
		"10.1109/CVPRW63382.2024.00628", "");

	private static final Pattern NAMES = Pattern.compile(
		"span-([1-9][0-9]{0,3})x([1-9][0-9]?)");

	/** What intensities from 0 to 1 are multiplied by. */
	private static final String RANGE = "12.";

	/** What the first weights of the last convolution of a block are multiplied by. */
	private static final double GAIN = 1.35;

	/** Adds a convolution of 3x3 to a network. */
	@FunctionalInterface
	private interface Convolution {

		String add(ScriptModule net, String layer, String input, int in, int out);
	}

	@Override
	public Pattern names() {
		return NAMES;
	}

	@Override
	public List<String> examples() {
		return List.of("span-32x6");
	}

	@Override
	public Architecture architecture(final MatchResult name) {
		final int features = Integer.parseInt(name.group(1));
		final int blocks = Integer.parseInt(name.group(2));
		return Architecture.branched(name.group(), "SPAN, blocks weighted by " +
			"themselves, all at the low resolution; " + features + " features x " +
			blocks + " blocks", List.of(CITE), (scale, channels, seed) -> create(scale,
				channels, features, blocks, Branches::conv, seed), (scale, channels,
					seed) -> create(scale, channels, features, blocks, Span::plain, seed));
	}

	@Override
	public Optional<String> recognize(final TensorShapes tensors) {
		final int features = tensors.length("head_w", 0);
		return Optional.of("span-" + features + "x" + tensors.count(i -> "block" + i +
			"_third_w", features, features, 3, 3));
	}

	private static String plain(final ScriptModule net, final String layer,
		final String input, final int in, final int out)
	{
		return net.conv(layer, input, in, out, 3, 1);
	}

	private static ScriptModule create(final int scale, final int channels,
		final int features, final int blocks, final Convolution conv,
		final long seed)
	{
		final ScriptModule net = new ScriptModule("SPAN", seed);
		net.line("up", ScriptModule.padded("x", BicubicLayer.HALO));
		BicubicLayer.add(net, "up", scale, channels);
		MeanShift.subtract(net, channels);
		net.line("x", "torch.mul(x, " + RANGE + ")");
		net.line("head", conv.add(net, "head", "x", channels, features));
		net.line("x", "head");
		for (int i = 0; i < blocks; i++) {
			final String layer = "block" + i;
			net.line("first", conv.add(net, layer + "_first", "x", features, features));
			net.line("r", conv.add(net, layer + "_second", "torch.silu(first)", features,
				features));
			net.line("r", conv.add(net, layer + "_third", "torch.silu(r)", features,
				features));
			net.variable(layer + "_third_w").scale(GAIN);
			net.line("x", "torch.mul(torch.add(r, x), torch.sub(torch.sigmoid(r), 0.5))");
			if (i == 0) net.line("near", "x");
		}
		net.line("x", conv.add(net, "body", "x", features, features));
		net.line("x", "torch.cat([head, x, near, first], 1)");
		net.line("x", net.conv("join", "x", 4 * features, features, 1, 0));
		net.line("x", net.conv("tail", "x", features, channels * scale * scale, 3,
			1));
		net.line("x", "torch.add(torch.div(torch.pixel_shuffle(x, " + scale + "), " +
			RANGE + "), up)");
		Arrays.fill(net.variable("tail_w").values(), 0);
		return net;
	}
}
