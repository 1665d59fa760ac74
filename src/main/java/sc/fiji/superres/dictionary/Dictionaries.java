package sc.fiji.superres.dictionary;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import sc.fiji.superres.file.Tensor;
import sc.fiji.superres.file.YamlMap;
import sc.fiji.superres.model.About;
import sc.fiji.superres.model.ArrayPackage;
import sc.fiji.superres.model.ModelCard;
import sc.fiji.superres.model.Provenance;
import sc.fiji.superres.model.TrainingData;

/** Reads and writes dictionaries as packages. */
public final class Dictionaries {

	private static final String SCALE = "scale";
	private static final String PATCH = "patch";
	private static final String FEATURES = "features";
	private static final String ANCHORS = "anchors";
	private static final String REGRESSORS = "regressors";

	private Dictionaries() {
		// Static methods only.
	}

	/**
	 * Opens a dictionary.
	 *
	 * @param path a package: folder or zip
	 * @throws IOException if it is damaged, lacks an array, or its arrays do not
	 *           match; the message says which
	 */
	public static Dictionary open(final Path path) throws IOException {
		return of(ArrayPackage.read(path), path);
	}

	/**
	 * Returns the dictionary in a package that was read.
	 *
	 * @param path path of the package, for messages
	 * @throws IOException if it lacks an array, or its arrays do not match; the
	 *           message says which
	 */
	public static Dictionary of(final ArrayPackage arrays, final Path path)
		throws IOException
	{
		try {
			return new Dictionary(scale(arrays.settings()), arrays.settings()
				.integer(PATCH), arrays.array(FEATURES), arrays.array(ANCHORS), arrays
					.array(REGRESSORS));
		}
		catch (final IllegalArgumentException e) {
			throw new IOException(path + " is damaged: " + e.getMessage(), e);
		}
	}

	/** Reads the scale from the settings of a package. */
	public static int scale(final YamlMap settings) throws IOException {
		return settings.integer(SCALE);
	}

	/**
	 * Writes a dictionary as a package; reading it back is exact.
	 *
	 * @param about name, authors, license
	 * @param provenance how it was trained, with its scores
	 * @param data the training images
	 * @param folder folder of the package
	 * @param overwrite whether an existing package may be replaced
	 */
	public static void write(final Dictionary dictionary, final About about,
		final Provenance provenance, final TrainingData data, final Path folder,
		final boolean overwrite) throws IOException
	{
		final Map<String, Tensor> arrays = new LinkedHashMap<>();
		arrays.put(FEATURES, dictionary.features());
		arrays.put(ANCHORS, dictionary.anchors());
		arrays.put(REGRESSORS, dictionary.regressors());
		final Map<String, Object> settings = new LinkedHashMap<>();
		settings.put(SCALE, dictionary.scale());
		settings.put(PATCH, dictionary.patch());
		ArrayPackage.write(folder, overwrite, new ArrayPackage.Content(about,
			settings, arrays, provenance, ModelCard.of(about, use(dictionary),
				provenance, data), data.toText()));
	}

	private static String use(final Dictionary dictionary) {
		final int side = dictionary.patch() * dictionary.scale();
		return "It " + (dictionary.scale() == 1 ? "sharpens images at the same size"
			: "enlarges images by " + dictionary.scale()) +
			", each channel on its own, whatever its intensities. Each patch of " +
			dictionary.patch() + " x " + dictionary.patch() + " pixels is compared " +
			"with " + dictionary.atoms() + " anchors; the regressor of the nearest " +
			"makes " + side + " x " + side + " pixels of it. `features.npy` are the " +
			"filters that a patch is compared by, `anchors.npy` the anchors and " +
			"`regressors.npy` their regressors. It holds numbers only, no program.";
	}
}
