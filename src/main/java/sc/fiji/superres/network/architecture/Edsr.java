package sc.fiji.superres.network.architecture;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import sc.fiji.superres.model.About.Citation;
import sc.fiji.superres.network.weights.TensorShapes;

/**
 * EDSR: residual blocks without normalization (Lim et al. 2017, "Enhanced Deep
 * Residual Networks for Single Image Super-Resolution").
 * <p>
 * All kernels are 3x3, padded with zeros. Head: one convolution to the features.
 * Body: blocks of convolution, ReLU, convolution, whose result is added to their
 * input (multiplied by 0.1 from 256 features on), and one more convolution, after
 * which the head's result is added. There are two tails:
 * </p>
 * <ul>
 * <li>the published tail: for each factor of 2 or 3 of the scale a convolution to
 * its square times the features and a pixel shuffle, and then a convolution to
 * the channels. The mean of DIV2K is subtracted from the input and added back.
 * 64 features and 16 blocks have 1,369,859 parameters for three channels and a
 * scale of 2.</li>
 * <li>the light tail, which EDSR does not have: one convolution to scale x scale
 * values per channel and one pixel shuffle (as in ESPCN, Shi et al. 2016),
 * added to the bicubic enlargement of the input, so that training starts at the
 * PSNR of bicubic and no convolution runs at the high resolution. 32 features
 * and 8 blocks have 158,692 parameters for one channel and a scale of 2.</li>
 * </ul>
 * <p>
 * Names: {@code edsr-64x16} by features and blocks, {@code edsr-light-32x8} with
 * the light tail.
 * </p>
 */
final class Edsr implements Family {

	static final Citation CITE = new Citation("B. Lim, S. Son, H. Kim, S. Nah, " +
		"K. M. Lee: Enhanced Deep Residual Networks for Single Image " +
		"Super-Resolution, CVPR Workshops 2017", "10.1109/CVPRW.2017.151", "");

	private static final Citation CITE_TAIL = new Citation("W. Shi, J. " +
		"Caballero, F. Huszar, J. Totz, A. P. Aitken, R. Bishop, D. Rueckert, Z. " +
		"Wang: Real-Time Single Image and Video Super-Resolution Using an " +
		"Efficient Sub-Pixel Convolutional Neural Network, CVPR 2016",
		"10.1109/CVPR.2016.207", "");

	private static final Pattern NAMES = Pattern.compile(
		"edsr(-light)?-([1-9][0-9]{0,3})x([1-9][0-9]{0,2})");

	/** Number of features from which on the blocks' results are scaled down. */
	private static final int WIDE = 256;

	@Override
	public Pattern names() {
		return NAMES;
	}

	@Override
	public List<String> examples() {
		return List.of("edsr-light-32x8", "edsr-64x16");
	}

	@Override
	public Map<String, String> presets() {
		final Map<String, String> presets = new LinkedHashMap<>();
		presets.put("fast", "edsr-light-16x4");
		presets.put("balanced", "edsr-light-32x8");
		presets.put("best", "edsr-light-64x16");
		return presets;
	}

	@Override
	public Architecture architecture(final MatchResult name) {
		final boolean light = name.group(1) != null;
		final int features = Integer.parseInt(name.group(2));
		final int blocks = Integer.parseInt(name.group(3));
		return new Architecture(name.group(), (light ? "EDSR body, light tail of " +
			"one pixel shuffle, all at the low resolution" : "EDSR as " +
			"published") + "; " + features + " features x " + blocks +
			" blocks", light ? List.of(CITE, CITE_TAIL) : List.of(CITE), false, (
				scale, channels, seed) -> create(scale, channels, features, blocks,
					light, seed));
	}

	@Override
	public Optional<String> recognize(final TensorShapes tensors) {
		final int features = tensors.length("head_w", 0);
		final int blocks = tensors.count(i -> "block" + i + "_first_w", features,
			features, 3, 3);
		// At a scale of 1, both tails have the same tensors.
		final String family = tensors.length("up1_w", 0) > 0 ? "edsr-"
			: "edsr-light-";
		return Optional.of(family + features + "x" + blocks);
	}

	private static ScriptModule create(final int scale, final int channels,
		final int features, final int blocks, final boolean light,
		final long seed)
	{
		final ScriptModule net = new ScriptModule("EDSR", seed);
		if (light) net.line("up", ScriptModule.padded("x", BicubicLayer.HALO));
		else MeanShift.subtract(net, channels);
		body(net, channels, features, blocks);
		if (light) lightTail(net, scale, channels, features);
		else publishedTail(net, scale, channels, features);
		return net;
	}

	/** Adds head and body, from and to {@code x}. */
	static void body(final ScriptModule net, final int channels,
		final int features, final int blocks)
	{
		net.line("x", net.conv("head", "x", channels, features, 3, 1));
		net.line("h", "x");
		for (int i = 0; i < blocks; i++)
			block(net, "block" + i, features);
		net.line("x", "torch.add(" + net.conv("body", "x", features, features, 3,
			1) + ", h)");
	}

	/**
	 * Adds a residual block with small initial weights, so that deep bodies start
	 * as their head. The in-place operators overwrite values that neither the
	 * forward nor the backward pass needs again.
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

	private static void lightTail(final ScriptModule net, final int scale,
		final int channels, final int features)
	{
		BicubicLayer.add(net, "up", scale, channels);
		net.line("x", net.conv("tail", "x", features, channels * scale * scale, 3,
			1));
		net.line("x", "torch.add(torch.pixel_shuffle(x, " + scale + "), up)");
		Arrays.fill(net.variable("tail_w").values(), 0);
	}

	/** Adds the published tail, applied to {@code x}. */
	static void publishedTail(final ScriptModule net, final int scale,
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
