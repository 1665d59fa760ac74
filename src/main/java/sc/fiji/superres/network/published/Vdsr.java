package sc.fiji.superres.network.published;

import java.io.IOException;
import java.util.List;

import sc.fiji.superres.model.About.Citation;
import sc.fiji.superres.network.weights.TensorShapes;

/**
 * VDSR (Kim et al. 2016): 3x3 convolutions without biases over the bicubic
 * enlargement, to which their result is added.
 * <p>
 * By how much it enlarges, the user states: the published network is for 2, 3
 * and 4. Names are {@code features.0}, {@code features.2}, ..., or {@code input},
 * {@code residual_layer.0.conv}, ..., {@code output}.
 * </p>
 */
final class Vdsr implements Layout {

	@Override
	public String name() {
		return "VDSR";
	}

	@Override
	public List<Citation> cite() {
		return List.of(new Citation("J. Kim, J. K. Lee, K. M. Lee: Accurate Image " +
			"Super-Resolution Using Very Deep Convolutional Networks, CVPR 2016",
			"10.1109/CVPR.2016.182", ""));
	}

	@Override
	public boolean fits(final TensorShapes tensors) {
		return tensors.length("residual_layer.0.conv.weight", 0) > 0 || tensors.length(
			"features.0.weight", 3) == 3 && tensors.length("features.2.weight", 3) == 3 &&
			tensors.length("features.0.bias", 0) == 0;
	}

	@Override
	public PublishedNetwork build(final Layers net) throws IOException {
		final boolean named = net.has("residual_layer.0.conv");
		final String first = named ? "input" : "features.0";
		final int channels = net.inputs(first);
		final int features = net.outputs(first);
		final int scale = net.scale();
		net.bicubic(scale, channels);
		net.line("h", "x");
		net.line("x", conv(net, first, channels, features));
		int count = 0;
		for (; named ? net.has("residual_layer." + count + ".conv") : net.has(
			"features." + (2 * count + 4)); count++)
			net.line("x", conv(net, named ? "residual_layer." + count + ".conv"
				: "features." + (2 * count + 2), "torch.relu_(x)", features, features));
		net.line("x", "torch.add(h, " + conv(net, named ? "output" : "features." + (2 *
			count + 2), "torch.relu_(x)", features, channels) + ")");
		return net.end(features + " features x " + (count + 2) + " convolutions",
			scale, channels);
	}

	private static String conv(final Layers net, final String layer,
		final int in, final int out) throws IOException
	{
		return conv(net, layer, "x", in, out);
	}

	private static String conv(final Layers net, final String layer,
		final String input, final int in, final int out) throws IOException
	{
		return net.conv(layer, input, new int[] { out, in, 3, 3 }, false, 1);
	}
}
