package sc.fiji.superres.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import sc.fiji.superres.file.SafeYaml;

/**
 * How a model was trained, so that the training can be repeated.
 *
 * @param command the command line that reproduces it
 * @param seed seed of its random numbers
 * @param data the folder of training images
 * @param degradation how the low-resolution images were made
 * @param settings architecture, steps, patch, batch, ... in order
 * @param figures its scores
 */
public record Provenance(String command, long seed, String data,
	String degradation, Map<String, Object> settings, List<Figure> figures)
{

	/** The entry of a description's {@code config} that holds it. */
	public static final String KEY = "superres";

	/** The setting that holds the number of trained values. */
	public static final String PARAMETERS = "parameters";

	/** The setting that says where a model that was not trained here is from. */
	public static final String SOURCE = "source";

	/**
	 * The setting that is true where each pixel of the result depends on the whole
	 * image, so that no tile can be enlarged on its own.
	 */
	public static final String WHOLE = "needs the whole image";

	public Provenance {
		settings = SafeYaml.copy(settings);
		figures = List.copyOf(figures);
	}

	/**
	 * A score on a set of images that were not trained on.
	 *
	 * @param set the images, for example {@code Set5}
	 * @param metric what is measured, for example {@code PSNR (dB)}
	 * @param bicubic score of bicubic interpolation
	 * @param model score of the model
	 */
	public record Figure(String set, String metric, double bicubic,
		double model)
	{

		private static final String VALIDATION = "validation set";

		/**
		 * Returns the PSNR on the validation set, by which a training chose its
		 * best step.
		 *
		 * @param images number of them
		 * @param bicubic PSNR of bicubic interpolation in dB
		 * @param model PSNR of the model in dB
		 */
		public static Figure validation(final int images, final double bicubic,
			final double model)
		{
			return new Figure(VALIDATION + " (" + images + (images == 1 ? " image)"
				: " images)"), "PSNR (dB)", bicubic, model);
		}

		/** Returns whether the images are the validation set of the training. */
		public boolean isValidation() {
			return set.startsWith(VALIDATION);
		}

		/** Returns this in words. */
		public String describe() {
			return String.format(Locale.ROOT, "%s on the %s: %.2f, bicubic %.2f",
				metric, set, model, bicubic);
		}

		private Map<String, Object> toMap() {
			final Map<String, Object> map = new LinkedHashMap<>();
			map.put("set", set);
			map.put("metric", metric);
			map.put("bicubic", bicubic);
			map.put("model", model);
			return map;
		}

		private static Figure of(final Map<?, ?> map) {
			return new Figure(text(map, "set"), text(map, "metric"), number(map,
				"bicubic"), number(map, "model"));
		}
	}

	/** Returns a copy with one more setting. */
	public Provenance with(final String setting, final Object value) {
		final Map<String, Object> more = new LinkedHashMap<>(settings);
		more.put(setting, value);
		return new Provenance(command, seed, data, degradation, more, figures);
	}

	/** Returns whether the model was trained elsewhere, and imported. */
	public boolean isImported() {
		return settings.containsKey(SOURCE);
	}

	/** Returns whether the package says that no tile can be enlarged on its own. */
	public boolean needsTheWholeImage() {
		return Boolean.TRUE.equals(settings.get(WHOLE));
	}

	/** Returns this as the entry {@link #KEY} of a description. */
	public Map<String, Object> toMap() {
		final Map<String, Object> map = new LinkedHashMap<>();
		map.put("command", command);
		map.put("seed", seed);
		map.put("data", data);
		map.put("degradation", degradation);
		map.put("settings", settings);
		map.put("figures", figures.stream().map(Figure::toMap).toList());
		return map;
	}

	/**
	 * Reads the entry {@link #KEY}; missing values are empty or NaN.
	 *
	 * @param config the free entries of a description
	 */
	public static Optional<Provenance> of(final Map<String, Object> config) {
		if (!(config.get(KEY) instanceof Map<?, ?> map)) return Optional.empty();
		final Map<String, Object> settings = new LinkedHashMap<>();
		if (map.get("settings") instanceof Map<?, ?> entries) {
			entries.forEach((key, value) -> settings.put(key.toString(), value));
		}
		final List<Figure> figures = new ArrayList<>();
		if (map.get("figures") instanceof List<?> entries) {
			for (final Object entry : entries) {
				if (entry instanceof Map<?, ?> figure) figures.add(Figure.of(figure));
			}
		}
		final long seed = map.get("seed") instanceof Number number ? number
			.longValue() : 0;
		return Optional.of(new Provenance(text(map, "command"), seed, text(map,
			"data"), text(map, "degradation"), settings, figures));
	}

	// -- Helper methods --

	private static String text(final Map<?, ?> map, final String key) {
		final Object value = map.get(key);
		return value == null ? "" : value.toString();
	}

	private static double number(final Map<?, ?> map, final String key) {
		return map.get(key) instanceof Number number ? number.doubleValue()
			: Double.NaN;
	}
}
