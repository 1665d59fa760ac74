package sc.fiji.superres.network.architecture;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import sc.fiji.superres.model.About.Citation;
import sc.fiji.superres.network.weights.TensorShapes;

/**
 * SRCNN: three convolutions over the bicubic enlargement (Dong et al. 2016,
 * "Image Super-Resolution Using Deep Convolutional Networks", section 3).
 * <p>
 * The archive enlarges its input itself. Layers: 9x9 to 64 features, ReLU, 1x1
 * or 5x5 to 32 features, ReLU, 5x5 to the output. The form 9-5-5 has 57,281
 * parameters for one channel, 9-1-5 has 8,129.
 * </p>
 * <p>
 * Borders repeat the outermost pixel of the input, so that a constant image
 * stays constant and no dark rim appears. The weights start as a random network
 * that passes the bicubic enlargement through one of its features, so that
 * training starts at the PSNR of bicubic.
 * </p>
 * <p>
 * Names: {@code srcnn-9-5-5}, {@code srcnn-9-1-5} by kernels.
 * </p>
 */
final class Srcnn implements Family {

	private static final Citation CITE = new Citation("C. Dong, C. C. Loy, K. " +
		"He, X. Tang: Image Super-Resolution Using Deep Convolutional Networks, " +
		"IEEE Transactions on Pattern Analysis and Machine Intelligence 38 " +
		"(2016) 295-307", "10.1109/TPAMI.2015.2439281", "");

	private static final Pattern NAMES = Pattern.compile("srcnn-9-([15])-5");

	private static final int FIRST = 64;
	private static final int SECOND = 32;

	@Override
	public Pattern names() {
		return NAMES;
	}

	@Override
	public List<String> examples() {
		return List.of("srcnn-9-5-5", "srcnn-9-1-5");
	}

	@Override
	public Architecture architecture(final MatchResult name) {
		final int middle = Integer.parseInt(name.group(1));
		return new Architecture(name.group(), "SRCNN, works on the enlarged image",
			List.of(CITE), false, (scale, channels, seed) -> create(scale, channels,
				middle, seed));
	}

	@Override
	public Optional<String> recognize(final TensorShapes tensors) {
		return Optional.of("srcnn-9-" + tensors.length("middle_w", 3) + "-5");
	}

	/**
	 * Makes an untrained SRCNN.
	 *
	 * @param scale 1 (same size) to 4
	 * @param channels 1, or 3 for red, green and blue
	 * @param middle side of the middle kernel: 1 or 5
	 * @param seed of the initial weights
	 */
	static ScriptModule create(final int scale, final int channels,
		final int middle, final long seed)
	{
		final ScriptModule net = new ScriptModule("SRCNN", seed);
		final int lost = 4 + middle / 2 + 2; // pixels that the convolutions crop
		final int margin = (lost + scale - 1) / scale; // the same at the input's size
		net.line("x", ScriptModule.padded("x", margin + (scale == 1 ? 0
			: BicubicLayer.HALO)));
		if (scale > 1) BicubicLayer.add(net, "x", scale, channels);
		crop(net, margin * scale - lost);
		net.line("x", "torch.relu(" + net.conv("first", "x", channels, FIRST, 9,
			0) + ")");
		net.line("x", "torch.relu(" + net.conv("middle", "x", FIRST, SECOND, middle,
			0) + ")");
		net.line("x", net.conv("last", "x", SECOND, channels, 5, 0));
		passThrough(net.variable("first_w"), channels);
		passThrough(net.variable("middle_w"), channels);
		Arrays.fill(net.variable("last_w").values(), 0);
		passThrough(net.variable("last_w"), channels);
		return net;
	}

	private static void crop(final ScriptModule net, final int width) {
		if (width == 0) return;
		for (int axis = 2; axis <= 3; axis++)
			net.line("x", "torch.slice(x, " + axis + ", " + width + ", -" + width +
				", 1)");
	}

	/** Makes the first features copies of the first inputs. */
	private static void passThrough(final ScriptModule.Variable weights,
		final int channels)
	{
		final int perOutput = weights.values().length / weights.shape()[0];
		final int perKernel = perOutput / weights.shape()[1];
		for (int c = 0; c < channels; c++) {
			Arrays.fill(weights.values(), c * perOutput, (c + 1) * perOutput, 0);
			weights.values()[c * perOutput + c * perKernel + perKernel / 2] = 1;
		}
	}
}
