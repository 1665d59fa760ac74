package sc.fiji.superres.volume.zarr;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

import sc.fiji.superres.file.Json;

/** The metadata of an array of Zarr 3. */
final class MetadataV3 {

	static final String FILE = "zarr.json";

	private static final String SHARDING = "sharding_indexed";
	private static final String TRANSPOSE = "transpose";
	private static final String BYTES = "bytes";
	private static final String CHECKSUM = "crc32c";

	private MetadataV3() {
		// Static methods only.
	}

	/** What has a name and settings: a codec, a grid, an encoding of keys. */
	private record Part(String name, Json settings) {

		static Part of(final Json json, final JsonElement element)
			throws IOException
		{
			if (element.isJsonPrimitive()) return new Part(element.getAsString(),
				new Json(json.where(), new JsonObject()));
			if (!element.isJsonObject()) throw json.failure(element +
				" is no codec, or other part");
			final Json part = new Json(json.where(), element.getAsJsonObject());
			return new Part(part.text("name"), part.has("configuration") ? part.child(
				"configuration") : new Json(json.where(), new JsonObject()));
		}

		static List<Part> list(final Json json, final String name)
			throws IOException
		{
			if (!json.get(name).isJsonArray()) throw json.failure("'" + name +
				"' is no list");
			final List<Part> parts = new ArrayList<>();
			for (final JsonElement element : json.get(name).getAsJsonArray())
				parts.add(of(json, element));
			return parts;
		}

		static JsonObject json(final String name, final JsonObject settings) {
			final JsonObject json = new JsonObject();
			json.addProperty("name", name);
			json.add("configuration", settings);
			return json;
		}
	}

	static ArrayMetadata parse(final Json json, final String folder)
		throws IOException
	{
		if (json.integer("zarr_format") != 3) throw json.failure(
			"it is of version " + json.integer("zarr_format") +
				" of Zarr, where 3 is due");
		if (!"array".equals(json.text("node_type"))) throw json.failure("it is a " +
			json.text("node_type") + ", where an array is due");
		if (!json.get("data_type").isJsonPrimitive()) throw json.failure(
			"samples of type " + json.get("data_type") + " are not supported");
		if (json.has("storage_transformers") && !Part.list(json,
			"storage_transformers").isEmpty()) throw json.failure(
				"storage transformers are not supported");
		final SampleType type = ArrayMetadata.type(json, json.text("data_type"),
			json.text("data_type"));
		final long[] shape = json.longs("shape");
		final Part grid = Part.of(json, json.get("chunk_grid"));
		if (!"regular".equals(grid.name)) throw json.failure("a grid of chunks '" +
			grid.name + "' is not supported: only regular ones are");
		final int[] unit = grid.settings.ints("chunk_shape");
		final List<Part> codecs = Part.list(json, "codecs");
		final ChunkKeys keys = keys(json, folder);
		final double fill = ArrayMetadata.fill(json, type);
		if (codecs.stream().noneMatch(codec -> SHARDING.equals(codec.name))) {
			ArrayMetadata.check(json, shape, unit, type);
			return new ArrayMetadata(shape, fill, keys, form(json, codecs, type, unit),
				Optional.empty());
		}
		if (codecs.size() > 1) throw json.failure("'" + (SHARDING.equals(codecs.get(
			0).name) ? codecs.get(1) : codecs.get(0)).name + "' around " + SHARDING +
			" is not supported");
		final Json settings = codecs.get(0).settings;
		final int[] chunk = settings.ints("chunk_shape");
		ArrayMetadata.check(json, shape, chunk, type);
		checkShard(json, unit, chunk);
		return new ArrayMetadata(shape, fill, keys, form(json, Part.list(settings,
			"codecs"), type, chunk), Optional.of(sharding(settings, unit)));
	}

	static JsonObject json(final ArrayLayout layout) {
		final JsonObject json = new JsonObject();
		json.addProperty("zarr_format", 3);
		json.addProperty("node_type", "array");
		json.add("shape", Json.array(layout.shape()));
		json.addProperty("data_type", layout.type().toString());
		json.add("chunk_grid", Part.json("regular", Json.object("chunk_shape", Json
			.array(layout.shards() == null ? layout.chunks() : layout.shards()))));
		final JsonObject separator = new JsonObject();
		separator.addProperty("separator", "/");
		json.add("chunk_key_encoding", Part.json("default", separator));
		json.addProperty("fill_value", 0);
		json.add("codecs", codecs(layout));
		json.add("attributes", new JsonObject());
		final JsonArray names = new JsonArray();
		layout.axes().forEach(names::add);
		json.add("dimension_names", names);
		return json;
	}

	// -- Helper methods --

