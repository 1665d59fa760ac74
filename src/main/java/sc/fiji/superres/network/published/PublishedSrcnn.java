package sc.fiji.superres.network.published;

import java.io.IOException;
import java.util.List;

import sc.fiji.superres.model.About.Citation;
import sc.fiji.superres.network.weights.TensorShapes;

/**
 * SRCNN (Dong et al. 2016): three convolutions over the bicubic enlargement, all
 * padded with zeros.
 * <p>
 * The enlargement becomes a part of the network; by how much, the user states.
 * Names are {@code conv1}, {@code conv2} and {@code conv3}, or
 * {@code features.0}, {@code map.0} and {@code reconstruction}.
 * </p>
 */
final class PublishedSrcnn implements Layout {

	private static final List<List<String>> NAMES = List.of(List.of("conv1",
		"conv2", "conv3"), List.of("features.0", "map.0", "reconstruction"));

	/** Side of the first kernel. */
	private static final int FIRST = 9;

	@Override
	public String name() {
		return "SRCNN";
	}

	@Override
	public List<Citation> cite() {
		return List.of(new Citation("C. Dong, C. C. Loy, K. He, X. Tang: Image " +
			"Super-Resolution Using Deep Convolutional Networks, IEEE Transactions on " +
			"Pattern Analysis and Machine Intelligence 38 (2016) 295-307",
			"10.1109/TPAMI.2015.2439281", ""));
	}

	@Override
	public boolean fits(final TensorShapes tensors) {
		return NAMES.stream().anyMatch(names -> tensors.length(names.get(0) +
			".weight", 3) == FIRST && tensors.length(names.get(1) + ".weight", 3) > 0);
	}

	@Override
	public PublishedNetwork build(final Layers net) throws IOException {
		final List<String> names = net.side(NAMES.get(0).get(0)) == FIRST ? NAMES.get(
			0) : NAMES.get(1);
		final int channels = net.inputs(names.get(0));
		final int scale = net.scale();
		net.bicubic(scale, channels);
		int features = channels;
		final StringBuilder kernels = new StringBuilder();
		for (int i = 0; i < names.size(); i++) {
			final boolean last = i == names.size() - 1;
			final int out = last ? channels : net.outputs(names.get(i));
			final int side = net.side(names.get(i));
			final String conv = net.conv(names.get(i), "x", features, out, side);
			net.line("x", last ? conv : "torch.relu_(" + conv + ")");
			kernels.append(i == 0 ? "" : "-").append(side);
			features = out;
		}
		return net.end(kernels.toString(), scale, channels);
	}
}
