package sc.fiji.superres.network.published;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import sc.fiji.superres.model.About.Citation;
import sc.fiji.superres.network.weights.TensorShapes;

/**
 * VDSR (Kim et al. 2016): 3x3 convolutions, in most programs without biases, over
 * the bicubic enlargement, to which their result is added.
 * <p>
 * By how much it enlarges, the user states: the published network is for 2, 3
 * and 4.
 * </p>
 */
final class Vdsr implements Layout {

	/** The first layer, those that are counted, by which step, and the last one. */
	private record Names(String first, String middle, int from, int step,
		String last)
	{

		List<String> of(final TensorShapes tensors) {
			final List<String> layers = new ArrayList<>(List.of(first));
			for (int i = from; has(tensors, String.format(middle, i)); i += step)
				layers.add(String.format(middle, i));
			if (!last.isEmpty()) layers.add(last);
			return layers;
		}

		boolean fits(final TensorShapes tensors) {
			return has(tensors, first) && has(tensors, String.format(middle, from)) &&
				(last.isEmpty() ? tensors.length(first + ".bias", 0) == 0 : has(tensors,
					last));
		}

		private static boolean has(final TensorShapes tensors, final String layer) {
			return tensors.length(layer + ".weight", 3) == 3;
		}
	}

	/** In this program, the first layer is not rectified. */
	private static final Names LINEAR = new Names("conv1", "conv_block.%d", 0, 2,
		"conv2");

	private static final List<Names> ALL = List.of(new Names("features.0",
		"features.%d", 2, 2, ""), new Names("input", "residual_layer.%d.conv", 0, 1,
			"output"), new Names("conv1.0", "trunk.%d.conv", 0, 1, "conv2"), LINEAR);

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
		return ALL.stream().anyMatch(names -> names.fits(tensors));
	}

	@Override
	public PublishedNetwork build(final Layers net) throws IOException {
		final Names names = ALL.stream().filter(known -> known.fits(net.shapes()))
			.findFirst().orElseThrow();
		final List<String> layers = names.of(net.shapes());
		final int channels = net.inputs(layers.get(0));
		final int features = net.outputs(layers.get(0));
		final int scale = net.scale();
		net.bicubic(scale, channels);
		net.line("h", "x");
		final int last = layers.size() - 1;
		for (int i = 0; i <= last; i++) {
			final String layer = layers.get(i);
			final String input = i == 0 || i == 1 && LINEAR.equals(names) ? "x"
				: "torch.relu_(x)";
			net.line("x", net.conv(layer, input, new int[] { i == last ? channels
				: features, i == 0 ? channels : features, 3, 3 }, net.shapes().length(layer +
					".bias", 0) > 0, 1));
		}
		net.line("x", "torch.add(h, x)");
		return net.end(features + " features x " + layers.size() + " convolutions",
			scale, channels);
	}
}
