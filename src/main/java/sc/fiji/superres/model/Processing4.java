package sc.fiji.superres.model;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import sc.fiji.superres.file.YamlMap;

/**
 * Converts processing steps between format 0.4 and {@link Processing}, which
 * has the form of format 0.5.
 * <p>
 * 0.4 writes axes as letters without the batch, and has {@code mode}: per
 * sample is without the batch axis, per dataset with it, and fixed values are
 * another step in 0.5. 0.4 has no step that only sets the data type, because
 * all its tensors are float32.
 * </p>
 */
final class Processing4 {

	private static final String MODE = "mode";
	private static final String AXES = "axes";
	private static final String AXIS = "axis";
	private static final String NORMALISE = "zero_mean_unit_variance";
	private static final String FIXED = "fixed_" + NORMALISE;
	private static final List<String> NAMES = List.of("batch", "channel", "y",
		"x");

	private Processing4() {
		// Static methods only.
	}

	static Processing read(final String name, final YamlMap kwargs)
		throws IOException
	{
		final Map<String, Object> map = new LinkedHashMap<>(kwargs.values());
		final String mode = kwargs.text(MODE, "per_sample");
		final String letters = kwargs.text(AXES, "");
		map.remove(MODE);
		map.remove(AXES);
		if (NORMALISE.equals(name) && map.get("mean") != null) {
			map.remove("eps");
			return new Processing(FIXED, perChannel(map, "mean"));
		}
		if ("scale_linear".equals(name)) return new Processing(name, perChannel(map,
			"gain"));
		if (!letters.isEmpty()) {
			final List<String> axes = axes(mode, letters);
			if (!axes.equals(NAMES)) map.put(AXES, axes);
		}
		return new Processing(name, map);
	}

	/** Returns the step as an entry of a description, if it has a counterpart. */
	static Optional<Map<String, Object>> write(final Processing step) {
		if ("ensure_dtype".equals(step.name())) return Optional.empty();
		final Map<String, Object> kwargs = new LinkedHashMap<>(step.kwargs());
		String name = step.name();
		switch (name) {
			case FIXED:
				name = NORMALISE;
				kwargs.put(MODE, "fixed");
				kwargs.put(AXES, letters(kwargs.remove(AXIS) == null ? NAMES : List.of(
					"y", "x")));
				break;
			case "scale_linear":
				if (kwargs.remove(AXIS) != null) kwargs.put(AXES, "yx");
				break;
			case NORMALISE, "scale_range", "scale_mean_variance":
				final List<?> axes = kwargs.get(AXES) instanceof List<?> list ? list
					: NAMES;
				kwargs.put(MODE, axes.contains("batch") ? "per_dataset" : "per_sample");
				kwargs.put(AXES, letters(axes));
				break;
			default:
				break;
		}
		final Map<String, Object> map = new LinkedHashMap<>();
		map.put("name", name);
		if (!kwargs.isEmpty()) map.put("kwargs", kwargs);
		return Optional.of(map);
	}

	// -- Helper methods --

	private static Map<String, Object> perChannel(final Map<String, Object> map,
		final String key)
	{
		if (map.get(key) instanceof List) map.put(AXIS, "channel");
		return map;
	}

	private static List<String> axes(final String mode, final String letters) {
		final List<String> axes = new ArrayList<>();
		for (final String name : NAMES) {
			final boolean there = "batch".equals(name) ? "per_dataset".equals(mode)
				: letters.indexOf(name.charAt(0)) >= 0;
			if (there) axes.add(name);
		}
		return axes;
	}

	private static String letters(final List<?> axes) {
		final StringBuilder letters = new StringBuilder();
		for (final String name : NAMES) {
			if (!"batch".equals(name) && axes.contains(name)) letters.append(name
				.charAt(0));
		}
		return letters.toString();
	}
}
