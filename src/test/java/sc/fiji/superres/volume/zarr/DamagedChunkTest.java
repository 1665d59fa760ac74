package sc.fiji.superres.volume.zarr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Chunks, and metadata, that are cut off, changed or forged. */
class DamagedChunkTest {

	private static final int COUNT = 1000;
	private static final String METADATA_V3 = """
		{"zarr_format": 3, "node_type": "array", "shape": [100], "data_type": "uint8",
		"chunk_grid": {"name": "regular", "configuration": {"chunk_shape": [10]}},
		"chunk_key_encoding": {"name": "default"}, "fill_value": 0,
		"codecs": [{"name": "bytes"}]}""";
	private static final String METADATA_V2 = """
		{"zarr_format": 2, "shape": [100], "chunks": [10], "dtype": "|u1",
		"compressor": null, "fill_value": 0, "order": "C", "filters": null}""";

	private final MemoryStore store = new MemoryStore();

	static Stream<ArrayLayout> layouts() {
		return ArrayLayout.COMPRESSORS.stream().flatMap(compressor -> Stream.of(
			new ArrayLayout(2, new long[] { COUNT }, new int[] { COUNT }, null,
				SampleType.UINT16, compressor, List.of("x")), new ArrayLayout(3,
					new long[] { COUNT }, new int[] { COUNT / 4 }, new int[] { COUNT },
					SampleType.UINT16, compressor, List.of("x"))));
	}

	@ParameterizedTest
	@MethodSource("layouts")
	void chunksCutOffAreNamed(final ArrayLayout layout) throws IOException {
		final ZarrArray array = write(layout);
		final String key = key(layout);
		final byte[] whole = store.files.get(key);
		for (int length = 0; length < whole.length; length += Math.max(1, whole.length /
			50))
		{
			store.files.put(key, Arrays.copyOf(whole, length));
			final IOException e = assertThrows(IOException.class, () -> read(array),
				length + " of " + whole.length);
			assertTrue(e.getMessage().startsWith("The chunk memory/" + key), e
				::getMessage);
		}
	}

	@ParameterizedTest
	@MethodSource("layouts")
	void changedChunksHarmNothing(final ArrayLayout layout) throws IOException {
		final ZarrArray array = write(layout);
		final String key = key(layout);
		final byte[] whole = store.files.get(key);
		final Random random = new Random(2);
		for (int i = 0; i < 300; i++) {
			final byte[] changed = whole.clone();
			for (int k = 0; k <= i % 4; k++)
				changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(
					8));
			store.files.put(key, changed);
			try {
				read(array);
			}
			catch (final IOException e) {
				assertTrue(e.getMessage().startsWith("The chunk memory/" + key), e
					::getMessage);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "gzip", "zstd", "blosc", "lz4" })
	void chunksThatHoldMoreAreRefused(final String compressor)
		throws IOException
	{
		final ArrayLayout small = new ArrayLayout(2, new long[] { 10 }, new int[] {
			10 }, null, SampleType.UINT8, compressor, List.of("x"));
		final ZarrArray array = ZarrArray.create(store, "a", small);
		store.files.put("a/0", small.codec().orElseThrow().encode(new byte[100_000_000]));
		assertThrows(IOException.class, () -> array.read(new long[1], new int[] {
			10 }, new float[10]));
		store.files.put("a/0", small.codec().orElseThrow().encode(new byte[9]));
		final IOException e = assertThrows(IOException.class, () -> array.read(
			new long[1], new int[] { 10 }, new float[10]));
		assertTrue(e.getMessage().contains("9 bytes, but 10 are due"), e
			::getMessage);
	}

