package sc.fiji.superres.network.published;

import java.io.IOException;
import java.util.List;

import sc.fiji.superres.model.About.Citation;
import sc.fiji.superres.network.weights.TensorShapes;

/**
 * SRVGGNetCompact of Real-ESRGAN (Wang et al. 2021): 3x3 convolutions and
 * rectifiers with trained slopes in turn, all at the low resolution, a pixel
 * shuffle, and the input with its pixels repeated.
 */
final class SrVggNet implements Layout {

	@Override
	public String name() {
		return "SRVGGNetCompact (Real-ESRGAN)";
	}

	@Override
	public List<Citation> cite() {
		return new RrdbNet().cite().subList(1, 2);
	}

	@Override
	public boolean fits(final TensorShapes tensors) {
		final int features = tensors.length("body.0.weight", 0);
		return features > 0 && tensors.has("body.1.weight", features) && tensors
			.has("body.2.weight", features, features, 3, 3);
	}

	@Override
	public PublishedNetwork build(final Layers net) throws IOException {
		final int channels = net.inputs("body.0");
		final int features = net.outputs("body.0");
		net.line("h", "x");
		net.line("x", net.conv("body.0", "x", channels, features, 3));
		net.line("x", net.prelu("body.1", "x", features));
		int last = 2;
		for (; net.has("body." + (last + 2)); last += 2) {
			net.line("x", net.conv("body." + last, "x", features, features, 3));
			net.line("x", net.prelu("body." + (last + 1), "x", features));
		}
		final int scale = Layers.root(net.outputs("body." + last), channels);
		net.line("x", net.conv("body." + last, "x", features, channels * scale *
			scale, 3));
		net.line("x", "torch.add(" + Layers.shuffled("x", scale) + ", " + Layers
			.nearest("h", scale) + ")");
		return net.end(features + " features x " + (last / 2 - 1) + " convolutions",
			scale, channels);
	}
}
