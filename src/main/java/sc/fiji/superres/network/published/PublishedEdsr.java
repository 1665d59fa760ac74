package sc.fiji.superres.network.published;

import java.io.IOException;
import java.util.List;

import sc.fiji.superres.model.About.Citation;
import sc.fiji.superres.network.weights.TensorShapes;

/**
 * EDSR (Lim et al. 2017) by the names of its authors' program EDSR-PyTorch,
 * {@code body.0.body.0}.
 * <p>
 * Values are from 0 to 255 or to 1 inside, which shows in the mean of DIV2K: it is
 * subtracted and added by 1x1 convolutions among the weights. Other programs do
 * without the mean, though some still store it. Residuals are multiplied by 0.1 from
 * 256 features on, as in the published networks.
 * </p>
 */
final class PublishedEdsr implements Layout {

	static final List<Citation> CITE = List.of(new Citation("B. Lim, S. Son, H. " +
		"Kim, S. Nah, K. M. Lee: Enhanced Deep Residual Networks for Single Image " +
		"Super-Resolution, CVPR Workshops 2017", "10.1109/CVPRW.2017.151", ""));

	/** Number of features from which on residuals are multiplied by 0.1. */
	private static final int WIDE = 256;

	private static final String SUBTRACT = "sub_mean";
	private static final String ADD = "add_mean";

	/** The mean of red is 0.45 times the range. */
	private static final double LARGEST_OF_1 = 1;
	private static final double LEAST_OF_255 = 64;

	@Override
	public String name() {
		return "EDSR (EDSR-PyTorch)";
	}

	@Override
	public List<Citation> cite() {
		return CITE;
	}

	@Override
	public boolean fits(final TensorShapes tensors) {
		return tensors.length("head.0.weight", 0) > 0 && tensors.length(
			"body.0.body.0.weight", 3) == 3;
	}

	@Override
	public boolean hasUnitForm() {
		return true;
	}

	@Override
	public PublishedNetwork build(final Layers net) throws IOException {
		final int features = net.outputs("head.0");
		final int channels = head(net, features);
		int blocks = 0;
		for (; net.has("body." + blocks + ".body.0"); blocks++)
			block(net, "body." + blocks + ".body.0", "body." + blocks + ".body.2",
				features);
		final int scale = tail(net, "body." + blocks, "tail.0", "tail.1", features,
			channels);
		return net.end(features + " features x " + blocks + " blocks", scale,
			channels);
	}

	/**
	 * Adds the head that the programs of these authors share, whose result is kept
	 * as {@code h}.
	 *
	 * @return the channels
	 */
	static int head(final Layers net, final int features) throws IOException {
		final int channels = net.inputs("head.0");
		net.line("x", shifted(net) ? net.conv(SUBTRACT, "torch.mul(x, " + range(net,
			channels) + ")", channels, channels, 1) : net.inside("x"));
		net.line("x", net.conv("head.0", "x", channels, features, 3));
		net.line("h", "x");
		return channels;
	}

	/** Adds a residual block from and to {@code x}. */
	static void block(final Layers net, final String first,
		final String second, final int features) throws IOException
	{
		block(net, first, second, features, 3, features >= WIDE ? "0.1" : "1");
	}

	/**
	 * Adds a residual block from and to {@code x}.
	 *
	 * @param side of the kernels
	 * @param share what the residual is multiplied by
	 */
	static void block(final Layers net, final String first,
		final String second, final int features, final int side,
		final String share) throws IOException
	{
		final String hidden = "torch.relu_(" + net.conv(first, "x", features,
			features, side) + ")";
		net.line("x", "torch.add(x, " + net.conv(second, hidden, features, features,
			side) + ", alpha=" + share + ")");
	}

	/**
	 * Adds the last convolution of the body and the tail.
	 *
	 * @param body name of the convolution
	 * @param up name of the enlargement
	 * @param last name of the convolution after it
	 * @return the scale
	 */
	static int tail(final Layers net, final String body, final String up,
		final String last, final int features, final int channels)
		throws IOException
	{
		net.line("x", "torch.add(h, " + net.conv(body, "x", features, features, 3) +
			")");
		final int scale = net.upsample(up, features);
		net.line("x", net.conv(last, "x", features, channels, 3));
		net.line("x", shifted(net) ? "torch.div(" + net.conv(ADD, "x", channels,
			channels, 1) + ", " + range(net, channels) + ")" : net.outside("x"));
		if (net.unit()) {
			net.ignore(SUBTRACT + ".");
			net.ignore(ADD + ".");
		}
		return scale;
	}

	/** Returns whether a mean is subtracted and added. */
	private static boolean shifted(final Layers net) {
		return net.has(SUBTRACT) && !net.unit();
	}

	/** Returns the largest value inside, by the mean that is subtracted. */
	private static String range(final Layers net, final int channels)
		throws IOException
	{
		double mean = 0;
		for (final float value : net.take(SUBTRACT + ".bias", channels).values())
			mean = Math.max(mean, Math.abs(value));
		if (mean > LARGEST_OF_1 && mean < LEAST_OF_255) throw new IOException(
			"it subtracts a mean of " + (float) mean + ", which is neither that of " +
				"values up to 255 nor of values up to 1");
		return mean > LARGEST_OF_1 ? "255.0" : "1.0";
	}
}
