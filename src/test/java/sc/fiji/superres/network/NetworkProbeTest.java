package sc.fiji.superres.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.network.architecture.ScriptModule;

class NetworkProbeTest {

	private static final Path REFERENCE = Path.of(
		"../shared/reference/edsr-x2.pt");

	@TempDir
	private Path folder;

	/**
	 * A bicubic phase has 4 taps, 2 to one side, and the convolutions take 4 + 2 +
	 * 2 enlarged pixels.
	 */
	@ParameterizedTest
	@CsvSource({ "1, 1, 8", "2, 1, 6", "3, 3, 4", "4, 1, 4" })
	void srcnn(final int scale, final int channels, final int halo)
		throws IOException
	{
		assertEquals(new NetworkGeometry(channels, scale, halo, 1, 1, 1), measure(
			TestNetworks.noisySrcnn(scale, channels)));
	}

	@Test
	void oneForEachConvolution() throws IOException {
		assertEquals(new NetworkGeometry(1, 2, 3, 1, 1, 1), measure(TestNetworks
			.zeroPadded()));
	}

	/** A block of 4 sees the neighbouring blocks: 4 to 7 pixels to a side. */
	@Test
	void stridedTakesMultiples() throws IOException {
		assertEquals(new NetworkGeometry(1, 2, 7, 4, 4, 4), measure(TestNetworks
			.strided()));
	}

	/** The same blocks; whoever moves it by less than 4 sees another result. */
	@Test
	void stridedThatPadsItself() throws IOException {
		assertEquals(new NetworkGeometry(1, 2, 7, 1, 1, 4), measure(TestNetworks
			.selfPadding()));
	}

	@Test
	void global() throws IOException {
		final NetworkGeometry geometry = measure(TestNetworks.global());
		assertEquals(NetworkGeometry.UNBOUNDED, geometry.halo());
		assertFalse(geometry.tileable());
	}

	@Test
	void fixedSize() throws IOException {
		final NetworkGeometry geometry = measure(TestNetworks.fixed(64));
		assertEquals(new NetworkGeometry(1, 1, 1, 64, 0, 1), geometry);
		assertTrue(geometry.tileable());
	}

	@Test
	void smallestSize() throws IOException {
		assertEquals(new NetworkGeometry(1, 1, 1, 8, 1, 1), measure(TestNetworks
			.ending("torch.slice(torch.reflection_pad2d(x, [7, 7, 7, 7]), 2, 7, -7" +
				", 1)\n    x = torch.slice(x, 3, 7, -7, 1)")));
	}

	/** Given the sizes of a package, no other is tried. */
	@Test
	void sizesOfAPackage() throws IOException {
		try (TorchNetwork network = TorchNetwork.open(TestNetworks.write(folder,
			TestNetworks.fixed(40)), Progress.NONE))
		{
			assertEquals(new NetworkGeometry(1, 1, 1, 40, 0, 1), NetworkProbe.measure(
				network, 1, 1, 1, 40, 0));
			final String message = assertThrows(IllegalArgumentException.class,
				() -> NetworkProbe.measure(network, 1, 2, 2, 40, 0)).getMessage();
			assertTrue(message.contains("by 2 x 2: it makes [1, 1, 40, 40]"), message);
		}
	}

	/** 2 + 8 * 2 + 1 convolutions: the halo of its README. */
	@Test
	void reference() throws IOException {
		assumeTrue(Files.exists(REFERENCE), "without the reference network");
		try (TorchNetwork network = TorchNetwork.open(REFERENCE, Progress.NONE)) {
			assertEquals(new NetworkGeometry(1, 2, 19, 1, 1, 1), NetworkProbe.measure(
				network));
		}
	}

	private NetworkGeometry measure(final ScriptModule net) throws IOException {
		try (TorchNetwork network = TorchNetwork.open(TestNetworks.write(folder,
			net), Progress.NONE))
		{
			return NetworkProbe.measure(network);
		}
	}
}
