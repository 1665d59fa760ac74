package sc.fiji.superres.volume.zarr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Arrays that others have written, and what is written here; see
 * src/test/resources/volume/make_arrays.py.
 */
class ZarrArrayTest {

	@TempDir
	static Path fixtures;

	@BeforeAll
	static void unpack() throws IOException {
		ZarrFixtures.unpack(fixtures);
	}

	/** Each array with the values of its type, whatever is in its way. */
	static Stream<Path> whole() throws IOException {
		return Stream.of("v2", "v3").flatMap(version -> list(version)).filter(
			path -> !path.getFileName().toString().matches(
				"(fill|long|empty|shard-missing).*"));
	}

	private static Stream<Path> list(final String version) {
		return Stream.of(fixtures.resolve(version).toFile().listFiles()).map(
			file -> fixtures.relativize(file.toPath()));
	}

	@ParameterizedTest
	@MethodSource("whole")
	void arraysOfOthersAreRead(final Path path) throws IOException {
		final ZarrArray array = open(path.toString());
		assertArrayEquals(ZarrFixtures.SHAPE, array.shape());
		assertArrayEquals(ZarrFixtures.values(array.type()), all(array));
	}

	@Test
	void allVariantsAreThere() throws IOException {
		assertEquals(83, whole().count());
	}

	@ParameterizedTest
	@CsvSource({ "u1,UINT8", "i1,INT8", "u2,UINT16", "i2,INT16", "u4,UINT32",
		"i4,INT32", "f2,FLOAT16", "f4,FLOAT32" })
	void typesAreThoseOfNumPy(final String name, final SampleType type)
		throws IOException
	{
		assertEquals(type, open("v2/little-" + name).type());
	}

	@ParameterizedTest
	@CsvSource({ "v2/fill-seven,7", "v2/fill-none,0", "v2/fill-minus,-2147483647",
		"v2/fill-nan,NaN", "v2/fill-infinity,-Infinity", "v3/shard-missing,7" })
	void missingChunksAreTheFillValue(final String path, final float fill)
		throws IOException
	{
		final ZarrArray array = open(path);
		final float[] expected = ZarrFixtures.values(array.type());
		for (int n = 0; n < expected.length; n++) {
			final int z = n / 63;
			final int y = n / 9 % 7;
			final int x = n % 9;
			if (z / 3 == y / 4 && y / 4 == x / 5) expected[n] = fill;
		}
		assertArrayEquals(expected, all(array));
	}

	@Test
	void arrayWithoutChunksIsTheFillValue() throws IOException {
		for (final float value : all(open("v2/empty")))
			assertEquals(9, value);
	}

	@ParameterizedTest
	@ValueSource(strings = { "lz4-0", "lz4-1", "lz4-2", "zstd-0", "zstd-1",
		"zstd-2", "zlib-0", "zlib-1", "zlib-2" })
	void bloscOfManyBlocksIsRead(final String name) throws IOException {
		final float[] values = all(open("v2/long-" + name));
		for (int n = 0; n < values.length; n++)
			assertEquals(n / 16 % 1000, values[n], "at " + n);
	}

