package sc.fiji.superres.dictionary;

import java.util.Arrays;

import sc.fiji.superres.file.Tensor;

/**
 * An association dictionary, which maps LR patches to HR patches.
 * <p>
 * There is a patch at each LR pixel. Its features are linear in the pixels of
 * the patch and its surroundings: one filter per feature. The anchor with the
 * largest correlation, positive or negative, selects the regressor that
 * predicts from the features the difference between the HR patch and bicubic
 * interpolation. Patches overlap and are averaged. For given anchors, the
 * result is linear in the intensities, so that brightness and contrast do not
 * matter.
 * </p>
 *
 * @param scale high-resolution pixels per low-resolution pixel, at least 1
 * @param patch side of a patch in low-resolution pixels
 * @param features the filters, {@code [features, window, window]}, y before x;
 *          the patch is centered in the window
 * @param anchors {@code [atoms, features]}, each of length 1
 * @param regressors {@code [atoms, features, patch * scale, patch * scale]}, y
 *          before x
 */
public record Dictionary(int scale, int patch, Tensor features,
	Tensor anchors, Tensor regressors)
{

	/**
	 * Checks that the arrays match.
	 *
	 * @throws IllegalArgumentException if they do not; the message says which
	 */
	public Dictionary {
		if (scale < 1 || patch < 1) throw new IllegalArgumentException(
			"A dictionary of scale " + scale + " and patches of " + patch +
				" pixels is not possible: both must be at least 1");
		final int[] bank = features.shape();
		if (bank.length != 3 || bank[0] < 1 || bank[1] != bank[2] ||
			bank[1] < patch || (bank[1] - patch) % 2 != 0)
			throw new IllegalArgumentException("The features have the shape " + Arrays
				.toString(bank) + ": it must be [features, window, window], with a " +
				"patch of " + patch + " in the middle of each window");
		final int atoms = anchors.shape().length == 2 ? anchors.shape()[0] : 0;
		require("anchors", anchors, Math.max(1, atoms), bank[0]);
		require("regressors", regressors, atoms, bank[0], patch * scale, patch *
			scale);
		finite("features", features);
		finite("anchors", anchors);
		finite("regressors", regressors);
	}

	/** Returns the number of anchors. */
	public int atoms() {
		return anchors.shape()[0];
	}

	/** Returns the number of values of all arrays. */
	long parameters() {
		return (long) features.values().length + anchors.values().length +
			regressors.values().length;
	}

	/** Returns the number of features of a patch. */
	int dimensions() {
		return anchors.shape()[1];
	}

	PatchShape shape() {
		return new PatchShape(scale, patch, (features.shape()[1] - patch) / 2);
	}

	private static void finite(final String what, final Tensor tensor) {
		for (final float value : tensor.values())
			if (!Float.isFinite(value)) throw new IllegalArgumentException("The " +
				what + " hold the value " + value + ", but all must be finite");
	}

	private static void require(final String what, final Tensor tensor,
		final int... expected)
	{
		if (!Arrays.equals(tensor.shape(), expected))
			throw new IllegalArgumentException("The " + what + " have the shape " +
				Arrays.toString(tensor.shape()) + ", but must have " + Arrays.toString(
					expected));
	}
}
