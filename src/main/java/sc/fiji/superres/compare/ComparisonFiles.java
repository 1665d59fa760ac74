package sc.fiji.superres.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Names of the files that a comparison writes to its folder of figures at one
 * scale, which is part of each name. Names are unique, ignoring case.
 */
final class ComparisonFiles {

	private static final String PLOT = ".plot.png";

	private final String scale;
	private final Map<String, String> names = new HashMap<>();
	private final Set<String> taken = new HashSet<>();

	ComparisonFiles(final int scale) {
		this.scale = "-x" + scale;
	}

	/**
	 * Returns all possible file names.
	 *
	 * @param images in their order
	 * @param bounds whether bounds of errors are compared
	 */
	List<String> all(final List<String> images, final boolean bounds) {
		final List<String> all = new ArrayList<>();
		all.add(time());
		if (bounds) all.addAll(List.of(bounds("calibration"), bounds(
			"sparsification")));
		for (final String score : new String[] { "psnr", "ssim" }) {
			all.add(distribution(score));
			images.forEach(image -> all.add(slices(image, score)));
		}
		images.forEach(image -> all.add(figure(image)));
		return all;
	}

	/** Names the picture of an image by each method. */
	String figure(final String image) {
		return unique(image.replaceFirst("(?<=.)\\.[^.]*$", ""), scale, ".png");
	}

	/** Names the plot of a score over the slices of an image. */
	String slices(final String image, final String score) {
		return unique(image, "-" + score + scale, PLOT);
	}

	/** Names the plot of how a score is distributed. */
	String distribution(final String score) {
		return score + "-distribution" + scale + PLOT;
	}

	/** Names the plot of PSNR against time. */
	String time() {
		return "psnr-time" + scale + PLOT;
	}

	/** Names a plot of how well the bounds of errors hold. */
	String bounds(final String what) {
		return what + scale + PLOT;
	}

	// -- Helper methods --

	private String unique(final String image, final String what,
		final String ending)
	{
		return names.computeIfAbsent(image + what + ending, key -> {
			final String stem = image.replaceAll("[\\p{Cntrl}\\\\/:*?\"<>|]", "_") +
				what;
			String name = stem + ending;
			for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++)
				name = stem + "-" + i + ending;
			return name;
		});
	}
}
