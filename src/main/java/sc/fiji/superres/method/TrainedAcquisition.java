package sc.fiji.superres.method;

import java.util.List;
import java.util.Map;

import sc.fiji.superres.model.Provenance;

/**
 * What acquisitions a model was trained to undo.
 *
 * @param blurred whether it was trained on images blurred beyond their sampling
 * @param noisy whether it was trained on noise
 * @param settings the numbers, as a training writes them into the package
 */
public record TrainedAcquisition(boolean blurred, boolean noisy,
	Map<String, Object> settings)
{

	/** Trained without blur and noise, on sharp images that were shrunk. */
	static final TrainedAcquisition IDEAL = new TrainedAcquisition(false, false,
		Map.of());

	/**
	 * Noise below this fraction of the range does not count: rounding to 8 bits,
	 * and the shot noise of images with many photons.
	 */
	private static final double LEAST_NOISE = 0.003;

	/** Reads it from the training settings in the package. */
	static TrainedAcquisition of(final Provenance provenance) {
		final Map<String, Object> settings = provenance.settings();
		return new TrainedAcquisition(settings.containsKey("sigma") || settings
			.containsKey("blur"), "blind-spot".equals(settings.get("supervision")) ||
				settings.containsKey("photons") || highest(settings.get(
					"read noise")) > LEAST_NOISE, settings);
	}

	private static double highest(final Object value) {
		if (value instanceof final List<?> range) return range.stream().mapToDouble(
			TrainedAcquisition::highest).max().orElse(0);
		return value instanceof final Number number ? number.doubleValue() : 0;
	}

	/** Returns a short description. */
	public String describe() {
		if (noisy) return blurred ? "noisy, blurred images" : "noisy images";
		return blurred ? "blurred images with little noise"
			: "sharp images without noise";
	}
}
