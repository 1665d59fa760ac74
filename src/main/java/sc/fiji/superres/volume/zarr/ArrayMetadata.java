package sc.fiji.superres.volume.zarr;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import sc.fiji.superres.file.Half;
import sc.fiji.superres.file.Json;

/**
 * What the metadata of an array says, in either version.
 *
 * @param shape size along each axis, the slowest first
 * @param fill value of the samples of missing chunks
 * @param keys of the files
 * @param form of the chunks
 * @param sharding of several chunks in a file, if they are
 */
record ArrayMetadata(long[] shape, double fill, ChunkKeys keys,
	ChunkForm form, Optional<Sharding> sharding)
{

	/** Codecs that can be read and written, for messages. */
	private static final String COMPRESSORS = "gzip, zlib, zstd, blosc";

	/**
	 * Reads the metadata of an array.
	 *
	 * @param path key of its folder; empty for the root
	 */
	static ArrayMetadata read(final Store store, final String path)
		throws IOException
	{
		final String folder = folder(path);
		final Optional<byte[]> third = store.read(folder + MetadataV3.FILE);
		if (third.isPresent()) return MetadataV3.parse(Json.parse(store + "/" +
			folder + MetadataV3.FILE, third.get()), folder);
		final Optional<byte[]> second = store.read(folder + MetadataV2.FILE);
		if (second.isPresent()) return MetadataV2.parse(Json.parse(store + "/" +
			folder + MetadataV2.FILE, second.get()), folder);
		throw new IOException(store + "/" + folder + " is no Zarr array: it has " +
			"neither " + MetadataV3.FILE + " nor " + MetadataV2.FILE);
	}

	/** Writes the metadata of an array. */
	static void write(final Store store, final String path,
		final ArrayLayout layout) throws IOException
	{
		final boolean third = layout.version() == 3;
		store.write(folder(path) + (third ? MetadataV3.FILE : MetadataV2.FILE), Json
			.bytes(third ? MetadataV3.json(layout) : MetadataV2.json(layout)));
	}

	/** Returns the size of the part that a file holds: a chunk, or a shard. */
	int[] unit() {
		return sharding.map(Sharding::shard).orElse(form.chunk());
	}

	// -- What both versions share --

	/** Checks sizes that were read. */
	static void check(final Json json, final long[] shape, final int[] chunk,
		final SampleType type) throws IOException
	{
		if (shape.length == 0 || Arrays.stream(shape).anyMatch(size -> size < 1))
			throw json.failure("the array is empty: its shape is " + Arrays.toString(
				shape));
		if (chunk.length != shape.length || Arrays.stream(chunk).anyMatch(
			size -> size < 1)) throw json.failure("chunks of " + Arrays.toString(
				chunk) + " do not fit the shape " + Arrays.toString(shape));
		if (!isSmall(chunk, type)) throw json.failure("chunks of " + Arrays.toString(
			chunk) + " are larger than 1 GiB, which is not supported");
	}

	/** Returns whether samples need at most {@link ChunkForm#LARGEST} bytes. */
	static boolean isSmall(final int[] chunk, final SampleType type) {
		long bytes = type.bytes();
		for (final int size : chunk) {
			bytes *= size;
			if (bytes > ChunkForm.LARGEST) return false;
		}
		return true;
	}

	/** Returns the type of an enum's name, or says why it is not supported. */
	static SampleType type(final Json json, final String name,
		final String stored) throws IOException
	{
		for (final SampleType type : SampleType.values()) {
			if (type.toString().equals(name)) return type;
		}
		final boolean large = List.of("int64", "uint64", "float64").contains(name);
		throw json.failure("samples of type " + stored + (stored.equals(name) ? ""
			: " (" + name + ")") + " are not supported: convert them to " + (large
				? "32 bits, or fewer" : "integers or floats of up to 32 bits"));
	}

	/** Returns the value of missing chunks: a number, or its name or bits. */
	static double fill(final Json json, final SampleType type)
		throws IOException
	{
		if (!json.has("fill_value")) return 0;
		final JsonElement fill = json.get("fill_value");
		if (!fill.isJsonPrimitive() || !fill.getAsJsonPrimitive().isString()) {
			final double value = json.number("fill_value");
			if (value < type.min() || value > type.max()) throw json.failure(
				"the fill value " + value + " is no " + type);
			return value;
		}
		final String name = fill.getAsString();
		if (!type.isInteger()) {
			switch (name) {
				case "NaN":
					return Double.NaN;
				case "Infinity":
					return Double.POSITIVE_INFINITY;
				case "-Infinity":
					return Double.NEGATIVE_INFINITY;
				default:
			}
			if (name.matches("0x[0-9a-fA-F]{" + 2 * type.bytes() + "}")) {
				final int bits = Integer.parseUnsignedInt(name.substring(2), 16);
				return type == SampleType.FLOAT32 ? Float.intBitsToFloat(bits)
					: Half.value((short) bits);
			}
		}
		throw json.failure("the fill value '" + name + "' is no " + type);
	}

	/**
	 * Returns a codec of bytes.
	 *
	 * @param name as the metadata has it
	 * @param settings of the codec
	 * @param version of the metadata
	 * @param typeSize bytes of a sample
	 */
	static Codec codec(final Json json, final String name, final Json settings,
		final int version, final int typeSize) throws IOException
	{
		return switch (name) {
			case "gzip" -> new Deflate(true);
			case "zlib" -> new Deflate(false);
			case "zstd", "numcodecs.zstd" -> new Zstandard();
			case "blosc", "numcodecs.blosc" -> new Blosc(typeSize, settings.text(
				"cname", "").startsWith("lz4"));
			default -> throw json.failure("the codec '" + name +
				"' is not supported: only " + COMPRESSORS + (version == 2 ? ""
					: ", crc32c, transpose, bytes and sharding_indexed") + " are");
		};
	}

	/** Returns the name of a compressor in the metadata. */
	static String name(final String compressor) {
		return "lz4".equals(compressor) ? "blosc" : compressor;
	}

	/**
	 * Returns the settings of a compressor that is written: those that tell
	 * others what they would have to use to write the same.
	 */
	static JsonObject settings(final String compressor, final int version,
		final SampleType type)
	{
		final JsonObject settings = new JsonObject();
		switch (compressor) {
			case "gzip" -> settings.addProperty("level", 6);
			case "zstd" -> {
				settings.addProperty("level", 3);
				if (version == 3) settings.addProperty("checksum", true);
			}
			default -> {
				settings.addProperty("cname", "lz4".equals(compressor) ? "lz4" : "zstd");
				settings.addProperty("clevel", 5);
				if (version == 2) settings.addProperty("shuffle", 1);
				else {
					settings.addProperty("shuffle", "shuffle");
					settings.addProperty("typesize", type.bytes());
				}
				settings.addProperty("blocksize", 0);
			}
		}
		return settings;
	}

	private static String folder(final String path) {
		return path.isEmpty() ? "" : path + "/";
	}
}
