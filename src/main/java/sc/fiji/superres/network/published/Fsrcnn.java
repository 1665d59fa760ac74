package sc.fiji.superres.network.published;

import java.io.IOException;
import java.util.List;

import sc.fiji.superres.model.About.Citation;
import sc.fiji.superres.network.weights.TensorShapes;

/**
 * FSRCNN (Dong et al. 2016): a 5x5 convolution, a bottleneck of 3x3 ones between
 * 1x1 ones, and a transposed 9x9 convolution, whose stride, the scale, the user
 * states; rectifiers have trained slopes.
 */
final class Fsrcnn implements Layout {

	private static final int LAST = 9;

	@Override
	public String name() {
		return "FSRCNN";
	}

	@Override
	public List<Citation> cite() {
		return List.of(new Citation("C. Dong, C. C. Loy, X. Tang: Accelerating the " +
			"Super-Resolution Convolutional Neural Network, ECCV 2016",
			"10.1007/978-3-319-46475-6_25", ""));
	}

	@Override
	public boolean fits(final TensorShapes tensors) {
		return tensors.length("first_part.0.weight", 3) == 5 && tensors.length(
			"last_part.weight", 3) == LAST;
	}

	@Override
	public PublishedNetwork build(final Layers net) throws IOException {
		final int channels = net.inputs("first_part.0");
		final int features = net.outputs("first_part.0");
		final int narrow = net.outputs("mid_part.0");
		final int scale = net.scale();
		net.line("x", net.conv("first_part.0", "x", channels, features, 5));
		net.line("x", net.prelu("first_part.1", "x", features));
		int in = features;
		int i = 0;
		for (; net.has("mid_part." + i); i += 2) {
			final boolean last = !net.has("mid_part." + (i + 2));
			final int out = last ? features : narrow;
			net.line("x", net.conv("mid_part." + i, "x", in, out, i == 0 || last ? 1
				: 3));
			net.line("x", net.prelu("mid_part." + (i + 1), "x", out));
			in = out;
		}
		final String weights = net.trained("last_part.weight", features, channels,
			LAST, LAST);
		final String bias = net.trained("last_part.bias", channels);
		net.line("x", "torch.conv_transpose2d(x, " + weights + ", " + bias + ", [" +
			scale + ", " + scale + "], [4, 4], [" + (scale - 1) + ", " + (scale - 1) +
			"], 1, [1, 1])");
		return net.end(features + " features, " + (i / 2 - 2) + " convolutions of " +
			narrow, scale, channels);
	}
}
