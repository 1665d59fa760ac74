package sc.fiji.superres.method;

import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

import sc.fiji.superres.model.Provenance;

/**
 * What acquisitions a model was trained to undo.
 *
 * @param blur how much the images were blurred beyond their sampling; a model of
 *          sharp images may have seen a little blur, too
 * @param noisy whether it was trained on noise
 * @param settings the numbers, as a training writes them into the package
 */
public record TrainedAcquisition(BlurLevel blur, boolean noisy,
	Map<String, Object> settings)
{

	/** Trained without blur and noise, on sharp images that were shrunk. */
	static final TrainedAcquisition IDEAL = new TrainedAcquisition(
		BlurLevel.SHARP, false, Map.of());

	/**
	 * Noise below this fraction of the range does not count: rounding to 8 bits,
	 * and the shot noise of images with many photons.
	 */
	private static final double LEAST_NOISE = 0.003;

	/** Reads it from the training settings in the package. */
	static TrainedAcquisition of(final Provenance provenance) {
		final Map<String, Object> settings = provenance.settings();
		return new TrainedAcquisition(blur(settings), "blind-spot".equals(settings.get(
			"supervision")) || settings.containsKey("photons") || highest(settings.get(
				"read noise")) > LEAST_NOISE, settings);
	}

	private static BlurLevel blur(final Map<String, Object> settings) {
		if (settings.containsKey("blur")) return BlurLevel.BLURRED;
		final double scale = Math.max(1, highest(settings.get("scale")));
		final Object sigma = settings.get("sigma");
		return BlurLevel.trained(values(sigma).min().orElse(0) / scale, highest(
			sigma) / scale);
	}

	private static double highest(final Object value) {
		return values(value).max().orElse(0);
	}

	/** Returns a number, or both ends of a range. */
	private static DoubleStream values(final Object value) {
		return (value instanceof final List<?> range ? range.stream() : Stream.ofNullable(
			value)).filter(Number.class::isInstance).mapToDouble(
				number -> ((Number) number).doubleValue());
	}

	/**
	 * Returns whether it learned from images that were shrunk in several ways: how an
	 * image was sampled is not measurable.
	 */
	public boolean severalSamplings() {
		return settings.get("kernels") instanceof final List<?> kernels && kernels
			.size() > 1;
	}

	/** Returns a short description. */
	public String describe() {
		return switch (blur) {
			case SHARP -> noisy ? "noisy images" : "sharp images without noise";
			case SOFT -> noisy ? "noisy, slightly blurred images"
				: "slightly blurred images with little noise";
			case BLURRED -> noisy ? "noisy, blurred images"
				: "blurred images with little noise";
		};
	}
}
