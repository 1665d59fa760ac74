package sc.fiji.superres.volume.zarr;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import sc.fiji.superres.file.Json;
import sc.fiji.superres.volume.zarr.OmeMetadata.Channel;
import sc.fiji.superres.volume.zarr.OmeMetadata.Window;

/**
 * The attributes of an OME-Zarr image: its levels, finest first, and the
 * metadata that each has.
 *
 * @param version of OME-NGFF
 * @param levels one or more
 */
record Multiscales(String version, List<Level> levels) {

	private static final String OMERO = "omero";
	private static final String TRANSFORMATIONS = "coordinateTransformations";
	private static final String SCALE = "scale";
	private static final String TRANSLATION = "translation";

	private static final Map<Character, String> TYPES = Map.of('t', "time", 'c',
		"channel", 'z', "space", 'y', "space", 'x', "space");

	/**
	 * A level of the pyramid.
	 *
	 * @param path of its array, relative to the image
	 */
	record Level(String path, OmeMetadata metadata) {}

	/** Scale and translation along the axes of the array. */
	private record Transformation(List<Double> scale,
		List<Double> translation)
	{

		/** Returns what this one and then another one do. */
		Transformation then(final Transformation next) {
			final List<Double> scales = new ArrayList<>();
			final List<Double> places = new ArrayList<>();
			for (int axis = 0; axis < scale.size(); axis++) {
				scales.add(scale.get(axis) * next.scale.get(axis));
				places.add(translation.get(axis) * next.scale.get(axis) +
					next.translation.get(axis));
			}
			return new Transformation(scales, places);
		}
	}

	/**
	 * Reads the attributes of an image.
	 *
	 * @param json those of the group; of version 0.5, the entry {@code ome}
	 * @throws IOException if they are those of labels, of a plate, of a
	 *           collection, of an unsupported version, or not whole
	 */
	static Multiscales parse(final Json json) throws IOException {
		checkKind(json);
		final Json image = json.children("multiscales").get(0);
		final String version = json.text("version", image.text("version", ""));
		if (!OmeLayout.VERSIONS.contains(version)) throw json.failure(
			"it is an image of OME-Zarr " + (version.isEmpty() ? "without a version"
				: version) + ", but only " + String.join(" and ", OmeLayout.VERSIONS) +
				" are supported");
		final StringBuilder axes = new StringBuilder();
		final List<String> units = new ArrayList<>();
		for (final Json axis : image.children("axes")) {
			axes.append(axis.text("name")).append(' ');
			units.add(axis.text("unit", ""));
		}
		final String names = axes.toString().replaceAll("(.) ", "$1");
		if (!OmeMetadata.isOrdered(names)) throw json.failure("its axes are " + axes
			.toString().strip() + ", where some of t c z y x, in this order, are due");
		final Transformation whole = transformation(image, names.length());
		final String name = image.text("name", "");
		final List<Channel> channels = channels(json);
		final List<Level> levels = new ArrayList<>();
		for (final Json dataset : image.children("datasets")) {
			final Transformation all = transformation(dataset, names.length()).then(
				whole);
			levels.add(new Level(dataset.text("path"), new OmeMetadata(name, names,
				spread(names, units, ""), spread(names, all.scale, 1.0), spread(names,
					all.translation, 0.0), channels)));
		}
		if (levels.isEmpty()) throw json.failure("the image has no datasets");
		if (levels.stream().anyMatch(level -> level.metadata.scale().subList(0, 3)
			.stream().anyMatch(size -> !(size > 0)))) throw json.failure(
				"the size of a pixel is not positive");
		return new Multiscales(version, levels);
	}

	/** Returns the attributes; of version 0.5, the entry {@code ome}. */
	JsonObject json() {
		final OmeMetadata first = levels.get(0).metadata;
		final JsonObject image = new JsonObject();
		if ("0.4".equals(version)) image.addProperty("version", version);
		image.addProperty("name", first.name());
		final JsonArray axes = new JsonArray();
		for (final char name : first.axes().toCharArray()) {
			final JsonObject axis = new JsonObject();
			axis.addProperty("name", Character.toString(name));
			axis.addProperty("type", TYPES.get(name));
			final String unit = first.units().get(OmeMetadata.ORDER.indexOf(name));
			if (!unit.isEmpty()) axis.addProperty("unit", unit);
			axes.add(axis);
		}
		image.add("axes", axes);
		final JsonArray datasets = new JsonArray();
		for (final Level level : levels) {
			final JsonObject dataset = new JsonObject();
			dataset.addProperty("path", level.path);
			final JsonArray steps = new JsonArray();
			steps.add(step(SCALE, level.metadata.axes(), level.metadata.scale()));
			steps.add(step(TRANSLATION, level.metadata.axes(), level.metadata
				.translation()));
			dataset.add(TRANSFORMATIONS, steps);
			datasets.add(dataset);
		}
		image.add("datasets", datasets);
		image.addProperty("type", "mean");
		final JsonArray images = new JsonArray();
		images.add(image);
		final JsonObject json = new JsonObject();
		if (!"0.4".equals(version)) json.addProperty("version", version);
		json.add("multiscales", images);
		if (!first.channels().isEmpty()) json.add(OMERO, omero(first));
		return json;
	}

