package sc.fiji.superres.network.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.superres.file.Tensor;

/** Reads what PyTorch 1.13.1 wrote by published.py and weights.py. */
class StateDictionaryTest {

	private static final Path FIXTURES = Path.of(
		"src/test/resources/network/published");

	/** Of objects of the reader itself, whatever the file. */
	private static final long SLACK = 16 << 20;

	@TempDir
	private Path folder;

	@Test
	void threeFormsOfTheSameTensorsAreEqual() throws IOException {
		final Map<String, Tensor> zip = TestWeights.read(FIXTURES.resolve(
			"srvgg-x4.pth"));
		assertEquals(14, zip.size());
		assertEquals(zip, TestWeights.read(FIXTURES.resolve("srvgg-x4-legacy.pth")));
		assertEquals(zip, TestWeights.read(FIXTURES.resolve(
			"srvgg-x4.safetensors")));
	}

	/** Types, strides, parameters, wrappers and what is left out: weights.py. */
	@ParameterizedTest
	@ValueSource(strings = { "kinds.pth", "kinds-legacy.pth" })
	void readsAllKinds(final String file) throws IOException {
		final Map<String, Tensor> tensors = TestWeights.read(FIXTURES.resolve(file));
		assertEquals("[half, bfloat, double, transposed, part, parameter, scalar]",
			tensors.keySet().toString());
		assertArrayEquals(new float[] { 0.5f, -2, 65504 }, tensors.get("half")
			.values());
		assertArrayEquals(new float[] { 0.5f, -2, 0x1p100f }, tensors.get("bfloat")
			.values());
		assertArrayEquals(new float[] { 0.1f, 1e-10f }, tensors.get("double")
			.values());
		assertEquals(new Tensor(new int[] { 3, 2 }, new float[] { 0, 3, 1, 4, 2,
			5 }), tensors.get("transposed"));
		assertEquals(new Tensor(new int[] { 2 }, new float[] { 4, 5 }), tensors.get(
			"part"));
		assertArrayEquals(new float[] { 7 }, tensors.get("parameter").values());
		assertEquals(new Tensor(new int[0], new float[] { 8 }), tensors.get(
			"scalar"));
	}

	@ParameterizedTest
	@CsvSource({ "sparse.pth, torch._utils._rebuild_sparse_tensor",
		"quantized.pth, torch._utils._rebuild_qtensor",
		"object.pth, fractions.Fraction", "program.pth, posix.system",
		"module.pth, torch.nn.modules", "numbers.pth, no dictionary of tensors",
		"counts.pth, 'no dictionary of tensors, but epoch, best'" })
	void refusesAllElseByName(final String file, final String name) {
		final IOException exc = assertThrows(IOException.class,
			() -> StateDictionary.read(FIXTURES.resolve(file)));
		assertTrue(exc.getMessage().contains(name), exc.getMessage());
	}