	@Test
	void everyChangeUnderAChecksumIsFound() throws IOException {
		final Codec checksum = new Checksum();
		final byte[] content = "123456789".getBytes(StandardCharsets.US_ASCII);
		final byte[] encoded = checksum.encode(content);
		// The check value of CRC-32C, 0xe3069283, little-endian.
		assertArrayEquals(new byte[] { (byte) 0x83, (byte) 0x92, 0x06, (byte) 0xe3 },
			Arrays.copyOfRange(encoded, 9, 13));
		assertArrayEquals(content, checksum.decode(encoded, 9));
		for (int bit = 0; bit < 8 * encoded.length; bit++) {
			final byte[] changed = encoded.clone();
			changed[bit / 8] ^= (byte) (1 << bit % 8);
			final IOException e = assertThrows(IOException.class, () -> checksum
				.decode(changed, 9));
			assertEquals("its checksum (crc32c) is wrong", e.getMessage());
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"\"uint8\" | \"int64\" | int64", //
		"\"uint8\" | {\"name\": \"x\"} | not supported", //
		"\"array\" | \"group\" | it is a group", //
		"regular | rectilinear | rectilinear", //
		"\"default\" | \"hash\" | hash", //
		"[10] | [10, 1] | do not fit the shape", //
		"[10] | [0] | do not fit the shape", //
		"[10] | [1.5] | whole number", //
		"[10] | [2000000000] | larger than 1 GiB", //
		"[100] | [] | its shape is []", //
		"[100] | [0] | the array is empty", //
		"[100] | [-1] | whole number", //
		"\"fill_value\": 0 | \"fill_value\": 256 | fill value", //
		"\"fill_value\": 0 | \"fill_value\": \"NaN\" | fill value 'NaN'", //
		"\"name\": \"bytes\" | \"name\": \"vlen\" | vlen", //
		"{\"name\": \"bytes\"} | {\"name\": \"bytes\"}, {\"name\": \"lzma\"} | codec 'lzma'", //
		"{\"name\": \"bytes\"} | {\"name\": \"transpose\", \"configuration\": {\"order\": [1]}} | does not name each axis", //
		"[{\"name\": \"bytes\"}] | [] | 'bytes' is missing", //
		"[{\"name\": \"bytes\"}] | {} | no list", //
		"\"zarr_format\": 3 | \"zarr_format\": 4 | version 4", //
		"\"shape\" | \"size\" | 'shape' is missing" })
	void forgedMetadataOfVersion3IsRefused(final String from, final String to,
		final String message)
	{
		assertTrue(METADATA_V3.contains(from), from);
		assertRefused("zarr.json", METADATA_V3.replace(from, to), message);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"u1 | f8 | float64", //
		"\"C\" | \"A\" | neither C nor F", //
		"\"filters\": null | \"filters\": [{\"id\": \"delta\"}] | filter 'delta'", //
		"\"compressor\": null | \"compressor\": {\"id\": \"lzma\"} | codec 'lzma'", //
		"\"compressor\": null | \"compressor\": {} | 'id' is missing", //
		"\"filters\": null | \"dimension_separator\": \"-\" | separated by '-'", //
		"\"zarr_format\": 2 | \"zarr_format\": \"2\" | a number", //
		"[10] | [20, 20] | do not fit the shape", //
		"\"dtype\" | \"type\" | 'dtype' is missing" })
	void forgedMetadataOfVersion2IsRefused(final String from, final String to,
		final String message)
	{
		assertTrue(METADATA_V2.contains(from), from);
		assertRefused(".zarray", METADATA_V2.replace(from, to), message);
	}

	@Test
	void cutMetadataIsRefused() {
		for (int length = 0; length < METADATA_V3.length() - 1; length++)
			assertRefused("zarr.json", METADATA_V3.substring(0, length), "");
		store.files.clear();
		for (int length = 0; length < METADATA_V2.length() - 1; length++)
			assertRefused(".zarray", METADATA_V2.substring(0, length), "");
	}

	@Test
	void deepMetadataIsRefused() {
		assertRefused("zarr.json", "{\"a\":".repeat(100_000), "");
	}

	@Test
	void shardWithAForgedIndexIsNamed() throws IOException {
		final ArrayLayout layout = layouts().filter(l -> l.shards() != null)
			.findFirst().orElseThrow();
		final ZarrArray array = write(layout);
		final String key = key(layout);
		final byte[] shard = store.files.get(key);
		final Checksum checksum = new Checksum();
		for (final int at : new int[] { 7, 8, 15 }) {
			final byte[] index = Arrays.copyOfRange(shard, shard.length - 68,
				shard.length - 4);
			index[at] ^= 0x40;
			final byte[] forged = shard.clone();
			System.arraycopy(checksum.encode(index), 0, forged, shard.length - 68, 68);
			store.files.put(key, forged);
			final IOException e = assertThrows(IOException.class, () -> read(array));
			assertTrue(e.getMessage().contains(key), e::getMessage);
		}
	}

	// -- Helper methods --

	private void assertRefused(final String file, final String content,
		final String message)
	{
		store.files.put("a/" + file, content.getBytes(StandardCharsets.UTF_8));
		try {
			ZarrArray.open(store, "a");
			fail("Opened " + content);
		}
		catch (final IOException e) {
			assertTrue(e.getMessage().contains(message) && e.getMessage().contains(
				"memory/a/" + file), e::getMessage);
		}
	}

	private static String key(final ArrayLayout layout) {
		return layout.version() == 2 ? "a/0" : "a/c/0";
	}

	private ZarrArray write(final ArrayLayout layout) throws IOException {
		final ZarrArray array = ZarrArray.create(store, "a", layout);
		final float[] values = new float[COUNT];
		final Random random = new Random(1);
		for (int i = 0; i < COUNT; i++)
			values[i] = i * 7 % 5000 + random.nextInt(30);
		array.write(new long[1], new int[] { COUNT }, values);
		return array;
	}

	private static float[] read(final ZarrArray array) throws IOException {
		final float[] values = new float[COUNT];
		array.read(new long[1], new int[] { COUNT }, values);
		return values;
	}
}
