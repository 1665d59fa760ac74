package sc.fiji.superres.network.published;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import sc.fiji.superres.model.About.Citation;
import sc.fiji.superres.network.weights.TensorShapes;

/**
 * RRDBNet, the generator of ESRGAN (Wang et al. 2018) and of Real-ESRGAN (Wang et
 * al. 2021).
 * <p>
 * Each block holds three dense blocks of five 3x3 convolutions, each of which
 * reads the outputs of all before; the results of dense blocks and of blocks are
 * multiplied by 0.2 and added to their inputs. Each enlargement by 2 repeats
 * pixels and convolves. The networks of Real-ESRGAN for x2 and x1 first turn
 * squares of 2x2 and 4x4 pixels into channels.
 * </p>
 * <p>
 * There are three sets of names: {@code model.1.sub.0.RDB1.conv1.0} (ESRGAN, old),
 * {@code RRDB_trunk.0.RDB1.conv1} (ESRGAN) and {@code body.0.rdb1.conv1}
 * (Real-ESRGAN, BasicSR).
 * </p>
 */
final class RrdbNet implements Layout {

	private static final int RESIDUAL_BLOCKS = 3;
	private static final int CONVOLUTIONS = 5;
	private static final double SLOPE = 0.2;

	/** The names of the layers; those of blocks are patterns. */
	private record Names(String first, String dense, String trunk,
		List<String> up, String high, String last)
	{

		String conv(final int block, final int dense, final int conv) {
			return String.format(this.dense, block, dense, conv);
		}
	}

	private static final Names NEW = new Names("conv_first",
		"body.%d.rdb%d.conv%d", "conv_body", List.of("conv_up1", "conv_up2"),
		"conv_hr", "conv_last");
	private static final Names MIDDLE = new Names("conv_first",
		"RRDB_trunk.%d.RDB%d.conv%d", "trunk_conv", List.of("upconv1", "upconv2"),
		"HRconv", "conv_last");
	private static final String OLD = "model.1.sub.%d.RDB%d.conv%d.0";

	@Override
	public String name() {
		return "RRDBNet (ESRGAN, Real-ESRGAN)";
	}

	@Override
	public List<Citation> cite() {
		return List.of(new Citation("X. Wang, K. Yu, S. Wu, J. Gu, Y. Liu, C. Dong, " +
			"Y. Qiao, C. C. Loy: ESRGAN: Enhanced Super-Resolution Generative " +
			"Adversarial Networks, ECCV Workshops 2018", "10.1007/978-3-030-11021-5_5",
			""), new Citation("X. Wang, L. Xie, C. Dong, Y. Shan: Real-ESRGAN: " +
				"Training Real-World Blind Super-Resolution with Pure Synthetic Data, " +
				"ICCV Workshops 2021", "10.1109/ICCVW54120.2021.00217", ""));
	}

	@Override
	public boolean fits(final TensorShapes tensors) {
		return tensors.length(NEW.conv(0, 1, 1) + ".weight", 0) > 0 || tensors
			.length(MIDDLE.conv(0, 1, 1) + ".weight", 0) > 0 || tensors.length(String
				.format(OLD, 0, 1, 1) + ".weight", 0) > 0;
	}

	@Override
	public PublishedNetwork build(final Layers net) throws IOException {
		final Names names = names(net);
		final int features = net.outputs(names.first());
		final int growth = net.outputs(names.conv(0, 1, 1));
		final int channels = net.outputs(names.last());
		final int square = Layers.root(net.inputs(names.first()), channels);
		if (square > 1) net.line("x", "torch.pixel_unshuffle(x, " + square + ")");
		net.line("x", net.conv(names.first(), "x", channels * square * square,
			features, 3));
		net.line("h", "x");
		int blocks = 0;
		for (; net.has(names.conv(blocks, 1, 1)); blocks++) {
			net.line("b", "x");
			for (int dense = 1; dense <= RESIDUAL_BLOCKS; dense++)
				dense(net, names, blocks, dense, features, growth);
			net.line("x", "torch.add(b, x, alpha=0.2)");
		}
		net.line("x", "torch.add(h, " + net.conv(names.trunk(), "x", features,
			features, 3) + ")");
		int scale = 1;
		for (final String up : names.up()) {
			if (!net.has(up)) break;
			net.line("x", Layers.leaky(net.conv(up, Layers.nearest("x", 2), features,
				features, 3), SLOPE));
			scale *= 2;
		}
		net.line("x", Layers.leaky(net.conv(names.high(), "x", features, features,
			3), SLOPE));
		net.line("x", net.conv(names.last(), "x", features, channels, 3));
		if (square == 0 || scale % square != 0) throw new IOException("it makes " +
			channels + " channels of " + net.inputs(names.first()) + ", enlarged by " +
			scale + ", which no RRDBNet does");
		return net.end(features + " features x " + blocks + " blocks, growth " +
			growth, scale / square, channels).inSteps(square);
	}

	// -- Helper methods --

	private static Names names(final Layers net) {
		if (net.has(NEW.conv(0, 1, 1))) return NEW;
		if (net.has(MIDDLE.conv(0, 1, 1))) return MIDDLE;
		int blocks = 0;
		while (net.has(String.format(OLD, blocks, 1, 1)))
			blocks++;
		final List<String> rest = new ArrayList<>();
		for (int i = 2; i <= 16; i++)
			if (net.has("model." + i)) rest.add("model." + i);
		final int up = Math.max(0, rest.size() - 2);
		return new Names("model.0", OLD, "model.1.sub." + blocks, rest.subList(0, up),
			rest.size() < 2 ? "model.8" : rest.get(up), rest.isEmpty() ? "model.10"
				: rest.get(rest.size() - 1));
	}

	private static void dense(final Layers net, final Names names,
		final int block, final int dense, final int features, final int growth)
		throws IOException
	{
		net.line("d", "x");
		for (int i = 1; i <= CONVOLUTIONS; i++) {
			final boolean last = i == CONVOLUTIONS;
			final String conv = net.conv(names.conv(block, dense, i), "d", features +
				(i - 1) * growth, last ? features : growth, 3);
			if (last) net.line("x", "torch.add(x, " + conv + ", alpha=0.2)");
			else net.line("d", "torch.cat([d, " + Layers.leaky(conv, SLOPE) +
				"], 1)");
		}
	}
}
