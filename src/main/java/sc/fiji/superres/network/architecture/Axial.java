package sc.fiji.superres.network.architecture;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import sc.fiji.superres.model.About.Citation;
import sc.fiji.superres.network.weights.TensorShapes;

/**
 * EDSR with an axial tail: it enlarges y alone, to restore the z axis of stacks
 * in their xz and yz planes.
 * <p>
 * (N, 1, H, W) to (N, 1, k H, W). The body is that of {@link Edsr}, all at the
 * low resolution. One convolution makes k values of each pixel, to which those of
 * bicubic interpolation along y are added; they become k rows. So training
 * starts at the figure of bicubic. 24 features and 6 blocks have 68,692
 * parameters for a scale of 4.
 * </p>
 * <p>
 * Trained on the planes of a stack that were made coarse along one axis, it
 * needs no other images: M. Weigert et al. 2018, and C. Zhao et al. 2021 for
 * magnetic resonance images. Names: {@code axial-24x6} by features and blocks.
 * </p>
 */
final class Axial implements Family {

	private static final Citation CITE_CARE = new Citation("M. Weigert, U. " +
		"Schmidt, T. Boothe, A. Mueller, A. Dibrov, A. Jain et al.: Content-Aware " +
		"Image Restoration: Pushing the Limits of Fluorescence Microscopy, Nature " +
		"Methods 15 (2018) 1090-1097", "10.1038/s41592-018-0216-7", "");

	private static final Citation CITE_SMORE = new Citation("C. Zhao, B. E. " +
		"Dewey, D. L. Pham, P. A. Calabresi, D. S. Reich, J. L. Prince: SMORE: A " +
		"Self-Supervised Anti-Aliasing and Super-Resolution Algorithm for MRI " +
		"Using Deep Learning, IEEE Transactions on Medical Imaging 40 (2021) " +
		"805-817", "10.1109/TMI.2020.3037187", "");

	private static final Pattern NAMES = Pattern.compile(
		"axial-([1-9][0-9]{0,3})x([1-9][0-9]{0,2})");

	@Override
	public Pattern names() {
		return NAMES;
	}

	/** None: it takes the planes of a stack, not a folder of images. */
	@Override
	public List<String> examples() {
		return List.of();
	}

	@Override
	public Architecture architecture(final MatchResult name) {
		final int features = Integer.parseInt(name.group(1));
		final int blocks = Integer.parseInt(name.group(2));
		return Architecture.axial(name.group(), "EDSR body, tail that enlarges one " +
			"axis; " + features + " features x " + blocks + " blocks", List.of(
				CITE_CARE, CITE_SMORE, Edsr.CITE), (scale, channels, seed) -> create(
					scale, features, blocks, seed));
	}

	@Override
	public Optional<String> recognize(final TensorShapes tensors) {
		final int features = tensors.length("head_w", 0);
		if (tensors.length("rows_w", 0) == 0) return Optional.empty();
		return Optional.of("axial-" + features + "x" + tensors.count(i -> "block" +
			i + "_first_w", features, features, 3, 3));
	}

	private static ScriptModule create(final int scale, final int features,
		final int blocks, final long seed)
	{
		final ScriptModule net = new ScriptModule("Axial", seed);
		net.line("up", ScriptModule.padded("x", 0, BicubicLayer.HALO));
		BicubicLayer.addRows(net, "up", scale);
		Edsr.body(net, 1, features, blocks);
		net.line("x", "torch.add(" + net.conv("rows", "x", features, scale, 3, 1) +
			", up)");
		Arrays.fill(net.variable("rows_w").values(), 0);
		// (N, k, H, W) to (N, H, k, W), (N, k H, W) and (N, 1, k H, W).
		net.line("x", "torch.permute(x, [0, 2, 1, 3])");
		net.line("x", "torch.unsqueeze(torch.flatten(x, 1, 2), 1)");
		return net;
	}
}
