package sc.fiji.superres.network.published;

import java.io.IOException;
import java.util.List;

import sc.fiji.superres.file.Tensor;
import sc.fiji.superres.model.About.Citation;
import sc.fiji.superres.network.weights.Fused;
import sc.fiji.superres.network.weights.TensorShapes;

/**
 * WDSR (Yu et al. 2018) by the names of its authors' programs: blocks with many
 * features before and few after the rectifier, and a 5x5 convolution of the input
 * beside them, all at the low resolution.
 * <p>
 * Blocks of form A are two 3x3 convolutions, those of form B two 1x1 and a 3x3 one.
 * Weights are stored as their lengths and directions (weight normalization), and
 * multiplied here. The first program, of Yu, subtracts the mean of DIV2K from values
 * of 0 to 255, and divides by 127.5. In that of Fan, whose weights are published, head
 * and tail are parts of the body, and 0.5 is subtracted from values of 0 to 1.
 * </p>
 */
final class PublishedWdsr implements Layout {

	@Override
	public String name() {
		return "WDSR";
	}

	@Override
	public List<Citation> cite() {
		return List.of(new Citation("J. Yu, Y. Fan, J. Yang, N. Xu, Z. Wang, X. " +
			"Wang, T. Huang: Wide Activation for Efficient and Accurate Image " +
			"Super-Resolution, arXiv 1808.08718 (2018)", "10.48550/arXiv.1808.08718",
			""));
	}

	@Override
	public boolean fits(final TensorShapes tensors) {
		return tensors.length("skip.0.weight_v", 3) == 5 && tensors.length(
			"body.0.weight_v", 0) + tensors.length("body.0.body.0.weight_v",
				0) > 0;
	}

	@Override
	public PublishedNetwork build(final Layers net) throws IOException {
		final TensorShapes shapes = net.shapes();
		final boolean inBody = shapes.length("body.0.weight_v", 0) > 0;
		final String head = inBody ? "body.0" : "head.0";
		final int first = inBody ? 1 : 0;
		final int channels = shapes.length(head + ".weight_v", 1);
		final int features = shapes.length(head + ".weight_v", 0);
		final int outputs = shapes.length("skip.0.weight_v", 0);
		final int scale = Layers.root(outputs, channels);
		if (inBody) net.line("x", "torch.sub(x, 0.5)");
		else {
			net.subtractMean(channels);
			net.line("x", "torch.mul(x, 2.0)");
		}
		net.line("s", conv(net, "skip.0", "x", channels, outputs, 5));
		net.line("x", conv(net, head, "x", channels, features, 3));
		final boolean narrow = shapes.length("body." + first + ".body.3.weight_v", 0) > 0;
		int blocks = 0;
		for (; shapes.length("body." + (first + blocks) + ".body.0.weight_v",
			0) > 0; blocks++)
		{
			final String block = "body." + (first + blocks) + ".body.";
			final int wide = shapes.length(block + "0.weight_v", 0);
			net.line("r", "torch.relu_(" + conv(net, block + "0", "x", features, wide,
				narrow ? 1 : 3) + ")");
			if (narrow) {
				final int middle = shapes.length(block + "2.weight_v", 0);
				net.line("r", conv(net, block + "2", "r", wide, middle, 1));
				net.line("r", conv(net, block + "3", "r", middle, features, 3));
			}
			else net.line("r", conv(net, block + "2", "r", wide, features, 3));
			net.line("x", "torch.add(r, x)");
		}
		net.line("x", Layers.shuffled("torch.add(s, " + conv(net, inBody ? "body." +
			(first + blocks) : "tail.0", "x", features, channels * scale * scale, 3) + ")",
			scale));
		if (inBody) net.line("x", "torch.add(x, 0.5)");
		else {
			net.line("x", "torch.div(x, 2.0)");
			net.addMean();
		}
		return net.end((narrow ? "B, " : "A, ") + features + " features x " + blocks +
			" blocks", scale, channels);
	}

	/** Adds a convolution whose weights are lengths times directions. */
	private static String conv(final Layers net, final String layer,
		final String input, final int in, final int out, final int side)
		throws IOException
	{
		final float[] lengths = net.take(layer + ".weight_g", out, 1, 1, 1).values();
		final float[] values = net.take(layer + ".weight_v", out, in, side, side)
			.values().clone();
		final int size = values.length / out;
		for (int o = 0; o < out; o++) {
			double square = 0;
			for (int i = o * size; i < (o + 1) * size; i++)
				square += (double) values[i] * values[i];
			final double factor = lengths[o] / Math.sqrt(square);
			for (int i = o * size; i < (o + 1) * size; i++)
				values[i] *= factor;
		}
		return net.conv(layer, input, new Fused(new Tensor(new int[] { out, in, side,
			side }, values), net.take(layer + ".bias", out)));
	}
}
