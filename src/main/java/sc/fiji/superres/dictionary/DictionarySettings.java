package sc.fiji.superres.dictionary;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.model.About.Citation;

/**
 * How a dictionary is trained.
 *
 * @param feature the features of a patch
 * @param patch side of a patch in low-resolution pixels; 0 for {@link #PATCH},
 *          at a scale of 1 {@link #SAME_SIZE_PATCH}
 * @param atoms number of anchors
 * @param clustering how the anchors are found
 * @param association how the regressor of each is fitted
 * @param patches largest number of training patches
 * @param seed seed of the random numbers
 */
public record DictionarySettings(Feature feature, int patch, int atoms,
	Clustering clustering, Association association, int patches, long seed)
{

	/** Default side of a patch if the image is enlarged. */
	public static final int PATCH = 3;

	/** Default side of a patch at a scale of 1. */
	public static final int SAME_SIZE_PATCH = 5;

	/** Largest side of a patch in HR pixels. */
	public static final int LARGEST = 50;

	private static final int MOST_ATOMS = 65_536;
	private static final int MOST_PATCHES = 50_000_000;

	/**
	 * Checks the numbers.
	 *
	 * @throws IllegalArgumentException if one is out of range; the message states
	 *           it
	 */
	public DictionarySettings {
		require("patch", patch, 0, LARGEST);
		require("atoms", atoms, 1, MOST_ATOMS);
		require("patches", patches, 1, MOST_PATCHES);
	}

	/**
	 * Returns the side of the smallest LR plane that contains a patch and the
	 * pixels that its features depend on.
	 */
	public int smallest(final int scale) {
		return shape(scale).window();
	}

	/**
	 * Returns the size of patches.
	 *
	 * @throws IllegalArgumentException if they are larger than 50 x 50 pixels at
	 *           high resolution
	 */
	PatchShape shape(final int scale) {
		final int side = patch > 0 ? patch : scale == 1 ? SAME_SIZE_PATCH : PATCH;
		if (side * scale > LARGEST) throw new WrongUsage("patch=" +
			side + ": patches would have " + side * scale + " x " + side * scale +
			" pixels at high resolution, at most " + LARGEST + " x " + LARGEST +
			" are possible: choose at most " + LARGEST / scale);
		return PatchShape.of(scale, side, feature);
	}

	/** Returns this as the settings of a package, in order. */
	public Map<String, Object> toMap() {
		final Map<String, Object> map = new LinkedHashMap<>();
		map.put("feature", feature.toString());
		map.put("atoms", atoms);
		map.put("clustering", clustering.toString());
		map.put("association", association.toString());
		map.put("patches", patches);
		return map;
	}

	/** Returns what users of such a dictionary should cite. */
	public List<Citation> cite() {
		final List<Citation> cite = new ArrayList<>(List.of(association.cite()));
		clustering.cite().ifPresent(cite::add);
		return cite;
	}

	private static void require(final String name, final int value,
		final int least, final int most)
	{
		if (value < least || value > most) throw new WrongUsage(name +
			"=" + value + ": it must be " + least + " to " + most);
	}
}
