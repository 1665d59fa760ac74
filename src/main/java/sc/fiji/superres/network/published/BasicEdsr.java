package sc.fiji.superres.network.published;

import java.io.IOException;
import java.util.List;

import sc.fiji.superres.model.About.Citation;
import sc.fiji.superres.network.weights.TensorShapes;

/**
 * EDSR (Lim et al. 2017) by the names of BasicSR, {@code body.0.conv1}.
 * <p>
 * As there, the mean of DIV2K is subtracted from values of 0 to 1, which then are
 * multiplied by 255; residuals are multiplied by 0.1 from 256 features on.
 * </p>
 */
final class BasicEdsr implements Layout {

	@Override
	public String name() {
		return "EDSR (BasicSR)";
	}

	@Override
	public List<Citation> cite() {
		return PublishedEdsr.CITE;
	}

	@Override
	public boolean fits(final TensorShapes tensors) {
		return tensors.length("body.0.conv1.weight", 0) > 0 && tensors.length(
			"conv_after_body.weight", 0) > 0;
	}

	@Override
	public PublishedNetwork build(final Layers net) throws IOException {
		final int channels = net.inputs("conv_first");
		final int features = net.outputs("conv_first");
		net.subtractMean(channels);
		net.line("x", net.conv("conv_first", "torch.mul(x, 255.0)", channels, features,
			3));
		net.line("h", "x");
		int blocks = 0;
		for (; net.has("body." + blocks + ".conv1"); blocks++)
			PublishedEdsr.block(net, "body." + blocks + ".conv1", "body." + blocks +
				".conv2", features);
		net.line("x", "torch.add(h, " + net.conv("conv_after_body", "x", features,
			features, 3) + ")");
		final int scale = net.upsample("upsample", features);
		net.line("x", "torch.div(" + net.conv("conv_last", "x", features, channels,
			3) + ", 255.0)");
		net.addMean();
		return net.end(features + " features x " + blocks + " blocks", scale,
			channels);
	}
}
