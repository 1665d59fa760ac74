package sc.fiji.superres.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.superres.block.BlockOperation;
import sc.fiji.superres.block.OperationContractTest;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.file.Npy;
import sc.fiji.superres.file.Tensor;
import sc.fiji.superres.model.Checksums;
import sc.fiji.superres.model.ModelPackage;

/** The files are of onnx_networks.py, by the ONNX exporter of PyTorch 1.13. */
class OnnxNetworkTest {

	private static final Path FILES = Path.of("src/test/resources/network");

	@TempDir
	static Path folder;

	@Nested
	class InGray extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return assertDoesNotThrow(() -> Networks.open(file("x2-c1"),
				Progress.NONE));
		}
	}

	/** Planes of any size up to its own, which is mirrored to. */
	@Nested
	class FixedSize extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return assertDoesNotThrow(() -> Networks.open(file("fixed"),
				Progress.NONE));
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 3 })
	void equalsPyTorch(final int channels) throws IOException {
		final String name = "onnx-x2-c" + channels;
		final Tensor wanted = Npy.read(FILES.resolve(name + "-output.npy"));
		try (OnnxNetwork network = OnnxNetwork.open(file("x2-c" + channels))) {
			final Tensor output = network.forward(Npy.read(FILES.resolve(name +
				"-input.npy")));
			assertArrayEquals(wanted.shape(), output.shape());
			assertArrayEquals(wanted.values(), output.values(), 1e-5f);
			final NetworkGeometry geometry = NetworkGeometry.measure(network);
			assertEquals(channels, geometry.channels());
			assertEquals(2, geometry.scaleX());
			assertEquals(2, geometry.halo());
		}
		assertEquals(List.of("[6, " + channels + ", 3, 3]", "[" + 4 * channels +
			", 6, 3, 3]"), OnnxFile.read(file("x2-c" + channels)).weights().stream()
				.filter(shape -> shape.length == 4).map(Arrays::toString).toList());
	}

	@Test
	void packagesOfOnnxAlone() throws IOException {
		final Path model = folder.resolve("package");
		final Tensor input = Npy.read(FILES.resolve("onnx-x2-c1-input.npy"));
		final Tensor output = Npy.read(FILES.resolve("onnx-x2-c1-output.npy"));
		TestPackages.write(model, file("x2-c1"), TestPackages.describe(1, 16, 1, 2,
			4, List.of(), List.of()), input, output);
		Files.delete(model.resolve(Checksums.FILE));
		Files.move(model.resolve("weights.pt"), model.resolve("net.onnx"));
		final Path rdf = model.resolve(ModelPackage.descriptions().stream().filter(
			name -> Files.exists(model.resolve(name))).findFirst().orElseThrow());
		Files.writeString(rdf, Files.readString(rdf).replace("torchscript:", "onnx:")
			.replace("weights.pt", "net.onnx"));
		try (Upscaler upscaler = Networks.open(model, Progress.NONE)) {
			assertEquals(2, upscaler.scale(0));
			assertEquals(2, upscaler.halo(0));
		}
		Files.writeString(rdf, Files.readString(rdf).replace("net.onnx", "net.bin"));
		assertTrue(assertThrows(IOException.class, () -> Networks.open(model,
			Progress.NONE)).getMessage().contains("must end with .onnx"));
	}

	@ParameterizedTest
	@CsvSource({ "two-inputs, has 2 inputs", "two-outputs, has 2 outputs",
		"volume, input of 5 axes", "loop, the operator Loop" })
	void othersAreRefusedByName(final String name, final String why) {
		assertTrue(refusal(file(name)).contains(why), refusal(file(name)));
	}

	@Test
	void valuesThatAreNoNumbersAreRefused() throws IOException {
		try (Upscaler upscaler = Networks.open(file("nan"), Progress.NONE)) {
			final String message = assertThrows(IllegalArgumentException.class,
				() -> upscaler.plane(new float[100], 10, 10)).getMessage();
			assertTrue(message.contains("NaN"), message);
		}
	}

	@Test
	void whatIsNoOnnxFileIsRefused() throws IOException {
		final Path text = Files.writeString(folder.resolve("text.onnx"),
			"This is no network\n".repeat(100));
		assertTrue(refusal(text).contains("is not an ONNX network"), refusal(text));
		final Path empty = Files.createFile(folder.resolve("empty.onnx"));
		assertTrue(refusal(empty).contains("no graph"), refusal(empty));
		assertTrue(refusal(folder.resolve("none.onnx")).contains("no such model"));
	}

	/** Neither native code nor the reader fails otherwise than by a message. */
	@Test
	void damagedFilesAreRefused() throws IOException {
		final byte[] whole = Files.readAllBytes(file("x2-c1"));
		final Path damaged = folder.resolve("damaged.onnx");
		final Random random = new Random(1);
		for (int i = 0; i < 60; i++) {
			final byte[] bytes = i < 30 ? Arrays.copyOf(whole, whole.length * i / 30)
				: whole.clone();
			if (i >= 30) for (int k = 0; k < 20; k++)
				bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
			Files.write(damaged, bytes);
			try (OnnxNetwork network = OnnxNetwork.open(damaged)) {
				assertTrue(i >= 30, "truncated at " + bytes.length);
				network.forward(TestPackages.ramp(1, 1, 16, 16));
			}
			catch (final IOException | IllegalArgumentException exc) {
				assertTrue(exc.getMessage().length() > 20, exc::toString);
			}
		}
	}

	@Test
	void onlyTheDefaultsAreAvailable() {
		assertThrows(WrongUsage.class, () -> Networks.open(file("x2-c1"),
			new ComputeSettings(Device.CPU, Precision.BFLOAT16), Progress.NONE));
		assertTrue(assertThrows(IOException.class, () -> TorchNetwork.openForTraining(
			file("x2-c1"), ComputeSettings.on(Device.CPU), Progress.NONE)).getMessage().contains(
				"not trained"));
	}

	@Test
	void withoutTheRuntimeItSaysHowToGetIt() throws ReflectiveOperationException {
		final ClassLoader without = new Without();
		final Class<?> progress = without.loadClass(Progress.class.getName());
		final Method open = without.loadClass(Networks.class.getName()).getMethod(
			"open", Path.class, progress);
		final String message = assertThrows(InvocationTargetException.class,
			() -> open.invoke(null, file("x2-c1"), progress.getField("NONE").get(
				null))).getCause().getMessage();
		for (final String part : List.of("not installed", "onnxruntime-",
			"jars/superres"))
			assertTrue(message.contains(part), message);
		assertTrue(OnnxRuntime.status().startsWith("1."), OnnxRuntime.status());
	}

	/** Loads the suite anew, without the classes of ONNX Runtime. */
	private static final class Without extends ClassLoader {

		Without() {
			super(OnnxNetworkTest.class.getClassLoader());
		}

		@Override
		protected Class<?> loadClass(final String name, final boolean resolve)
			throws ClassNotFoundException
		{
			synchronized (getClassLoadingLock(name)) {
				if (name.startsWith("ai.onnxruntime.")) throw new ClassNotFoundException(
					name);
				if (!name.startsWith("sc.fiji.superres.")) return super.loadClass(name,
					resolve);
				final Class<?> loaded = findLoadedClass(name);
				return loaded == null ? define(name) : loaded;
			}
		}

		private Class<?> define(final String name) throws ClassNotFoundException {
			try (InputStream in = getResourceAsStream(name.replace('.', '/') +
				".class"))
			{
				final byte[] bytes = in.readAllBytes();
				return defineClass(name, bytes, 0, bytes.length);
			}
			catch (final IOException exc) {
				throw new ClassNotFoundException(name, exc);
			}
		}
	}

	private static Path file(final String name) {
		return FILES.resolve("onnx-" + name + ".onnx");
	}

	private static String refusal(final Path file) {
		return assertThrows(IOException.class, () -> Networks.open(file,
			Progress.NONE)).getMessage();
	}
}
