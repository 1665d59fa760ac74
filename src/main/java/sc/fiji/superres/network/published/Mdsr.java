package sc.fiji.superres.network.published;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import sc.fiji.superres.model.About.Citation;
import sc.fiji.superres.network.weights.TensorShapes;

/**
 * MDSR (Lim et al. 2017) by the names of its authors' program EDSR-PyTorch: EDSR
 * for several scales, whose head, body and tail they share.
 * <p>
 * For each scale there are two residual blocks of 5x5 before the body,
 * {@code pre_process.0.0.body.0}, and an enlargement after it,
 * {@code upsample.0.0}; those of one scale are imported. Residuals are not
 * multiplied, unlike those of {@link PublishedEdsr}.
 * </p>
 */
final class Mdsr implements Layout {

	private static final String BEFORE = "pre_process.";
	private static final String UP = "upsample.";

	/** Residual blocks of a scale, and the side of their kernels. */
	private static final int OWN_BLOCKS = 2;
	private static final int OWN_SIDE = 5;

	@Override
	public String name() {
		return "MDSR (EDSR-PyTorch)";
	}

	@Override
	public List<Citation> cite() {
		return PublishedEdsr.CITE;
	}

	@Override
	public boolean fits(final TensorShapes tensors) {
		return tensors.length("head.0.weight", 0) > 0 && tensors.length(BEFORE +
			"0.0.body.0.weight", 0) > 0;
	}

	@Override
	public boolean hasUnitForm() {
		return true;
	}

	@Override
	public PublishedNetwork build(final Layers net) throws IOException {
		final int features = net.outputs("head.0");
		final List<Integer> scales = new ArrayList<>();
		for (int i = 0; net.has(BEFORE + i + ".0.body.0"); i++) {
			final String first = UP + i + ".0";
			net.take(first + ".weight", net.outputs(first), features, 3, 3);
			scales.add(net.enlargement(UP + i, features));
		}
		final int own = scales.indexOf(net.scale(scales));
		final int channels = PublishedEdsr.head(net, features);
		for (int i = 0; i < OWN_BLOCKS; i++)
			block(net, BEFORE + own + "." + i, features, OWN_SIDE);
		net.line("h", "x");
		int blocks = 0;
		for (; net.has("body." + blocks + ".body.0"); blocks++)
			block(net, "body." + blocks, features, 3);
		final int scale = PublishedEdsr.tail(net, "body." + blocks, UP + own, "tail.0",
			features, channels);
		for (int i = 0; i < scales.size(); i++) {
			net.ignore(BEFORE + i + ".");
			net.ignore(UP + i + ".");
		}
		return net.end(features + " features x " + blocks + " blocks", scale,
			channels);
	}

	private static void block(final Layers net, final String layer,
		final int features, final int side) throws IOException
	{
		PublishedEdsr.block(net, layer + ".body.0", layer + ".body.2", features, side,
			"1");
	}
}
