package sc.fiji.superres.network.published;

import java.io.IOException;
import java.util.List;

import sc.fiji.superres.model.About.Citation;
import sc.fiji.superres.network.weights.TensorShapes;

/**
 * CARN and CARN-M (Ahn et al. 2018): three blocks of three residual blocks, in
 * which, as among the blocks, a 1x1 convolution reads the outputs of all before.
 * <p>
 * CARN-M has residual blocks of grouped convolutions, of which a block uses one
 * three times. A network of several scales has a tail for each, of which one is
 * imported: the user states which.
 * </p>
 */
final class Carn implements Layout {

	private static final int BLOCKS = 3;
	private static final String UP = "upsample.up";
	private static final List<Integer> SCALES = List.of(2, 3, 4);

	@Override
	public String name() {
		return "CARN";
	}

	@Override
	public List<Citation> cite() {
		return List.of(new Citation("N. Ahn, B. Kang, K.-A. Sohn: Fast, Accurate, " +
			"and Lightweight Super-Resolution with Cascading Residual Network, ECCV " +
			"2018", "10.1007/978-3-030-01249-6_16", ""));
	}

	@Override
	public boolean fits(final TensorShapes tensors) {
		return tensors.length("entry.weight", 0) > 0 && tensors.length(
			"b1.b1.body.0.weight", 0) > 0;
	}

	@Override
	public PublishedNetwork build(final Layers net) throws IOException {
		final int channels = net.inputs("entry");
		final int features = net.outputs("entry");
		net.line("x", net.conv("sub_mean.shifter", "x", channels, channels, 1));
		net.line("x", net.conv("entry", "x", channels, features, 3));
		net.line("c", "x");
		for (int block = 1; block <= BLOCKS; block++) {
			net.line("d", "x");
			for (int i = 1; i <= BLOCKS; i++) {
				final String layer = "b" + block;
				residual(net, layer + (net.has(layer + ".b" + i + ".body.0") ? ".b" + i
					: ".b1"), features);
				gather(net, "d", layer + ".c" + i, i, features);
			}
			gather(net, "c", "c" + block, block, features);
		}
		final List<Integer> scales = SCALES.stream().filter(scale -> net.has(UP +
			scale + ".body.0")).toList();
		final int scale = upsample(net, scales.isEmpty() ? UP : UP + net.scale(scales),
			features);
		if (!scales.isEmpty()) net.ignore(UP);
		net.line("x", net.conv("exit", "x", features, channels, 3));
		net.line("x", net.conv("add_mean.shifter", "x", channels, channels, 1));
		return net.end(features + " features", scale, channels);
	}

	// -- Helper methods --

	/** Adds the output to those before, and a convolution that reads all. */
	private static void gather(final Layers net, final String all,
		final String layer, final int count, final int features)
		throws IOException
	{
		net.line(all, "torch.cat([" + all + ", x], 1)");
		net.line("x", "torch.relu_(" + net.conv(layer + ".body.0", all, (count + 1) *
			features, features, 1) + ")");
	}

	private static void residual(final Layers net, final String layer,
		final int features) throws IOException
	{
		net.line("r", "torch.relu_(" + grouped(net, layer + ".body.0", "x", features,
			features) + ")");
		net.line("r", grouped(net, layer + ".body.2", "r", features, features));
		if (net.has(layer + ".body.4")) net.line("r", net.conv(layer + ".body.4",
			"torch.relu_(r)", features, features, 1));
		net.line("x", "torch.relu_(torch.add(r, x))");
	}

	private static int upsample(final Layers net, final String up,
		final int features) throws IOException
	{
		int scale = 1;
		for (int i = 0; net.has(up + ".body." + i); i += 3) {
			final String layer = up + ".body." + i;
			final int factor = net.factor(layer, features);
			net.line("x", Layers.shuffled("torch.relu_(" + grouped(net, layer, "x",
				features, features * factor * factor) + ")", factor));
			scale *= factor;
		}
		return scale;
	}

	private static String grouped(final Layers net, final String layer,
		final String input, final int in, final int out) throws IOException
	{
		final int read = Math.max(1, net.inputs(layer));
		return net.conv(layer, input, new int[] { out, read, 3, 3 }, true, in / read);
	}
}