	private static ChunkKeys keys(final Json json, final String folder)
		throws IOException
	{
		final Part encoding = Part.of(json, json.get("chunk_key_encoding"));
		final boolean v2 = "v2".equals(encoding.name);
		if (!v2 && !"default".equals(encoding.name)) throw json.failure(
			"the chunk key encoding '" + encoding.name + "' is not supported");
		final String separator = encoding.settings.text("separator", v2 ? "."
			: "/");
		MetadataV2.checkSeparator(json, separator);
		return new ChunkKeys(folder, v2 ? "" : "c" + separator, separator);
	}

	/** Transpositions, the codec that makes bytes, and codecs of bytes. */
	private static ChunkForm form(final Json json, final List<Part> parts,
		final SampleType type, final int[] chunk) throws IOException
	{
		int[] axes = IntStream.range(0, chunk.length).toArray();
		ByteOrder order = null;
		final List<Codec> codecs = new ArrayList<>();
		for (final Part part : parts) {
			if (TRANSPOSE.equals(part.name) && order == null) axes = transposed(json,
				axes, part.settings);
			else if (BYTES.equals(part.name) && order == null) order = order(
				part.settings, type.bytes() == 1);
			else if (order == null || SHARDING.equals(part.name)) throw json.failure(
				"the codec '" + part.name + "' before '" + BYTES +
					"', or within a shard, is not supported");
			else if (CHECKSUM.equals(part.name)) codecs.add(new Checksum());
			else codecs.add(ArrayMetadata.codec(json, part.name, part.settings, 3,
				type.bytes()));
		}
		if (order == null) throw json.failure("the codec '" + BYTES +
			"' is missing");
		return new ChunkForm(type, chunk, order, axes, codecs);
	}

	private static int[] transposed(final Json json, final int[] axes,
		final Json settings) throws IOException
	{
		final int[] order = settings.ints("order");
		if (!Arrays.equals(Arrays.stream(order).sorted().toArray(), IntStream.range(
			0, axes.length).toArray())) throw json.failure("the order " + Arrays
				.toString(order) + " of " + TRANSPOSE + " does not name each axis once");
		return Arrays.stream(order).map(axis -> axes[axis]).toArray();
	}

	private static ByteOrder order(final Json settings, final boolean single)
		throws IOException
	{
		final String endian = single ? settings.text("endian", "little") : settings
			.text("endian");
		return switch (endian) {
			case "little" -> ByteOrder.LITTLE_ENDIAN;
			case "big" -> ByteOrder.BIG_ENDIAN;
			default -> throw settings.failure("the byte order '" + endian +
				"' is neither little nor big");
		};
	}

	private static void checkShard(final Json json, final int[] shard,
		final int[] chunk) throws IOException
	{
		if (!ArrayLayout.isDivided(shard, chunk)) throw json.failure("shards of " +
			Arrays.toString(shard) + " cannot be made of chunks of " + Arrays
				.toString(chunk));
	}

	private static Sharding sharding(final Json settings, final int[] shard)
		throws IOException
	{
		final String location = settings.text("index_location", "end");
		if (!List.of("start", "end").contains(location)) throw settings.failure(
			"the index is at '" + location + "', where start or end is due");
		ByteOrder order = null;
		final List<Codec> codecs = new ArrayList<>();
		for (final Part part : Part.list(settings, "index_codecs")) {
			if (BYTES.equals(part.name) && order == null) order = order(
				part.settings, false);
			else if (CHECKSUM.equals(part.name) && order != null) codecs.add(
				new Checksum());
			else throw settings.failure("the codec '" + part.name +
				"' of a shard's index is not supported");
		}
		if (order == null) throw settings.failure("the codec '" + BYTES +
			"' of a shard's index is missing");
		return new Sharding(shard, "start".equals(location), order, codecs);
	}

	private static JsonArray codecs(final ArrayLayout layout) {
		final JsonArray codecs = new JsonArray();
		final JsonObject little = new JsonObject();
		little.addProperty("endian", "little");
		codecs.add(Part.json(BYTES, little));
		if (layout.codec().isPresent()) codecs.add(Part.json(ArrayMetadata.name(
			layout.compressor()), ArrayMetadata.settings(layout.compressor(), 3, layout.type())));
		if (layout.shards() == null) return codecs;
		final JsonArray index = new JsonArray();
		index.add(Part.json(BYTES, little));
		index.add(Json.object("name", new JsonPrimitive(CHECKSUM)));
		final JsonObject settings = new JsonObject();
		settings.add("chunk_shape", Json.array(layout.chunks()));
		settings.add("codecs", codecs);
		settings.add("index_codecs", index);
		settings.addProperty("index_location", "end");
		final JsonArray sharded = new JsonArray();
		sharded.add(Part.json(SHARDING, settings));
		return sharded;
	}
}
