package sc.fiji.superres.network.published;

import java.io.IOException;
import java.util.List;

import sc.fiji.superres.file.Tensor;
import sc.fiji.superres.model.About.Citation;
import sc.fiji.superres.network.weights.Fused;
import sc.fiji.superres.network.weights.TensorShapes;

/**
 * ECBSR, edge-oriented convolution blocks (Zhang et al. 2021): 3x3 convolutions
 * and rectifiers with trained slopes in turn, a pixel shuffle, and the input with
 * its pixels repeated.
 * <p>
 * Each convolution is trained as the sum of a 3x3 one, of one after a 1x1 one, and
 * of fixed Sobel and Laplace filters after 1x1 ones, multiplied by trained factors;
 * these are fused here. Values are from 0 to 255 inside in its authors' program, and
 * to 1 in BasicSR.
 * </p>
 */
final class Ecbsr implements Layout {

	private static final List<String> FILTERS = List.of("sbx", "sby", "lpl");

	@Override
	public String name() {
		return "ECBSR";
	}

	@Override
	public List<Citation> cite() {
		return List.of(new Citation("X. Zhang, H. Zeng, L. Zhang: Edge-oriented " +
			"Convolution Block for Real-time Super Resolution on Mobile Devices, ACM " +
			"Multimedia 2021", "10.1145/3474085.3475291", ""));
	}

	@Override
	public boolean fits(final TensorShapes tensors) {
		return tensors.length("backbone.0.conv3x3.weight", 0) > 0 && tensors.length(
			"backbone.0.conv1x1_3x3.k0", 0) > 0;
	}

	@Override
	public boolean hasUnitForm() {
		return true;
	}

	@Override
	public PublishedNetwork build(final Layers net) throws IOException {
		final int channels = net.inputs("backbone.0.conv3x3");
		final int features = net.outputs("backbone.0.conv3x3");
		net.line("h", net.inside("x"));
		net.line("x", "h");
		int last = 0;
		while (net.has("backbone." + (last + 1) + ".conv3x3"))
			last++;
		final int scale = Layers.root(net.outputs("backbone." + last + ".conv3x3"),
			channels);
		for (int i = 0; i <= last; i++) {
			final String block = "backbone." + i;
			final int in = i == 0 ? channels : features;
			final int out = i == last ? channels * scale * scale : features;
			net.line("x", net.conv(block, "x", fused(net, block, in, out)));
			if (i < last) net.line("x", net.prelu(block + ".act", "x", features));
		}
		net.line("x", "torch.add(" + Layers.shuffled("x", scale) + ", " + Layers
			.nearest("h", scale) + ")");
		net.line("x", net.outside("x"));
		return net.end(features + " features x " + (last - 1) + " blocks", scale,
			channels);
	}

	private static Fused fused(final Layers net, final String block,
		final int in, final int out) throws IOException
	{
		final String wide = block + ".conv1x1_3x3";
		final int middle = net.shapes().length(wide + ".k0", 0);
		Fused sum = net.fused(block + ".conv3x3.weight", block + ".conv3x3.bias", in,
			out, 3).plus(net.fused(wide + ".k0", wide + ".b0", in, middle, 1).then(net
				.fused(wide + ".k1", wide + ".b1", middle, out, 3)));
		for (final String filter : FILTERS) {
			final String layer = block + ".conv1x1_" + filter;
			sum = sum.plus(net.fused(layer + ".k0", layer + ".b0", in, out, 1).then(
				new Fused(filter(net, layer, out), net.take(layer + ".bias", out))));
		}
		return sum;
	}

	/** Returns a filter of each feature on its own as one of all features. */
	private static Tensor filter(final Layers net, final String layer,
		final int features) throws IOException
	{
		final float[] mask = net.take(layer + ".mask", features, 1, 3, 3).values();
		final float[] factor = net.take(layer + ".scale", features, 1, 1, 1)
			.values();
		final float[] all = new float[features * features * 9];
		for (int i = 0; i < mask.length; i++)
			all[i / 9 * (features + 1) * 9 + i % 9] = factor[i / 9] * mask[i];
		return new Tensor(new int[] { features, features, 3, 3 }, all);
	}
}
