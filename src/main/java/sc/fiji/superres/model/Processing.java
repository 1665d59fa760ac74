package sc.fiji.superres.model;

import java.util.Map;

import sc.fiji.superres.file.SafeYaml;
import sc.fiji.superres.file.YamlMap;

/**
 * One step of a network's preprocessing or postprocessing.
 *
 * @param name its BioImage.IO name: {@code scale_linear}, {@code scale_range},
 *          {@code zero_mean_unit_variance},
 *          {@code fixed_zero_mean_unit_variance}, {@code clip},
 *          {@code ensure_dtype}, ...
 * @param kwargs its settings in the form of format 0.5: {@code axes} is a list
 *          of {@code batch}, {@code channel}, {@code y} and {@code x}
 */
public record Processing(String name, Map<String, Object> kwargs) {

	public Processing {
		kwargs = SafeYaml.copy(kwargs);
	}

	/**
	 * Returns a setting that is a number.
	 *
	 * @param key its name
	 * @param fallback value if it is not set
	 * @throws IllegalArgumentException if it is not a number
	 */
	public double number(final String key, final double fallback) {
		final Object value = kwargs.get(key);
		if (value == null) return fallback;
		try {
			return YamlMap.number(value);
		}
		catch (final NumberFormatException e) {
			throw new IllegalArgumentException(key + " of " + name + " is " + value +
				", but must be a number", e);
		}
	}
}
