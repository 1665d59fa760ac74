package sc.fiji.superres.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import net.imglib2.Interval;
import net.imglib2.util.Intervals;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.superres.block.BlockOperation;
import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.block.OperationContractTest;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.file.Npy;
import sc.fiji.superres.file.Tensor;
import sc.fiji.superres.file.TestZips;
import sc.fiji.superres.model.ModelDescription;
import sc.fiji.superres.model.ModelPackage;
import sc.fiji.superres.model.Processing;
import sc.fiji.superres.network.architecture.ScriptModule;
import sc.fiji.superres.network.values.ValueMap;

class PackagedNetworksTest {

	@TempDir
	private static Path folder;

	/** Planes below its smallest size of 16 are mirrored. */
	@Nested
	class Small extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return small();
		}

		@Override
		protected int[][] sizes() {
			return new int[][] { { 1, 1 }, { 3, 40 }, { 16, 16 }, { 45, 31 } };
		}
	}

	/** Its tiles start at multiples of its step. */
	@Nested
	class Strided extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			try {
				return Networks.open(pack(TestNetworks.strided(), describe(8, 4, -1,
					List.of(), List.of()), TestPackages.ramp(1, 1, 8, 12)), Progress.NONE);
			}
			catch (final IOException exc) {
				throw new UncheckedIOException(exc);
			}
		}

		@Override
		protected int[][] sizes() {
			return new int[][] { { 1, 1 }, { 9, 33 }, { 40, 23 } };
		}
	}

	@Test
	void runs() throws IOException {
		final Tensor input = TestPackages.ramp(1, 1, 16, 20);
		final Path file = TestNetworks.write(folder, TestNetworks.zeroPadded());
		try (TorchNetwork network = TorchNetwork.open(file, Progress.NONE);
				Upscaler upscaler = small())
		{
			assertArrayEquals(network.forward(input).values(), enlarge(upscaler,
				input, Intensities.unit()), 1e-6f);
		}
	}

	@Test
	void runsFromAZip() throws IOException {
		final Path plain = pack(TestNetworks.zeroPadded(), describe(16, 1, 6, List
			.of(), List.of()), TestPackages.ramp(1, 1, 16, 16));
		final Path zip = TestZips.write(plain, folder.resolve("zipped.zip"));
		final Tensor input = TestPackages.ramp(1, 1, 16, 20);
		try (Upscaler a = Networks.open(zip, Progress.NONE); Upscaler b = Networks.open(plain, Progress.NONE)) {
			assertArrayEquals(enlarge(a, input, Intensities.unit()), enlarge(b, input,
				Intensities.unit()));
		}
	}

	/** What the halo costs shows in the source that a pixel asks for. */
	@ParameterizedTest
	@ValueSource(ints = { -1, 0, 12 })
	void haloIsThatOfThePackageOrMeasured(final int halo) throws IOException {
		final Path path = pack(TestNetworks.zeroPadded(), describe(1, 1, halo, List
			.of(), List.of()), TestPackages.ramp(1, 1, 16, 16));
		try (Upscaler upscaler = Networks.open(path, Progress.NONE)) {
			final Interval source = upscaler.prepare(100, 100, Intensities.unit())
				.source(Intervals.createMinSize(100, 100, 2, 2));
			final int expected = halo > 0 ? halo / 2 : 3;
			assertEquals(Math.max(2 * expected + 1, halo > 0 ? 13 : 1), source
				.dimension(0));
			assertEquals(50 - expected, source.min(0));
		}
	}

	/** The network sees (x - 50) / 25 and gives y: 25 y + 50 comes out. */
	@Test
	void processingOfThePackageIsApplied() throws IOException {
		final List<Processing> before = List.of(new Processing(
			"fixed_zero_mean_unit_variance", Map.of("mean", 50, "std", 25)));
		final Tensor ramp = TestPackages.ramp(1, 1, 16, 16);
		final float[] raw = ramp.values().clone();
		for (int i = 0; i < raw.length; i++)
			raw[i] = 100 * raw[i];
		final float[] seen = raw.clone();
		for (int i = 0; i < seen.length; i++)
			seen[i] = (raw[i] - 50) / 25;
		final Path file = TestNetworks.write(folder, TestNetworks.zeroPadded());
		final float[] expected;
		try (TorchNetwork network = TorchNetwork.open(file, Progress.NONE)) {
			expected = network.forward(new Tensor(ramp.shape(), seen)).values();
		}
		for (int i = 0; i < expected.length; i++)
			expected[i] = 25 * expected[i] + 50;
		final Tensor input = new Tensor(ramp.shape(), raw);
		final Path path = folder.resolve("fixed");
		TestPackages.write(path, file, describe(16, 1, 6, before, List.of()), input,
			new Tensor(new int[] { 1, 1, 32, 32 }, expected));
		try (Upscaler upscaler = Networks.open(path, Progress.NONE)) {
			assertArrayEquals(expected, enlarge(upscaler, input, Intensities.unit()),
				1e-4f);
		}
	}

	/** The channels of the test input have ranges of their own. */
	@Test
	void testTensorsAreNormalisedByChannel() throws IOException {
		final List<Processing> before = List.of(new Processing("scale_range", Map
			.of("axes", List.of("y", "x"), "eps", 1e-6)));
		final Tensor seen = TestPackages.ramp(1, 3, 9, 9);
		final float[] raw = new float[3 * 81];
		final float[] scaled = new float[raw.length];
		for (int i = 0; i < raw.length; i++) {
			final int c = i / 81;
			raw[i] = 10 * c + (c + 1) * (i % 81);
			scaled[i] = (float) ((c + 1) * (i % 81) / ((c + 1) * 80 + 1e-6));
		}
		final Path file = TestNetworks.write(folder, TestNetworks.noisySrcnn(2, 3));
		final float[] expected;
		try (TorchNetwork network = TorchNetwork.open(file, Progress.NONE)) {
			expected = network.forward(new Tensor(seen.shape(), scaled)).values();
		}
		for (int i = 0; i < expected.length; i++) {
			final int c = i / 324;
			expected[i] = 10 * c + (c + 1) * 80 * expected[i];
		}
		final Path path = folder.resolve("colour");
		TestPackages.write(path, file, TestPackages.describe(3, 1, 1, 2, 12, before,
			List.of()), new Tensor(seen.shape(), raw), new Tensor(new int[] { 1,
				3, 18, 18 }, expected));
		Networks.open(path, Progress.NONE).close();
	}

	// -- Packages that are refused --

	@Test
	void otherTestOutput() throws IOException {
		final Path path = small16("other-output");
		final Path file = path.resolve(ModelDescription.TEST_OUTPUT);
		final Tensor output = Npy.read(file);
		output.values()[17] += 0.01f;
		Npy.write(output, file);
		Files.delete(path.resolve("checksums.sha256"));
		final String message = assertThrows(IOException.class, () -> Networks.open(
			path, Progress.NONE)).getMessage();
		assertTrue(message.contains("does not reproduce its own test output (it is off by 0.0"),
			message);
	}

	/** An infinite value would make any difference small. */
	@ParameterizedTest
	@ValueSource(floats = { Float.NaN, Float.POSITIVE_INFINITY })
	void testTensorsThatAreNotFinite(final float value) throws IOException {
		for (final String name : new String[] { ModelDescription.TEST_INPUT,
			ModelDescription.TEST_OUTPUT })
		{
			final Path path = small16("infinite-" + name + value);
			final Path file = path.resolve(name);
			final Tensor tensor = Npy.read(file);
			tensor.values()[17] = value;
			Npy.write(tensor, file);
			Files.delete(path.resolve("checksums.sha256"));
			final String message = assertThrows(IOException.class, () -> Networks
				.open(path, Progress.NONE)).getMessage();
			assertTrue(message.contains("all must be finite"), message);
		}
	}

	/** Never a black image: the message names the network. */
	@Test
	void resultsThatAreNotFinite() throws IOException {
		for (final String expression : new String[] { "torch.log(torch.sub(x, x))",
			"torch.div(torch.sub(x, x), torch.sub(x, x))" })
		{
			final Path file = TestNetworks.write(folder, TestNetworks.ending(
				expression));
			try (TorchNetwork network = TorchNetwork.open(file, Progress.NONE);
					NetworkUpscaler upscaler = new NetworkUpscaler("it", network,
						new NetworkGeometry(1, 1, 3, 1, 1, 1), ValueMap::range,
						Precision.FLOAT32, network::close))
			{
				final String message = assertThrows(IllegalArgumentException.class,
					() -> enlarge(upscaler, TestPackages.ramp(1, 1, 8, 8), Intensities
						.unit())).getMessage();
				assertTrue(message.contains("The network it returned the value"), message);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "halo: 2147483647", "halo: 20000", "min: 2000000000",
		"step: 2000000000", "scale: 0.0001", "scale: .nan", "scale: 0",
		"halo: -1", "min: 0" })
	void absurdSizes(final String edit) throws IOException {
		final Path path = small16("absurd-" + edit.replace(' ', '_'));
		final Path file = path.resolve("bioimageio.yaml");
		final String text = Files.readString(file);
		final String other = text.replaceAll(edit.split(":")[0] + ": [0-9.]+",
			edit);
		assertFalse(other.equals(text), text);
		Files.writeString(file, other);
		Files.delete(path.resolve("checksums.sha256"));
		final String message = assertThrows(IOException.class, () -> ModelPackage
			.open(path)).getMessage();
		assertTrue(message.contains("bioimageio.yaml"), message);
	}

	@Test
	void testOutputOfAnotherShape() throws IOException {
		final Path path = folder.resolve("other-shape");
		final Path file = TestNetworks.write(folder, TestNetworks.zeroPadded());
		TestPackages.write(path, file, TestPackages.describe(1, 16, 1, 3, 9, List
			.of(), List.of()), TestPackages.ramp(1, 1, 16, 16), TestPackages.ramp(1,
				1, 48, 48));
		final String message = assertThrows(IOException.class, () -> Networks.open(
			path, Progress.NONE)).getMessage();
		assertTrue(message.contains("[1, 1, 32, 32]") && message.contains(
			"[1, 1, 48, 48]"), message);
	}

	@Test
	void checksumMismatch() throws IOException {
		final Path path = small16("checksum");
		final Path weights = path.resolve(ModelDescription.WEIGHTS);
		final byte[] bytes = Files.readAllBytes(weights);
		bytes[bytes.length / 2] ^= 1;
		Files.write(weights, bytes);
		final String message = assertThrows(IOException.class, () -> Networks.open(
			path, Progress.NONE)).getMessage();
		assertTrue(message.contains(ModelDescription.WEIGHTS), message);
	}

	@Test
	void unknownStep() throws IOException {
		final Path path = pack(TestNetworks.zeroPadded(), describe(16, 1, 6, List
			.of(), List.of(new Processing("sigmoid", Map.of()))), TestPackages.ramp(1,
				1, 16, 16));
		final String message = assertThrows(IllegalArgumentException.class,
			() -> Networks.open(path, Progress.NONE)).getMessage();
		assertTrue(message.contains("sigmoid") && message.contains(path
			.toString()), message);
	}

	@Test
	void brokenScale() throws IOException {
		final Path path = pack(TestNetworks.ending(
			"torch.upsample_nearest2d(x, None, [1.5, 1.5])"), TestPackages.describe(1,
				16, 2, 1.5, -1, List.of(), List.of()), TestPackages.ramp(1, 1, 16, 16));
		final String message = assertThrows(IllegalArgumentException.class,
			() -> Networks.open(path, Progress.NONE)).getMessage();
		assertTrue(message.contains("enlarges by 1.5"), message);
	}

	/** Where no test tensors tell, the first tile does. */
	@Test
	void otherScaleThanDescribed() throws IOException {
		final Path file = TestNetworks.write(folder, TestNetworks.zeroPadded());
		try (TorchNetwork network = TorchNetwork.open(file, Progress.NONE);
				NetworkUpscaler upscaler = new NetworkUpscaler("it", network,
					new NetworkGeometry(1, 3, 3, 1, 1, 1), ValueMap::range,
					Precision.FLOAT32, network::close))
		{
			final String message = assertThrows(IllegalArgumentException.class,
				() -> enlarge(upscaler, TestPackages.ramp(1, 1, 8, 8), Intensities
					.unit())).getMessage();
			assertTrue(message.contains("[1, 1, 16, 16]") && message.contains("by 3"),
				message);
		}
	}

	private static Upscaler small() {
		try {
			final Path path = folder.resolve("small");
			if (!Files.exists(path)) TestPackages.writeSmall(path);
			return Networks.open(path, Progress.NONE);
		}
		catch (final IOException exc) {
			throw new UncheckedIOException(exc);
		}
	}

	private static Path small16(final String name) throws IOException {
		final Path path = folder.resolve(name);
		TestPackages.writeSmall(path);
		return path;
	}

	private static ModelDescription describe(final int minimum, final int step,
		final int halo, final List<Processing> before,
		final List<Processing> after)
	{
		return TestPackages.describe(1, minimum, step, 2, halo, before, after);
	}

	/** Packs a network with what it makes of an input of 0 to 1. */
	private static Path pack(final ScriptModule net,
		final ModelDescription description, final Tensor input)
		throws IOException
	{
		final Path file = TestNetworks.write(folder, net);
		final Path path = Files.createTempDirectory(folder, "pack").resolve("it");
		try (TorchNetwork network = TorchNetwork.open(file, Progress.NONE)) {
			TestPackages.write(path, file, description, input, network.forward(
				input));
		}
		return path;
	}

	private static float[] enlarge(final Upscaler upscaler, final Tensor image,
		final Intensities intensities)
	{
		final int height = image.shape()[2];
		final int width = image.shape()[3];
		final PreparedOperation enlargement = upscaler.prepare(width, height,
			intensities);
		final Interval all = Intervals.createMinMax(0, 0, enlargement.target()
			.dimension(0) - 1, enlargement.target().dimension(1) - 1);
		final Interval from = enlargement.source(all);
		assertEquals((long) width * height, Intervals.numElements(from));
		final float[] target = new float[(int) Intervals.numElements(all)];
		enlargement.fill(Arrays.copyOf(image.values(), width * height), from, target,
			all);
		return target;
	}
}
