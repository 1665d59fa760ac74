package sc.fiji.superres.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files in {@code resources/model} were made by make_arrays.py there. */
class NpyTest {

	private static final Path FIXTURES = Path.of("src/test/resources/model");

	@TempDir
	private Path folder;

	@ParameterizedTest
	@ValueSource(strings = { "int8", "uint8", "int16", "uint16", "int32",
		"uint32", "int64", "uint64", "float16", "float32", "float64", "big-endian",
		"fortran", "version2", "version3" })
	void readsWhatNumPyWrote(final String name) throws IOException {
		final float[] ramp = new float[24];
		for (int i = 0; i < ramp.length; i++) {
			ramp[i] = i;
		}
		assertEquals(new Tensor(new int[] { 2, 3, 4 }, ramp), read(name));
	}

	@Test
	void readsTruthValuesScalarsAndEmptyArrays() throws IOException {
		assertArrayEquals(new float[] { 0, 1, 0, 1 }, Arrays.copyOf(read("bool")
			.values(), 4));
		assertEquals(new Tensor(new int[0], new float[] { 1.5f }), read(
			"scalar"));
		assertEquals(new Tensor(new int[] { 0, 3 }, new float[0]), read("empty"));
	}

	@Test
	void readsHalvesAsNumPyDoes() throws IOException {
		assertEquals(read("halves-as-float"), read("halves"));
	}

	@Test
	void writesTheBytesThatNumPyWrites() throws IOException {
		final Path file = folder.resolve("a.npy");
		Npy.write(read("float32"), file);
		assertArrayEquals(Files.readAllBytes(FIXTURES.resolve("float32.npy")), Files
			.readAllBytes(file));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 16_383, 16_384, 16_385, 50_000 })
	void comesBackBitForBit(final int length) throws IOException {
		final float[] data = new float[length];
		for (int i = 0; i < length; i++) {
			data[i] = Float.intBitsToFloat(i * 85_899);
		}
		final Tensor array = new Tensor(new int[] { length }, data);
		final Path file = folder.resolve("a.npy");
		Npy.write(array, file);
		assertEquals(array, Npy.read(file));
	}

	@ParameterizedTest
	@CsvSource({ "objects, Python objects", "structure, structures",
		"complex, <c8" })
	void refusesOtherTypes(final String name, final String reason) {
		final IOException e = assertThrows(IOException.class, () -> read(name));
		assertTrue(e.getMessage().contains(reason), e.getMessage());
		assertTrue(e.getMessage().contains(name + ".npy"), e.getMessage());
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 5, 9, 60, 128, 223 })
	void refusesTruncatedFiles(final int length) throws IOException {
		final byte[] bytes = Files.readAllBytes(FIXTURES.resolve("float32.npy"));
		assertEquals(224, bytes.length);
		refuses(Arrays.copyOf(bytes, length), "");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
		"(2, 3, 4), | (2, 3, 5), | it is truncated or damaged",
		"(2, 3, 4), | (2, 3, 3), | it is truncated or damaged",
		"(2, 3, 4), | (65536, 65536, 65536, 0), | it is truncated or damaged",
		"(2, 3, 4), | (2147483647, 2147483647, 2147483647), | not possible",
		"(2, 3, 4), | (2147483647, 1000), | too large",
		"(2, 3, 4), | (99999999999999, 3, 4), | not possible",
		"(2, 3, 4), | (-2, 3, 4), | states no shape" })
	void refusesHeadsThatLie(final String old, final String bad,
		final String reason) throws IOException
	{
		final String text = Files.readString(FIXTURES.resolve("float32.npy"),
			StandardCharsets.ISO_8859_1);
		assertTrue(text.contains(old));
		final int longer = bad.length() - old.length();
		final String lie = text.replace(old + " }" + " ".repeat(longer), bad +
			" }");
		assertEquals(text.length(), lie.length());
		refuses(lie.getBytes(StandardCharsets.ISO_8859_1), reason);
	}

	@Test
	void refusesOtherFiles() throws IOException {
		refuses("PK\3\4 a zip of arrays".getBytes(StandardCharsets.US_ASCII),
			"not an .npy file");
	}

	@Test
	void refusesShapesThatDoNotFit() {
		assertThrows(IllegalArgumentException.class, () -> new Tensor(new int[] {
			2, 2 }, new float[3]));
	}

	// -- Helper methods --

	private static Tensor read(final String name) throws IOException {
		return Npy.read(FIXTURES.resolve(name + ".npy"));
	}

	private void refuses(final byte[] bytes, final String reason)
		throws IOException
	{
		final Path file = folder.resolve("bad.npy");
		Files.write(file, bytes);
		final IOException e = assertThrows(IOException.class, () -> Npy.read(
			file));
		assertTrue(e.getMessage().contains("bad.npy"), e.getMessage());
		assertTrue(e.getMessage().contains(reason), e.getMessage());
	}
}
