package sc.fiji.superres.volume.zarr;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

import sc.fiji.superres.file.Json;

/** The metadata of an array of Zarr 2. */
final class MetadataV2 {

	static final String FILE = ".zarray";

	/** Names of NumPy's kinds of types. */
	private static final Map<String, String> KINDS = Map.of("u", "uint", "i",
		"int", "f", "float", "c", "complex", "b", "bool");

	private MetadataV2() {
		// Static methods only.
	}

	static ArrayMetadata parse(final Json json, final String folder)
		throws IOException
	{
		if (json.integer("zarr_format") != 2) throw json.failure(
			"it is of version " + json.integer("zarr_format") +
				" of Zarr, where 2 is due");
		if (!json.get("dtype").isJsonPrimitive()) throw json.failure(
			"samples of several fields are not supported");
		final String stored = json.text("dtype");
		final SampleType type = type(json, stored);
		final long[] shape = json.longs("shape");
		final int[] chunks = json.ints("chunks");
		ArrayMetadata.check(json, shape, chunks, type);
		final List<Json> filters = json.children("filters");
		if (!filters.isEmpty()) throw json.failure("the filter '" + filters.get(0)
			.text("id") + "' is not supported");
		final String order = json.text("order");
		if (!List.of("C", "F").contains(order)) throw json.failure("the order '" +
			order + "' is neither C nor F");
		final String separator = json.text("dimension_separator", ".");
		checkSeparator(json, separator);
		final List<Codec> codecs = json.has("compressor") ? List.of(ArrayMetadata
			.codec(json, json.child("compressor").text("id"), json.child(
				"compressor"), 2, type.bytes())) : List.of();
		final int last = shape.length - 1;
		final int[] axes = IntStream.rangeClosed(0, last).map(axis -> "C".equals(
			order) ? axis : last - axis).toArray();
		return new ArrayMetadata(shape, ArrayMetadata.fill(json, type),
			new ChunkKeys(folder, "", separator), new ChunkForm(type, chunks, stored
				.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN, axes,
				codecs), Optional.empty());
	}

	static JsonObject json(final ArrayLayout layout) {
		final SampleType type = layout.type();
		final JsonObject json = new JsonObject();
		json.addProperty("zarr_format", 2);
		json.add("shape", Json.array(layout.shape()));
		json.add("chunks", Json.array(layout.chunks()));
		json.addProperty("dtype", (type.bytes() == 1 ? "|" : "<") + (type
			.isInteger() ? type.min() < 0 ? "i" : "u" : "f") + type.bytes());
		if (layout.codec().isEmpty()) json.add("compressor", JsonNull.INSTANCE);
		else {
			final JsonObject compressor = new JsonObject();
			compressor.addProperty("id", ArrayMetadata.name(layout.compressor()));
			ArrayMetadata.settings(layout.compressor(), 2, type).asMap().forEach(
				compressor::add);
			json.add("compressor", compressor);
		}
		json.addProperty("fill_value", 0);
		json.addProperty("order", "C");
		json.add("filters", JsonNull.INSTANCE);
		json.addProperty("dimension_separator", "/");
		return json;
	}

	/** Checks what separates the numbers of a chunk. */
	static void checkSeparator(final Json json, final String separator)
		throws IOException
	{
		if (!List.of(".", "/").contains(separator)) throw json.failure(
			"chunks are separated by '" + separator + "', where . or / is due");
	}

	private static SampleType type(final Json json, final String stored)
		throws IOException
	{
		final String kind = stored.length() < 3 ? "" : KINDS.getOrDefault(stored
			.substring(1, 2), "");
		if (kind.isEmpty() || !stored.substring(2).matches("[0-9]{1,2}"))
			return ArrayMetadata.type(json, stored, stored);
		return ArrayMetadata.type(json, kind + ("bool".equals(kind) ? "" : 8 *
			Integer.parseInt(stored.substring(2))), stored);
	}
}
