package sc.fiji.superres.network.published;

import java.io.IOException;
import java.util.List;

import sc.fiji.superres.model.About.Citation;
import sc.fiji.superres.network.weights.TensorShapes;

/**
 * SAFMN, spatially-adaptive feature modulation (Sun et al. 2023).
 * <p>
 * A block multiplies its features by an attention: quarters of them at full, half,
 * quarter and eighth resolution, each convolved and enlarged again. The smaller
 * ones are maxima over windows whose bounds depend on the size of the whole
 * image, so that no tile can be enlarged on its own. A 3x3 and a 1x1 convolution
 * follow; both parts normalize the features of each pixel first.
 * </p>
 */
final class Safmn implements Layout {

	private static final int LEVELS = 4;

	@Override
	public String name() {
		return "SAFMN";
	}

	@Override
	public List<Citation> cite() {
		return List.of(new Citation("L. Sun, J. Dong, J. Tang, J. Pan: " +
			"Spatially-Adaptive Feature Modulation for Efficient Image " +
			"Super-Resolution, ICCV 2023", "10.1109/ICCV51070.2023.01213", ""));
	}

	@Override
	public boolean fits(final TensorShapes tensors) {
		return tensors.length("to_feat.weight", 0) > 0 && tensors.length(
			"feats.0.safm.mfr.0.weight", 0) > 0;
	}

	@Override
	public PublishedNetwork build(final Layers net) throws IOException {
		final int channels = net.inputs("to_feat");
		final int features = net.outputs("to_feat");
		net.line("h", "torch.size(x, 2)");
		net.line("w", "torch.size(x, 3)");
		net.line("x", net.conv("to_feat", "x", channels, features, 3));
		net.line("first", "x");
		int blocks = 0;
		for (; net.has("feats." + blocks + ".norm1"); blocks++) {
			final String block = "feats." + blocks;
			normalize(net, block + ".norm1", features);
			modulate(net, block + ".safm", features);
			normalize(net, block + ".norm2", features);
			final String mix = block + ".ccm.ccm.";
			final int hidden = net.outputs(mix + "0");
			net.line("n", "torch.gelu(" + net.conv(mix + "0", "n", features, hidden,
				3) + ")");
			net.line("x", "torch.add(x, " + net.conv(mix + "2", "n", hidden, features,
				1) + ")");
		}
		final int scale = Layers.root(net.outputs("to_img.0"), channels);
		net.line("x", Layers.shuffled(net.conv("to_img.0", "torch.add(x, first)",
			features, channels * scale * scale, 3), scale));
		return net.end(features + " features x " + blocks + " blocks", scale,
			channels).from(1 << LEVELS - 1).global();
	}

	// -- Helper methods --

	/** Normalizes the features of each pixel, from x to n. */
	private static void normalize(final Layers net, final String layer,
		final int features) throws IOException
	{
		net.line("n", "torch.sub(x, torch.mean(x, [1], True))");
		net.line("s", "torch.mean(torch.mul(n, n), [1], True)");
		net.line("n", "torch.div(n, torch.sqrt(torch.add(s, 1e-6)))");
		net.line("n", "torch.add(torch.mul(n, " + net.perFeature(layer + ".weight",
			features) + "), " + net.perFeature(layer + ".bias", features) + ")");
	}

	/** Multiplies n by its attention and adds it to x. */
	private static void modulate(final Layers net, final String layer,
		final int features) throws IOException
	{
		final int part = features / LEVELS;
		final StringBuilder all = new StringBuilder();
		for (int level = 0; level < LEVELS; level++) {
			final String variable = "p" + level;
			net.line(variable, "torch.slice(n, 1, " + level * part + ", " + (level +
				1) * part + ", 1)");
			final int factor = 1 << level;
			if (level > 0) net.line(variable + ", i", "torch.adaptive_max_pool2d(" +
				variable + ", [torch.floordiv(h, " + factor + "), torch.floordiv(w, " +
				factor + ")])");
			net.line(variable, net.conv(layer + ".mfr." + level, variable, new int[] {
				part, 1, 3, 3 }, true, part));
			if (level > 0) net.line(variable, "torch.upsample_nearest2d(" + variable +
				", [h, w], None)");
			all.append(level == 0 ? "" : ", ").append(variable);
		}
		net.line("a", "torch.gelu(" + net.conv(layer + ".aggr", "torch.cat([" + all +
			"], 1)", features, features, 1) + ")");
		net.line("x", "torch.add(x, torch.mul(a, n))");
	}
}
