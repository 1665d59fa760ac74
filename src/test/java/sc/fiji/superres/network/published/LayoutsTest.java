package sc.fiji.superres.network.published;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.superres.file.Npy;
import sc.fiji.superres.file.Tensor;
import sc.fiji.superres.network.TorchNetwork;
import sc.fiji.superres.network.weights.StateDictionary;

/**
 * Imported networks against the same networks in PyTorch 1.13.1; published.py
 * beside the fixtures made these.
 */
class LayoutsTest {

	static final Path FIXTURES = Path.of("src/test/resources/network/published");

	/** Float sums in another order. */
	private static final float OUTPUT = 1e-5f;

	@TempDir
	private Path folder;

	@ParameterizedTest
	@CsvSource({ "rrdbnet-x4, 4, 3, RRDBNet", "rrdbnet-x2, 2, 3, RRDBNet",
		"rrdbnet-x1, 1, 3, RRDBNet", "esrgan-x4, 4, 3, RRDBNet",
		"esrgan-old-x4, 4, 3, RRDBNet", "esrgan-old-x2, 2, 1, RRDBNet",
		"srvgg-x4, 4, 3, SRVGGNetCompact", "edsr-basicsr-x4, 4, 3, EDSR (BasicSR)",
		"edsr-pytorch-x3, 3, 3, EDSR (EDSR-PyTorch)" })
	void equalsTheSameNetworkInPyTorch(final String name, final int scale,
		final int channels, final String architecture) throws IOException
	{
		final PublishedNetwork built = Layouts.build(StateDictionary.read(FIXTURES
			.resolve(name + ".pth")), 0);
		assertEquals(scale, built.scale());
		assertEquals(channels, built.channels());
		assertTrue(built.description().startsWith(architecture), built
			.description());
		compare(name, built, channels);
	}

	private void compare(final String name, final PublishedNetwork built,
		final int channels) throws IOException
	{
		final Path file = folder.resolve(name + ".pt");
		try (OutputStream out = Files.newOutputStream(file)) {
			built.module().write(out);
		}
		final float[] values = new float[channels * 12 * 16];
		for (int i = 0; i < values.length; i++)
			values[i] = (float) (0.5 + 0.5 * Math.sin(0.7 * i));
		try (TorchNetwork network = TorchNetwork.open(file)) {
			final Tensor output = network.forward(new Tensor(new int[] { 1, channels,
				12, 16 }, values));
			final Tensor expected = Npy.read(FIXTURES.resolve(name + "-output.npy"));
			assertArrayEquals(expected.shape(), output.shape());
			assertArrayEquals(expected.values(), output.values(), OUTPUT);
		}
	}
}