	// -- Helper methods --

	private static void checkKind(final Json json) throws IOException {
		if (json.has("plate")) {
			final List<Json> wells = json.child("plate").children("wells");
			throw json.failure("it is a plate: open one of its images, such as " +
				(wells.isEmpty() ? "A/1" : wells.get(0).text("path")) + "/0");
		}
		if (json.has("well")) throw json.failure(
			"it is a well: open one of its images, such as 0");
		if (json.has("image-label")) throw json.failure(
			"it holds labels, and no intensities: open an image");
		if (!json.children("multiscales").isEmpty()) return;
		if (json.has("bioformats2raw.layout")) throw json.failure(
			"it is a collection of images: open one of them, such as 0");
		if (json.has("labels")) throw json.failure(
			"it is a collection of labels: open an image");
		throw json.failure("it is no image: 'multiscales' is missing");
	}

	private static Transformation transformation(final Json json,
		final int axes) throws IOException
	{
		Transformation all = new Transformation(Collections.nCopies(axes, 1.0),
			Collections.nCopies(axes, 0.0));
		final Transformation none = all;
		for (final Json step : json.children(TRANSFORMATIONS)) {
			final String type = step.text("type");
			if ("identity".equals(type)) continue;
			if (!SCALE.equals(type) && !TRANSLATION.equals(type)) throw json.failure(
				"the transformation '" + type + "' is not supported");
			if (!step.has(type)) throw json.failure("the transformation '" + type +
				"' in a file of its own is not supported");
			final List<Double> values = step.numbers(type);
			if (values.size() != axes) throw json.failure("the transformation '" +
				type + "' has " + values.size() + " values for " + axes + " axes");
			all = all.then(SCALE.equals(type) ? new Transformation(values,
				none.translation) : new Transformation(none.scale, values));
		}
		return all;
	}

	/** Returns the values in the order x, y, z, c, t. */
	private static <T> List<T> spread(final String axes, final List<T> values,
		final T otherwise)
	{
		final List<T> spread = new ArrayList<>();
		for (final char axis : OmeMetadata.ORDER.toCharArray()) {
			final int at = axes.indexOf(axis);
			spread.add(at < 0 ? otherwise : values.get(at));
		}
		return spread;
	}

	private static JsonObject step(final String type, final String axes,
		final List<Double> values)
	{
		final JsonArray numbers = new JsonArray();
		for (final char axis : axes.toCharArray())
			numbers.add(values.get(OmeMetadata.ORDER.indexOf(axis)));
		final JsonObject step = new JsonObject();
		step.addProperty("type", type);
		step.add(type, numbers);
		return step;
	}

	private static List<Channel> channels(final Json json) throws IOException {
		final List<Channel> channels = new ArrayList<>();
		if (!json.has(OMERO)) return channels;
		for (final Json channel : json.child(OMERO).children("channels")) {
			final String color = channel.text("color", "").replaceFirst("^#", "");
			Optional<Window> window = Optional.empty();
			if (channel.has("window")) {
				final Json range = channel.child("window");
				if (range.has("start") && range.has("end")) window = Optional.of(
					new Window(range.number(range.has("min") ? "min" : "start"), range
						.number(range.has("max") ? "max" : "end"), range.number("start"),
						range.number("end")));
			}
			channels.add(new Channel(channel.text("label", ""), color.matches(
				"[0-9a-fA-F]{6}") ? Optional.of(Integer.parseInt(color, 16)) : Optional
					.empty(), window, channel.flag("active", true)));
		}
		return channels;
	}

	private static JsonObject omero(final OmeMetadata metadata) {
		final JsonArray channels = new JsonArray();
		for (final Channel channel : metadata.channels()) {
			final JsonObject json = new JsonObject();
			json.addProperty("active", channel.active());
			json.addProperty("label", channel.name());
			channel.color().ifPresent(color -> json.addProperty("color", String
				.format(Locale.ROOT, "%06X", color)));
			channel.window().ifPresent(window -> {
				final JsonObject range = new JsonObject();
				range.addProperty("min", window.min());
				range.addProperty("max", window.max());
				range.addProperty("start", window.start());
				range.addProperty("end", window.end());
				json.add("window", range);
			});
			channels.add(json);
		}
		return Json.object("channels", channels);
	}
}
