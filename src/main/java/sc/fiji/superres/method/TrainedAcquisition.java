package sc.fiji.superres.method;

import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

import sc.fiji.superres.model.Provenance;

/**
 * What acquisitions a model was trained to undo.
 *
 * @param blurred whether it was trained on images blurred beyond their sampling;
 *          images that are sharp or blurred by little, as these cannot be told
 *          apart, are not
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

	/** Blur that is measured in sharp images, too, in pixels of the image. */
	private static final double LEAST_BLUR = 0.65;

	/** Reads it from the training settings in the package. */
	static TrainedAcquisition of(final Provenance provenance) {
		final Map<String, Object> settings = provenance.settings();
		return new TrainedAcquisition(settings.containsKey("blur") || blurs(
			settings), "blind-spot".equals(settings.get("supervision")) ||
				settings.containsKey("photons") || highest(settings.get(
					"read noise")) > LEAST_NOISE, settings);
	}

	private static boolean blurs(final Map<String, Object> settings) {
		final Object sigma = settings.get("sigma");
		return values(sigma).min().orElse(0) > 0 || highest(sigma) > LEAST_BLUR *
			Math.max(1, highest(settings.get("scale")));
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
		if (noisy) return blurred ? "noisy, blurred images" : "noisy images";
		return blurred ? "blurred images with little noise"
			: "sharp images without noise";
	}
}