	@ParameterizedTest
	@ValueSource(strings = { "v2/f-order", "v2/blosc-lz4-1-u2", "v3/transpose",
		"v3/shard-start", "v3/shard-transpose" })
	void partsAreThoseOfTheWhole(final String path) throws IOException {
		final ZarrArray array = open(path);
		final float[] whole = all(array);
		final Random random = new Random(1);
		for (int i = 0; i < 50; i++) {
			final long[] min = new long[3];
			final int[] size = new int[3];
			for (int axis = 0; axis < 3; axis++) {
				final int length = (int) ZarrFixtures.SHAPE[axis];
				min[axis] = random.nextInt(length);
				size[axis] = 1 + random.nextInt(length - (int) min[axis]);
			}
			final float[] part = new float[size[0] * size[1] * size[2]];
			array.read(min, size, part);
			for (int n = 0; n < part.length; n++) {
				final long z = min[0] + n / size[2] / size[1];
				final long y = min[1] + n / size[2] % size[1];
				final long x = min[2] + n % size[2];
				assertEquals(whole[(int) ((z * 7 + y) * 9 + x)], part[n]);
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "i8,int64", "u8,uint64", "f8,float64", "c8,complex64", "b1,bool",
		"U4,<U4", "S3,|S3", "M8,<M8[s]", "fields,several fields",
		"filter,filter 'delta'", "lz4,codec 'lz4'", "bz2,codec 'bz2'" })
	void whatIsNotSupportedIsNamed(final String name, final String message) {
		final IOException e = assertThrows(IOException.class, () -> open(
			"refused/" + name));
		assertTrue(e.getMessage().contains(message), e::getMessage);
		assertTrue(e.getMessage().contains("refused/" + name + "/.zarray"),
			e::getMessage);
	}

	@Test
	void blosclzIsNamed() throws IOException {
		final ZarrArray array = open("refused/blosclz");
		final IOException e = assertThrows(IOException.class, () -> all(array));
		assertTrue(e.getMessage().contains("blosclz is not supported") && e
			.getMessage().contains("refused/blosclz/0"), e::getMessage);
	}

	static Stream<ArrayLayout> layouts() {
		return ArrayLayout.COMPRESSORS.stream().flatMap(compressor -> Stream.of(
			SampleType.values()).flatMap(type -> Stream.of(layout(2, null, type,
				compressor), layout(3, null, type, compressor), layout(3, new int[] { 6,
					4, 10 }, type, compressor))));
	}

	private static ArrayLayout layout(final int version, final int[] shards,
		final SampleType type, final String compressor)
	{
		return new ArrayLayout(version, ZarrFixtures.SHAPE, new int[] { 3, 4, 5 },
			shards, type, compressor, List.of("z", "y", "x"));
	}

	@ParameterizedTest
	@MethodSource("layouts")
	void whatIsWrittenIsRead(final ArrayLayout layout) throws IOException {
		final MemoryStore store = new MemoryStore();
		final float[] values = ZarrFixtures.values(layout.type());
		ZarrArray.create(store, "a", layout).write(new long[3], ints(
			ZarrFixtures.SHAPE), values);
		assertArrayEquals(values, all(ZarrArray.open(store, "a")));
	}

	@ParameterizedTest
	@MethodSource("layouts")
	void piecesMakeTheWhole(final ArrayLayout layout) throws IOException {
		final MemoryStore store = new MemoryStore();
		final ZarrArray array = ZarrArray.create(store, "a", layout);
		final float[] values = ZarrFixtures.values(layout.type());
		// Neither whole chunks nor whole shards.
		for (int z = 0; z < 5; z++) {
			for (int y = 0; y < 7; y += 2) {
				final int rows = Math.min(2, 7 - y);
				final float[] rowsOf = new float[rows * 9];
				System.arraycopy(values, (z * 7 + y) * 9, rowsOf, 0, rowsOf.length);
				array.write(new long[] { z, y, 0 }, new int[] { 1, rows, 9 }, rowsOf);
			}
		}
		assertArrayEquals(values, all(array));
	}

	@Test
	void samplesThatAreNotWrittenKeepTheirBits() throws IOException {
		final FolderStore store = new FolderStore(fixtures);
		final Path chunk = fixtures.resolve("v2/little-i4/0/0/0");
		final byte[] before = new Zstandard().decode(Files.readAllBytes(chunk),
			240);
		ZarrArray.open(store, "v2/little-i4").write(new long[3], new int[] { 1, 1,
			1 }, new float[] { -2147483640f });
		final byte[] after = new Zstandard().decode(Files.readAllBytes(chunk), 240);
		for (int i = 4; i < before.length; i++)
			assertEquals(before[i], after[i], "byte " + i);
	}

	@ParameterizedTest
	@CsvSource({ "UINT8,-1,0", "UINT8,255.4,255", "UINT8,1e9,255",
		"UINT8,2.5,3", "INT8,-2.5,-2", "INT8,-1000,-128", "UINT16,65535.6,65535",
		"INT16,Infinity,32767", "UINT32,4294967296,4294967296",
		"UINT32,-5,0", "INT32,-3e9,-2147483648", "FLOAT16,65504,65504",
		"FLOAT32,1e30,1e30" })
	void samplesAreRoundedAndClipped(final SampleType type, final float value,
		final float stored) throws IOException
	{
		final ZarrArray array = single(type);
		array.write(new long[1], new int[] { 1 }, new float[] { value });
		assertEquals(stored, all(array)[0]);
	}

	@Test
	void notANumberIsForFloats() throws IOException {
		final float[] nan = { Float.NaN };
		final ZarrArray integers = single(SampleType.UINT16);
		assertThrows(IllegalArgumentException.class, () -> integers.write(
			new long[1], new int[] { 1 }, nan));
		final ZarrArray floats = single(SampleType.FLOAT32);
		floats.write(new long[1], new int[] { 1 }, nan);
		assertTrue(Float.isNaN(all(floats)[0]));
	}

	@Test
	void blocksOutsideAreRefused() throws IOException {
		final ZarrArray array = open("v2/gzip");
		assertThrows(IndexOutOfBoundsException.class, () -> array.read(new long[] {
			0, 0, 1 }, new int[] { 5, 7, 9 }, new float[ZarrFixtures.COUNT]));
		assertThrows(IndexOutOfBoundsException.class, () -> array.read(new long[] {
			0, 0, -1 }, new int[] { 5, 7, 9 }, new float[ZarrFixtures.COUNT]));
		assertThrows(IllegalArgumentException.class, () -> array.read(new long[2],
			new int[] { 1, 1 }, new float[1]));
	}

	@Test
	void fileIsTheShard() throws IOException {
		final MemoryStore store = new MemoryStore();
		final ZarrArray array = ZarrArray.create(store, "a", layout(3, new int[] {
			6, 4, 10 }, SampleType.UINT8, "zstd"));
		assertArrayEquals(new int[] { 6, 4, 10 }, array.chunks());
		array.write(new long[3], new int[] { 5, 7, 9 }, filled(5 * 7 * 9, 1));
		assertEquals(List.of("0"), store.list("a/c"));
		assertEquals(List.of("0", "1"), store.list("a/c/0"));
		assertEquals(List.of("0"), store.list("a/c/0/1"));
	}

	/** Unless they replace others. */
	@ParameterizedTest
	@CsvSource({ "2, false", "3, false", "3, true" })
	void chunksOfTheFillValueAreLeftOut(final int version, final boolean sharded)
		throws IOException
	{
		final MemoryStore store = new MemoryStore();
		final ZarrArray array = ZarrArray.create(store, "a", layout(version, sharded
			? new int[] { 6, 4, 10 } : null, SampleType.UINT16, "zstd"));
		final int files = store.files.size();
		final int[] size = { 5, 7, 9 };
		array.write(new long[3], size, new float[5 * 7 * 9]);
		assertEquals(files, store.files.size());
		array.write(new long[] { 2, 3, 4 }, new int[] { 1, 1, 1 }, new float[] { 7 });
		assertEquals(files + 1, store.files.size());
		array.write(new long[3], size, new float[5 * 7 * 9]);
		assertArrayEquals(new float[5 * 7 * 9], all(array));
	}

	private static float[] filled(final int count, final float value) {
		final float[] samples = new float[count];
		Arrays.fill(samples, value);
		return samples;
	}

	// -- Helper methods --

	private ZarrArray single(final SampleType type) throws IOException {
		return ZarrArray.create(new MemoryStore(), "single", new ArrayLayout(2,
			new long[] { 1 }, new int[] { 1 }, null, type, "none", List.of("x")));
	}

	private static ZarrArray open(final String path) throws IOException {
		return ZarrArray.open(new FolderStore(fixtures), path);
	}

	private static float[] all(final ZarrArray array) throws IOException {
		int count = 1;
		for (final long size : array.shape())
			count *= (int) size;
		final float[] values = new float[count];
		array.read(new long[array.shape().length], ints(array.shape()), values);
		return values;
	}

	private static int[] ints(final long[] values) {
		return Arrays.stream(values).mapToInt(value -> (int) value)
			.toArray();
	}
}