	@Test
	void refusesAFileThatIsTooLarge() throws IOException {
		final Path file = folder.resolve("large.pth");
		try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
			large.setLength(1L << 31);
		}
		final IOException exc = assertThrows(IOException.class,
			() -> StateDictionary.read(file));
		assertTrue(exc.getMessage().contains("2048 MiB"), exc.getMessage());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,16]}}",
		"{'a':{'dtype':'F32','shape':[4],'data_offsets':[0,12]}}",
		"{'a':{'dtype':'F32','shape':[4],'data_offsets':[8,24]}}",
		"{'a':{'dtype':'F32','shape':[4],'data_offsets':[16,0]}}",
		"{'a':{'dtype':'F32','shape':[-4],'data_offsets':[0,16]}}",
		"{'a':{'dtype':'F32','shape':[65536,65536,65536,65536],'data_offsets':[0,0]}}",
		"{'a':{'dtype':'F32','shape':[18446744073709551620],'data_offsets':[0,16]}}",
		"{'a':{'dtype':'F8_E4M3','shape':[16],'data_offsets':[0,16]}}",
		"{'a':{'dtype':'F32','shape':[4]}}", "{'a':7}", "{'a':", "{}",
		"{'a':{'dtype':'F32','shape':[4],'data_offsets':[0,16]},'a':{'dtype':'F32','shape':[4],'data_offsets':[0,16]}}",
		"{'a':{'dtype':'F32','shape':[9],'shape':[4],'data_offsets':[0,16]}}" })
	void refusesAHeaderThatLies(final String header) throws IOException {
		final Path file = TestWeights.safe(folder.resolve("a.safetensors"), header
			.replace('\'', '"'), new byte[16]);
		assertThrows(IOException.class, () -> StateDictionary.read(file));
	}

	/** Tabs, breaks and escapes, as JSON has them. */
	@Test
	void readsAllOfJson() throws IOException {
		final Path file = TestWeights.safe(folder.resolve("a.safetensors"),
			"{\n\t\"__metadata__\": {\"from\": \"a\\/b\"},\n\t\"conv\\/\\u0061\": {" +
				"\"dtype\": \"F32\", \"shape\": [4], \"data_offsets\": [0, 16]}\n}  ",
			new byte[16]);
		assertEquals(Set.of("conv/a"), TestWeights.read(file).keySet());
	}

	/** Tensors that share their numbers would expand the file. */
	@Test
	void refusesToExpand() throws IOException {
		final StringBuilder header = new StringBuilder("{");
		for (int i = 0; i < 1000; i++)
			header.append(i == 0 ? "" : ",").append("\"t").append(i).append(
				"\":{\"dtype\":\"F32\",\"shape\":[25000],\"data_offsets\":[0,100000]}");
		final Path file = TestWeights.safe(folder.resolve("a.safetensors"), header
			.append('}').toString(), new byte[100_000]);
		final IOException exc = assertThrows(IOException.class,
			() -> StateDictionary.read(file));
		assertTrue(exc.getMessage().contains("declares 25000000 numbers"), exc
			.getMessage());
	}

	@Test
	void removesPrefixes() throws IOException {
		final Tensor tensor = new Tensor(new int[] { 1 }, new float[] { 1 });
		final Path file = TestWeights.write(folder.resolve("a.safetensors"), Map.of(
			"module.params.model.conv.weight", tensor, "module.params.model.0", tensor));
		assertEquals(Set.of("model.conv.weight", "model.0"), TestWeights
			.read(file).keySet());
	}

	/**
	 * A damaged file is read or refused: without any other exception, and without
	 * more memory than four times its size.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "srvgg-x4.pth", "srvgg-x4-legacy.pth",
		"srvgg-x4.safetensors", "kinds.pth", "kinds-legacy.pth" })
	@Timeout(20)
	void survivesDamage(final String name) throws IOException {
		final byte[] sound = Files.readAllBytes(FIXTURES.resolve(name));
		final SplittableRandom random = new SplittableRandom(name.hashCode());
		final Path file = folder.resolve(name);
		int refused = 0;
		for (int i = 0; i < 60; i++) {
			final byte[] bytes = damaged(sound, random);
			Files.write(file, bytes);
			final long before = allocated();
			try {
				StateDictionary.read(file);
			}
			catch (final IOException exc) {
				refused++;
			}
			assertTrue(allocated() - before <= 4L * bytes.length + SLACK,
				"allocated " + (allocated() - before));
		}
		assertTrue(refused > 10, refused + " were refused");
	}

	/** Overwrites, cuts or repeats bytes, mostly among the first and last ones. */
	private static byte[] damaged(final byte[] sound,
		final SplittableRandom random)
	{
		final byte[] bytes = random.nextInt(8) == 0 ? Arrays.copyOf(sound,
			random.nextInt(sound.length)) : sound.clone();
		for (int n = random.nextInt(1, 12); n > 0 && bytes.length > 0; n--) {
			final int near = random.nextInt(Math.min(bytes.length, 3000));
			final int at = switch (random.nextInt(3)) {
				case 0 -> near;
				case 1 -> bytes.length - 1 - near;
				default -> random.nextInt(bytes.length);
			};
			bytes[at] = (byte) (random.nextBoolean() ? random.nextInt(256)
				: random.nextBoolean() ? 0xff : bytes[random.nextInt(bytes.length)]);
		}
		return bytes;
	}

	private static long allocated() {
		return ((com.sun.management.ThreadMXBean) ManagementFactory
			.getThreadMXBean()).getCurrentThreadAllocatedBytes();
	}
}
