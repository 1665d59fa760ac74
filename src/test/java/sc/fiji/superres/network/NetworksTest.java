package sc.fiji.superres.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import net.imglib2.Interval;
import net.imglib2.util.Intervals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.file.Npy;
import sc.fiji.superres.file.Tensor;

/** Networks that others made, and what is none. */
class NetworksTest {

	/** Float sums in another order. */
	private static final float TOLERANCE = 1e-5f;

	private static final Path RESOURCES = Path.of("src/test/resources/network");

	@TempDir
	private Path folder;

	/** scripted.pt and its output are those of foreign.py, PyTorch 1.13.1. */
	@Test
	void runsAScriptedNetworkWithSubmodules() throws IOException {
		final Tensor expected = Npy.read(RESOURCES.resolve(
			"scripted-output.npy"));
		final float[] source = new float[90];
		for (int i = 0; i < source.length; i++)
			source[i] = i / 90f;
		final Intensities unit = Intensities.unit();
		try (Upscaler upscaler = Networks.open(RESOURCES.resolve("scripted.pt"), Progress.NONE)) {
			assertEquals(3, upscaler.channels());
			final PreparedOperation enlargement = upscaler.prepare(5, 6, unit, unit, unit);
			final Interval all = Intervals.createMinSize(0, 0, 10, 12);
			final float[] target = new float[3 * 10 * 12];
			enlargement.fill(source, enlargement.source(all), target, all);
			assertArrayEquals(expected.values(), target, TOLERANCE);
		}
	}

	// -- Files that are no networks --

	/** Equal times and sizes are unchanged files, which are not even read again. */
	@Test
	void opensNothingTwice() throws IOException {
		final Path file = TestNetworks.writeSmall(folder);
		final FileTime time = Files.getLastModifiedTime(file);
		Networks.open(file, Progress.NONE).close();
		Files.write(file, new byte[Math.toIntExact(Files.size(file))]);
		fails(file, "not a TorchScript archive");
		Files.setLastModifiedTime(file, time);
		try (Upscaler again = Networks.open(file, Progress.NONE)) {
			assertEquals(2, again.scale(0));
			fails(file, "not a TorchScript archive");
			again.close();
		}
		try (Upscaler third = Networks.open(file, Progress.NONE)) {
			final Intensities unit = Intensities.unit();
			final Interval all = Intervals.createMinSize(0, 0, 16, 16);
			final PreparedOperation enlargement = third.prepare(8, 8, unit);
			enlargement.fill(new float[64], enlargement.source(all), new float[256], all);
		}
	}

	@Test
	void missingFile() {
		fails(folder.resolve("absent.pt"), "absent.pt", "no such model file");
	}

	@Test
	void folderWithoutADescription() {
		fails(folder, folder.toString(), "is a folder");
	}

