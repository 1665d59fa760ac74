package sc.fiji.superres.network.architecture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.superres.block.BlockOperation;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.network.NetworkGeometry;
import sc.fiji.superres.network.Networks;
import sc.fiji.superres.network.TorchNetwork;

/** What RCAN does besides what {@code NetworkFixturesTest} compares. */
class RcanTest {

	@TempDir
	private Path folder;

	/**
	 * The figures that are quoted for the authors' code, less the 24 of its two
	 * fixed layers for the mean.
	 */
	@ParameterizedTest
	@CsvSource({ "2, 15444667", "3, 15629307", "4, 15592379" })
	void hasThePublishedNumberOfParameters(final int scale,
		final long parameters)
	{
		assertEquals(parameters - 24, Architectures.named("rcan-64x10x20").create(scale,
			3, 1).parameters());
	}

	/**
	 * The attention looks at all pixels, so any tile would differ. (A network of
	 * so few features that the ReLU of all attention is 0 would not.)
	 */
	@Test
	void runsUntiled() throws IOException {
		final Path file = write("rcan-64x1x2");
		try (Upscaler upscaler = Networks.open(file, Progress.NONE)) {
			assertEquals(BlockOperation.WHOLE, upscaler.halo(0));
			assertEquals(1, upscaler.prepare(2000, 1500, Intensities.unit()).tiles(64)
				.size());
			final String message = assertThrows(IllegalStateException.class,
				() -> upscaler.prepare(1_000_000, 1_000_000, Intensities.unit()))
					.getMessage();
			assertTrue(message.contains("looks at the whole image at once") && message
				.contains("region=selection"), message);
		}
	}

	/** Head, two convolutions of the block, of the group, body, up and tail. */
	@Test
	void withoutAttentionItIsTiled() throws IOException {
		final Path file = write("rcan-plain-16x1x1");
		try (TorchNetwork network = TorchNetwork.open(file, Progress.NONE)) {
			assertEquals(7, NetworkGeometry.measure(network).halo());
		}
		try (Upscaler upscaler = Networks.open(file, Progress.NONE)) {
			assertTrue(upscaler.prepare(2000, 1500, Intensities.unit()).tiles(64)
				.size() > 100);
		}
	}

	@Test
	void withoutAttentionItIsEdsrInGroups() {
		final List<ScriptModule.Variable> grouped = Architectures.named(
			"rcan-plain-6x1x3").create(2, 1, 1).variables();
		final List<ScriptModule.Variable> edsr = Architectures.named("edsr-6x3")
			.create(2, 1, 1).variables();
		// One more convolution: that of the group.
		assertEquals(edsr.size() + 2, grouped.size());
		assertArrayEquals(edsr.get(3).shape(), grouped.get(3).shape());
	}

	private Path write(final String name) throws IOException {
		final Path file = folder.resolve(name + ".pt");
		Architectures.named(name).write(file, 2, 1, 1);
		return file;
	}
}