	@Test
	void text() throws IOException {
		final Path file = folder.resolve("notes.pt");
		Files.writeString(file, "not a network");
		fails(file, "notes.pt", "not a TorchScript archive");
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0, 0.0005, 0.1, 0.5, 0.9, 0.99, 0.9999 })
	void truncatedArchive(final double share) throws IOException {
		final byte[] bytes = Files.readAllBytes(TestNetworks.write(folder,
			TestNetworks.zeroPadded()));
		final Path file = folder.resolve("half.pt");
		Files.write(file, Arrays.copyOf(bytes, (int) (share * bytes.length)));
		fails(file, "half.pt", "truncated", "copy it again");
	}

	@Test
	void zipOfSomethingElse() throws IOException {
		final Path file = folder.resolve("photos.zip");
		try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(
			file)))
		{
			out.putNextEntry(new ZipEntry("photos/cat.png"));
		}
		fails(file, "photos.zip", "not a TorchScript archive", "torch.jit.trace");
	}

	/** The files are those of foreign.py, PyTorch 1.13.1. */
	@ParameterizedTest
	@CsvSource({ "state-dict.pt, state_dict", "legacy.pth, not a TorchScript" })
	void weightsWithoutANetwork(final String name, final String what) {
		fails(RESOURCES.resolve(name), name, what, "torch.jit.trace");
	}

	// -- Networks that the bundled PyTorch lacks something for --

	@Test
	void operatorOfANewerPyTorch() throws IOException {
		final Path file = TestNetworks.write(folder, TestNetworks.ending(
			"torch._upsample_lanczos2d_aa(x, [8, 8], False, None, None)"));
		fails(file, file.toString(), "needs a newer PyTorch",
			"aten::_upsample_lanczos2d_aa.", "torch.jit.trace", "PyTorch 2.7");
	}

	@Test
	void newerFormOfAnOperator() throws IOException {
		final Path file = TestNetworks.write(folder, TestNetworks.ending(
			"torch.relu(x, 7)"));
		fails(file, file.toString(), "needs a newer PyTorch", "aten::relu.");
	}

	@Test
	void newerFormat() throws IOException {
		final Path file = TestNetworks.write(folder, TestNetworks.ending("x"),
			"version", text -> "99\n");
		fails(file, file.toString(), "version 99");
	}

	@Test
	void operatorOfAnExtension() throws IOException {
		final Path file = TestNetworks.write(folder, TestNetworks.ending(
			"ops.torchvision.deform_conv2d(x)"));
		fails(file, file.toString(), "torchvision::deform_conv2d", "extension");
	}

	@Test
	void damagedSource() throws IOException {
		final Path file = TestNetworks.write(folder, TestNetworks.ending("x"),
			".py", text -> text.replace("return x", "return return"));
		fails(file, file.toString(), "cannot be loaded as TorchScript");
	}

	// -- Networks that do something else --

	/** two-inputs.pt is that of foreign.py, PyTorch 1.13.1. */
	@Test
	void twoInputs() {
		fails(RESOURCES.resolve("two-inputs.pt"), "two-inputs.pt",
			"more than one input", "Tensor image, Tensor mask");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"Tuple[Tensor, Tensor] | (x, x) | 2 outputs", //
		"Dict[str, Tensor] | {\"a\": x, \"b\": x} | 2 outputs", //
		"int | 3 | does not return a tensor", //
		"None | None | does not return a tensor" })
	void otherOutputs(final String type, final String value, final String what)
		throws IOException
	{
		final Path file = TestNetworks.write(folder, TestNetworks.ending("x"),
			".py", text -> text.replace("-> Tensor:", "-> " + type + ":").replace(
				"return x", "return " + value));
		fails(file, file.toString(), what);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"torch.slice(x, 2, 1, -1, 1) | [1, 1, 62, 64]", //
		"torch.avg_pool2d(x, [2, 2]) | [1, 1, 32, 32]", //
		"torch.upsample_nearest2d(x, None, [1.5, 1.5]) | [1, 1, 96, 96]", //
		"torch.upsample_nearest2d(x, None, [1., 2.]) | [1, 1, 64, 128]", //
		"torch.squeeze(x, 0) | [1, 64, 64]", //
		"torch.cat([x, x], 1) | [1, 2, 64, 64]", //
		"torch.cat([x, x], 0) | [2, 1, 64, 64]", //
		"torch.mean(x) | []", //
		"torch.to(x, 4) | type int64" })
	void otherImages(final String last, final String what) throws IOException {
		final Path file = TestNetworks.write(folder, TestNetworks.ending(last));
		fails(file, file.toString(), what, "must ");
	}

	@Test
	void failsOnEverySize() throws IOException {
		final Path file = TestNetworks.write(folder, TestNetworks.ending(
			"torch.reshape(x, [1, 1, 96, 96])"));
		fails(file, file.toString(), "64, 128 or 256 pixels", "[1, 1, 96, 96]");
	}

	@Test
	void raisesAnError() throws IOException {
		final Path file = TestNetworks.write(folder, TestNetworks.ending("x"),
			".py", text -> text.replace("    return x",
				"    ops.prim.RaiseException(\"no luck\")\n    return x"));
		fails(file, file.toString(), "no luck");
	}

	@Test
	void hasNoForward() throws IOException {
		final Path file = TestNetworks.write(folder, TestNetworks.ending("x"),
			".py", text -> text.replace("forward", "backward"));
		fails(file, file.toString(), "'forward' is not defined");
	}

	/** Checks that opening fails, with these words and no native stack. */
	private static void fails(final Path file, final String... words) {
		final Exception exc = assertThrows(Exception.class, () -> Networks.open(
			file, Progress.NONE).close());
		assertTrue(exc instanceof IOException ||
			exc instanceof IllegalArgumentException, exc.toString());
		final String message = exc.getMessage();
		for (final String word : words)
			assertTrue(message.contains(word), message);
		for (final String stack : new String[] { "Traceback", "frame #",
			"Exception raised from", "HERE", "\n" })
			assertFalse(message.contains(stack), message);
	}
}
